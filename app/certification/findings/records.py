"""What is stored of findings and of what is done about them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.certification.assessments.records import NAMES
from app.certification.findings import rules
from app.core.field import Group, described, row_field
from app.core.record import Kind, Record, today
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import Choice, Day, PlainText, Reference, Repeated, Rows, Words

FINDING = Group("finding", _l("Finding"))
CAUSE = Group("cause", _l("Why did it happen?"))
ACTION = Group("action", _l("What is done"))
EFFECT = Group("effect", _l("Did it help?"), more=True)

WHY_FIELDS = (row_field("why", PlainText(300), _l("Why?"), required=True, searched=True),)
MOST_WHYS = 5


class Finding(Record):
    """Something that isn't in order, its cause, and the action that corrects it."""

    __tablename__ = "finding"
    __table_args__ = (
        Index("ix_finding_status", "deleted_at", "status", "due"),
        Index("ix_finding_assessment", "assessment_id", "criterion"),
    )

    kind = Kind(
        "finding",
        "findings",
        _l("Finding"),
        _l("Findings"),
        "flag",
        key="code",
        columns=("severity", "due", "status"),
        numbered="H",
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"status": rules.OPEN, "severity": rules.MINOR}

    what: Mapped[str] = described(
        PlainText(600, long=True),
        _l("What was found"),
        help=_l("What you saw, not who did it. No client's or employee's health data."),
        group=FINDING,
        required=True,
        searched=True,
    )
    severity: Mapped[str] = described(
        Choice(options=rules.SEVERITIES), _l("Severity"), group=FINDING
    )
    code: Mapped[str] = described(
        PlainText(20),
        _l("Number"),
        help=_l("Given by itself when it is left blank."),
        group=FINDING,
        unique=True,
        searched=True,
    )
    assessment_id: Mapped[str | None] = described(
        Reference("assessment"),
        _l("Assessment"),
        help=_l("Leave blank when it was found in the daily work."),
        group=FINDING,
    )
    whys: Mapped[list[dict[str, Any]]] = described(
        Rows(WHY_FIELDS, MOST_WHYS),
        _l("Five whys"),
        help=_l("Ask “why?” of each answer until you come to what can be changed."),
        group=CAUSE,
        searched=True,
    )
    action: Mapped[str] = described(
        PlainText(1000, long=True),
        _l("Corrective action"),
        help=_l("What removes the cause, not only the harm."),
        group=ACTION,
        searched=True,
    )
    owner: Mapped[str] = described(
        Repeated(120, sources=NAMES), _l("Owner"), group=ACTION, searched=True
    )
    due: Mapped[date | None] = described(
        Day(), _l("To be done by"), help=_l("You are reminded in time."), group=ACTION
    )
    status: Mapped[str] = described(Choice(options=rules.STATES), _l("Status"), group=ACTION)
    done_on: Mapped[date | None] = described(Day(), _l("Done on"), group=ACTION)
    effect: Mapped[str] = described(
        PlainText(600, long=True),
        _l("How it was seen that it helped"),
        group=EFFECT,
        searched=True,
    )
    verified_by: Mapped[str] = described(
        Repeated(120, sources=NAMES),
        _l("Seen by"),
        help=_l("Somebody else than the one who did it."),
        group=EFFECT,
        searched=True,
    )
    verified_on: Mapped[date | None] = described(Day(), _l("Seen on"), group=EFFECT)
    criterion: Mapped[str] = described(PlainText(60), _l("Criterion"))
    asked: Mapped[LanguageText] = described(Words(400, long=True), _l("Criterion"))

    def title(self) -> LanguageText:
        return in_all(self.what or "–")

    def lead(self) -> LanguageText:
        return in_all(self.action) if self.action else self.asked or {}

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The day of what has been done is today, where nobody said otherwise."""
        status, found = values["status"], dict(values)
        if status in {rules.DONE, rules.VERIFIED} and not values["done_on"]:
            found["done_on"] = today()
        if status == rules.VERIFIED and not values["verified_on"]:
            found["verified_on"] = today()
        return found

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values)

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        fresh = {"status": rules.OPEN, "done_on": None, "verified_on": None}
        return {**values, **fresh, "verified_by": "", "effect": ""}
