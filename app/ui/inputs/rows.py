"""The input for rows inside a record: each row a small card with its own inputs."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.record import new_id
from app.core.text import _l
from app.core.value import Choice, Reference, Rows, Words, YesNo
from app.core.value import PlainText as Text
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.theme import set_role
from app.ui.widgets import Card, Column, Grid, Row, button, icon_button, label, small

FEW = 14
"""A choice from more than this takes the whole width of the card, as texts do."""


class _Row(Card):
    """One row."""

    def __init__(self, owner: "RowsInput", fields: tuple[Field, ...], context: FormContext) -> None:
        super().__init__(margins=12)
        set_role(self, "card")
        self._owner = owner
        self.row_id = new_id()
        self.inputs: dict[str, Input] = {}
        grid = Grid(spacing=8, column_gap=16)
        self.body.addLayout(grid)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for described in fields:
            wide = _is_wide(described)
            if wide and place % 2:
                place += 1
            made = registry.make(described, context)
            self.inputs[described.name] = made
            made.edited.connect(owner.edited)
            made.name(described.label, described.help)
            cell = Column(spacing=4)
            if not isinstance(described.value, YesNo):
                cell.addWidget(label(described.label, "strong"))
            cell.addWidget(made)
            if described.help:
                cell.addWidget(small(described.help))
            cell.addStretch(1)
            grid.addLayout(cell, place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        tools = Row(spacing=4)
        tools.addStretch(1)
        for glyph, words, deed in (
            ("caret-up", _l("Move up (Alt+Up)"), lambda: owner.move(self, -1)),
            ("caret-down", _l("Move down (Alt+Down)"), lambda: owner.move(self, 1)),
            ("trash", _l("Remove this row"), lambda: owner.remove(self)),
        ):
            tools.addWidget(icon_button(glyph, words, deed))
        grid.addLayout(tools, place // 2 + 1, 0, 1, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the row."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._owner.move(self, step)
        else:
            super().keyPressEvent(event)


def _is_wide(described: Field) -> bool:
    value = described.value
    return isinstance(value, Words | Text | YesNo | Reference) or (
        isinstance(value, Choice) and len(value.ids()) > FEW
    )


@registry.register(Rows)
class RowsInput(Input):
    """A list of rows that can be added to, ordered and taken from."""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Rows)
        self._value = value
        self._context = context
        self._rows: list[_Row] = []
        layout = Column(self, spacing=8)
        self._list = Column(spacing=8)
        layout.addLayout(self._list)
        self.add_button = button(_l("Add a row"), "quiet", "plus", self._add)
        line = Row()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        self.setFocusProxy(self.add_button)

    def _add(self) -> None:
        made = self._append({})
        self.edited.emit()
        next(iter(made.inputs.values())).focus_target().setFocus()

    def _append(self, stored: dict[str, Any]) -> _Row:
        made = _Row(self, self._value.fields, self._context)
        values = self._value.row(stored)
        for each, one in made.inputs.items():
            one.set_value(values[each])
        made.row_id = stored.get("id") or made.row_id
        self._rows.append(made)
        self._list.addWidget(made)
        return made

    def move(self, moved: _Row, step: int) -> None:
        """Put a row before or after its neighbour."""
        here = self._rows.index(moved)
        there = here + step
        if 0 <= there < len(self._rows):
            self._rows.insert(there, self._rows.pop(here))
            self._list.removeWidget(moved)
            self._list.insertWidget(there, moved)
            self.edited.emit()

    def remove(self, removed: _Row) -> None:
        """Take a row away; the form's Cancel brings it back."""
        self._rows.remove(removed)
        removed.hide()
        removed.deleteLater()
        self.edited.emit()
        self.add_button.setFocus()

    def value(self) -> Any:
        found, wrong = [], False
        for each in self._rows:
            stored = {"id": each.row_id}
            for described in self._value.fields:
                made = each.inputs[described.name]
                try:
                    stored[described.name] = described.value.to_json(described.check(made.value()))
                    made.set_wrong(False)
                except InvalidValue as fault:
                    made.set_wrong(True)
                    made.name(described.label, fault.words)
                    wrong = True
                    problem = fault.words
            found.append(stored)
        if wrong:
            raise InvalidValue(problem)
        return found

    def set_value(self, value: Any) -> None:
        for each in self._rows:
            each.hide()
            each.deleteLater()
        self._rows = []
        for stored in value or []:
            self._append(stored)

    def typed(self) -> Any:
        return [
            {"id": each.row_id, "typed": {key: one.typed() for key, one in each.inputs.items()}}
            for each in self._rows
        ]

    def set_typed(self, typed: Any) -> None:
        self.set_value([{"id": each["id"]} for each in typed])
        for made, each in zip(self._rows, typed, strict=True):
            for key, one in each["typed"].items():
                if key in made.inputs:
                    made.inputs[key].set_typed(one)
