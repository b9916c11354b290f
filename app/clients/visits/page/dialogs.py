"""The dialogs of visits: cancelling with a reason, repeating, and the calendar file."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session

from app.clients.agreements.actions import of_client
from app.clients.visits import actions, rules
from app.clients.visits.records import REASONS, Visit
from app.core import editing
from app.core.field import fields_of, row_field
from app.core.record import now, today
from app.core.text import _, _l
from app.core.value import Choice, Day, YesNo
from app.exchange.calendar import calendar_file
from app.ui.ask_dialog import AskDialog
from app.ui.calendar_file import ask_calendar_file, save_calendar_file
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Column, Row, button, lead, section, tick_box

WEEKS = (
    ("1", _l("Every week")),
    ("2", _l("Every second week")),
    ("3", _l("Every third week")),
    ("4", _l("Every fourth week")),
)
REPEAT_MONTHS = 3
"""How far on a visit is repeated when no agreement tells its end."""


class CancelDialog(AskDialog):
    """Why a visit is cancelled, and whether it is charged."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        known = fields_of(Visit)
        super().__init__(
            parent,
            office,
            _l("Cancel a visit"),
            _l("It stays in the calendar as cancelled. It is charged only if you say so."),
            [
                row_field(
                    "reason", Choice(options=REASONS), known["cancel_reason"].label, required=True
                ),
                row_field("charged", YesNo(), known["charged"].label),
            ],
            lambda session, values: actions.cancel(
                session, record_id, values["reason"], charged=values["charged"]
            ),
            do=_l("Cancel the visit"),
            leave=_l("Keep the visit"),
            starts={"reason": REASONS[0][0]},
        )
        self.rows["reason"].edited.connect(self._suggest)

    def _suggest(self) -> None:
        late = self.rows["reason"].input.value() in rules.LATE
        self.rows["charged"].input.set_value(late)


class RepeatDialog(AskDialog):
    """How often and until when a visit repeats."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            office,
            _l("Repeat a visit"),
            _l("The same weekday, time, worker and service. One undo takes all of them back."),
            [
                row_field("weeks", Choice(options=WEEKS), _l("How often"), required=True),
                row_field("until", Day(), _l("Until"), required=True),
                row_field("skip", YesNo(), _l("Leave public holidays out")),
            ],
            lambda session, values: actions.repeat(
                session,
                record_id,
                int(values["weeks"]),
                values["until"],
                skip_holidays=values["skip"],
            ),
            do=_l("Plan the visits"),
            starts={"weeks": WEEKS[0][0], "until": _repeat_end(office, record_id), "skip": True},
        )


def _repeat_end(office: Office, record_id: str) -> date:
    """The end of the client's agreement if it has one, otherwise some months on."""

    def ask(session: Session) -> date | None:
        visit = editing.find(session, Visit, record_id)
        ends = [
            agreement.ends
            for agreement in of_client(session, visit.client_id or "")
            if agreement.status == "in_force"
            and agreement.ends
            and any(row["service_id"] == visit.service_id for row in agreement.lines)
        ]
        return max(ends, default=None)

    return office.ask(ask) or today() + timedelta(weeks=4 * REPEAT_MONTHS)


class CalendarFileDialog(QDialog):
    """Which of what is shown goes to another calendar, and whether with names."""

    def __init__(self, parent: QWidget, office: Office, shown: list[rules.Slot]) -> None:
        super().__init__(parent)
        self._office, self._shown = office, shown
        bind(self.setWindowTitle, _l("Calendar file"))
        self.setMinimumWidth(theme.px(460))
        column = Column(self, margins=24, spacing=12)
        column.addWidget(section(_l("Calendar file")))
        column.addWidget(
            lead(
                _l(
                    "The visits that are shown, for the calendar of a telephone or another program. "
                    "Names are left out unless you ask for them: that calendar may be seen by others."
                )
            )
        )
        self.names, ticked = tick_box(_l("Include the names of clients and services"))
        column.addWidget(ticked)
        column.addStretch(1)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        foot.addWidget(button(_l("Save the file"), "primary", pressed=self.go))
        column.addLayout(foot)

    def go(self) -> None:
        """Ask where it goes, and write it."""
        if chosen := ask_calendar_file(self, _l("Visits")):
            self.save(chosen)

    def save(self, path: Path) -> None:
        """Write the file."""
        events = actions.calendar_events(self._shown, names=self.names.isChecked())
        if save_calendar_file(self._office, path, calendar_file(events, _("Visits"), now())):
            self.accept()
