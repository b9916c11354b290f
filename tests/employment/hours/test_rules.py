"""Which days are leave, what a month agrees, and that the parts are the whole."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.core.days import month_of
from app.employment.hours import rules
from app.employment.hours.rules import Agreed, Worked

days = st.dates(date(2006, 1, 1), date(2060, 12, 31))
weekly = st.decimals(1, 40, places=2)
minutes = st.integers(0, 20_000)


def contract(**values: Any) -> dict[str, Any]:
    return {
        "starts": date(2005, 1, 1),
        "hours_kind": "full_time",
        "weekly_hours": Decimal("37.5"),
        **values,
    }


def test_a_week_of_leave_is_six_days() -> None:
    monday = date(2026, 11, 9)
    assert rules.leave_days(rules.days_between(monday, monday + timedelta(days=6))) == 6
    assert rules.leave_days([monday, monday]) == 1


def test_the_days_off_of_the_act_use_no_leave() -> None:
    """4 § 1: among them the two eves and Easter Saturday, which are no public holidays."""
    for day in (
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 4),  # Easter Saturday
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 6, 19),  # Midsummer Eve
        date(2026, 6, 20),
        date(2026, 10, 31),
        date(2024, 12, 6),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 1, 1),
        date(2026, 1, 6),
    ):
        assert rules.leave_days([day]) == 0, day
    assert rules.leave_days([date(2026, 4, 2), date(2026, 4, 7), date(2026, 12, 23)]) == 3


@given(st.integers(2006, 2080))
def test_each_year_has_its_eves_whatever_the_holiday_list_says(year: int) -> None:
    off = rules.days_off(year)
    eve = next(d for d in off if d.month == 6 and d.weekday() == 4 and 19 <= d.day <= 25)
    assert eve + timedelta(days=1) in off
    assert date(year, 12, 24) in off
    easter = next(
        d for d in off if d.weekday() == 6 and d + timedelta(days=1) in off and d.month < 5
    )
    assert easter - timedelta(days=1) in off


@given(days, st.integers(0, 400), st.integers(0, 400))
def test_leave_in_two_parts_is_the_whole(first: date, one: int, two: int) -> None:
    middle, last = first + timedelta(days=one), first + timedelta(days=one + two + 1)
    parts = rules.days_between(first, middle), rules.days_between(middle + timedelta(days=1), last)
    whole = rules.leave_days(rules.days_between(first, last))
    assert sum(rules.leave_days(part) for part in parts) == whole
    assert rules.working_days(rules.days_between(first, last)) <= whole


@given(minutes, minutes, minutes)
def test_the_total_is_the_sum_of_its_parts(visits: int, travel: int, other: int) -> None:
    one = Worked(visits=visits, travel=travel, kilometres=Decimal("1.5"))
    two = Worked(other=other, kilometres=Decimal(2))
    assert (one + two).total == one.total + two.total == visits + travel + other
    assert (one + two).kilometres == Decimal("3.5")


def test_agreed_hours_are_a_seventh_of_the_week_for_each_day() -> None:
    row = contract(weekly_hours=Decimal(35))
    assert rules.agreed([row], date(2026, 2, 1), date(2026, 2, 28)) == Agreed(140 * 60, 140 * 60)
    assert rules.agreed([row], date(2024, 2, 1), date(2024, 2, 29)) == Agreed(145 * 60, 145 * 60)
    begun = contract(weekly_hours=Decimal(35), starts=date(2026, 2, 22))
    assert rules.agreed([begun], date(2026, 2, 1), date(2026, 2, 28)) == Agreed(35 * 60, 35 * 60)
    assert rules.agreed([begun], date(2026, 1, 1), date(2026, 1, 31)) is None
    assert rules.agreed([], date(2026, 1, 1), date(2026, 1, 31)) is None
    unknown = contract(weekly_hours=None)
    assert rules.agreed([row, unknown], date(2026, 2, 1), date(2026, 2, 28)) is None


@given(days, weekly, st.integers(0, 30))
def test_versions_of_a_contract_agree_together_what_one_does(
    day: date, hours: Decimal, cut: int
) -> None:
    first, last = month_of(day)
    middle = min(first + timedelta(days=cut), last)
    one = contract(weekly_hours=hours)
    before = contract(weekly_hours=hours, last_day=middle - timedelta(days=1))
    after = contract(weekly_hours=hours, starts=middle)
    assert rules.agreed([before, after], first, last) == rules.agreed([one], first, last)


@given(days, weekly, st.sets(st.integers(0, 30)))
def test_days_away_take_at_most_everything(day: date, hours: Decimal, gone: set[int]) -> None:
    first, last = month_of(day)
    away = {first + timedelta(days=n) for n in gone}
    whole = rules.agreed([contract(weekly_hours=hours)], first, last)
    due = rules.agreed([contract(weekly_hours=hours)], first, last, away)
    assert whole
    assert due
    assert 0 <= due.least <= whole.least
    month = rules.agreed(
        [contract(weekly_hours=hours)], first, last, rules.days_between(first, last)
    )
    assert month == Agreed(0, 0)


@given(days, st.integers(0, 6))
def test_weekends_away_take_nothing(day: date, weekday: int) -> None:
    first, last = month_of(day)
    weekends = [d for d in rules.days_between(first, last) if d.weekday() > 4]
    row = contract()
    assert rules.agreed([row], first, last, weekends) == rules.agreed([row], first, last)


def test_the_balance_of_set_and_of_variable_hours() -> None:
    assert rules.balance(600, Agreed(500, 500)) == 100
    assert rules.balance(400, Agreed(500, 500)) == -100
    assert rules.balance(500, Agreed(500, 500)) == 0
    assert rules.balance(600, None) is None
    variable = Agreed(300, 600)
    assert rules.balance(300, variable) is None
    assert rules.balance(600, variable) is None
    assert rules.balance(601, variable) == 1
    assert rules.balance(299, variable) == -1


@given(minutes, minutes, minutes)
def test_the_balance_never_invents_minutes(total: int, one: int, two: int) -> None:
    due = Agreed(min(one, two), max(one, two))
    found = rules.balance(total, due)
    if found is None:
        assert due.least <= total <= due.most
    else:
        assert total - found in {due.least, due.most}


def test_variable_hours_are_a_range() -> None:
    row = contract(hours_kind="variable", hours_least=Decimal(7), hours_most=Decimal(14))
    found = rules.agreed([row], date(2026, 2, 1), date(2026, 2, 28))
    assert found == Agreed(28 * 60, 56 * 60)
    assert found.varies
    assert rules.weekly_hours({"hours_kind": "variable"}) == (0, 0)
