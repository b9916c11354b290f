"""A sheet as a form: every field below the other, kept as it is written."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.agenda.page.task_list import TaskList
from app.core import attachment
from app.core.fault import InvalidValue
from app.core.text import _l, literal
from app.ui import record_deeds
from app.ui.file_list import FileList
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind, say, switch
from app.ui.office import Office
from app.ui.widgets import Card, Column, Row, ScrollColumn, Tag, button, clear, label, small
from app.worksheets.page.item_list import ItemList
from app.worksheets.page.note_panel import rescue
from app.worksheets.pictures.notes import facts_line
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.pictures.wrapping import Measure
from app.worksheets.sheets.actions import source_of
from app.worksheets.sheets.content import number
from app.worksheets.sheets.records import Worksheet
from app.worksheets.sheets.sight import Sight
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import described_field, shown, value_of

KEEP_MS = 700


class FormPane(ScrollColumn):
    """Shows a sheet as a form.

    Signals:
        filled: the key of a field, and its value.
        opened: the id of an item that is to be changed.
        added: the key of a collection, and the text of a new item.
        ticked: a point of a checklist was done or undone.
    """

    filled = Signal(str, object)
    opened = Signal(str)
    added = Signal(str, str)
    ticked = Signal(str, bool)

    def __init__(self, office: Office) -> None:
        super().__init__(max_width=760, margins=(4, 0, 12, 16))
        self._office = office
        self._context = form_context(office)
        self._seen: Sight | None = None
        self._rows: dict[str, FieldRow] = {}
        self._lists: dict[str, ItemList] = {}
        self._computed: dict[str, tuple[QLabel, Tag]] = {}
        self._files: Row | None = None
        self._dirty: set[str] = set()
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.flush)
        switch.changed.connect(self._say_again)

    def _say_again(self) -> None:
        if self._seen:
            self._update(self._seen)

    def show_sight(self, sight: Sight) -> None:
        """Show a sheet; what somebody is typing stays."""
        before = self._seen
        same = before and before.sheet_id == sight.sheet_id and before.type == sight.type
        if not same:
            self.flush()
            rescue(self._office, [self._rows[key] for key in self._dirty])
            self._build(sight)
        self._seen = sight
        self._update(sight)

    def _build(self, sight: Sight) -> None:
        clear(self.body)
        self._rows, self._lists, self._computed, self._dirty = {}, {}, {}, set()
        self._files = None
        card: Card | None = None
        for each in sight.type.fields:
            if each.collects or each.type in {"actions", "files"}:
                card = None
                self.body.addWidget(self._section(sight, each))
                continue
            if card is None:
                card = Card(margins=16, spacing=16)
                self.body.addWidget(card)
            card.body.addWidget(self._single(each))
        self._gone = Card(_l("In fields that this worksheet no longer has"), margins=16, spacing=8)
        self._gone_texts = Column(spacing=8)
        self._gone.body.addLayout(self._gone_texts)
        self.body.addWidget(self._gone)

    def _single(self, of: SheetField) -> QWidget:
        if of.type == "computed":
            holder = QWidget()
            line = Row(holder, spacing=12)
            line.addWidget(label(literal(of.label), "strong", wrap=False))
            words, tag = label("", wrap=False), Tag("", "plain")
            self._computed[of.key] = (words, tag)
            line.addWidget(words)
            line.addWidget(tag)
            line.addStretch(1)
            return holder
        row = FieldRow(described_field(of), self._context)
        row.edited.connect(partial(self._typed, of.key))
        self._rows[of.key] = row
        return row

    def _section(self, sight: Sight, of: SheetField) -> Card:
        card = Card(literal(of.label), margins=16, spacing=8)
        if of.help and not of.collects:
            card.body.addWidget(small(literal(of.help)))
        if of.type == "actions":
            sheet_id, key = sight.sheet_id, of.key
            source = self._office.ask(lambda session: source_of(session, sheet_id, key))
            card.body.addWidget(TaskList(self._office, source))
        elif of.type == "files":
            self._files = Row()
            card.body.addLayout(self._files)
            card.body.addWidget(
                button(_l("Add a file"), icon_name="paperclip", pressed=self._attach),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        else:
            made = ItemList(of)
            made.opened.connect(self.opened)
            made.ticked.connect(self.ticked)
            made.added.connect(partial(self.added.emit, of.key))
            self._lists[of.key] = made
            card.body.addWidget(made)
        return card

    def _update(self, sight: Sight) -> None:
        drawn = Drawn(sight.type, sight.content, _NO_MEASURE)
        for key, row in self._rows.items():
            row.setEnabled(not sight.finished)
            if key not in self._dirty:
                of = sight.type.field(key)
                assert of
                self._show_value(row, self._value(of, sight))
        for key, made in self._lists.items():
            of = sight.type.field(key)
            assert of
            items = sight.content.of(key)
            facts = {each.id: facts_line(drawn, of, each) for each in items}
            made.show_items(items, facts, locked=sight.finished)
        for key, (words, tag) in self._computed.items():
            of = sight.type.field(key)
            assert of
            self._show_computed(of, words, tag, sight)
        self._show_files(sight)
        self._show_gone(sight)

    def _show_gone(self, sight: Sight) -> None:
        """What was written where an own type asks nothing any more: to be read and copied."""
        clear(self._gone_texts)
        known = {each.key for each in sight.type.fields}
        items = [i for key, each in sight.content.items.items() if key not in known for i in each]
        self._gone.setVisible(bool(items))
        for each in items:
            said = label(literal(each.text or "–"))
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
            self._gone_texts.addWidget(said)

    def _value(self, of: SheetField, sight: Sight) -> Any:
        stored = sight.content.values.get(of.key)
        kind = value_of(of)
        try:
            return kind.empty if stored in (None, "") else kind.from_json(stored)
        except (ValueError, TypeError, ArithmeticError):  # of an earlier version of the type
            return kind.empty

    def _show_value(self, row: FieldRow, value: Any) -> None:
        try:
            there = row.described.check(row.input.value())
        except InvalidValue:
            there = None
        if there != value:
            row.input.set_value(value)
        row.show_problem(None)

    def _show_computed(self, of: SheetField, words: QLabel, tag: Tag, sight: Sight) -> None:
        found = number(sight.type, sight.content, of.key)
        band = of.band(found)

        def said() -> str:
            if found is None:
                return "–"
            return f"{shown(of, f'{found:.{of.places}f}')} {say(literal(of.unit)) if of.unit else ''}".strip()

        bind(words.setText, said)
        tag.setVisible(bool(band and band.label))
        if band and band.label:
            tag.tell(literal(band.label), band.tone)

    def _show_files(self, sight: Sight) -> None:
        if self._files is None:
            return
        clear(self._files)
        sheet_id = sight.sheet_id
        with self._office.store.read() as session:
            files = attachment.attachments(session, sheet_id)
            if files:
                self._files.addWidget(FileList(self._office, files))

    def _attach(self) -> None:
        if self._seen:
            record_deeds.attach(self, self._office, Worksheet, self._seen.sheet_id)

    def _typed(self, key: str) -> None:
        self._dirty.add(key)
        self._keep.start()

    def flush(self) -> bool:
        """Keep what is typed, now; what can't be accepted is told at its field. Whether all was kept."""
        self._keep.stop()
        for key in list(self._dirty):
            row = self._rows[key]
            if row.check():
                self._dirty.discard(key)
                self.filled.emit(key, row.described.check(row.input.value()))
        return not self._dirty

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field."""
        target = self._rows.get(key)
        if target:
            target.input.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in self._lists:
            self._lists[key].line.setFocus(Qt.FocusReason.OtherFocusReason)


_NO_MEASURE = Measure(lambda _text, _size, _bold: 0.0)
"""Facts of items are said here, not measured."""
