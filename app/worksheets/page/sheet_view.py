"""Working on a sheet: its canvas or form, beside it what is chosen, above it the guidance of a workshop."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.fault import Missing
from app.core.record import today
from app.core.text import _l
from app.ui import jobs
from app.ui.language import switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import theme
from app.ui.widgets import (
    Card,
    Column,
    EmptyState,
    Row,
    ScrollColumn,
    Stack,
)
from app.worksheets.page.canvas import SheetCanvas
from app.worksheets.page.continue_dialog import ContinueDialog
from app.worksheets.page.form_pane import FormPane
from app.worksheets.page.note_panel import NotePanel, SeveralPanel
from app.worksheets.page.present_window import PresentWindow
from app.worksheets.page.pulse_results import PulseResults
from app.worksheets.page.sheet_deeds import SheetDeeds
from app.worksheets.page.sheet_head import ANSWERS, CANVAS, FORM, SURVEY, SheetHead, locked
from app.worksheets.page.sheet_panel import SheetPanel
from app.worksheets.page.version_dialog import VersionsDialog
from app.worksheets.page.workshop_bar import WorkshopBar
from app.worksheets.sheets import year_filling, year_tasks
from app.worksheets.sheets.sight import Sight, look
from app.worksheets.types.rules import TEXTS, SheetField

PANEL_WIDTH, NARROW = 320, 820
LEAST_HEIGHT = 240
"""With less room below its buttons a sheet scrolls as a whole: large text in a low window."""
REDRAW_MS = 150
"""How long a resize must rest before the picture is drawn anew."""


class SheetView(View):
    """The sheet that is being worked on.

    Attributes:
        sheet_id: which one, ``""`` until one is chosen.
        sight: what is shown, ``None`` until it has been asked.
    """

    gallery_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.sheet_id = ""
        self.sight: Sight | None = None
        self._then: Callable[[], None] | None = None
        self._hidden_panel = False
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw.timeout.connect(self.fill)
        self.deeds = SheetDeeds(office)
        self.deeds.made.connect(self._made)
        self.deeds.asked.connect(self._asked)
        self._stack = Stack()
        Column(self).addWidget(self._stack)
        self._none = EmptyState(
            "lightbulb",
            _l("No worksheet is open"),
            _l("Choose a type and begin: notes, tasks and decisions stay together."),
            (_l("Choose a type"), self.gallery_wanted.emit),
        )
        self._stack.addWidget(self._none)
        self._work, self._area = QWidget(), QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._work)
        for each in (self._work, self._area.viewport()):  # the page's ground shows through
            each.setAutoFillBackground(False)
        self._stack.addWidget(self._area)
        self.canvas, self.form = SheetCanvas(), FormPane(office)
        self.note, self.several, self.sheet = NotePanel(office), SeveralPanel(), SheetPanel(office)
        self.guide = WorkshopBar()
        self.answers = PulseResults(office)
        self.head = SheetHead()
        self.way = self.head.way
        self._present: PresentWindow | None = None
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        whole = Column(self._work, spacing=8)
        whole.addWidget(self.head)
        whole.addWidget(self.guide)
        self.guide.hide()
        line = Row(spacing=12)
        self.pages = Stack()
        self.pages.addWidget(self.canvas)
        self.pages.addWidget(self.form)
        self._answers = ScrollColumn(max_width=900, margins=(4, 0, 12, 16))
        self._answers.body.addWidget(self.answers)
        self.pages.addWidget(self._answers)
        line.addWidget(self.pages, 1)
        self.side = Card(margins=0)
        self._side_scroll = ScrollColumn(max_width=None, margins=(16, 12, 12, 12))
        self.side.body.addWidget(self._side_scroll)
        self._panels = Stack()
        for each in (self.sheet, self.note, self.several):
            self._panels.addWidget(each)
        self._side_scroll.body.addWidget(self._panels)
        line.addWidget(self.side)
        for each in (self.pages, self.side):  # they take what room there is, whatever they hold
            policy = each.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Ignored)
            policy.setHeightForWidth(False)
            each.setSizePolicy(policy)
        whole.addLayout(line, 1)

    def _listen(self) -> None:
        self.canvas.wished.connect(self._keep_note)
        self.deeds.listen(self.canvas)
        self.canvas.resized.connect(self._redraw.start)
        self.canvas.chosen.connect(self._show_panel)
        self.canvas.value_wanted.connect(self._fill_value)
        self.note.written.connect(self.deeds.write)
        self.note.told.connect(self.deeds.tell)
        for panel in (self.note, self.several):
            panel.wished.connect(self._keep_note)
            panel.wished.connect(lambda wish: self.deeds.wish(wish, list(self.canvas.chosen_ids)))
        self.form.filled.connect(self.deeds.fill_in)
        self.form.added.connect(self.deeds.add_to)
        self.form.ticked.connect(self.deeds.tick)
        self.form.opened.connect(self._open_item)
        self.head.wished.connect(self._do)
        self.way.chosen.connect(self._go_way)
        self.guide.closed.connect(self.toggle_guide)
        self.guide.ended.connect(self._step_ended)
        switch.changed.connect(self._say_again)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        narrow = self.width() < theme.px(NARROW)
        self.side.setFixedWidth(theme.px(PANEL_WIDTH if not narrow else PANEL_WIDTH * 7 // 8))
        self.side.setVisible(not self._hidden_panel)
        for each in (self.pages, self.side):
            each.setMinimumHeight(theme.px(LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale()

    def toggle_panel(self) -> None:
        """Hide the panel beside the canvas, or show it again."""
        self._hidden_panel = not self._hidden_panel
        self._rescale()

    # What is shown

    def open(self, sheet_id: str, then: Callable[[], None] | None = None) -> None:
        """Work on a sheet; ``then`` is called once it is shown."""
        if sheet_id != self.sheet_id:
            self.flush()
            self.sheet_id, self.sight = sheet_id, None
            self.canvas.chosen_ids = []
        self._then = then
        self.fill()

    def take_focus(self) -> None:
        """Let the keyboard begin on the sheet: what is typed is for it, and not for a button elsewhere."""
        if self.sight is None:
            return
        if self.way.current == FORM:
            self.form.focus_field(self.sight.type.fields[0].key)
        elif self.way.current == CANVAS:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_again(self, _language: str) -> None:
        self.fill()

    def fill(self) -> None:
        """Ask for the sheet as it is now, in the background."""
        wanted, width = self.sheet_id, self._canvases()[-1].wanted_width()

        def ask() -> Sight | None:
            if not wanted:
                return None
            from app.worksheets.papers.measuring import measure  # noqa: PLC0415 - fonts when used

            with self._office.store.read() as session:
                try:
                    return look(session, wanted, measure(), width)
                except Missing:
                    return None

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Sight | None) -> None:
        known = self.deeds.sight
        if known and (found is None or found.sheet_id != known.sheet_id):
            self.flush()  # what was typed until now belongs to the sheet that was shown until now
        if found is None and self.sight and self._present:  # removed
            self._present.close()
        before, self.sight = self.sight, found
        self.deeds.sight = found
        if found is None:
            self._stack.setCurrentWidget(self._none)
            return
        self._stack.setCurrentWidget(self._area)
        if before is None or before.sheet_id != found.sheet_id:
            self._begin_way(found)
        self._show(found)
        if self._then:
            then, self._then = self._then, None
            then()

    def _show(self, found: Sight) -> None:
        self.guide.show_steps(found.type.steps)
        for canvas in self._canvases():
            canvas.locked = locked(found)
            canvas.text_fields = frozenset(
                each.key for each in found.type.fields if each.type in TEXTS
            )
            canvas.show_picture(found.picture, texts_of(found))
        if found.type.layout == SURVEY:
            self.answers.fill()
        else:
            self.form.show_sight(found)
        self._go_way()
        self._show_panel()

    def _canvases(self) -> list[SheetCanvas]:
        return [self.canvas, *([self._present.canvas] if self._present else [])]

    def _begin_way(self, found: Sight) -> None:
        self.head.begin(found)
        if found.type.layout == SURVEY:
            self.answers.show_sheet(found.sheet_id)

    def _go_way(self, _name: str = "") -> None:
        pages = {CANVAS: self.canvas, FORM: self.form, ANSWERS: self._answers}
        self.pages.setCurrentWidget(pages[self.way.current])
        if self.sight:
            self.head.show_sight(self.sight)
            self.sheet.tell_keys(shown=self.way.current == CANVAS and not locked(self.sight))

    def _show_panel(self) -> None:
        found = self.sight
        if found is None:
            return
        ids = self.canvas.chosen_ids
        if len(ids) > 1:
            self.several.show_count(len(ids))
            self._bring(self.several)
            return
        at = found.content.item(ids[0]) if ids else None
        field = found.type.field(at[0]) if at else None
        if at and field:
            self.note.show_item(found.sheet_id, field, at[1], locked=found.finished)
            self._bring(self.note)
        else:
            self.note.flush()
            self.sheet.show_sight(found, self._chosen_field(found))
            self._bring(self.sheet)

    def _chosen_field(self, found: Sight) -> SheetField | None:
        """The field whose cell is chosen on the canvas, where it holds one value."""
        slot = found.picture.slot(self.canvas.slot_name) if self.way.current == CANVAS else None
        return found.type.field(slot.field) if slot and slot.single else None

    def _bring(self, panel: QWidget) -> None:
        if self._panels.currentWidget() is not panel:
            self._panels.setCurrentWidget(panel)
            self._side_scroll.verticalScrollBar().setValue(0)

    # What is done

    def _do(self, wish: str) -> None:
        """What a button above the sheet asks for."""
        zooms = {"smaller": -1, "fit": 0, "larger": 1}
        deeds: dict[str, Callable[[], object]] = {
            "side": self.toggle_panel,
            "new": self.canvas.write_new,
            "year": self.fill_year,
            "month": self.make_tasks,
            "guide": self.toggle_guide,
            "present": self.present,
            "versions": self.show_versions,
            "page": self.open_page,
        }
        if wish in zooms:
            self.canvas.zoom(zooms[wish])
        else:
            deeds[wish]()

    def _made(self, item_id: str, another: bool) -> None:
        """Choose the note that was made once it is shown; the next one, already begun, comes after it."""

        def then() -> None:
            canvas = self._present.canvas if self._present else self.canvas
            if another:
                canvas.make_room()
            elif not canvas.editor.active:
                canvas.choose([item_id])

        self._then = then

    def _keep_note(self, _wish: str) -> None:
        """What is typed beside the canvas is kept before anything else is done with the note."""
        self.note.flush()

    def _open_item(self, item_id: str) -> None:
        self.canvas.choose([item_id])
        if self._hidden_panel:
            self.toggle_panel()
        self.note.focus_text()

    def _fill_value(self, key: str) -> None:
        """A field that isn't a text is filled in on the form."""
        self.way.choose(FORM)
        self._go_way()
        self.form.focus_field(key)

    def _asked(self, wish: str) -> None:
        if self._present:  # it is answered in the window, of the note that is chosen on the screen
            self.canvas.choose(self._present.canvas.chosen_ids, self._present.canvas.slot_name)
            self.window().activateWindow()
        if wish == "task":
            self._begin_task()
        elif wish == "continue" and self.canvas.chosen_ids:
            self._continue(self.canvas.chosen_ids[-1])

    def _begin_task(self) -> None:
        """Write a task of the chosen note, its text to begin with; or of the whole sheet."""
        if self._hidden_panel:
            self.toggle_panel()
        if self.canvas.chosen_ids and self.sight:
            at = self.sight.content.item(self.canvas.chosen_ids[-1])
            self.note.begin_task(at[1].text if at else "")
        elif self.sight:
            of = self._chosen_field(self.sight)
            self.sheet.begin_task(texts_of(self.sight).get(of.key, "") if of else "")

    def _continue(self, item_id: str) -> None:
        at = self.sight.content.item(item_id) if self.sight else None
        if at:
            begin = ("worksheet", self.sheet_id)
            ContinueDialog(self, self._office, begin, at[1].text, item_id).open()

    def open_page(self) -> None:
        """Go to the page of the sheet: its papers, files, history and what else can be done."""
        self.flush()
        self._office.wanted.emit("worksheet", self.sheet_id)

    def show_versions(self) -> None:
        """Show the versions of the sheet."""
        self.flush()
        VersionsDialog(self, self._office, self.sheet_id).open()

    def fill_year(self) -> None:
        """Put what has its day within a year in any room on the clock."""
        sheet_id, rooms = self.sheet_id, self._office.rooms

        def work(session: Session) -> Changes:
            coming = year_filling.coming(session, rooms, today())
            return year_filling.fill(session, sheet_id, coming)

        self._office.write(work)

    def make_tasks(self) -> None:
        """Make tasks of what the annual clock asks in this month."""
        sheet_id = self.sheet_id
        self._office.write(lambda session: year_tasks.make_tasks(session, sheet_id))

    def toggle_guide(self) -> None:
        """Show the guidance of a workshop, or put it away."""
        self.guide.setVisible(self.guide.isHidden())

    def _step_ended(self) -> None:
        self._office.tell(_l("The time of this step is up."))

    def present(self) -> None:
        """Show the sheet on the whole screen, for a projector; it can be worked on there too."""
        if self.sight is None:
            return
        self.flush()
        if self._present:  # on another screen already
            self._present.activateWindow()
            return
        self._present = PresentWindow(self.sight.name, self.sight.type.steps)
        self.deeds.listen(self._present.canvas)
        self._present.canvas.resized.connect(self._redraw.start)
        self._present.closed.connect(self._presented)
        self.window().installEventFilter(self._present)
        self._show(self.sight)
        self._present.showFullScreen()
        self._present.canvas.fit_whole()
        self._present.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _presented(self) -> None:
        present, self._present = self._present, None
        if present:
            present.deleteLater()

    def flush(self) -> None:
        """Keep what is typed, now."""
        for canvas in self._canvases():
            canvas.flush()
        self.note.flush()
        self.form.flush()


def texts_of(sight: Sight) -> dict[str, str]:
    """The whole texts of notes and of text fields, by id or key."""
    found = {each.id: each.text for items in sight.content.items.values() for each in items}
    values: Mapping[str, object] = sight.content.values
    for field in sight.type.fields:
        if field.type in TEXTS:
            found[field.key] = str(values.get(field.key) or "")
    return found
