"""How annual leave is earned and used. Pure functions; nothing here is advice, and no payroll.

Annual Holidays Act 162/2005 (from own knowledge 2026-11-25; its numbers come from the dated data, each
marked to be checked). Contracts are rows by field name, ``worked`` the minutes of each day that has some,
``away`` the reason of each day of absence. What a collective agreement says may be better.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.clients.visits.rules import ANNUAL_LEAVE, UNPAID_LEAVE
from app.core.days import month_of
from app.core.rates import Rate
from app.employment import law
from app.employment.contracts import fixed_terms
from app.employment.hours import rules
from app.employment.periods import last_day, months_between

Row = Mapping[str, Any]

LONGEST_MONTH = 31


def leave_year(day: date) -> tuple[date, date]:
    """The leave year (lomanmääräytymisvuosi) of a day: 1 April to 31 March (4 § 1)."""
    year = day.year if day >= date(day.year, 4, 1) else day.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)


def season(day: date) -> tuple[date, date]:
    """When leave of the leave year before is used: from 2 May until the next 2 May (4 § 1, 20 §).

    The summer's leave lies between 2 May and 30 September, the winter's before the next holiday season
    begins.
    """
    year = day.year if day >= date(day.year, 5, 2) else day.year - 1
    return date(year, 5, 2), date(year + 1, 5, 1)


def used_in(first: date) -> tuple[date, date]:
    """The leave year whose leave is used in the season that begins on ``first``."""
    return leave_year(date(first.year, 3, 31))


def lasted_a_year(began: date, ends: date, year: tuple[date, date]) -> bool:
    """Whether employment has lasted a year without a break by the end of the leave year (5 § 1).

    ``ends`` is the last day of the employment, the latest day when that is open. Who began on 1 April has
    worked a year on 31 March.
    """
    return last_day(began, 12) <= min(ends, year[1])


@dataclass(frozen=True)
class Numbers:
    """The numbers of the law for a leave year."""

    under_year: Rate
    year_plus: Rate
    month_days: Rate
    month_hours: Rate
    time_off: Rate

    @property
    def needs_check(self) -> bool:
        """Whether any of them should be checked."""
        every = (self.under_year, self.year_plus, self.month_days, self.month_hours, self.time_off)
        return any(rate.needs_check for rate in every)


def numbers(day: date) -> Numbers | None:
    """The numbers in force on a day, ``None`` when one isn't known."""
    keys = (
        "days_under_year",
        "days_year_plus",
        "full_month_days",
        "full_month_hours",
        "time_off_days",
    )
    found = [rate for key in keys if (rate := law.rate(f"leave.{key}", day))]
    return Numbers(*found) if len(found) == len(keys) else None


@dataclass(frozen=True)
class AccrualMonth:
    """A calendar month of employment.

    Attributes:
        full: whether leave is earned from it.
        recorded: whether its recorded work decided that, and not the contract.
        doubtful: whether the records make it less than full though the contract agrees on a full one:
            probably something isn't recorded.
    """

    first: date
    full: bool
    recorded: bool
    doubtful: bool


def accrual_months(
    contracts: Sequence[Row],
    worked: Mapping[date, int],
    away: Mapping[date, str],
    first: date,
    last: date,
    law_numbers: Numbers,
    *,
    ended: bool = False,
) -> list[AccrualMonth]:
    """The months of employment in a period, and which of them are full (6 and 7 §).

    A month is full with 14 days of work or days equal to work; where hours are part-time or vary, also
    with 35 hours, because the contract doesn't tell how many days a month it means. Recorded work decides
    where a month has some; otherwise what the contracts agree for the days in force, once the month is
    over, or the employment ``ended`` on ``last``. Days away count as work, except unpaid leave; the
    limits that 7 § sets to long absences aren't known here.
    """
    found: list[AccrualMonth] = []
    for month in months_between(first, last):
        begin, end = month_of(month)
        begin, end = max(begin, first), min(end, last)
        rows = [row for row in contracts if rules.covered(row, begin, end)]
        if not rows:
            continue
        by_records = _full_by_records(rows, worked, away, (begin, end), law_numbers)
        over = ended or month_of(month)[1] <= last
        by_contract = over and _full_by_contract(rows, away, (begin, end), law_numbers)
        recorded = any(begin <= day <= end for day in worked)
        found.append(
            AccrualMonth(
                first=month,
                full=by_records if recorded else by_contract,
                recorded=recorded,
                doubtful=recorded and by_contract and not by_records,
            )
        )
    return found


def _by_days(rows: Iterable[Row]) -> bool:
    return any(row.get("hours_kind") == "full_time" for row in rows)


def _full_by_records(
    rows: Sequence[Row],
    worked: Mapping[date, int],
    away: Mapping[date, str],
    period: tuple[date, date],
    law_numbers: Numbers,
) -> bool:
    first, last = period
    done = {day for day in worked if first <= day <= last}
    equal = {day for day, why in away.items() if first <= day <= last and why != UNPAID_LEAVE}
    days = len(done) + rules.working_days(_in_force(rows, period) & equal - done)
    if days >= law_numbers.month_days.number:
        return True
    minutes = sum(worked[day] for day in done) + _minutes_of(rows, period, equal - done)
    return not _by_days(rows) and minutes >= law_numbers.month_hours.number * rules.HOUR


def _full_by_contract(
    rows: Sequence[Row], away: Mapping[date, str], period: tuple[date, date], law_numbers: Numbers
) -> bool:
    unpaid = {day for day, why in away.items() if why == UNPAID_LEAVE}
    if _by_days(rows):
        usual = rules.working_days(_in_force(rows, period) - unpaid)
        return usual >= law_numbers.month_days.number
    due = rules.agreed(rows, *period, unpaid)
    return due is not None and due.least >= law_numbers.month_hours.number * rules.HOUR


def _in_force(rows: Iterable[Row], period: tuple[date, date]) -> set[date]:
    return {day for row in rows for day in rules.covered(row, *period)}


def _minutes_of(rows: Sequence[Row], period: tuple[date, date], days: set[date]) -> int:
    """The agreed minutes that lie on some days."""
    whole, rest = rules.agreed(rows, *period), rules.agreed(rows, *period, days)
    return whole.least - rest.least if whole and rest else 0


@dataclass(frozen=True)
class Earned:
    """What was earned in a leave year, up to a day.

    Attributes:
        first: the first day of the leave year, ``last`` its last one.
        months: the months of employment in it.
        days: whole days; ``each`` how many a full month gives.
        time_off: whether it isn't leave but the right to time off of those who work less (8 §).
        needs_check: whether the numbers of the law should be checked.
    """

    first: date
    last: date
    months: tuple[AccrualMonth, ...]
    each: Decimal
    days: int
    time_off: bool
    needs_check: bool

    @property
    def full_months(self) -> int:
        """How many months are full."""
        return sum(month.full for month in self.months)

    @property
    def doubtful(self) -> tuple[date, ...]:
        """The months of which probably not all work is recorded."""
        return tuple(month.first for month in self.months if month.doubtful)


def earned(
    contracts: Sequence[Row],
    worked: Mapping[date, int],
    away: Mapping[date, str],
    year: tuple[date, date],
    day: date,
) -> Earned | None:
    """What a leave year has brought up to a day; ``None`` without employment in it.

    2 days a full month, or 2.5 when the employment has lasted a year by 31 March; a part of a day is a
    whole one (5 §). Who by contract never comes to 14 days or 35 hours a month has a right to 2 days of
    time off for each calendar month in employment instead (8 §).
    """
    law_numbers = numbers(year[1])
    until = min(day, year[1])
    linked = fixed_terms.chain(contracts, until)
    if law_numbers is None or not linked:
        return None
    began, ends = fixed_terms.first_day(linked[0]), max(map(fixed_terms.last_day, linked))
    first = max(began, year[0])
    months = accrual_months(
        linked, worked, away, first, min(until, ends), law_numbers, ended=ends <= day
    )
    if not months:
        return None
    rate = law_numbers.year_plus if lasted_a_year(began, ends, year) else law_numbers.under_year
    full = sum(month.full for month in months)
    off = not full and _always_under(linked, year, law_numbers)
    each = law_numbers.time_off.number if off else rate.number
    return Earned(
        *year,
        months=tuple(months),
        each=each,
        days=math.ceil(each * (len(months) if off else full)),
        time_off=off,
        needs_check=law_numbers.needs_check,
    )


def _always_under(rows: Iterable[Row], year: tuple[date, date], law_numbers: Numbers) -> bool:
    """Whether even the most hours agreed don't fill the longest month."""
    weekly = [rules.weekly_hours(row) for row in rows if rules.covered(row, *year)]
    most = sum((each[1] for each in weekly if each), Decimal(0))
    known = all(each is not None for each in weekly)
    return known and most * LONGEST_MONTH / rules.WEEK < law_numbers.month_hours.number


@dataclass(frozen=True)
class Leave:
    """Where somebody's annual leave stands on a day.

    Attributes:
        season: when the leave of ``now`` is used.
        now: what was earned for this season, ``None`` for a newcomer.
        used: the days used in the season up to the day; ``planned`` those noted after it.
        coming: what has been earned for later seasons, the earliest first.
        by_act: whether the contract follows the Act; otherwise these are only the least that is due.
    """

    season: tuple[date, date]
    now: Earned | None
    used: int
    planned: int
    coming: tuple[Earned, ...]
    by_act: bool

    @property
    def earned(self) -> int:
        """The days earned for this season."""
        return self.now.days if self.now else 0

    @property
    def left(self) -> int:
        """What is left of them; negative when leave was taken ahead."""
        return self.earned - self.used

    @property
    def ahead(self) -> int:
        """The days earned for later seasons."""
        return sum(each.days for each in self.coming)

    @property
    def every(self) -> tuple[Earned, ...]:
        """All that it was counted from."""
        return (*((self.now,) if self.now else ()), *self.coming)

    @property
    def needs_check(self) -> bool:
        """Whether the numbers of the law should be checked."""
        return any(each.needs_check for each in self.every)


def leave(
    contracts: Sequence[Row], worked: Mapping[date, int], away: Mapping[date, str], day: date
) -> Leave | None:
    """Where the leave stands on a day; ``None`` for somebody who isn't employed.

    Leave taken counts against the season it lies in, also when it was agreed to be taken ahead.
    """
    within = season(day)
    now_year, this_year = used_in(within[0]), leave_year(day)
    now = earned(contracts, worked, away, now_year, day)
    later = sorted({leave_year(within[0]), this_year} - {now_year})
    found = (earned(contracts, worked, away, year, day) for year in later)
    coming = tuple(each for each in found if each)
    if not now and not coming:
        return None
    taken = {d for d, why in away.items() if why == ANNUAL_LEAVE and within[0] <= d <= within[1]}
    latest = fixed_terms.chain(contracts, day)[-1:]
    return Leave(
        season=within,
        now=now,
        used=rules.leave_days(d for d in taken if d <= day),
        planned=rules.leave_days(d for d in taken if d > day),
        coming=coming,
        by_act=all((row.get("leave") or "act") == "act" for row in latest),
    )
