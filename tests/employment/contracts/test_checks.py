"""What is unlawful, doubtful and missing in a contract, at the days where the rules change."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.field import blank_values
from app.employment.contracts import checks, readiness, rules, terms
from app.employment.contracts.records import Contract

START = date(2026, 9, 1)


def contract(**values: Any) -> dict[str, Any]:
    """A lawful permanent full-time contract, with some values changed."""
    usual = {
        "id": "own",
        "person_id": "person",
        "form": "employment",
        "code": "T-2026-001",
        "status": "draft",
        "version": 1,
        "job_title": {"fi": "Lähihoitaja"},
        "duties": {"fi": "Arkiapu"},
        "place": "Joensuu",
        "duration": "permanent",
        "starts": START,
        "hours_kind": "full_time",
        "weekly_hours": Decimal("38.25"),
        "full_week": Decimal("38.25"),
        "pay_kind": "monthly",
        "pay": Decimal("2400.00"),
        "agreement": "sostes",
        "notice": "act",
        "leave": "act",
        "pay_day": "15.",
    }
    return {**blank_values(Contract), **usual, **values}


def stops(row: dict[str, Any], *others: dict[str, Any]) -> dict[str, str]:
    return {n: words.say("en") for n, words in checks.stops(checks.findings(row, others)).items()}


def doubts(row: dict[str, Any], *others: dict[str, Any]) -> dict[str, str]:
    found = checks.findings(row, others)
    return {each.field: each.told().say("en") for each in found if not each.stops}


def earlier(**values: Any) -> dict[str, Any]:
    """A contract that was in force before."""
    before = {"id": "before", "code": "T-2020-001", "status": "ended", "starts": date(2020, 1, 1)}
    return contract(**{**before, **values})


def test_a_lawful_contract_has_nothing_to_say() -> None:
    assert stops(contract()) == {}
    assert doubts(contract()) == {}
    assert readiness.missing(contract()) == {}


def test_the_end_before_the_start_is_told_at_the_end() -> None:
    found = stops(
        contract(
            duration="fixed_term", ground="seasonal", ground_detail="x", ends=START - timedelta(1)
        )
    )
    assert "ends before it begins" in found["ends"]


def test_a_fixed_term_needs_its_ground_and_its_end() -> None:
    assert "needs its ground" in stops(contract(duration="fixed_term", ends=START))["ground"]
    row = contract(duration="fixed_term", ground="project", ground_detail="x")
    assert not stops(row), "a draft may be open"
    assert "ends" in readiness.missing(row)
    assert not stops(
        contract(duration="fixed_term", ground="substitute", ground_detail="x", ends_when="Paluu")
    )


@pytest.mark.parametrize(
    ("starts", "refused"), [(date(2026, 5, 31), True), (date(2026, 6, 1), False)]
)
def test_no_reason_is_lawful_from_its_first_day_on(starts: date, refused: bool) -> None:
    row = contract(
        duration="fixed_term", ground="no_reason", starts=starts, ends=starts + timedelta(90)
    )
    assert ("ground" in stops(row)) == refused


@pytest.mark.parametrize(
    ("ends", "refused"), [(date(2027, 8, 31), False), (date(2027, 9, 1), True)]
)
def test_no_reason_lasts_a_year_at_most(ends: date, refused: bool) -> None:
    row = contract(duration="fixed_term", ground="no_reason", ends=ends)
    assert ("ends" in stops(row)) == refused
    assert "ends" in readiness.missing({**row, "ends": None, "ends_when": "Joskus"})


def test_no_reason_is_made_only_once_and_five_years_after_the_last_work() -> None:
    row = contract(duration="fixed_term", ground="no_reason", ends=START + timedelta(90))
    once = earlier(duration="fixed_term", ground="no_reason", ends=date(2020, 3, 1))
    assert "only once" in stops(row, once)["ground"]
    recent = earlier(last_day=START - timedelta(days=365))
    assert "5 years" in stops(row, recent)["ground"]
    assert stops(row, earlier(last_day=date(2021, 9, 2)))["ground"]
    assert "ground" not in stops(row, earlier(last_day=date(2021, 9, 1)))


def test_an_amendment_is_no_way_around_the_year() -> None:
    first = contract(
        id="first",
        status="replaced",
        duration="fixed_term",
        ground="no_reason",
        ends=date(2027, 5, 31),
    )
    longer = contract(
        code="T-2026-001/2", version=2, amends_id="first", duration="fixed_term", ground="no_reason",
        starts=date(2027, 1, 1), ends=date(2027, 12, 31),
    )  # fmt: skip
    assert "12 months" in stops(longer, first)["ends"]
    within = {**longer, "ends": date(2027, 8, 31)}
    assert stops(within, first) == {}


@pytest.mark.parametrize(
    ("until", "refused"), [(date(2027, 2, 28), False), (date(2027, 3, 1), True)]
)
def test_probation_is_six_months_at_most(until: date, refused: bool) -> None:
    assert ("probation_ends" in stops(contract(probation_ends=until))) == refused


def test_probation_of_a_fixed_term_is_half_of_it_and_says_which_day() -> None:
    row = contract(
        duration="fixed_term", ground="peak", ground_detail="x", ends=date(2026, 10, 30),
        probation_ends=date(2026, 10, 1),
    )  # fmt: skip
    said = stops(row)["probation_ends"]
    assert "30 Sept 2026" in said
    assert "chapter 1, section 4; check" in said
    assert "probation_ends" not in stops({**row, "probation_ends": date(2026, 9, 30)})


@given(st.dates(date(2017, 1, 1), date(2050, 1, 1)), st.integers(0, 2000))
def test_the_longest_probation_is_never_more_than_half_or_six_months(
    start: date, days: int
) -> None:
    ends = start + timedelta(days=days)
    longest = checks.longest_probation(start, ends)
    assert longest
    assert 2 * ((longest - start).days + 1) <= days + 1
    assert longest <= checks.longest_probation(start, None)


def test_a_second_probation_is_doubtful() -> None:
    row = contract(probation_ends=START + timedelta(60))
    before = earlier(starts=date(2026, 1, 1), last_day=START - timedelta(days=1))
    assert "already knows the work" in doubts(row, before)["probation_ends"]
    assert "probation_ends" not in doubts(row, earlier(last_day=date(2022, 1, 1)))


def test_hours_and_their_kind_agree() -> None:
    assert "40" in stops(contract(weekly_hours=Decimal(41)))["weekly_hours"]
    assert "full time" in stops(contract(hours_kind="part_time"))["weekly_hours"]
    assert "weekly_hours" in doubts(contract(weekly_hours=Decimal(30)))
    vary = {
        "hours_kind": "variable",
        "weekly_hours": None,
        "pay_kind": "hourly",
        "pay": Decimal(14),
    }
    assert (
        "fewer"
        in stops(contract(**vary, hours_least=Decimal(20), hours_most=Decimal(10)))["hours_most"]
    )
    assert (
        "vary"
        in stops(contract(**vary, hours_least=Decimal(20), hours_most=Decimal(20)))["hours_most"]
    )
    assert "hours_kind" in doubts(contract(**vary, hours_least=Decimal(0), hours_most=Decimal(20)))
    asked = contract(**vary, hours_least=Decimal(0), hours_most=Decimal(20), on_request=True)
    assert "hours_kind" not in doubts(asked)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"pay_kind": "monthly", "pay": Decimal("14.20")}, "pay_kind"),
        ({"pay_kind": "hourly", "pay": Decimal(2400)}, "pay_kind"),
        ({"pay_kind": "monthly", "pay": Decimal(900)}, "pay"),
        ({"pay_kind": "hourly", "pay": Decimal(5)}, "pay"),
    ],
)
def test_pay_that_contradicts_the_hours_is_told(values: dict[str, Any], field: str) -> None:
    assert list(stops(contract(**values))) == [field]


def test_contracts_at_the_same_time_are_a_full_week_at_most() -> None:
    half = {
        "hours_kind": "part_time",
        "weekly_hours": Decimal(20),
        "pay_kind": "hourly",
        "pay": Decimal(14),
    }
    beside = earlier(**half, status="in_force", starts=date(2026, 1, 1))
    assert stops(contract(**half), beside) == {}
    assert "starts" in doubts(contract(**half), beside)
    more = contract(**{**half, "weekly_hours": Decimal(21)})
    assert "41" in stops(more, beside)["weekly_hours"]
    assert stops(more, {**beside, "last_day": START - timedelta(days=1)}) == {}


def test_the_employee_never_has_the_longer_notice() -> None:
    agreed = contract(notice="agreed", notice_employer=14, notice_employee=30)
    assert "longer" in stops(agreed)["notice_employee"]
    assert stops(contract(notice="agreed", notice_employer=30, notice_employee=30)) == {}
    assert (
        "6 months"
        in stops(contract(notice="agreed", notice_employer=200, notice_employee=14))[
            "notice_employer"
        ]
    )


def test_an_expired_collective_agreement_is_to_be_checked() -> None:
    assert "30 Apr 2026" in doubts(contract(agreement="tptes"))["agreement"]
    assert doubts(contract(agreement="tptes", starts=date(2026, 4, 30))) == {}


def test_a_volunteer_needs_no_pay() -> None:
    volunteer = contract(form="volunteer", duration="", hours_kind="", pay=None, pay_kind="")
    assert stops(volunteer) == {}
    assert readiness.missing(volunteer) == {}
    assert "duties" in readiness.missing({**volunteer, "duties": {}})


def test_what_was_signed_stays_but_its_end_may_be_noted() -> None:
    before = contract(status="in_force")
    changed = {**before, "pay": Decimal(2600)}
    assert set(readiness.problems(changed, before)) == {"pay"}
    ended = {
        **before,
        "status": "ended",
        "last_day": START + timedelta(100),
        "end_reason": "mutual",
    }
    assert readiness.problems(ended, before) == {}
    assert "last_day" in readiness.problems({**before, "status": "ended"}, before)


def test_signing_needs_all_that_is_missing() -> None:
    found = readiness.problems(contract(status="in_force", pay=None, duties={}), None)
    assert set(found) == {"pay", "duties"}


def test_nothing_comes_to_be_in_force_by_writing_so() -> None:
    signed = contract(status="in_force")
    assert set(readiness.problems(signed, contract())) == {"status"}
    for over in ("ended", "replaced"):
        before = contract(status=over, last_day=START)
        assert "status" in readiness.problems(
            {**before, "status": "in_force", "last_day": None}, before
        )
    assert readiness.problems(contract(status="offered"), contract()) == {}


def test_no_reason_beside_work_that_begins_on_the_day_or_later_is_refused() -> None:
    row = contract(duration="fixed_term", ground="no_reason", ends=date(2026, 12, 31))
    for starts in (START, date(2026, 10, 1)):
        assert "ground" in stops(row, earlier(status="in_force", starts=starts))
    assert "ground" not in stops(row, earlier(status="in_force", starts=date(2027, 1, 1)))


def test_an_amendment_makes_no_fixed_term_without_a_reason_of_another_contract() -> None:
    first = contract(id="first", status="in_force")
    amended = contract(
        version=2,
        amends_id="first",
        duration="fixed_term",
        ground="no_reason",
        ends=date(2027, 3, 1),
    )
    assert "made otherwise" in stops(amended, first)["ground"]


def test_an_agreed_notice_is_told_for_both() -> None:
    assert set(readiness.missing(contract(notice="agreed"))) == {
        "notice_employer",
        "notice_employee",
    }


def test_the_sixteen_items_are_ticked_off_with_their_days() -> None:
    row = contract(
        place="Joensuu",
        training="EA1",
        pension_insurer="A",
        accident_insurer="B",
        probation_ends=START,
    )
    items = {item.term.code.id: item for item in terms.items(row)}
    assert len(items) == 16
    applying = {name for name, item in items.items() if item.applies}
    assert applying == set(items) - {"fixed_term", "hours_variable", "agency", "abroad"}
    assert all(items[name].covered for name in applying)
    assert items["pay"].due == date(2026, 9, 8)
    assert items["leave"].due == date(2026, 10, 1)
    assert terms.first_due(row, given=True) is None
    assert terms.first_due(row, given=False) == date(2026, 9, 8)
    assert terms.first_due({**row, "training": ""}, given=True) == date(2026, 10, 1)


def test_variable_hours_tell_when_and_how_much() -> None:
    row = contract(hours_kind="variable", hours_least=Decimal(5), hours_most=Decimal(20))
    items = {item.term.code.id: item for item in terms.items(row)}
    assert items["hours_variable"].lacks
    told = {**row, "hours_need": "5–20 h", "hours_when": "ma–pe"}
    assert not {i.term.code.id: i for i in terms.items(told)}["hours_variable"].lacks


def test_the_variable_hours_are_looked_at_every_year() -> None:
    row = contract(hours_kind="variable", starts=date(2025, 2, 28))
    assert rules.next_review(row) == date(2026, 2, 28)
    assert rules.next_review({**row, "hours_reviewed_on": date(2026, 1, 10)}) == date(2027, 1, 10)
    assert rules.next_review(contract()) is None


def test_the_days_that_come_are_told_in_time_and_the_past_probation_is_not() -> None:
    row = contract(
        probation_ends=date(2026, 9, 20), ends=date(2026, 9, 25), increment_on=date(2026, 9, 10)
    )
    assert [each.what for each in rules.coming(row, date(2026, 9, 1))] == [
        "increment", "probation", "term",
    ]  # fmt: skip
    assert [each.what for each in rules.coming(row, date(2026, 9, 21))] == ["increment", "term"]
    assert rules.coming(row, date(2026, 8, 1)) == []
