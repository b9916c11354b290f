"""What is stored of tasks."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.agenda.tasks import rules
from app.core.field import Group, described
from app.core.record import Kind, Record, today
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import Choice, Day, PlainText, Repeated, Whole, Words

TASK = Group("task", _l("Task"))
STATE = Group("state", _l("How it stands"))

NAMES = (
    ("task", "who"),
    ("person", "calendar_name"),
    ("finding", "owner"),
    ("answer", "responsible"),
)
"""Where names of those who do things have been written, in any room."""


class Task(Record):
    """What is to be done, by whom and by when; it may have come from a note or field of any room."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_status", "deleted_at", "status", "due"),
        Index("ix_task_source", "source_id", "source_item"),
        Index("ix_task_due", "deleted_at", "due"),
    )

    kind = Kind(
        "task",
        "tasks",
        _l("Task"),
        _l("Tasks"),
        "check-square-offset",
        columns=("due", "status"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"status": rules.TODO, "remind_days": rules.REMIND_DAYS}

    what: Mapped[str] = described(
        PlainText(600, long=True),
        _l("What is to be done"),
        help=_l("No client's or employee's health data."),
        group=TASK,
        required=True,
        searched=True,
    )
    who: Mapped[str] = described(
        Repeated(120, sources=NAMES), _l("Who does it"), group=TASK, searched=True
    )
    due: Mapped[date | None] = described(Day(), _l("By when"), group=TASK)
    remind_days: Mapped[int | None] = described(
        Whole(most=rules.MOST_REMIND_DAYS),
        _l("Remind this many days before"),
        help=_l("Then it is brought up among what waits on the home page."),
        group=TASK,
    )
    status: Mapped[str] = described(Choice(options=rules.STATES), _l("Status"), group=STATE)
    waits_for: Mapped[str] = described(
        PlainText(200),
        _l("What it waits for"),
        help=_l("For example an answer from somebody, or a delivery."),
        group=STATE,
        searched=True,
        shown_when=lambda values: values.get("status") == rules.WAITING,
    )
    done_on: Mapped[date | None] = described(
        Day(),
        _l("Done on"),
        group=STATE,
        shown_when=lambda values: values.get("status") == rules.DONE,
    )
    note: Mapped[str] = described(
        PlainText(2000, long=True), _l("More about it"), group=STATE, searched=True
    )
    source_kind: Mapped[str] = described(PlainText(40), _l("Kind of page"), exported=False)
    source_id: Mapped[str] = described(PlainText(36), _l("Page"), exported=False)
    source_item: Mapped[str] = described(PlainText(80), _l("Place on the page"), exported=False)
    source_title: Mapped[LanguageText] = described(
        Words(600), _l("Came from"), searched=True, exported=False
    )

    def title(self) -> LanguageText:
        return in_all(self.what or "–")

    def lead(self) -> LanguageText:
        return in_all(self.who) if self.who else {}

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A task stands somewhere on the board, and the day of one that is done is today."""
        found = {**values, "status": values["status"] or rules.TODO}
        if found["status"] == rules.DONE and not values["done_on"]:
            found["done_on"] = today()
        return found

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values, today())

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, "status": rules.TODO, "done_on": None, "waits_for": ""}
