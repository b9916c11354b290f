"""Weeks and months around a day, and what to say of a day that is still to come."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from app.core.text import Text, _l


def still_to_come(
    values: Mapping[str, Any], before: Mapping[str, Any] | None, names: Iterable[str], day: date
) -> dict[str, Text]:
    """What to say of fields that tell when something was done, where they give a day after ``day``.

    ``before`` are the values so far: what was let through isn't asked again.
    """
    return {
        name: _l("This day is still to come. Check the year too.")
        for name in names
        if (given := values.get(name)) and given > day and given != (before or {}).get(name)
    }


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def next_month(day: date) -> date:
    """The first day of the month after a day's month."""
    return month_of(day)[1] + timedelta(days=1)


def month_before(day: date) -> date:
    """The first day of the month before a day's month."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def weeks_of_month(day: date) -> list[list[date]]:
    """The whole weeks in which a month lies, Monday first."""
    first, last = month_of(day)
    monday, _sunday = week_of(first)
    weeks = []
    while monday <= last:
        weeks.append([monday + timedelta(days=number) for number in range(7)])
        monday += timedelta(days=7)
    return weeks
