"""The input for rows inside a record: each row a small card with its own fields."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.fault import InvalidValue
from app.core.field import Field, carried
from app.core.record import new_id
from app.core.text import _l
from app.core.value import Choice, PlainText, Reference, Rows, Words, YesNo
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.field_row import FieldRow
from app.ui.inputs.tab_order import controls_in, follow
from app.ui.language import Wording, bind
from app.ui.theme import set_role
from app.ui.widgets import Card, Column, Row, Tiles, button, icon_button

FEW = 14
"""A choice from more than this takes the whole width of the card, as texts do."""
LEAST_WIDTH = 210
"""Short fields stand beside each other when each gets at least this much."""


class _Row(Card):
    """One row.

    Attributes:
        was: the row as it was stored, where something is carried along unseen with it.
    """

    def __init__(self, owner: "RowsInput", kind: Rows, context: FormContext) -> None:
        super().__init__(margins=12)
        set_role(self, "card")
        self._owner, self._kind = owner, kind
        self.row_id = new_id()
        self.was: dict[str, Any] = {}
        self.fields: dict[str, FieldRow] = {}
        run: Tiles | None = None
        for described in kind.seen:
            made = self.fields[described.name] = FieldRow(described, context)
            made.edited.connect(owner.edited)
            if isinstance(described.value, Reference):
                made.edited.connect(self._fill)
            if _is_wide(described):
                self.body.addWidget(made)
                run = None
            else:
                if run is None:
                    run = Tiles(LEAST_WIDTH, spacing=12)
                    self.body.addLayout(run)
                run.addWidget(_at_top(made))
        self._blank = {name: row.input.typed() for name, row in self.fields.items()}
        self._filled: dict[str, Any] = {}
        tools = Row(spacing=4)
        tools.addStretch(1)
        for glyph, words, deed in (
            ("caret-up", _l("Move up (Alt+Up)"), lambda: owner.shift(self, -1)),
            ("caret-down", _l("Move down (Alt+Down)"), lambda: owner.shift(self, 1)),
            ("trash", _l("Remove this row"), lambda: owner.remove(self)),
        ):
            tools.addWidget(icon_button(glyph, words, deed))
        self.body.addLayout(tools)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the row."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._owner.shift(self, step)
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        """What follows from the record that was chosen, where nobody has written anything else."""
        found = self._owner.follows(self)
        values = self._kind.row(found)
        for name in found:
            row = self.fields.get(name)
            if row and row.input.typed() in (self._blank[name], self._filled.get(name)):
                row.input.set_value(values[name])
                row.show_problem(None)
                self._filled[name] = row.input.typed()

    def stored(self) -> dict[str, Any]:
        """The row as it is stored.

        Raises:
            InvalidValue: one of its fields can't be accepted.
        """
        values = {
            name: row.described.value.to_json(row.described.check(row.input.value()))
            for name, row in self.fields.items()
        }
        return {"id": self.row_id, **values, **carried(self._kind.fields, self.was, values)}


def _at_top(row: FieldRow) -> QWidget:
    """The field, at the top of a tile that may be higher than it."""
    holder = QWidget()
    column = Column(holder, spacing=0)
    column.addWidget(row)
    column.addStretch(1)
    return holder


def _is_wide(described: Field) -> bool:
    value = described.value
    return isinstance(value, Words | PlainText | YesNo | Reference) or (
        isinstance(value, Choice) and len(value.ids()) > FEW
    )


@registry.register(Rows)
class RowsInput(Input):
    """A list of rows that can be added to, ordered and taken from."""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Rows)
        self._name, self._value = described.name, value
        self._context = context
        self._rows: list[_Row] = []
        layout = Column(self, spacing=8)
        self._list = Column(spacing=8)
        layout.addLayout(self._list)
        self.add_button = button(_l("Add a row"), "quiet", "plus", self.add)
        line = Row()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        self.setFocusProxy(self.add_button)

    def focus_target(self) -> QWidget:
        """The first field in which something is wrong; else what adds a row."""
        wrong = (each for row in self._rows for each in row.fields.values() if each.problem)
        first = next(wrong, None)
        return first.input.focus_target() if first else super().focus_target()

    def name(self, label: Wording, description: Wording = "") -> None:
        bind(self.setAccessibleName, label)
        bind(self.setAccessibleDescription, description)

    def add(self) -> None:
        """Add an empty row and go there."""
        fields = self._value.fields
        made = self._append(
            {f.name: f.value.to_json(f.start) for f in fields if f.start is not None}
        )
        self.edited.emit()
        next(iter(made.fields.values())).input.focus_target().setFocus()

    def follows(self, row: _Row) -> Mapping[str, Any]:
        """What follows in a row from what stands in it."""
        standing: dict[str, Any] = {}
        for name, each in row.fields.items():
            with suppress(InvalidValue):  # what isn't a value yet proposes nothing
                standing[name] = each.input.value()
        return self._context.follows(self._name, standing)

    def _append(self, stored: dict[str, Any]) -> _Row:
        made = _Row(self, self._value, self._context)
        values = self._value.row(stored)
        for each, row in made.fields.items():
            row.input.set_value(values[each])
        made.row_id = stored.get("id") or made.row_id
        if any(stored.get(each.name) for each in self._value.fields if each.behind):
            made.was = dict(stored)
        self._rows.append(made)
        self._list.addWidget(made)
        self._put_in_tab_order()
        return made

    def _put_in_tab_order(self) -> None:
        controls = [*controls_in(*self._rows), self.add_button]
        if len(controls) > 1 and self.window() is not self:
            follow(controls[0], controls)

    @property
    def rows(self) -> list[dict[str, FieldRow]]:
        """The fields of each row, by name."""
        return [row.fields for row in self._rows]

    def shift(self, moved: _Row, step: int) -> None:
        """Put a row before or after its neighbour."""
        here = self._rows.index(moved)
        there = here + step
        if 0 <= there < len(self._rows):
            self._rows.insert(there, self._rows.pop(here))
            self._list.removeWidget(moved)
            self._list.insertWidget(there, moved)
            self._put_in_tab_order()
            self.edited.emit()

    def remove(self, removed: _Row) -> None:
        """Take a row away; the form's Cancel brings it back."""
        self._rows.remove(removed)
        self._take_out(removed)
        self.edited.emit()
        self.add_button.setFocus()

    def _take_out(self, row: _Row) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def value(self) -> Any:
        found = []
        for number, row in enumerate(self._rows, 1):
            try:
                found.append(row.stored())
            except InvalidValue as fault:
                raise InvalidValue(
                    _l("Row {number}: {problem}", number=number, problem=fault.words)
                ) from fault
        return found

    def set_wrong(self, wrong: bool) -> None:
        for row in self._rows:
            for each in row.fields.values():
                if wrong:
                    each.check()
                else:
                    each.show_problem(None)

    def set_value(self, value: Any) -> None:
        for row in self._rows:
            self._take_out(row)
        self._rows = []
        for stored in value or []:
            self._append(stored)

    def typed(self) -> Any:
        return [
            {
                "id": row.row_id,
                "typed": {key: one.input.typed() for key, one in row.fields.items()},
                **({"was": row.was} if row.was else {}),
            }
            for row in self._rows
        ]

    def set_typed(self, value: Any) -> None:
        self.set_value([{"id": each["id"]} for each in value])
        for made, each in zip(self._rows, value, strict=True):
            made.was = each.get("was", {})
            for key, one in each["typed"].items():
                if key in made.fields:
                    made.fields[key].input.set_typed(one)
