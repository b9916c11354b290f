"""What each state of a finding asks for."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.findings import rules
from app.certification.findings.rules import DOING, DONE, OPEN, ORDER, VERIFIED

NAMES = st.text(alphabet="aåäöbcABCÅÄÖ -", min_size=1).filter(str.strip)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
FULL = {
    "action": "Uusi lista",
    "effect": "Lista on seinällä",
    "verified_by": "Sari Pesonen",
    "owner": "Ali Hassan",
}


def values(status: str, **some: str) -> dict[str, str]:
    return {**dict.fromkeys(FULL, ""), "status": status, **some}


@given(st.fixed_dictionaries({name: st.sampled_from(["", "jotain"]) for name in FULL}))
def test_what_is_not_done_yet_asks_for_nothing(some: dict[str, str]) -> None:
    for status in (OPEN, DOING):
        assert rules.problems(values(status, **some)) == {}


@given(st.sampled_from([DONE, VERIFIED]), st.text())
def test_what_is_done_tells_what_was_done(status: str, effect: str) -> None:
    assert "action" in rules.problems(values(status, effect=effect))
    assert "action" not in rules.problems(values(status, action="Tehty", effect=effect))


@pytest.mark.parametrize("missing", ["action", "effect", "verified_by"])
def test_what_helped_needs_all_of_it(missing: str) -> None:
    assert rules.problems(values(VERIFIED, **FULL)) == {}
    assert set(rules.problems(values(VERIFIED, **{**FULL, missing: ""}))) == {missing}


@given(NAMES, st.sampled_from([str.upper, str.title, "  {} ".format, str.casefold]))
def test_nobody_sees_alone_that_the_own_work_helped(name: str, write: Callable[[str], str]) -> None:
    mine = {**FULL, "owner": name, "verified_by": write(name)}
    same = rules.same_person(mine["verified_by"], name)
    assert same == ("verified_by" in rules.problems(values(VERIFIED, **mine)))
    assert rules.same_person(f"  {name}  ", name)


@given(NAMES)
def test_where_nobody_is_responsible_anybody_may_see_it(name: str) -> None:
    assert not rules.same_person(name, "")
    assert rules.problems(values(VERIFIED, **{**FULL, "owner": "", "verified_by": name})) == {}


@given(st.sampled_from(ORDER), DAYS, st.integers(-400, 400))
def test_only_open_work_is_late_and_only_after_its_day(status: str, due: date, by: int) -> None:
    late = rules.late(status, due, due + timedelta(days=by))
    assert late == (status in {OPEN, DOING} and by > 0)
    assert not rules.late(status, None, due)
