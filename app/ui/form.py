"""The form of a record, made from its field descriptions: one column, grouped by meaning.

The first group is there at once, the others follow one by one while the person is already typing, and
folded ones when they are unfolded. A field that isn't made yet holds the value that was loaded.
"""

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.fault import InvalidFields, InvalidValue
from app.core.field import Field, blank_values, fields_of, groups_of
from app.core.record import Record
from app.core.text import Text, _l, language_name, languages, literal
from app.core.value import Words
from app.ui.form_group import FormGroup
from app.ui.inputs import FieldRow, FormContext
from app.ui.inputs.tab_order import controls_in, follow
from app.ui.problem_summary import ProblemSummary
from app.ui.widgets import Choice, Column, Row, Segmented, small

__all__ = ["Form", "FormContext"]

PATIENCE = 0.008
"""Seconds of making fields at a stretch; typing goes on between."""


class Form(QWidget):
    """Edits the described values of a record.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(
        self, record: type[Record], context: FormContext, only: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._record = record
        self._context = context
        self._start: dict[str, Any] = {}
        self._rows: dict[str, FieldRow] = {}
        self._loaded: dict[str, Any] = {}
        self._last: list[QWidget] = []
        self.fields = {
            name: field
            for name, field in fields_of(record).items()
            if field.group and (not only or name in only)
        }
        column = Column(self, spacing=16)
        self._summary = ProblemSummary(self.go_to)
        column.addWidget(self._summary)
        if any(isinstance(field.value, Words) for field in self.fields.values()):
            column.addLayout(self._language_row())
        self._groups: list[FormGroup] = []
        wanted_groups = {
            group: wanted
            for group, described in groups_of(record).items()
            if (wanted := [each for each in described if each.name in self.fields])
        }
        for group, wanted in wanted_groups.items():
            made = FormGroup(
                group,
                wanted,
                self._make_row,
                folded=group.more and not only,
                # Where a few fields are asked, the page around the form says what they are about.
                headed=not only or len(wanted_groups) > 1,
            )
            self._groups.append(made)
            column.addWidget(made)
        self._later = QTimer(self)
        self._later.timeout.connect(self._build_on)

    def _language_row(self) -> Row:
        line = Row(spacing=12)
        choices = [Choice(code, literal(language_name(code))) for code in languages()]
        self.text_language = Segmented(choices)
        self.text_language.choose(self._context.text_language)
        self.text_language.chosen.connect(self._context.write_in)
        line.addWidget(small(_l("Texts for others in")))
        line.addWidget(self.text_language)
        line.addStretch(1)
        return line

    def _make_row(self, described: Field) -> FieldRow:
        made = FieldRow(described, self._context)
        name = described.name
        made.input.set_value(self._start[name])
        self._loaded[name] = _standing(made)
        made.edited.connect(self._was_edited)
        made.told.connect(self._retell)
        self._rows[name] = made
        return made

    def _build_on(self) -> None:
        """Make some more fields, as many as nobody notices."""
        began = perf_counter()
        while (group := self._unbuilt()) and perf_counter() - began < PATIENCE:
            group.build_next()
        self._show_what_applies()
        if not self._unbuilt():
            self._later.stop()
            self._put_in_tab_order()

    def _unbuilt(self) -> FormGroup | None:
        waiting = (group for group in self._groups if not group.built and not group.folded)
        return next(waiting, None)

    def come_before(self, *controls: QWidget) -> None:
        """Let the Tab key come to these after the last field."""
        self._last = list(controls)

    def _put_in_tab_order(self) -> None:
        controls = [*controls_in(self), *self._last]
        follow(controls[0], controls)

    def row(self, name: str) -> FieldRow:
        """A field in the form; it is made if it isn't there yet.

        Raises:
            KeyError: the form has no such field.
        """
        if name not in self._rows:
            next(group for group in self._groups if name in group.names).build()
            self._show_what_applies()
        return self._rows[name]

    def _was_edited(self) -> None:
        self._show_what_applies()
        self.edited.emit()

    def _show_what_applies(self) -> None:
        conditional = [row for row in self._rows.values() if row.described.shown_when]
        if conditional:
            values = self.current()
            for row in conditional:
                row.setVisible(row.described.applies(values))

    def current(self) -> dict[str, Any]:
        """The values as they stand now; what can't be read yet is as it was loaded."""
        found = dict(self._start)
        for name, row in self._rows.items():
            try:
                found[name] = row.input.value()
            except InvalidValue:
                continue
        return found

    def load(self, values: Mapping[str, Any]) -> None:
        """Show values; what isn't among them is blank."""
        self._start = {**blank_values(self._record), **values}
        for name, row in self._rows.items():
            row.input.set_value(self._start[name])
            row.forget()
            self._loaded[name] = _standing(row)
        self._summary.tell({}, self.fields)
        if not self._rows:
            self._groups[0].build()
            self._later.start()
        self._show_what_applies()

    def values(self) -> dict[str, Any]:
        """The values of all fields.

        Raises:
            InvalidFields: some can't be accepted; they are shown beside the fields.
        """
        found: dict[str, Any] = {}
        problems: dict[str, Text] = {}
        current = self.current()
        for name, field in self.fields.items():
            if not field.applies(current):
                found[name] = field.value.empty
                continue
            try:
                value = self._rows[name].input.value() if name in self._rows else self._start[name]
                found[name] = field.check(value)
            except InvalidValue as fault:
                problems[name] = fault.words
        self.show_problems(problems)
        if problems:
            raise InvalidFields(problems)
        return found

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Show what is wrong beside the fields, with a summary that takes one there."""
        for name in problems:
            if name in self.fields:
                self.row(name)
        for name, row in self._rows.items():
            row.show_problem(problems.get(name))
        self._summary.tell(problems, self.fields)
        if problems:
            self.go_to(next(iter(problems)))

    def _retell(self) -> None:
        """Problems that are put right leave the summary too."""
        if not self._summary.isHidden():
            left = {name: row.problem for name, row in self._rows.items() if row.problem}
            self._summary.tell(left, self.fields)

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field, unfolding its group."""
        for group in self._groups:
            if name in group.names:
                group.unfold()
                self._show_what_applies()
                self._rows[name].input.focus_target().setFocus()

    def is_changed(self) -> bool:
        """Whether anything differs from what was loaded."""
        return any(_standing(row) != self._loaded[name] for name, row in self._rows.items())

    def changes(self) -> dict[str, Any]:
        """The values that differ from what was loaded: what others changed meanwhile stays theirs.

        Raises:
            InvalidFields: some can't be accepted; they are shown beside the fields.
        """
        return {n: value for n, value in self.values().items() if value != self._start[n]}

    def draft(self) -> dict[str, Any]:
        """What has been typed and not saved, values or not, in JSON."""
        return {
            name: row.input.typed()
            for name, row in self._rows.items()
            if _standing(row) != self._loaded[name]
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put back what :meth:`draft` gave."""
        for name, typed in draft.items():
            if name in self.fields:
                self.row(name).input.set_typed(typed)
        self._show_what_applies()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        if self._rows:
            next(iter(self._rows.values())).input.focus_target().setFocus()


def _standing(row: FieldRow) -> Any:
    """What stands in a field: its value, or what is typed while that isn't one."""
    try:
        return row.input.value()
    except InvalidValue:
        return row.input.typed()
