"""Periods, sums and shares: what is true of any programme."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programmes import rules
from app.programmes.rules import Held, Period, Standing, Value

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
NUMBERS = st.decimals(0, 100_000, places=2)


@st.composite
def times(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    return Period(first, first + timedelta(days=draw(st.integers(0, 2000))))


@given(times(), st.sampled_from(rules.STEPS))
def test_the_periods_of_a_programme_are_its_days_each_once(whole: Period, step: rules.Step) -> None:
    found = rules.periods(whole, step)
    assert (found[0].first, found[-1].last) == (whole.first, whole.last)
    for before, after in pairwise(found):
        assert after.first == before.last + timedelta(days=1)
    assert all(each.first <= each.last for each in found)


@pytest.mark.parametrize(
    ("step", "ends"),
    [
        ("year", ["2020-12-31", "2021-12-31", "2022-12-31", "2023-02-28"]),
        (
            "half",
            ["2020-12-31", "2021-06-30", "2021-12-31", "2022-06-30", "2022-12-31", "2023-02-28"],
        ),
    ],
)
def test_the_first_and_the_last_period_are_cut_at_the_ends(
    step: rules.Step, ends: list[str]
) -> None:
    whole = Period(date(2020, 9, 1), date(2023, 2, 28))
    assert [each.last.isoformat() for each in rules.periods(whole, step)] == ends
    assert len(rules.periods(whole, "quarter")) == 11
    assert len(rules.periods(whole, "month")) == 30


@pytest.mark.parametrize("step", rules.STEPS)
def test_a_mistyped_year_does_not_count_for_ever(step: rules.Step) -> None:
    found = rules.periods(Period(date(2025, 1, 1), date.max), step)
    assert 0 < len(found) <= rules.MOST_PERIODS or step == "year"


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 500))), max_size=30), times())
def test_events_and_participants_of_the_periods_add_up_to_the_whole(found, whole: Period) -> None:
    held = [
        Held(str(at), "o", "k", day, came)
        for at, (day, came) in enumerate(found)
        if whole.holds(day)
    ]
    parts = [
        rules.attendance(each for each in held if period.holds(each.day))
        for period in rules.periods(whole, "quarter")
    ]
    every = rules.attendance(held)
    assert sum(each.events for each in parts) == every.events
    assert sum(each.untold for each in parts) == every.untold
    assert sum(each.participants or 0 for each in parts) == (every.participants or 0)


def test_nobody_having_told_is_not_nobody_having_come() -> None:
    day = date(2026, 1, 1)
    untold, nobody = Held("a", "o", "k", day, None), Held("b", "o", "k", day, 0)
    assert rules.attendance([untold]).participants is None
    assert rules.attendance([nobody]).participants == 0
    assert rules.attendance([untold, nobody]) == rules.Attendance(2, 0, 1)
    assert rules.attendance([]) == rules.Attendance(0, 0, 0)
    assert rules.total([]) is None
    assert rules.together(None, Decimal(0)) == 0
    assert rules.together(None, None) is None


@given(NUMBERS, NUMBERS)
def test_all_is_said_only_of_all(value: Decimal, target: Decimal) -> None:
    standing = Standing(value, target)
    if not target:
        assert standing.percent is None
        assert standing.reached is None
        return
    assert (standing.percent >= 100) == (value >= target) == standing.reached
    assert (standing.percent > 0) == (value > 0)
    assert abs(standing.percent - value * 100 / target) <= 1


@pytest.mark.parametrize(
    ("value", "target", "percent"),
    [
        (22, 25, 88),
        (9, 10, 90),
        (24, 20, 120),
        (4, 15, 27),
        (10, 15, 67),
        (0, 5, 0),
        (999, 1000, 99),
        (-2, 4, -50),
    ],
)
def test_a_percentage_is_that_of_the_target(value: int, target: int, percent: int) -> None:
    assert Standing(Decimal(value), Decimal(target)).percent == percent


@pytest.mark.parametrize(("value", "target"), [(None, 5), (5, None), (0, 0), (None, None)])
def test_without_a_value_or_a_target_there_is_no_percentage(value, target) -> None:
    number = lambda each: None if each is None else Decimal(each)
    standing = Standing(number(value), number(target))
    assert (standing.percent, standing.reached) == (None, None)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_bars_have_one_scale_from_zero_on_which_the_target_is_at_one_place(found) -> None:
    standings = [Standing(value, target) for value, target in found]
    end = rules.scale(standings)
    assert end >= 100
    for each in standings:
        if each.percent is None:
            continue
        long, target = rules.share(each.percent, end), rules.share(rules.HUNDRED, end)
        assert 0 <= long <= 100
        assert (long >= target) == each.reached
    assert rules.share(None, end) == rules.share(Decimal(-3), end) == 0


def told(first: date, last: date, number: int = 1, who: str = "k", of: str = "i") -> Value:
    return Value(f"{first}{last}{number}{who}{of}", of, who, first, last, Decimal(number))


def test_days_told_twice_by_the_same_organisation_are_found() -> None:
    spring = told(date(2026, 1, 1), date(2026, 6, 30))
    march = told(date(2026, 3, 1), date(2026, 3, 31))
    autumn = told(date(2026, 7, 1), date(2026, 12, 31))
    assert rules.overlapping([autumn, march, spring]) == [march]
    others = [
        told(date(2026, 3, 1), date(2026, 3, 31), who="other"),
        told(date(2026, 3, 1), date(2026, 3, 31), of="other"),
        told(date(2026, 3, 1), date(2026, 3, 31), number=-1),
    ]
    assert rules.overlapping([spring, autumn, *others]) == []


@given(st.lists(times(), max_size=12))
def test_values_that_do_not_meet_are_never_told_twice(found: list[Period]) -> None:
    values = [told(each.first, each.last) for each in found]
    meets = any(
        one.days.meets(other.days) for at, one in enumerate(values) for other in values[at + 1 :]
    )
    assert bool(rules.overlapping(values)) == meets


@given(DAYS)
def test_the_last_half_year_is_over_and_whole(day: date) -> None:
    half = rules.last_half(day)
    assert half.last < day
    assert (half.first.month, half.last.month) in {(1, 6), (7, 12)}
    assert (day - half.last).days <= 184


def test_a_half_year_without_values_is_asked_for_once_it_is_over() -> None:
    whole = Period(date(2025, 3, 1), date(2026, 2, 28))
    half = rules.half_without(whole, [], date(2025, 7, 1))
    assert half == Period(date(2025, 3, 1), date(2025, 6, 30), "half")
    assert rules.half_without(whole, [date(2025, 6, 30)], date(2025, 7, 1)) is None
    assert rules.half_without(whole, [], date(2025, 6, 30)) is None, "it isn't over yet"
    last = rules.half_without(whole, [date(2025, 6, 30)], date(2026, 3, 1))
    assert last == Period(date(2025, 7, 1), date(2025, 12, 31), "half")
    assert rules.half_without(whole, [], date(2026, 9, 1)) is None, "long over"


@pytest.mark.parametrize(
    ("day", "soon"),
    [("2026-04-30", False), ("2026-05-01", True), ("2026-09-28", True), ("2026-09-29", False)],
)
def test_a_programme_is_brought_up_around_its_end(day: str, soon: bool) -> None:
    assert rules.ends_soon(date(2026, 6, 30), date.fromisoformat(day)) is soon
    assert not rules.ends_soon(None, date.fromisoformat(day))
