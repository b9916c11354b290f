"""Weeks and months around a day."""

from calendar import monthrange
from datetime import date, timedelta


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
