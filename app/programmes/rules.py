"""What is true of programmes: their periods, and how a value stands beside its target. Pure functions.

Nothing is counted twice:

* a value counts in the one period in which its last day lies, an event in the one of its first day; what is
  of other days than the programme's is in none of them;
* an event counts for the one objective that it names, and the totals of a programme are counted from its
  events, not added up from its indicators;
* what an office counts from its own records becomes a value once: one for the same days takes its place, and
  one for days that overlap is refused.

``None`` is never zero: it says that nobody has told anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Step = Literal["whole", "year", "half", "quarter", "month"]
STEPS: tuple[Step, ...] = ("whole", "year", "half", "quarter", "month")
MONTHS: dict[Step, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
YEAR_MONTHS = 12
MOST_PERIODS = 1200
"""Months of a hundred years: a wrong century in a date is no reason to count for ever."""
ONE_DAY = timedelta(days=1)
HUNDRED = Decimal(100)
SOON = timedelta(days=60)
"""So long before its end a programme is brought up."""
CLOSING = timedelta(days=90)
"""So long after its end the last values are still asked for."""
COUNTABLE = frozenset(
    {"products", "paths", "offers", "networks", "experiments", "jobs", "permanent"}
)
"""What an office can count from its own records, for a person to take over."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both counted; ``step`` tells what it is a part of time of."""

    first: date
    last: date
    step: Step = "whole"

    def holds(self, day: date) -> bool:
        """Whether a day is one of its days."""
        return self.first <= day <= self.last

    def meets(self, other: "Period") -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last


def periods(whole: Period, step: Step) -> list[Period]:
    """The calendar's years, half-years, quarters or months of a time, the first and last cut at its ends."""
    if step == "whole":
        return [whole]
    months = MONTHS[step]
    begin = _begin(whole.first, months)
    found: list[Period] = []
    while begin <= whole.last and len(found) < MOST_PERIODS:
        after = _later(begin, months)
        end = after - ONE_DAY if after else date.max
        found.append(Period(max(begin, whole.first), min(end, whole.last), step))
        if after is None:
            break
        begin = after
    return found


def _begin(day: date, months: int) -> date:
    """The first day of the part of the year, so many months long, in which a day lies."""
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _later(first: date, months: int) -> date | None:
    """The first of a month, so many months later; ``None`` when the calendar ends before."""
    year, month = divmod(first.month - 1 + months, YEAR_MONTHS)
    if first.year + year > date.max.year:
        return None
    return date(first.year + year, month + 1, 1)


def last_half(day: date) -> Period:
    """The last calendar half-year that is over on a day."""
    last = _begin(day, MONTHS["half"]) - ONE_DAY
    return Period(_begin(last, MONTHS["half"]), last, "half")


@dataclass(frozen=True)
class Value:
    """What somebody has told of an indicator.

    Attributes:
        organisation: the key of whose value it is.
        first: its first day, or the only one; it counts in the period of ``day``, its last one.
        number: what was reached; below zero it corrects another one.
        counted: whether it was counted from the records of an office.
    """

    id: str
    indicator_id: str
    organisation: str
    first: date
    day: date
    number: Decimal
    counted: bool = False
    source: str = ""

    @property
    def days(self) -> Period:
        """The days that it tells of."""
        return Period(min(self.first, self.day), self.day)


@dataclass(frozen=True)
class Held:
    """An event that was held, as a programme counts it; ``participants`` is ``None`` when nobody has told."""

    id: str
    objective_id: str
    organisation: str
    day: date
    participants: int | None


@dataclass(frozen=True)
class Attendance:
    """How many events were held and how many people came.

    Attributes:
        participants: of those events of which it is told; ``None`` when it is told of none.
        untold: of how many events it isn't told.
    """

    events: int = 0
    participants: int | None = 0
    untold: int = 0


def attendance(held: Iterable[Held]) -> Attendance:
    """Events and participants together."""
    every = list(held)
    told = [each.participants for each in every if each.participants is not None]
    return Attendance(len(every), sum(told) if told or not every else None, len(every) - len(told))


def total(numbers: Iterable[Decimal]) -> Decimal | None:
    """The sum; ``None`` of none."""
    every = list(numbers)
    return sum(every, Decimal(0)) if every else None


def together(*parts: Decimal | None) -> Decimal | None:
    """The sum of those parts that are known; ``None`` when none is."""
    return total(part for part in parts if part is not None)


@dataclass(frozen=True)
class Standing:
    """A value beside its target, each ``None`` where there is none."""

    value: Decimal | None
    target: Decimal | None

    @property
    def percent(self) -> Decimal | None:
        """The value in whole percent of its target; ``None`` without either, and of a target of zero.

        All is said only of all: what is nearly reached is 99.
        """
        if self.value is None or not self.target:
            return None
        rounded = (self.value * HUNDRED / self.target).quantize(Decimal(1), ROUND_HALF_UP)
        if self.value < self.target:
            rounded = min(rounded, HUNDRED - 1)
        return max(rounded, Decimal(1)) if self.value > 0 else rounded

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; ``None`` where that can't be said."""
        if self.value is None or not self.target:
            return None
        return self.value >= self.target


def scale(standings: Iterable[Standing]) -> Decimal:
    """The percent at which the bars of several end together: the whole target, or what goes beyond it."""
    return max([HUNDRED, *(each.percent for each in standings if each.percent is not None)])


def share(number: Decimal | None, end: Decimal) -> Decimal:
    """How long a bar from zero is, in percent of its line; nothing for what is unknown or below zero."""
    if number is None or number <= 0 or end <= 0:
        return Decimal(0)
    return min(number * HUNDRED / end, HUNDRED)


def overlapping(values: Iterable[Value]) -> list[Value]:
    """Values that tell of days of which the same organisation has told already for the same indicator.

    They may be told twice; corrections (below zero) belong to others and are left aside.
    """
    found: list[Value] = []
    reach: dict[tuple[str, str], date] = {}
    for each in sorted(values, key=lambda value: (value.days.first, value.day, value.id)):
        if each.number <= 0:
            continue
        key = (each.indicator_id, each.organisation)
        if key in reach and each.days.first <= reach[key]:
            found.append(each)
        reach[key] = max(each.day, reach.get(key, each.day))
    return found


def ends_soon(last: date | None, day: date) -> bool:
    """Whether a programme is to be brought up because it ends."""
    return last is not None and last - SOON <= day <= last + CLOSING


def half_without(whole: Period, told: Sequence[date], day: date) -> Period | None:
    """The last half-year of a programme that is over and of which nothing has been told, if it is so."""
    half = last_half(day)
    if not half.meets(whole) or day > _plus(whole.last, CLOSING):
        return None
    cut = Period(max(half.first, whole.first), min(half.last, whole.last), "half")
    return None if any(cut.holds(each) for each in told) else cut


def _plus(day: date, more: timedelta) -> date:
    return day + more if day <= date.max - more else date.max
