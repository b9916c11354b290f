"""Asks when a person is away, and for what."""

from PySide6.QtWidgets import QWidget

from app.clients.visits.records import Absence
from app.clients.visits.rules import ANNUAL_LEAVE
from app.core.field import fields_of, row_field
from app.core.text import _l
from app.core.value import Day
from app.employment.hours import actions
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office


class LeaveDialog(AskDialog):
    """Notes leave or another absence of a person; the calendar knows it at once."""

    def __init__(self, parent: QWidget, office: Office, person_id: str, name: str) -> None:
        fields = fields_of(Absence)
        super().__init__(
            parent,
            office,
            _l("Note leave of {name}", name=name),
            _l("A whole week is from Monday to Saturday: it uses six days of leave."),
            [
                row_field("first", Day(), fields["first"].label, required=True),
                row_field("last", Day(), fields["last"].label, required=True),
                row_field(
                    "reason",
                    fields["reason"].value,
                    fields["reason"].label,
                    help=_l("No health data: of a sickness only whether it is paid."),
                    required=True,
                ),
            ],
            lambda session, values: actions.note_leave(
                session, person_id, values["first"], values["last"], values["reason"]
            ),
            do=_l("Note leave"),
            starts={"reason": ANNUAL_LEAVE},
        )
