"""What is true of waiting matters: their order and how their day is said. Pure functions."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.core.format import show_date, show_day
from app.core.room import Matter
from app.core.text import _l


def ordered(matters: Iterable[Matter]) -> list[Matter]:
    """What is late or lost first, then by day, then what has no day."""

    def place(matter: Matter) -> tuple[bool, bool, date, str, str]:
        due = matter.due or date.max
        return matter.tone != "bad", matter.due is None, due, matter.record_id, matter.title.msgid

    return sorted(matters, key=place)


def say_due(due: date | None, today: date) -> str:
    """A day as one would say it: today, tomorrow, the weekday within a week, otherwise the date."""
    if due is None:
        return ""
    if due == today:
        return _l("today").say()
    if due == today + timedelta(days=1):
        return _l("tomorrow").say()
    if today < due < today + timedelta(days=7):
        return show_day(due)
    return show_date(due)
