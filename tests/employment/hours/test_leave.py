"""Leave earned and used by the Annual Holidays Act, with its border days."""

import math
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.days import month_of
from app.employment.hours import leave, rules
from app.employment.periods import months_between

days = st.dates(date(2006, 1, 1), date(2060, 12, 31))
YEAR = date(2025, 4, 1), date(2026, 3, 31)
END = date(2026, 3, 31)


def contract(**values: Any) -> dict[str, Any]:
    return {
        "starts": date(2020, 1, 1),
        "hours_kind": "full_time",
        "weekly_hours": Decimal("37.5"),
        "duration": "permanent",
        "leave": "act",
        **values,
    }


def earned(
    *contracts: dict[str, Any],
    worked: dict[date, int] | None = None,
    away: dict[date, str] | None = None,
    day: date = END,
) -> leave.Earned | None:
    return leave.earned(contracts, worked or {}, away or {}, YEAR, day)


def recorded(month: date, number: int, minutes: int = 450) -> dict[date, int]:
    first, last = month_of(month)
    weekdays = [d for d in rules.days_between(first, last) if d.weekday() < 5]
    return dict.fromkeys(weekdays[:number], minutes)


@given(days)
def test_a_day_is_in_its_leave_year_and_the_next_one_follows(day: date) -> None:
    first, last = leave.leave_year(day)
    assert first <= day <= last
    assert (first.month, first.day, last.month, last.day) == (4, 1, 3, 31)
    assert leave.leave_year(last + timedelta(days=1))[0] == last + timedelta(days=1)
    assert leave.leave_year(first - timedelta(days=1))[1] == first - timedelta(days=1)


@given(days)
def test_a_season_uses_the_leave_of_a_year_that_is_over(day: date) -> None:
    first, last = leave.season(day)
    assert first <= day <= last
    year = leave.used_in(first)
    assert year[1] < first
    assert (first - year[1]).days == 32
    assert leave.season(last + timedelta(days=1))[0] == last + timedelta(days=1)


def test_the_border_days_of_year_and_season() -> None:
    assert leave.leave_year(date(2026, 3, 31)) == YEAR
    assert leave.leave_year(date(2026, 4, 1))[0] == date(2026, 4, 1)
    assert leave.season(date(2026, 5, 1))[0] == date(2025, 5, 2)
    assert leave.season(date(2026, 5, 2))[0] == date(2026, 5, 2)
    assert leave.used_in(date(2026, 5, 2)) == YEAR


def test_a_year_of_employment_by_the_end_of_march() -> None:
    assert leave.lasted_a_year(date(2025, 4, 1), date.max, YEAR)
    assert not leave.lasted_a_year(date(2025, 4, 2), date.max, YEAR)
    assert not leave.lasted_a_year(date(2025, 4, 1), date(2026, 3, 30), YEAR)
    assert leave.lasted_a_year(date(2024, 8, 1), date(2025, 7, 31), YEAR)
    assert leave.lasted_a_year(date(2024, 2, 29), date(2025, 4, 30), YEAR)


def test_a_whole_year_earns_thirty_days_and_a_first_one_two_a_month() -> None:
    whole = earned(contract())
    assert whole
    assert (whole.days, whole.full_months, whole.each) == (30, 12, Decimal("2.5"))
    assert whole.needs_check
    first = earned(contract(starts=date(2025, 9, 1)))
    assert first
    assert (first.days, first.full_months, first.each) == (14, 7, Decimal(2))
    assert not first.time_off


def test_a_part_of_a_day_is_a_whole_day() -> None:
    found = earned(contract(), day=date(2025, 10, 31))
    assert found
    assert found.full_months == 7
    assert found.days == 18


def test_a_month_that_is_not_over_is_full_only_by_what_is_recorded() -> None:
    day = date(2025, 4, 25)
    assert earned(contract(), day=day).full_months == 0
    assert earned(contract(), worked=recorded(day, 14), day=day).full_months == 1
    assert earned(contract(), worked=recorded(day, 13), day=day).full_months == 0
    assert not earned(contract(), worked=recorded(day, 13), day=day).doubtful


def test_records_decide_a_month_that_has_some_and_say_when_that_is_doubtful() -> None:
    month = date(2025, 9, 1)
    full = earned(contract(), worked=recorded(month, 14))
    assert full.full_months == 12
    assert not full.doubtful
    short = earned(contract(), worked=recorded(month, 13))
    assert short.full_months == 11
    assert short.doubtful == (month,)
    assert [each.recorded for each in short.months].count(True) == 1


def test_thirty_five_hours_are_enough_where_days_are_few() -> None:
    month = date(2025, 9, 1)
    part = contract(hours_kind="part_time", weekly_hours=Decimal(10))
    five = recorded(month, 5, 7 * 60)
    assert earned(part, worked=five).full_months == 12
    less = earned(part, worked=recorded(month, 5, 7 * 60 - 1))
    assert less.full_months == 11
    assert less.doubtful == (month,)
    # Full time is counted in days only.
    assert earned(contract(), worked=recorded(month, 13, 600)).full_months == 11


def test_days_of_leave_are_equal_to_work_and_unpaid_ones_are_not() -> None:
    month = date(2025, 7, 1)
    july = rules.days_between(*month_of(month))
    away = dict.fromkeys(july, "annual_leave")
    assert earned(contract(), away=away).full_months == 12
    worked = recorded(month, 5)
    rest = {day: "annual_leave" for day in july if day > max(worked)}
    assert earned(contract(), worked=worked, away=rest).full_months == 12
    unpaid = dict.fromkeys(july, "unpaid_leave")
    found = earned(contract(), away=unpaid)
    assert found.full_months == 11
    assert not found.doubtful
    part = contract(hours_kind="part_time", weekly_hours=Decimal(10))
    assert earned(part, away=unpaid).full_months == 11
    few = recorded(month, 2, 60)
    others = {day: "family_leave" for day in july if day > max(few)}
    assert earned(part, worked=few, away=others).full_months == 12


def test_a_month_begun_in_its_middle_counts_by_the_days_in_force() -> None:
    assert earned(contract(starts=date(2025, 9, 8))).full_months == 7
    assert earned(contract(starts=date(2025, 9, 22))).full_months == 6


@pytest.mark.parametrize(("weekly", "off"), [("7.90", True), ("7.91", False)])
def test_who_never_reaches_the_limits_has_time_off(weekly: str, off: bool) -> None:
    """35 hours in the longest month are 7.903 hours a week."""
    found = earned(contract(hours_kind="part_time", weekly_hours=Decimal(weekly)))
    assert found
    assert found.time_off is off
    if off:
        assert (found.days, found.each) == (24, Decimal(2))


def test_who_could_work_more_has_leave_by_what_was_done() -> None:
    variable = contract(hours_kind="variable", hours_least=Decimal(0), hours_most=Decimal(20))
    idle = earned(variable)
    assert (idle.days, idle.time_off) == (0, False)
    busy = earned(variable, worked=recorded(date(2025, 9, 1), 5, 420))
    assert (busy.days, busy.full_months) == (3, 1)


def test_nobody_earns_without_employment() -> None:
    assert earned() is None
    assert earned(contract(starts=date(2026, 4, 1))) is None
    assert earned(contract(last_day=date(2024, 12, 31))) is None
    assert leave.leave([contract(starts=date(2027, 1, 1))], {}, {}, END) is None
    before = date(2004, 4, 1), date(2005, 3, 31)
    assert leave.earned([contract(starts=date(2000, 1, 1))], {}, {}, before, before[1]) is None


@given(st.dates(date(2018, 1, 1), END), st.dates(date(2025, 4, 1), END))
def test_earned_is_the_months_times_the_days_rounded_up(starts: date, day: date) -> None:
    found = earned(contract(starts=starts), day=day)
    if found is None:
        assert starts > day
        return
    assert found.days == math.ceil(found.full_months * found.each)
    assert found.full_months <= 12
    months = list(months_between(max(starts, YEAR[0]), day))
    assert [each.first for each in found.months] == months
    assert found.days <= 30


@given(st.dates(date(2018, 1, 1), END), st.dates(date(2025, 4, 1), date(2026, 3, 30)))
def test_what_is_earned_grows_by_the_day(starts: date, day: date) -> None:
    one, two = (earned(contract(starts=starts), day=d) for d in (day, day + timedelta(days=1)))
    assert (one.days if one else 0) <= (two.days if two else 0)


@given(st.dates(date(2026, 5, 2), date(2027, 5, 1)), st.integers(0, 40), days)
def test_left_is_earned_less_used_and_every_noted_day_is_on_one_side(
    first: date, length: int, day: date
) -> None:
    day = day.replace(year=2026, day=min(day.day, 28)) if day.month > 5 else date(2027, 2, 28)
    taken = rules.days_between(first, first + timedelta(days=length))
    found = leave.leave([contract()], {}, dict.fromkeys(taken, "annual_leave"), day)
    assert found
    assert found.left == found.earned - found.used
    within = rules.leave_days(d for d in taken if d <= date(2027, 5, 1))
    assert found.used + found.planned == within


def test_leave_stands_by_season() -> None:
    away = dict.fromkeys(rules.days_between(date(2026, 7, 6), date(2026, 7, 25)), "annual_leave")
    away[date(2026, 12, 28)] = "annual_leave"
    away[date(2026, 11, 2)] = "training"
    found = leave.leave([contract()], {}, away, date(2026, 10, 31))
    assert (found.earned, found.used, found.planned, found.left) == (30, 18, 1, 12)
    assert found.ahead == 18
    assert found.by_act
    assert found.needs_check
    april = leave.leave([contract()], {}, away, date(2026, 4, 30))
    assert (april.earned, april.used) == (30, 0)
    assert [each.first for each in april.coming] == [date(2025, 4, 1), date(2026, 4, 1)]
    assert april.ahead == 33


def test_a_newcomer_takes_leave_ahead_and_the_contract_may_promise_more() -> None:
    row = contract(starts=date(2026, 6, 1), leave="agreement")
    found = leave.leave([row], {}, {date(2026, 8, 3): "annual_leave"}, date(2026, 8, 31))
    assert found.now is None
    assert (found.earned, found.left, found.ahead) == (0, -1, 6)
    assert not found.by_act


def test_the_month_in_which_the_work_ends_counts_with_its_fourteen_days() -> None:
    found = earned(contract(last_day=date(2025, 6, 25)), day=date(2025, 7, 10))
    assert found
    assert (found.full_months, found.days) == (3, 8)
    short = earned(contract(last_day=date(2025, 6, 10)), day=date(2025, 7, 10))
    assert short
    assert short.full_months == 2
