"""What may be agreed, what clashes, and what a month costs."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.clients.agreements import rules
from app.core import signed

DAY = date(2026, 11, 25)
LINE = {
    "service_id": "s1",
    "what": "",
    "price": Decimal("38.00"),
    "unit": "hour",
    "vat": "standard",
}


def agreement(**values: Any) -> dict[str, Any]:
    return {
        "client_id": "c",
        "lines": [LINE],
        "funding": [{"way": "self_pay"}],
        "starts": DAY,
        "ends": None,
        "status": "draft",
        "household_credit": False,
        **values,
    }


def test_a_draft_may_be_unfinished_but_a_signed_one_may_not() -> None:
    bare = agreement(lines=[], funding=[], starts=None)
    assert rules.problems(bare, None) == {}
    assert set(rules.problems({**bare, "status": "in_force"}, None)) == {
        "lines",
        "funding",
        "starts",
    }


def test_a_voucher_needs_its_number_and_last_day() -> None:
    voucher = {"way": "voucher", "number": "PS 1", "valid_to": None, "payer_id": "county"}
    assert "funding" in rules.missing(agreement(funding=[voucher]))
    assert rules.missing(agreement(funding=[{**voucher, "valid_to": DAY}])) == {}


def test_somebody_is_billed_for_what_the_client_does_not_pay() -> None:
    decision = {"way": "outsourced", "number": "118/2026"}
    assert "funding" in rules.missing(agreement(funding=[decision]))
    assert rules.missing(agreement(funding=[{**decision, "payer_id": "county"}])) == {}
    assert rules.covered_whole([{**decision, "value": None}])
    assert not rules.covered_whole([{**decision, "value": Decimal(5)}])
    assert not rules.covered_whole([decision, {"way": "self_pay"}])


def test_impossible_days_are_told_beside_their_field() -> None:
    assert "ends" in rules.problems(agreement(ends=DAY - timedelta(days=1)), None)
    backwards = {"way": "outsourced", "valid_from": DAY, "valid_to": DAY - timedelta(days=1)}
    assert "funding" in rules.problems(agreement(funding=[backwards]), None)


def test_household_credit_and_a_voucher_exclude_each_other() -> None:
    voucher = {"way": "voucher", "number": "1", "valid_to": DAY}
    assert "household_credit" in rules.problems(
        agreement(funding=[voucher], household_credit=True), None
    )
    assert not rules.problems(agreement(household_credit=True), None)


def test_what_was_signed_stays_but_its_end_can_be_set() -> None:
    before = agreement(status="in_force")
    changed = {**before, "lines": [{**LINE, "price": Decimal(40)}], "starts": DAY + timedelta(1)}
    assert set(rules.problems(changed, before)) == {"lines", "starts"}
    assert rules.problems({**before, "ends": DAY + timedelta(60)}, before) == {}
    assert set(rules.problems({**before, "status": "draft"}, before)) == {"status"}


def test_only_the_same_service_at_the_same_time_overlaps() -> None:
    one = agreement(ends=DAY + timedelta(30))
    assert rules.overlap(one, agreement())
    assert not rules.overlap(one, agreement(starts=DAY + timedelta(31)))
    assert not rules.overlap(one, agreement(lines=[{**LINE, "service_id": "s2"}]))
    evenings = agreement(lines=[{**LINE, "what": "evenings"}])
    assert rules.overlap(one, evenings), "a blank one stands for all prices of the service"
    assert not rules.overlap(evenings, agreement(lines=[{**LINE, "what": "weekdays"}]))


days = st.one_of(st.none(), st.integers(-500, 500).map(lambda n: DAY + timedelta(n)))


@given(days, days, days, days)
def test_overlap_is_the_same_both_ways(a: Any, b: Any, c: Any, d: Any) -> None:
    one, other = agreement(starts=a, ends=b), agreement(starts=c, ends=d)
    assert rules.overlap(one, other) == rules.overlap(other, one)


def test_voucher_numbers_are_compared_without_spaces_and_case() -> None:
    rows = [{"way": "voucher", "number": "ps 12 A"}, {"way": "outsourced", "number": "PS12A"}]
    assert rules.voucher_numbers({"funding": rows}) == {"ps12a"}


amounts = st.decimals(0, 10_000, places=2)
quantities = st.one_of(st.none(), st.decimals(0, 200, places=2))
lines = st.lists(
    st.fixed_dictionaries(
        {"price": amounts, "quantity": quantities, "per": st.sampled_from(["week", "month", "all"])}
    ),
    max_size=5,
)
payers = st.lists(
    st.fixed_dictionaries(
        {
            "way": st.sampled_from(["self_pay", "voucher", "outsourced"]),
            "value": st.one_of(st.none(), amounts),
            "value_per": st.sampled_from(["unit", "month", "all"]),
        }
    ),
    max_size=4,
)


@given(lines, payers)
def test_a_months_parts_are_the_whole_and_never_negative(rows: Any, funding: Any) -> None:
    estimate = rules.month_estimate(rows, funding)
    if estimate is None:
        assert not any(rules.monthly_quantity(row) is not None for row in rows)
        return
    assert estimate.covered + estimate.own_share == estimate.total
    assert 0 <= estimate.covered <= estimate.total


def test_a_voucher_leaves_the_client_the_rest() -> None:
    line = {**LINE, "quantity": Decimal(6), "per": "month"}
    voucher = {"way": "voucher", "value": Decimal(32), "value_per": "unit"}
    estimate = rules.month_estimate([line], [voucher])
    assert estimate
    assert (estimate.total, estimate.own_share) == (Decimal("228.00"), Decimal("36.00"))
    county = {"way": "outsourced", "value": None, "value_per": "unit"}
    paid = rules.month_estimate([line], [county])
    assert paid
    assert paid.own_share == 0


def test_what_ends_soon_is_found_and_what_is_far_is_not() -> None:
    funding = [
        {"way": "voucher", "number": "1", "valid_to": DAY + timedelta(rules.REMIND_DAYS)},
        {"way": "outsourced", "number": "2", "valid_to": DAY + timedelta(rules.REMIND_DAYS + 1)},
    ]
    found = rules.endings(agreement(ends=DAY), funding, DAY)
    assert [each.what for each in found] == ["agreement", "voucher"]


def test_an_exempt_price_asks_for_all_five_conditions() -> None:
    exempt = agreement(lines=[{**LINE, "vat": "exempt_social"}])
    assert rules.vat_open(exempt)
    assert not rules.vat_open({**exempt, **dict.fromkeys(rules.VAT_CONDITIONS, True)})
    assert not rules.vat_open(agreement())


def test_an_amendment_is_a_draft_of_the_next_version() -> None:
    made = signed.amended(agreement(code="S-7/2", version=2, signed_on=DAY), "old", 3)
    assert (made["code"], made["version"], made["status"]) == ("S-7/3", 3, "draft")
    assert made["amends_id"] == "old"
    assert made["starts"] is made["signed_on"] is None


def test_a_number_with_a_slash_of_its_own_keeps_it() -> None:
    first = agreement(code="1/2026", version=1)
    made = signed.amended(first, "first", 2)
    assert made["code"] == "1/2026/2"
    assert signed.stem(made) == signed.stem(first) == "1/2026"
    assert signed.amended({**first, **made}, "second", 3)["code"] == "1/2026/3"
