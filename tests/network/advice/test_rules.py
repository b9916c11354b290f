"""When details of advisers are checked again."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.network.advice.rules import to_check

DAY = date(2026, 11, 23)


def test_what_nobody_has_ever_checked_is_to_be_checked() -> None:
    assert to_check(None, DAY)
    assert to_check(date(2025, 11, 23), DAY)
    assert not to_check(date(2025, 11, 24), DAY)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 2000))
def test_details_hold_for_a_year_and_no_longer(checked: date, later: int) -> None:
    day = checked + timedelta(days=later)
    assert to_check(checked, day) == (later >= 366 or day >= _a_year_after(checked))


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # of 29 February
        return date(day.year + 1, 3, 1)
