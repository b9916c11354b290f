"""Days on which people meet: whatever day the demo is made, nothing in it is held on a day off."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.employment.hours.rules import days_between, working_days

_NEXT = timedelta(days=1)


def worked_from(day: date, length: int = 1) -> date:
    """The first day, this one or later, from which ``length`` days in a row are worked."""
    while working_days(days_between(day, day + (length - 1) * _NEXT)) < length:
        day += _NEXT
    return day


def met(values: Mapping[str, Any], first: str, last: str = "") -> dict[str, Any]:
    """Values with the days on which people meet moved to working days; it takes as many days as it did.

    ``first`` and ``last`` name the fields of the first and the last day; what has no last day takes one.
    """
    day = values.get(first)
    if day is None:
        return dict(values)
    whole = (values.get(last) or day) - day
    moved = worked_from(day, whole.days + 1)
    return {**values, first: moved, **({last: moved + whole} if values.get(last) else {})}
