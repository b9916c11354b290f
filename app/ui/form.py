"""The form of a record, made from its field descriptions: one column, grouped by meaning."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.fault import InvalidFields, InvalidValue
from app.core.field import Field, blank_values, fields_of, groups_of
from app.core.record import Record
from app.core.text import Text, _l, language_name, languages, literal
from app.core.value import Words, YesNo
from app.ui.inputs import FormContext, Input, input_for
from app.ui.language import bind
from app.ui.widgets import (
    Banner,
    Choice,
    Column,
    Row,
    Segmented,
    button,
    clear,
    label,
    link,
    small,
    subject,
)

__all__ = ["Form", "FormContext"]


class _FieldRow(QWidget):
    """Label above, help below it, the input, and the error under the input."""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__()
        self.described = described
        self.problem: Text | None = None
        self.input: Input = input_for(described, context)
        self.input.name(described.label, described.help)
        column = Column(self, spacing=4)
        if not isinstance(described.value, YesNo):
            words: Any = described.label
            if described.required:
                words = _l("{label} (required)", label=described.label)
            column.addWidget(label(words, "strong"))
        if described.help:
            column.addWidget(small(described.help))
        column.addWidget(self.input)
        self._error = label("", "error")
        self._error.hide()
        column.addWidget(self._error)

    def show_problem(self, problem: Text | None) -> None:
        """Show what is wrong, or that nothing is."""
        self.problem = problem
        self.input.set_wrong(problem is not None)
        bind(self._error.setText, problem or "")
        self._error.setVisible(problem is not None)
        self.input.name(self.described.label, problem or self.described.help)


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
        self.rows: dict[str, _FieldRow] = {}
        self._folds: list[tuple[QWidget, list[str]]] = []
        column = Column(self, spacing=16)
        self._summary = Column(spacing=4)
        column.addLayout(self._summary)
        wanted = [name for name in fields_of(record) if not only or name in only]
        if any(isinstance(fields_of(record)[name].value, Words) for name in wanted):
            column.addLayout(self._language_row())
        for group, described in groups_of(record).items():
            names = [each.name for each in described if each.name in wanted]
            if names:
                column.addWidget(
                    self._group(group.label, group.help, names, folded=group.more and not only)
                )

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

    def _group(
        self, title: Text, help_words: Text | None, names: list[str], *, folded: bool
    ) -> QWidget:
        box = QWidget()
        column = Column(box, spacing=16)
        inner = QWidget()
        fields = Column(inner, spacing=16)
        if folded:
            fold = button(_l("More: {group}", group=title), "quiet", "caret-down")
            fold.clicked.connect(lambda *_on: inner.setVisible(inner.isHidden()))
            line = Row()
            line.addWidget(fold)
            line.addStretch(1)
            column.addLayout(line)
            inner.hide()
            self._folds.append((inner, names))
        else:
            column.addWidget(subject(title))
        if help_words:
            fields.addWidget(small(help_words))
        for name in names:
            made = _FieldRow(fields_of(self._record)[name], self._context)
            made.input.edited.connect(lambda name=name: self._was_edited(name))
            self.rows[name] = made
            fields.addWidget(made)
        column.addWidget(inner)
        return box

    def _was_edited(self, name: str) -> None:
        if self.rows[name].problem:
            self._check(name)
        self._show_what_applies()
        self.edited.emit()

    def _check(self, name: str) -> None:
        row = self.rows[name]
        try:
            row.described.check(row.input.value())
        except InvalidValue as fault:
            row.show_problem(fault.words)
        else:
            row.show_problem(None)

    def _show_what_applies(self) -> None:
        conditional = [row for row in self.rows.values() if row.described.shown_when]
        if not conditional:
            return
        values = {**self._start, **self._readable()}
        for row in conditional:
            row.setVisible(row.described.applies(values))

    def _readable(self) -> dict[str, Any]:
        found = {}
        for name, row in self.rows.items():
            try:
                found[name] = row.input.value()
            except InvalidValue:
                continue
        return found

    def load(self, values: Mapping[str, Any]) -> None:
        """Show values; what isn't among them is blank."""
        self._start = {**blank_values(self._record), **values}
        for name, row in self.rows.items():
            row.input.set_value(self._start[name])
            row.show_problem(None)
        self._start = {**self._start, **self._readable()}
        self._show_what_applies()
        clear(self._summary)

    def values(self) -> dict[str, Any]:
        """The values of all fields.

        Raises:
            InvalidFields: some can't be accepted; they are shown beside the fields.
        """
        found: dict[str, Any] = {}
        problems: dict[str, Text] = {}
        current = {**self._start, **self._readable()}
        for name, row in self.rows.items():
            if not row.described.applies(current):
                found[name] = row.described.value.empty
                continue
            try:
                found[name] = row.described.check(row.input.value())
            except InvalidValue as fault:
                problems[name] = fault.words
        self.show_problems(problems)
        if problems:
            raise InvalidFields(problems)
        return found

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Show what is wrong beside the fields, with a summary that takes one there."""
        clear(self._summary)
        for name, row in self.rows.items():
            row.show_problem(problems.get(name))
        loose = [words for name, words in problems.items() if name not in self.rows]
        if problems:
            head = InvalidFields(problems).words if not loose else loose[0]
            self._summary.addWidget(Banner(head, "bad"))
            for name in problems:
                if name in self.rows:
                    row = self.rows[name]
                    self._summary.addWidget(
                        link(row.described.label, lambda name=name: self.go_to(name))
                    )
            self.go_to(next(iter(problems)))

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field, unfolding its group."""
        for inner, names in self._folds:
            if name in names:
                inner.show()
        if name in self.rows:
            self.rows[name].input.focus_target().setFocus()

    def is_changed(self) -> bool:
        """Whether anything differs from what was loaded."""
        for name, row in self.rows.items():
            try:
                if row.input.value() != self._start.get(name):
                    return True
            except InvalidValue:
                return True
        return False

    def draft(self) -> dict[str, Any]:
        """What is typed, values or not, in JSON."""
        return {name: row.input.typed() for name, row in self.rows.items()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put back what :meth:`draft` gave."""
        for name, typed in draft.items():
            if name in self.rows:
                self.rows[name].input.set_typed(typed)
        self._show_what_applies()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        if self.rows:
            next(iter(self.rows.values())).input.focus_target().setFocus()
