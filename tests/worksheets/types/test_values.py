"""Kinds of value that only worksheets have."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.fault import InvalidValue
from app.core.text import set_language
from app.worksheets.types.values import Moment, Period, days_of

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 4000), st.sampled_from(["fi", "en"]))
def test_a_period_is_read_as_it_is_shown(begin, length, language) -> None:
    set_language(language)
    stored = f"{begin.isoformat()}/{(begin + timedelta(days=length)).isoformat()}"
    assert Period().read(Period().show(stored)) == stored
    assert days_of(stored) == (begin, begin + timedelta(days=length))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1.3.2027–31.5.2027", "2027-03-01/2027-05-31"),
        ("1.3.2027 - 31.5.2027", "2027-03-01/2027-05-31"),
        ("1.3.–31.5.2027", "2027-03-01/2027-05-31"),
        ("1.12.–31.1.2027", "2026-12-01/2027-01-31"),
        ("1.3.2027–", "2027-03-01/"),
        ("1.3.2027", "2027-03-01/"),
        ("", ""),
    ],
)
def test_periods_as_people_write_them(typed, wanted) -> None:
    assert Period().read(typed) == wanted


@pytest.mark.parametrize("typed", ["31.5.2027–1.3.2027", "ensi keväänä", "–"])
def test_what_is_no_period_is_told(typed) -> None:
    with pytest.raises(InvalidValue):
        Period().read(typed)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("31.5.2027 klo 12.00", "2027-05-31T12:00"),
        ("31.5.2027 12.30", "2027-05-31T12:30"),
        ("31.5.2027", "2027-05-31T00:00"),
        ("", ""),
    ],
)
def test_moments_as_people_write_them(typed, wanted) -> None:
    assert Moment().read(typed) == wanted


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.sampled_from(["fi", "en"]))
def test_a_moment_is_read_as_it_is_shown(moment, language) -> None:
    set_language(language)
    stored = moment.strftime("%Y-%m-%dT%H:%M")
    assert Moment().read(Moment().show(stored)) == stored
