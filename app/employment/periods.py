"""Calendar arithmetic of employment: terms in months, lengths of service. Pure functions.

A term of some months that begins on a day ends on the day before the same date of a later month; where
that month has no such date, on its last day (Act 150/1930, 3 §).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same date some months later, or the last day of that month where it has no such date."""
    return day + relativedelta(months=months)


def last_day(first: date, months: int) -> date:
    """The last day of a term of some months that begins on ``first``."""
    same = months_later(first, months)
    return same - ONE_DAY if same.day == first.day else same


def length(first: date, last: date) -> int:
    """How many days a term has, both ends counted."""
    return (last - first).days + 1


def longer_than(first: date, last: date, months: int) -> bool:
    """Whether a term lasts longer than some months."""
    return last > last_day(first, months)


def full_years(first: date, day: date) -> int:
    """How many whole years have passed on ``day`` since ``first``; 0 before it."""
    return max(0, relativedelta(day, first).years)


def full_months(first: date, day: date) -> int:
    """How many whole months have passed on ``day`` since ``first``; 0 before it."""
    passed = relativedelta(day, first)
    return max(0, passed.years * 12 + passed.months)


def quarter_ends(day: date, number: int) -> list[date]:
    """The last days of the latest ``number`` quarters, that of ``day`` last."""
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    firsts = [months_later(first, -3 * back) for back in range(number)]
    return [months_later(each, 3) - ONE_DAY for each in reversed(firsts)]


def months_between(first: date, last: date) -> Iterator[date]:
    """The first day of each month from that of ``first`` to that of ``last``."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = months_later(month, 1)
