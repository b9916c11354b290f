"""The detail pane: a page about the thing, and what can be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from sqlalchemy.orm import Session

from app.core import attachment, editing
from app.core.fault import Missing
from app.core.record import FILES, Record
from app.core.room import Fact, Paper, facts_about
from app.core.text import _l
from app.ui.desk import Desk, Extra, RecordAction
from app.ui.detail import Detail
from app.ui.file_list import FileList
from app.ui.form_context import form_context
from app.ui.icons import icon
from app.ui.inputs.tab_order import controls_in, follow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import (
    Card,
    Column,
    EmptyState,
    Facts,
    Flow,
    ScrollColumn,
    Tag,
    button,
    clear,
    rule,
    subject,
)


class RecordDetail(Card):
    """Shows one record.

    Signals:
        edit_wanted, back_wanted: the buttons of these names.
        paper_wanted: a document of the record.
        deed_wanted: ``history``, ``duplicate``, ``remove``, ``restore``, ``attach``.
    """

    edit_wanted = Signal()
    back_wanted = Signal()
    paper_wanted = Signal(object)
    deed_wanted = Signal(str)

    def __init__(self, office: Office, desk: Desk, papers: tuple[Paper, ...]) -> None:
        super().__init__()
        self._office = office
        self.desk = desk
        self._papers, self._possible = papers, papers
        self.record_id, self.editable = "", False
        self.body.set_margins(0)
        self._column = ScrollColumn(max_width=760)
        self.body.set_gap(0)
        self.body.addWidget(self._column, 1)
        self._line = rule()
        self.body.addWidget(self._line)
        self._deeds = QWidget()
        self._deed_column = Column(self._deeds, margins=(20, 12, 20, 12))
        self.body.addWidget(self._deeds)
        self._further: Callable[[Session], Sequence[QWidget]] | None = None
        self._further_place = Column(spacing=16)
        # Two turns of the event loop: in the first one Qt lays out and paints what is seen first.
        self._painting, self._turn = QTimer(self), QTimer(self)
        for timer, then in ((self._painting, self._turn.start), (self._turn, self._show_further)):
            timer.setSingleShot(True)
            timer.setInterval(0)
            timer.timeout.connect(then)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.record_id, self.editable = "", False
        self._clear()
        hint = EmptyState("list", _l("Nothing chosen"), _l("Choose a row to see it here."))
        self._column.body.addWidget(hint)

    def show_id(self, record_id: str) -> None:
        """Show the record with an id; what stands further down on its page follows at once."""
        self._show(record_id)
        if self._further:
            self._painting.start()

    def _show(self, record_id: str) -> None:
        self._clear()
        self.record_id = record_id
        with self._office.store.read() as session:
            try:
                record = editing.find(session, self.desk.record, record_id)
            except Missing:
                self.show_nothing()
                return
            extra = self.desk.extra(self._office, session, record)
            withheld = FILES in record.withheld()
            files = [] if withheld else attachment.attachments(session, record_id)
            self._possible = tuple(
                paper for paper in self._papers if paper.can_be_made(session, record_id)
            )
            facts = facts_about(self._office.rooms, session, record.kind.name, record_id)
            self.editable = self.desk.can_edit and not self.desk.locked(record)
            self._build(record, extra, files, facts)
            session.expunge_all()
        self._column.verticalScrollBar().setValue(0)

    def again(self) -> None:
        """Show the same record as it is now; what has the keyboard keeps it."""
        if self.record_id:
            place, held = self._column.verticalScrollBar().value(), self._held()
            self._show(self.record_id)
            self._show_further()  # else the place may not be there yet
            self._column.verticalScrollBar().setValue(place)
            if held:  # Qt shows what was made in the next turn
                QTimer.singleShot(0, self, lambda: self._hold(*held))

    def _controls(self) -> list[QWidget]:
        return controls_in(self._column.ground, self._deeds)

    def _held(self) -> tuple[str, int] | None:
        """Which control has the keyboard: what it is called, and its place among them."""
        controls, focus = self._controls(), self.window().focusWidget()
        return (_called(focus), controls.index(focus)) if focus in controls else None

    def _hold(self, name: str, place: int) -> None:
        """Give the keyboard to the control of that name that is nearest to its place, or to the one there."""
        controls = [each for each in self._controls() if each.isVisibleTo(self)]
        if not controls:
            return
        same = [at for at, each in enumerate(controls) if _called(each) == name]
        nearest = min(same or range(len(controls)), key=lambda at: abs(at - place))
        controls[nearest].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(
        self,
        record: Record,
        extra: Extra,
        files: list[attachment.Attachment],
        facts: list[Fact],
    ) -> None:
        body = self._column.body
        if extra.tags or record.deleted_at:
            tags = Flow(spacing=8)
            if record.deleted_at:
                tags.addWidget(Tag(_l("In the bin"), "watch"))
            for words, tone in extra.tags:
                tags.addWidget(Tag(words, tone))
            body.addLayout(tags)
        detail = Detail(form_context(self._office))
        detail.show_record(record, above=extra.above, hidden=self.desk.hidden)
        body.addWidget(detail)
        for widget in extra.below:
            body.addWidget(widget)
        self._further, self._further_place = extra.further, Column(spacing=16)
        body.addLayout(self._further_place)
        if facts:
            body.addWidget(subject(_l("From the daily work")))
            body.addWidget(Facts([(fact.label, fact.value) for fact in facts]))
        if files:
            body.addWidget(FileList(self._office, files))
        body.addStretch(1)
        self._deed_column.addLayout(self._buttons(record))
        self._line.show()
        self._deeds.show()

    def _show_further(self) -> None:
        """Make the rest of the page in its place."""
        make, self._further = self._further, None
        if make is None:
            return
        with self._office.store.read() as session:
            made = make(session)
            session.expunge_all()
        for widget in made:
            self._further_place.addWidget(widget)
        if controls := controls_in(*made):
            follow(controls[-1], controls_in(self._deeds))

    def _buttons(self, record: Record) -> Flow:
        flow = Flow(spacing=8)
        if record.deleted_at:
            restore = button(_l("Restore"), "primary", "arrow-counter-clockwise")
            restore.clicked.connect(lambda: self.deed_wanted.emit("restore"))
            flow.addWidget(restore)
            return flow
        if self.editable:
            edit = button(_l("Edit"), "primary", "pencil-simple")
            edit.clicked.connect(self.edit_wanted)
            flow.addWidget(edit)
        for paper in self._possible[:1]:
            made = button(paper.label, icon_name="file-pdf")
            made.clicked.connect(lambda _on=False, paper=paper: self.paper_wanted.emit(paper))
            flow.addWidget(made)
        possible = [action for action in self.desk.actions if action.when(record)]
        for action in possible:
            if action.prominent:
                made = button(action.words, icon_name=action.glyph)
                made.clicked.connect(lambda _on=False, action=action: self._act(action))
                flow.addWidget(made)
        more = button(_l("More"))
        more.setMenu(self._menu(more, record, [each for each in possible if not each.prominent]))
        flow.addWidget(more)
        return flow

    def _menu(self, owner: QWidget, record: Record, actions: list[RecordAction]) -> QMenu:
        menu = QMenu(owner)
        for paper in self._possible[1:]:
            entry = menu.addAction(icon("file-pdf"), "")
            bind(entry.setText, paper.label)
            entry.triggered.connect(lambda _on=False, paper=paper: self.paper_wanted.emit(paper))
        for action in actions:
            entry = menu.addAction(icon(action.glyph), "")
            bind(entry.setText, action.words)
            entry.triggered.connect(lambda _on=False, action=action: self._act(action))
        if menu.actions():
            menu.addSeparator()
        for deed, words, glyph in (
            ("history", _l("History"), "clock-counter-clockwise"),
            ("compare", _l("Compare versions"), "git-diff"),
            ("attach", _l("Add a file"), "paperclip"),
            *([("duplicate", _l("Duplicate"), "copy")] if self.desk.can_duplicate else []),
            *([] if record.kept_by() else [("remove", _l("Move to the bin"), "trash")]),
        ):
            entry = menu.addAction(icon(glyph), "")
            bind(entry.setText, words)
            entry.triggered.connect(lambda _on=False, deed=deed: self.deed_wanted.emit(deed))
        return menu

    def _act(self, action: RecordAction) -> None:
        record_id = self.record_id
        if action.work:
            work, kind = action.work, action.leads_to
            self._office.write(
                lambda session: work(session, record_id),
                (lambda done: self._office.wanted.emit(kind, done.result)) if kind else None,
            )
        elif action.dialog:
            action.dialog(self, self._office, record_id).exec()
        elif action.run:
            action.run(self, self._office, record_id)

    def _clear(self) -> None:
        self._painting.stop()
        self._turn.stop()
        self._further = None
        clear(self._column.body)
        clear(self._deed_column)
        self._line.hide()
        self._deeds.hide()


def _called(control: QWidget | None) -> str:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return (control.accessibleName() or text) if control else ""
