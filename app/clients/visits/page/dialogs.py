"""The dialogs of visits: cancelling with a reason, repeating, and the calendar file."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.clients.agreements.actions import of_client
from app.clients.visits import actions, rules
from app.clients.visits.records import REASONS, Visit
from app.core import editing, paths
from app.core.fault import InvalidValue, Refusal
from app.core.field import row_field
from app.core.record import now, today
from app.core.text import Text, _, _l
from app.core.value import Day
from app.exchange.calendar import calendar_file
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Choice, Column, Combo, Row, button, lead, section, small, tick_box

REPEAT_MONTHS = 3
"""How far on a visit is repeated when no agreement tells its end."""


class _Asking(QDialog):
    """A question with a way back and a way on."""

    def __init__(self, parent: QWidget, heading: Text, sentence: Text) -> None:
        super().__init__(parent)
        bind(self.setWindowTitle, heading)
        self.setMinimumWidth(theme.px(460))
        self.column = Column(self, margins=24, spacing=12)
        self.column.addWidget(section(heading))
        self.column.addWidget(lead(sentence))

    def finish(self, back: Text, on: Text) -> None:
        """Add the buttons below what is asked; the way on calls :meth:`go`."""
        self.column.addStretch(1)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(back, pressed=self.reject))
        foot.addWidget(button(on, "primary", pressed=self.go))
        self.column.addLayout(foot)

    def go(self) -> None:
        """Do what was asked."""
        raise NotImplementedError


class CancelDialog(_Asking):
    """Why a visit is cancelled, and whether it is charged."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            _l("Cancel a visit"),
            _l("It stays in the calendar as cancelled. It is charged only if you say so."),
        )
        self._office, self._id = office, record_id
        self.column.addWidget(small(_l("Why it was cancelled")))
        self.reason = Combo([Choice(code, words) for code, words in REASONS])
        self.reason.choose(REASONS[0][0])
        bind(self.reason.setAccessibleName, _l("Why it was cancelled"))
        self.column.addWidget(self.reason)
        self.charged, ticked = tick_box(_l("The cancelled visit is charged"))
        self.column.addWidget(ticked)
        self.reason.currentIndexChanged.connect(self._suggest)
        self.finish(_l("Keep the visit"), _l("Cancel the visit"))

    def _suggest(self) -> None:
        self.charged.setChecked(self.reason.current in rules.LATE)

    def go(self) -> None:
        record_id, reason, charged = self._id, self.reason.current, self.charged.isChecked()
        self._office.write(lambda s: actions.cancel(s, record_id, reason, charged=charged))
        self.accept()


class RepeatDialog(_Asking):
    """How often and until when a visit repeats."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            _l("Repeat a visit"),
            _l("The same weekday, time, worker and service. One undo takes all of them back."),
        )
        self._office, self._id = office, record_id
        self.column.addWidget(small(_l("How often")))
        self.weeks = Combo(
            [
                Choice("1", _l("Every week")),
                Choice("2", _l("Every second week")),
                Choice("3", _l("Every third week")),
                Choice("4", _l("Every fourth week")),
            ]
        )
        self.weeks.choose("1")
        bind(self.weeks.setAccessibleName, _l("How often"))
        self.column.addWidget(self.weeks)
        self.until = FieldRow(
            row_field("until", Day(), _l("Until"), required=True), form_context(office)
        )
        self.until.input.set_value(self._end())
        self.column.addWidget(self.until)
        self.skip, ticked = tick_box(_l("Leave public holidays out"))
        self.skip.setChecked(True)
        self.column.addWidget(ticked)
        self.finish(_l("Cancel"), _l("Plan the visits"))

    def _end(self) -> date:
        """The end of the client's agreement if it has one, otherwise some months on."""

        def ask(session: object) -> date | None:
            visit = editing.find(session, Visit, self._id)  # type: ignore[arg-type] - a session
            ends = [
                agreement.ends
                for agreement in of_client(session, visit.client_id or "")  # type: ignore[arg-type]
                if agreement.status == "in_force"
                and agreement.ends
                and any(row["service_id"] == visit.service_id for row in agreement.lines)
            ]
            return max(ends, default=None)

        return self._office.ask(ask) or today() + timedelta(weeks=4 * REPEAT_MONTHS)

    def go(self) -> None:
        try:
            until = self.until.described.check(self.until.input.value())
        except InvalidValue as fault:
            self.until.show_problem(fault.words)
            return
        record_id, weeks, skip = self._id, int(self.weeks.current), self.skip.isChecked()
        self._office.write(
            lambda s: actions.repeat(s, record_id, weeks, until, skip_holidays=skip),
            lambda _changes: self.accept(),
            lambda fault: self.until.show_problem(fault.told),
        )


class CalendarFileDialog(_Asking):
    """Which of what is shown goes to another calendar, and whether with names."""

    def __init__(self, parent: QWidget, office: Office, shown: list[rules.Slot]) -> None:
        super().__init__(
            parent,
            _l("Calendar file"),
            _l(
                "The visits that are shown, for the calendar of a telephone or another program. Names "
                "are left out unless you ask for them: that calendar may be seen by others."
            ),
        )
        self._office, self._shown = office, shown
        self.names, ticked = tick_box(_l("Include the names of clients and services"))
        self.column.addWidget(ticked)
        self.finish(_l("Cancel"), _l("Save the file"))

    def go(self) -> None:
        proposed = paths.documents().parent / f"{_l('Visits')}.ics"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Calendar file"), str(proposed), "iCalendar (*.ics)"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the file."""
        events = actions.calendar_events(self._shown, names=self.names.isChecked())
        try:
            path.write_bytes(calendar_file(events, _("Visits"), now()))
        except OSError as fault:
            words = _l(
                "{path} can't be written: {reason}", path=str(path), reason=fault.strerror or ""
            )
            self._office.refused.emit(Refusal(words).words)
            return
        self._office.tell(_l("Saved {name}", name=path.name))
        self.accept()
