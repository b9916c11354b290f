"""Beside the canvas: all of the note that is chosen, its facts, colour, votes and tasks."""

from collections.abc import Iterable
from functools import partial
from textwrap import shorten
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.agenda.page.task_list import TaskList
from app.core.fault import InvalidValue
from app.core.field import row_field
from app.core.text import Text, _l, _n, literal
from app.core.value import PlainText
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Column, Flow, Part, Row, button, clear, icon_button, label, small
from app.worksheets.page.turns import rescued
from app.worksheets.pictures.notes import FILLS
from app.worksheets.sheets.actions import source_of
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import MAIN, NOTE, SheetField
from app.worksheets.types.values import LONGEST_TEXT, described_field, value_of

KEEP_MS = 700
LONGEST_TASK = 120
COLOURS: tuple[tuple[str, Text], ...] = (
    ("yellow", _l("Yellow")),
    ("green", _l("Green")),
    ("blue", _l("Blue")),
    ("pink", _l("Pink")),
    ("plain", _l("White")),
)
_SWATCH = 28


class Swatch(QAbstractButton):
    """A colour that a note can have."""

    def __init__(self, name: str, words: Text) -> None:
        super().__init__()
        self._name = name
        self.setCheckable(True)
        bind(self.setAccessibleName, words)
        bind(self.setToolTip, words)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SWATCH), theme.px(_SWATCH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(theme.colour("main" if strong else "line"), 2 if strong else 1))
        painter.setBrush(theme.colour(FILLS[self._name]))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 4, 4)


class NotePanel(QWidget):
    """Shows a note, and tells what is written into it.

    Signals:
        written: the text of the note of an id.
        told: columns of the note of an id.
        wished: something is to be done with it, as on the canvas.
    """

    written = Signal(str, str)
    told = Signal(str, dict)
    wished = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._context = form_context(office)
        self._sheet_id = ""
        self._field: SheetField | None = None
        self._item: Item | None = None
        self._rows: dict[str, FieldRow] = {}
        self._dirty: set[str] = set()
        self._list: TaskList | None = None
        self._begun: dict[str, str] = {}
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.flush)
        whole = Column(self, spacing=12)
        self._place = label("", "strong")
        whole.addWidget(self._place)
        self._form = Column(spacing=12)
        whole.addLayout(self._form)
        self._colours = self._swatches()
        self._changing: list[QWidget] = []
        self._votes = label("", "soft", wrap=False)
        for line in self._look_lines():
            whole.addLayout(line)
        self._deeds = Flow(spacing=8)
        for words, glyph, wish in (
            (_l("Split by lines"), "rows", "split"),
            (_l("Duplicate"), "copy", "duplicate"),
            (_l("Continue as…"), "git-branch", "continue"),
            (_l("Remove"), "trash", "remove"),
        ):
            made = button(words, "quiet", glyph, partial(self.wished.emit, wish))
            self._deeds.addWidget(made)
            if wish != "continue":  # which changes nothing on the sheet itself
                self._changing.append(made)
        whole.addLayout(self._deeds)
        self._tasks = Column(spacing=8)
        whole.addLayout(self._tasks)
        whole.addStretch(1)

    def _swatches(self) -> dict[str, Swatch]:
        made = {}
        for name, words in COLOURS:
            made[name] = Swatch(name, words)
            made[name].clicked.connect(lambda *_on, name=name: self.wished.emit(f"colour:{name}"))
        return made

    def _look_lines(self) -> tuple[Row, Row]:
        colours, line = Row(spacing=4), Row(spacing=4)
        for each in self._colours.values():
            colours.addWidget(each)
        colours.addStretch(1)
        line.addWidget(self._votes, 1)
        for glyph, words, wish in (
            ("minus", _l("Take a vote back"), "unvote"),
            ("plus", _l("Vote for this"), "vote"),
        ):
            made = icon_button(glyph, words, partial(self.wished.emit, wish))
            line.addWidget(made)
            self._changing.append(made)
        return colours, line

    @property
    def item_id(self) -> str:
        """The note that is shown."""
        return self._item.id if self._item else ""

    def show_item(self, sheet_id: str, of: SheetField, item: Item, *, locked: bool) -> None:
        """Show a note; what somebody is typing into the same one stays."""
        same = item.id == self.item_id and of == self._field
        if not same:
            self.flush()
            rescue(self._office, [self._rows[name] for name in self._dirty])
            self._build(of)
            self._show_tasks(sheet_id, item.id)
        self._sheet_id, self._field, self._item = sheet_id, of, item
        bind(self._place.setText, literal(of.label))
        for name, row in self._rows.items():
            row.setEnabled(not locked)
            if name not in self._dirty:
                self._show_value(row, self._value(of, item, name))
        for each in self._changing:
            each.setEnabled(not locked)
        for name, swatch in self._colours.items():
            swatch.setChecked(name == (item.colour or "yellow"))
            swatch.setVisible(of.type in {"notes", "tree"} and not locked)
        bind(self._votes.setText, _n("{count} vote", "{count} votes", item.votes))

    def _value(self, of: SheetField, item: Item, name: str) -> Any:
        if name == MAIN:
            return item.text
        if of.type == "checks" and name == NOTE:
            return str(item.facts.get(NOTE, ""))
        column = of.column(name)
        assert column
        kind = value_of(column)
        stored = item.facts.get(name)
        try:
            return kind.empty if stored is None else kind.from_json(stored)
        except (ValueError, TypeError, ArithmeticError):  # of an earlier version of the type
            return kind.empty

    def _build(self, of: SheetField) -> None:
        clear(self._form)
        self._rows, self._dirty = {}, set()
        main = of.main
        called = literal(main.label) if main else _l("Text")
        fields = [row_field(MAIN, PlainText(LONGEST_TEXT, long=True), called)]
        fields += [described_field(each) for each in of.facts if each.type != "computed"]
        if of.type == "checks":
            fields.append(row_field(NOTE, PlainText(2000, long=True), _l("Note")))
        for each in fields:
            row = FieldRow(each, self._context)
            row.edited.connect(partial(self._typed, each.name))
            self._rows[each.name] = row
            self._form.addWidget(row)

    def _show_value(self, row: FieldRow, value: Any) -> None:
        try:
            shown = row.described.check(row.input.value())
        except InvalidValue:
            shown = None
        if shown != value or value in ("", None):
            row.input.set_value(value)
        row.show_problem(None)

    def _show_tasks(self, sheet_id: str, item_id: str) -> None:
        """Show the tasks of a note; a line begun for another note waits until that is chosen again."""
        if self._list:
            self._begun[self.item_id] = self._list.quick.line.text()
        clear(self._tasks)
        source = self._office.ask(lambda session: source_of(session, sheet_id, item_id))
        self._list = TaskList(self._office, source)
        self._list.quick.line.setText(self._begun.pop(item_id, ""))
        self._tasks.addWidget(Part(_l("Tasks from this"), self._list))

    def _typed(self, name: str) -> None:
        self._dirty.add(name)
        self._keep.start()

    def flush(self) -> bool:
        """Keep what is typed, now; what can't be accepted is told at its field. Whether all was kept."""
        self._keep.stop()
        item = self._item
        if item is None or not self._dirty:
            return True
        facts: dict[str, Any] = {}
        for name in list(self._dirty):
            row = self._rows[name]
            if not row.check():
                continue
            value = row.described.check(row.input.value())
            if name == MAIN and not value and row.input.focus_target().hasFocus():
                continue  # emptied to be written anew: only leaving it empty takes the note away
            self._dirty.discard(name)
            if name == MAIN:
                self.written.emit(item.id, value)
            else:
                facts[name] = value
        if facts:
            self.told.emit(item.id, facts)
        return not self._dirty

    def begin_task(self, what: str) -> None:
        """Begin a task with the note's own words."""
        if self._list:
            begin_with(self._list, what)

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        if MAIN in self._rows:
            self._rows[MAIN].input.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)


def rescue(office: Office, rows: Iterable[FieldRow]) -> None:
    """Other things are about to be shown: what can't be accepted of what was typed isn't lost."""
    for row in rows:
        typed = str(row.input.typed() or "")
        if row.problem and typed:
            office.refused.emit(rescued(row.problem, typed))


def begin_with(tasks: TaskList, what: str) -> None:
    """Begin a task with words: in one line, without the commas that part what, who and when."""
    tasks.quick.line.setText(shorten(what.replace(",", " "), LONGEST_TASK, placeholder=" …"))
    tasks.quick.line.setFocus()


class SeveralPanel(QWidget):
    """What can be done with several notes at once."""

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        whole = Column(self, spacing=12)
        self._count = label("", "strong")
        whole.addWidget(self._count)
        line = Row(spacing=4)
        for name, words in COLOURS:
            swatch = Swatch(name, words)
            swatch.setCheckable(False)
            swatch.clicked.connect(lambda *_on, name=name: self.wished.emit(f"colour:{name}"))
            line.addWidget(swatch)
        line.addStretch(1)
        whole.addLayout(line)
        deeds: list[tuple[Text, str, str]] = [
            (_l("Merge these"), "git-merge", "merge"),
            (_l("Remove"), "trash", "remove"),
        ]
        for words, glyph, wish in deeds:
            made = button(words, "secondary", glyph, partial(self.wished.emit, wish))
            whole.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(small(_l("The first one chosen keeps its place, colour and facts.")))
        whole.addStretch(1)

    def show_count(self, count: int) -> None:
        """Tell how many are chosen."""
        bind(self._count.setText, _n("{count} note chosen", "{count} notes chosen", count))
