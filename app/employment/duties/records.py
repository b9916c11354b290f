"""What is stored of the employer's duties: one record a duty."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.core.codes import codes
from app.core.field import Group, described
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import Choice, Day, PlainText
from app.employment.duties import rules

STATES = (
    ("open", _l("To be done")),
    ("done", _l("In order")),
    ("not_needed", _l("Doesn't concern us")),
)
DUTY = Group("duty", _l("Duty"))
STATE = Group("state", _l("How it stands"))


class EmployerDuty(Record):
    """Something that every employer has to see to, and how it stands here."""

    __tablename__ = "employer_duty"
    __table_args__ = (Index("ix_employer_duty_state", "deleted_at", "state", "renew_on"),)

    kind = Kind(
        "employer_duty",
        "employer-duties",
        _l("Employer's duty"),
        _l("Employer's duties"),
        "check-square",
        columns=("state",),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"state": "open"}

    duty: Mapped[str] = described(Choice("employer_duties"), _l("Duty"), group=DUTY)
    own_name: Mapped[str] = described(
        PlainText(120),
        _l("A duty of your own"),
        help=_l("Write it here when it isn't on the list."),
        group=DUTY,
        searched=True,
        shown_when=lambda values: not values.get("duty"),
    )
    state: Mapped[str] = described(Choice(options=STATES), _l("Status"), group=STATE)
    done_on: Mapped[date | None] = described(Day(), _l("Done on"), group=STATE)
    renew_on: Mapped[date | None] = described(
        Day(), _l("Look at it again on"), help=_l("You are reminded in time."), group=STATE
    )
    responsible: Mapped[str] = described(PlainText(80), _l("Responsible"), group=STATE)
    note: Mapped[str] = described(
        PlainText(200),
        _l("Where it can be seen"),
        help=_l("For example the number of the policy, or the folder."),
        group=STATE,
        searched=True,
    )

    def title(self) -> LanguageText:
        found = codes("employer_duties").get(self.duty)
        return dict(found.names) if found else in_all(self.own_name or "–")

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values)
