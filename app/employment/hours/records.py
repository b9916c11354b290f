"""What is stored of hours that weren't visits: office work, meetings, training."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from app.core.field import Group, described
from app.core.record import Kind, Record
from app.core.text import LanguageText, _l, in_all
from app.core.value import Choice, Day, Minutes, PlainText, Reference
from app.employment.people.records import Person

WORK = (
    ("office", _l("Office and planning")),
    ("meeting", _l("Meeting")),
    ("training", _l("Training")),
    ("group", _l("Group or event")),
    ("other", _l("Other work")),
)
HOURS = Group("hours", _l("Hours"))


class WorkedHours(Record):
    """Hours that a person worked on a day, beside the visits of the calendar."""

    __tablename__ = "worked_hours"
    __table_args__ = (
        Index("ix_worked_hours_day", "deleted_at", "day"),
        Index("ix_worked_hours_person", "person_id", "day"),
    )

    kind = Kind(
        "worked_hours",
        "worked-hours",
        _l("Hours by hand"),
        _l("Hours by hand"),
        "clock",
        columns=("day", "minutes", "work"),
    )
    NAMED_BY: ClassVar[tuple[str, ...]] = ("person",)
    STARTS: ClassVar[Mapping[str, Any]] = {"work": "office"}

    person_id: Mapped[str | None] = described(
        Reference("person"), _l("Who"), group=HOURS, required=True
    )
    day: Mapped[date | None] = described(Day(), _l("Day"), group=HOURS, required=True)
    minutes: Mapped[int | None] = described(
        Minutes(1, 24 * 60), _l("Duration"), group=HOURS, required=True
    )
    work: Mapped[str] = described(Choice(options=WORK), _l("What work"), group=HOURS)
    note: Mapped[str] = described(PlainText(120), _l("In a few words"), group=HOURS, searched=True)

    person: Mapped[Person | None] = relationship(
        Person,
        primaryjoin=lambda: Person.id == WorkedHours.person_id,
        foreign_keys=lambda: WorkedHours.person_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        return self.person.title() if self.person else in_all("–")

    def lead(self) -> LanguageText:
        return in_all(self.note) if self.note else {}
