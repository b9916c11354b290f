"""What is true of hours: a month's work, what was agreed for it, and which days count as leave. Pure functions.

Contracts are rows by field name with real values; times are minutes. How leave is earned is in ``leave.py``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from dateutil.easter import easter

from app.core.holiday import public_holidays
from app.employment.contracts import fixed_terms
from app.employment.periods import ONE_DAY

Row = Mapping[str, Any]

WEEK = 7
HOUR = 60
SATURDAY, SUNDAY = 5, 6
FRIDAY = 4
EARLIEST_MIDSUMMER_EVE = 19
"""Midsummer eve is the Friday between 19 and 25 June."""


@cache
def days_off(year: int) -> frozenset[date]:
    """The days of a year that are no weekdays of leave though they may be on one.

    Annual Holidays Act (162/2005), 4 § 1: weekdays are other days than Sundays, church holidays,
    Independence Day, Christmas Eve, Midsummer Eve, Easter Saturday and May Day. The public holidays come
    from ``holidays``; it has no Easter Saturday, and whether it has the two eves has varied, so all three
    are added here.
    """
    june = date(year, 6, EARLIEST_MIDSUMMER_EVE)
    midsummer_eve = june + timedelta(days=(FRIDAY - june.weekday()) % WEEK)
    eves = {easter(year) - ONE_DAY, midsummer_eve, date(year, 12, 24)}
    return frozenset(public_holidays([year])) | eves


def leave_days(days: Iterable[date]) -> int:
    """How many days of annual leave some days use: Monday to Saturday, without :func:`days_off`.

    A day given twice counts once: two notes of the same leave are one leave.
    """
    return sum(day.weekday() != SUNDAY and day not in days_off(day.year) for day in set(days))


def working_days(days: Iterable[date]) -> int:
    """How many of some days are Monday to Friday and no days off: the usual days of work."""
    return sum(day.weekday() < SATURDAY and day not in days_off(day.year) for day in set(days))


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last one; none when the last is before the first."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def covered(row: Row, first: date, last: date) -> list[date]:
    """The days of a period on which a contract is in force."""
    return days_between(
        max(first, fixed_terms.first_day(row)), min(last, fixed_terms.last_day(row))
    )


@dataclass(frozen=True)
class Worked:
    """What was done: ``visits``, ``travel`` to them and ``other`` work in minutes, and kilometres."""

    visits: int = 0
    travel: int = 0
    other: int = 0
    kilometres: Decimal = Decimal(0)

    @property
    def total(self) -> int:
        """All minutes."""
        return self.visits + self.travel + self.other

    def __add__(self, more: "Worked") -> "Worked":
        return Worked(
            self.visits + more.visits,
            self.travel + more.travel,
            self.other + more.other,
            self.kilometres + more.kilometres,
        )


@dataclass(frozen=True)
class Agreed:
    """Minutes that were agreed; ``least`` and ``most`` differ only where the hours vary."""

    least: int
    most: int

    @property
    def varies(self) -> bool:
        """Whether it is a range."""
        return self.least != self.most


def agreed(
    contracts: Iterable[Row], first: date, last: date, away: Collection[date] = ()
) -> Agreed | None:
    """What contracts agree for a period: the weekly hours, for each calendar day in force a seventh.

    Of the days ``away`` (of any reason) nothing is owed: the hours of a contract are thought to lie evenly
    on the Mondays to Fridays of its days in the period, so that a whole month away leaves none.

    ``None`` when no contract is in force, or when one of them doesn't tell its hours.
    """
    least, most, known = Fraction(0), Fraction(0), False
    gone = frozenset(away)
    for row in contracts:
        days = covered(row, first, last)
        if not days:
            continue
        weekly = weekly_hours(row)
        if weekly is None:
            return None
        known = True
        share = Fraction(len(days), WEEK) * HOUR * _present(days, gone)
        least += Fraction(weekly[0]) * share
        most += Fraction(weekly[1]) * share
    return Agreed(_rounded(least), _rounded(most)) if known else None


def _present(days: Collection[date], away: Collection[date]) -> Fraction:
    weekdays = [day for day in days if day.weekday() < SATURDAY]
    if not weekdays:
        return Fraction(1)
    return Fraction(sum(day not in away for day in weekdays), len(weekdays))


def _rounded(minutes: Fraction) -> int:
    return int(minutes + Fraction(1, 2))


def weekly_hours(row: Row) -> tuple[Decimal, Decimal] | None:
    """The least and the most hours a week that a contract agrees, ``None`` when it doesn't tell."""
    if row.get("hours_kind") == "variable":
        least = row.get("hours_least") or Decimal(0)
        return least, max(least, row.get("hours_most") or least)
    weekly = row.get("weekly_hours")
    return None if weekly is None else (weekly, weekly)


def balance(total: int, due: Agreed | None) -> int | None:
    """How much more (or less, then negative) was worked than is due.

    ``None`` when nothing is due, and for variable hours within their range.
    """
    if due is None or (due.varies and due.least <= total <= due.most):
        return None
    return total - (due.least if total < due.least else due.most)
