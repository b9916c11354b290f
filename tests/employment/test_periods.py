"""Calendar arithmetic: leap years, ends of months, terms."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.employment import periods

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 240)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 1, 1), 6, date(2026, 6, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 27)),
        (date(2026, 11, 23), 12, date(2027, 11, 22)),
    ],
)
def test_a_term_ends_the_day_before_the_same_date(first: date, months: int, last: date) -> None:
    assert periods.last_day(first, months) == last
    assert not periods.longer_than(first, last, months)
    assert periods.longer_than(first, last + timedelta(days=1), months)


@given(DAYS, MONTHS)
def test_terms_follow_each_other_without_a_gap_on_ordinary_days(first: date, months: int) -> None:
    if first.day <= 28:
        following = periods.last_day(first, months) + timedelta(days=1)
        assert following == periods.months_later(first, months)
        assert periods.full_months(first, following) == months


@given(DAYS, MONTHS)
def test_a_longer_term_ends_later(first: date, months: int) -> None:
    assert periods.last_day(first, months) < periods.last_day(first, months + 1)


@given(DAYS, DAYS)
def test_full_years_are_twelve_months_each(one: date, other: date) -> None:
    first, day = min(one, other), max(one, other)
    assert periods.full_years(first, day) == periods.full_months(first, day) // 12
    assert periods.full_years(day + timedelta(days=1), day) == 0


@given(DAYS)
def test_quarters_end_on_their_last_days_in_order(day: date) -> None:
    ends = periods.quarter_ends(day, 8)
    assert ends == sorted(set(ends))
    assert len(ends) == 8
    assert ends[-1] >= day > ends[-2]
    assert all((end + timedelta(days=1)).day == 1 and end.month % 3 == 0 for end in ends)


@given(DAYS, st.integers(0, 900))
def test_months_between_cover_every_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    months = list(periods.months_between(first, last))
    assert months[0] == first.replace(day=1)
    assert months[-1] == last.replace(day=1)
    assert all(periods.months_later(a, 1) == b for a, b in pairwise(months))
