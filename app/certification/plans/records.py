"""What is stored of self-monitoring plans: one record a version."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.certification.plans import rules
from app.core.field import Group, described, row_field
from app.core.format import show_date
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, languages
from app.core.value import Choice, Day, Identified, PlainText, Reference, Rows, Whole, Words

UNIT = Group("unit", _l("Service unit"))
CHAPTERS = Group("chapters", _l("Chapters"))
PUBLISHING = Group("publishing", _l("Approval and publication"))
FOLLOWING = Group("following", _l("Follow-up"))

CHAPTER_FIELDS = (
    row_field("heading", Words(120), _l("Heading"), required=True, searched=True),
    row_field("text", Words(8000, long=True), _l("Text"), searched=True),
    row_field("key", PlainText(60), _l("Identifier"), group=None),
)
ROUND_FIELDS = (
    row_field("day", Day(), _l("Day"), required=True),
    row_field("by", PlainText(120), _l("Made by")),
    row_field("findings", Words(2000, long=True), _l("Findings and changes"), searched=True),
)


class SelfMonitoringPlan(Record):
    """A version of the self-monitoring plan of a service unit (Act 741/2023, 27 §)."""

    __tablename__ = "self_monitoring_plan"
    __table_args__ = (
        Index("ix_self_monitoring_plan_status", "deleted_at", "status", "follow_up_on"),
    )

    kind = Kind(
        "self_monitoring_plan",
        "self-monitoring-plans",
        _l("Self-monitoring plan"),
        _l("Self-monitoring"),
        "notebook",
        columns=("version", "follow_up_on", "status"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {
        "status": rules.DRAFT,
        "version": 1,
        "follow_up_months": rules.FOLLOW_UP_MONTHS,
    }

    name: Mapped[LanguageText] = described(
        Words(120),
        _l("Service unit"),
        help=_l("The plan is made for each service unit."),
        group=UNIT,
        required=True,
        searched=True,
    )
    responsible: Mapped[str] = described(
        PlainText(120), _l("Responsible"), group=UNIT, searched=True
    )
    chapters: Mapped[list[dict[str, Any]]] = described(
        Rows(CHAPTER_FIELDS, 60), _l("Chapters"), group=CHAPTERS, searched=True
    )
    approved_by: Mapped[str] = described(PlainText(120), _l("Approved by"), group=PUBLISHING)
    published_on: Mapped[date | None] = described(Day(), _l("Published on"), group=PUBLISHING)
    link: Mapped[str] = described(
        Identified("url"),
        _l("Where it is published"),
        help=_l("The address on the web; also keep it on view in the unit."),
        group=PUBLISHING,
    )
    version: Mapped[int | None] = described(Whole(1, 10_000), _l("Version"))
    status: Mapped[str] = described(Choice(options=rules.STATES), _l("Status"))
    follow_up_months: Mapped[int | None] = described(
        Whole(1, 24),
        _l("Followed up every, months"),
        help=_l("Four months is usual; check what holds now."),
        group=FOLLOWING,
    )
    follow_up_on: Mapped[date | None] = described(
        Day(), _l("Next follow-up"), help=_l("You are reminded in time."), group=FOLLOWING
    )
    rounds: Mapped[list[dict[str, Any]]] = described(
        Rows(ROUND_FIELDS, 100), _l("Follow-up rounds"), group=FOLLOWING, searched=True
    )
    amends_id: Mapped[str | None] = described(
        Reference("self_monitoring_plan"), _l("Earlier version")
    )

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        number = self.version or 1
        if self.published_on:
            return {
                language: _l(
                    "Version {number}, published {day}",
                    number=number,
                    day=show_date(self.published_on, language),
                ).say(language)
                for language in languages()
            }
        return {
            language: _l("Version {number}, not published yet", number=number).say(language)
            for language in languages()
        }

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values, before)

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, **rules.FRESH}
