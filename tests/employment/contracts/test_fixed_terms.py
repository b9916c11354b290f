"""Chains of fixed terms, lengths of service and periods of notice."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.employment.contracts import fixed_terms, notice
from app.employment.law import Period
from app.employment.periods import months_later

DAY = date(2026, 11, 23)
STARTS = st.dates(date(2000, 1, 1), date(2026, 1, 1))


def term(starts: date, ends: date | None, **values: Any) -> dict[str, Any]:
    return {
        "id": starts.isoformat(),
        "starts": starts,
        "ends": ends,
        "duration": "fixed_term",
        "ground": "substitute",
        **values,
    }


def row_of_terms(number: int, days: int, gap: int) -> list[dict[str, Any]]:
    """Fixed terms one after another, the last one still going on."""
    first = DAY - timedelta(days=number * (days + gap) - gap - 5)
    starts = [first + timedelta(days=i * (days + gap)) for i in range(number)]
    return [term(start, start + timedelta(days=days - 1)) for start in starts]


def test_a_chain_goes_on_over_a_short_break_but_not_over_a_long_one() -> None:
    assert len(fixed_terms.chain(row_of_terms(3, 60, 59), DAY)) == 3
    assert len(fixed_terms.chain(row_of_terms(3, 60, 90), DAY)) == 1


@given(st.integers(1, 6), st.integers(20, 200), st.integers(0, 300), st.randoms())
def test_a_chain_is_the_end_of_the_row_in_whatever_order_it_comes(
    number: int, days: int, gap: int, chance: Any
) -> None:
    rows = row_of_terms(number, days, gap)
    mixed = list(rows)
    chance.shuffle(mixed)
    found = fixed_terms.chain(mixed, DAY)
    assert found == rows[-len(found) :]
    assert fixed_terms.service_began(mixed, DAY) == found[0]["starts"]


def test_permanence_is_due_advisable_or_possible() -> None:
    assert fixed_terms.permanence([], DAY) is None
    assert fixed_terms.permanence(row_of_terms(1, 100, 0), DAY).level == "possible"
    assert fixed_terms.permanence(row_of_terms(3, 100, 0), DAY).level == "advisable"
    long = [term(months_later(DAY, -24), DAY + timedelta(days=30))]
    assert fixed_terms.permanence(long, DAY).level == "advisable"
    once = [term(DAY - timedelta(days=30), DAY, ground="no_reason")]
    assert fixed_terms.permanence(once, DAY).level == "due"
    permanent = [*row_of_terms(3, 100, 0), {"id": "x", "starts": DAY, "duration": "permanent"}]
    assert fixed_terms.permanence(permanent, DAY) is None


@pytest.mark.parametrize(
    ("years", "employer", "employee"),
    [
        (1, Period(days=14), Period(days=14)),
        (4, Period(months=1), Period(days=14)),
        (5, Period(months=2), Period(days=14)),
        (8, Period(months=2), Period(months=1)),
        (12, Period(months=4), Period(months=1)),
    ],
)
def test_notice_grows_the_day_after_the_years_are_full(
    years: int, employer: Period, employee: Period
) -> None:
    began = months_later(DAY, -12 * years)
    assert notice.period("employer", began, DAY) == employer
    assert notice.period("employee", began, DAY) == employee
    longer = notice.period("employer", began, DAY + timedelta(days=1))
    assert notice.as_days(longer) >= notice.as_days(employer)
    if years != 5:
        assert longer != employer


@given(STARTS, st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_notice_never_shrinks_and_the_employee_never_has_the_longer(
    began: date, day: date, later: int
) -> None:
    first = notice.period("employer", began, day)
    second = notice.period("employer", began, day + timedelta(days=later))
    assert notice.as_days(first) <= notice.as_days(second)
    assert notice.as_days(notice.period("employee", began, day)) <= notice.as_days(first)
    assert notice.last_day(day, first) > day


def test_notice_ends_on_the_same_date_or_the_last_day_of_the_month() -> None:
    assert notice.last_day(date(2026, 1, 31), Period(months=1)) == date(2026, 2, 28)
    assert notice.last_day(date(2028, 1, 31), Period(months=1)) == date(2028, 2, 29)
    assert notice.last_day(date(2026, 12, 20), Period(days=14)) == date(2027, 1, 3)


def test_the_versions_of_a_term_are_one_term() -> None:
    first = term(DAY - timedelta(days=90), DAY + timedelta(days=60), id="a", code="T-1")
    second = {**first, "id": "b", "code": "T-1/2", "version": 2, "amends_id": "a"}
    second["starts"] = DAY - timedelta(days=60)
    third = {**second, "id": "c", "code": "T-1/3", "version": 3, "amends_id": "b"}
    third["starts"] = DAY - timedelta(days=30)
    assert fixed_terms.permanence([first, second, third], DAY).level == "possible"
