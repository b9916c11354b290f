"""Who came to an event: the organisations that registered, ready with their numbers, and others."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.field import fields_of, row_field
from app.core.record import new_id
from app.core.text import _l, _n
from app.core.value import PlainText, Whole
from app.network.events import actions, rules
from app.network.events.records import Event
from app.ui.asking import AskingDialog
from app.ui.dialog_size import open_at
from app.ui.form_context import form_context
from app.ui.inputs.base import FormContext, registry
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Column,
    Row,
    ScrollColumn,
    button,
    icon_button,
    label,
    lead,
    section,
)

_NAME = row_field("name", PlainText(120), _l("Organisation"))
_NUMBER = row_field("participants", Whole(0, 100_000), _l("Participants"))
_NUMBER_WIDTH = 128


class _Line(QWidget):
    """An organisation and how many came from it."""

    def __init__(
        self, owner: "WhoCameDialog", stored: Mapping[str, Any], context: FormContext
    ) -> None:
        super().__init__()
        self._id = stored.get("id") or new_id()
        self._organisation = stored.get("organisation_id")
        self.name = registry.make(_NAME, context)
        self.number = registry.make(_NUMBER, context)
        self.name.name(_NAME.label)
        self.number.name(_NUMBER.label)
        for each, words in ((self.name, _NAME.label), (self.number, _NUMBER.label)):
            target = each.focus_target()
            if isinstance(target, QLineEdit | QPlainTextEdit):  # an empty row says what goes where
                bind(target.setPlaceholderText, words)
        self.name.set_value(stored.get("name") or "")
        self.number.set_value(stored.get("participants"))
        self.number.setFixedWidth(theme.px(_NUMBER_WIDTH))
        for each in (self.name, self.number):
            each.edited.connect(owner.count)
            each.edited.connect(partial(each.set_wrong, False))
        line = Row(self, spacing=8)
        line.addWidget(self.name, 1)
        line.addWidget(self.number)
        line.addWidget(
            icon_button("trash", _l("Remove this row"), lambda: owner.remove(self)),
            0,
            Qt.AlignmentFlag.AlignTop,
        )

    def number_told(self) -> int | None:
        """How many came.

        Raises:
            InvalidValue: that isn't a number.
        """
        return _NUMBER.check(self.number.value())

    def go_to_fault(self) -> None:
        """Mark what can't be accepted, and go there."""
        for field, each in ((_NAME, self.name), (_NUMBER, self.number)):
            try:
                field.check(each.value())
            except InvalidValue:
                each.set_wrong(True)
                each.focus_target().setFocus()
                return

    def stored(self) -> dict[str, Any]:
        """The row as it is kept.

        Raises:
            InvalidValue: what stands in it can't be accepted.
        """
        return {
            "id": self._id,
            "organisation_id": self._organisation,
            "name": _NAME.check(self.name.value()),
            "participants": self.number_told(),
        }


class WhoCameDialog(AskingDialog):
    """Asks how many came, by organisation or in all; the event has been held then.

    Attributes:
        lines: the organisations.
        total: the field for the number in all, which goes before the sum.
    """

    def __init__(self, parent: QWidget, office: Office, event_id: str) -> None:
        super().__init__(parent)
        self._office, self._event_id = office, event_id
        self._context = form_context(office)
        self.lines: list[_Line] = []
        bind(self.setWindowTitle, _l("Who came"))
        open_at(self, 560, 640)
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(_l("Who came")))
        whole.addWidget(
            lead(
                _l(
                    "Those who registered are here already. Correct the numbers; 0 when nobody came."
                )
            )
        )
        scroll = ScrollColumn(max_width=None, margins=0, spacing=8)
        self._list = Column(spacing=8)
        scroll.body.addLayout(self._list)
        self.add_button = button(
            _l("Add an organisation"), "quiet", "plus", lambda: self.add({}, focus=True)
        )
        scroll.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(scroll, 1)
        self._sum = label("", "strong")
        whole.addWidget(self._sum)
        self.total = FieldRow(fields_of(Event)["participants"], self._context)
        whole.addWidget(self.total)
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.do_button = button(_l("Save: the event has been held"), "primary", pressed=self.go)
        foot.addWidget(self.do_button)
        whole.addLayout(foot)
        self._fill()

    def _fill(self) -> None:
        def ask(session: Session) -> tuple[list[dict[str, Any]], int | None]:
            event = editing.find(session, Event, self._event_id)
            rows = actions.attendance_to_fill(session, event)
            return [
                {**row, "name": row.get("name") or actions.came_name(session, row)} for row in rows
            ], event.participants

        rows, in_all = self._office.ask(ask)
        for row in rows or [{}]:
            self.add(row)
        self.total.input.set_value(in_all)
        self.lines[0].name.focus_target().setFocus()

    def add(self, stored: Mapping[str, Any], *, focus: bool = False) -> None:
        """One more organisation."""
        line = _Line(self, stored, self._context)
        self.lines.append(line)
        self._list.addWidget(line)
        if focus:
            line.name.focus_target().setFocus()
        self.count()

    def remove(self, line: _Line) -> None:
        """Take an organisation away."""
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self.count()

    def typed(self) -> Any:
        lines = [(line.name.typed(), line.number.typed()) for line in self.lines]
        return lines, self.total.input.typed()

    def count(self) -> None:
        """Tell the sum as it is now."""
        found = []
        for line in self.lines:
            try:
                found.append({"participants": line.number_told()})
            except InvalidValue:
                continue
        number = rules.sum_of(found)
        bind(
            self._sum.setText,
            _n(
                "{count} participant by organisation",
                "{count} participants by organisation",
                number,
            ),
        )

    def go(self) -> None:
        """Write it down; it can be undone."""
        rows = []
        for line in self.lines:
            try:
                rows.append(line.stored())
            except InvalidValue as fault:
                self.tell(fault.words)
                line.go_to_fault()
                return
        if not self.total.check():
            return
        in_all = self.total.described.check(self.total.input.value())
        self.put(
            lambda session: actions.hold(session, self._event_id, rows, in_all),
            self._done,
            self._refused,
        )

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _refused(self, fault: Refusal) -> None:
        if isinstance(fault, InvalidFields) and fault.problems.keys() <= {"participants"}:
            self.total.show_problem(fault.problems["participants"])
        else:
            self.tell(fault.told)
