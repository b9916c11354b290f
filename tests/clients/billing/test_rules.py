"""The parts are always the whole: prices, payers, VAT, and what is left of a voucher."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.billing import rules
from app.clients.billing.rules import Charge
from app.core.rates import NoRate, shipped

DAY = date(2026, 11, 25)
RATES = shipped()


def line(**values: Any) -> dict[str, Any]:
    return {"price": Decimal("36.50"), "unit": "hour", "vat": "standard", **values}


def charge(
    gross: str | Decimal = "100.00", rate: str = "25.5", quantity: str = "2", day: date = DAY
) -> Charge:
    whole = Decimal(gross)
    return Charge(
        source="visit:v",
        visit_id="v",
        day=day,
        service="Arkiapu",
        quantity=Decimal(quantity),
        unit="hour",
        price=whole,
        gross=whole,
        vat="standard",
        rate=Decimal(rate),
    )


def payer(way: str = "voucher", **values: Any) -> dict[str, Any]:
    return {
        "way": way,
        "number": "PS1",
        "value": None,
        "value_per": "unit",
        "valid_from": None,
        "valid_to": None,
        "client_id": "c",
        **values,
    }


SELF = payer("self_pay", number="")


def test_vat_follows_the_day_of_delivery() -> None:
    assert rules.vat_rate("standard", date(2024, 8, 31), RATES) == Decimal(24)
    assert rules.vat_rate("standard", date(2024, 9, 1), RATES) == Decimal("25.5")
    assert rules.vat_rate("reduced", date(2025, 12, 31), RATES) == Decimal(14)
    assert rules.vat_rate("reduced", date(2026, 1, 1), RATES) == Decimal("13.5")
    for exempt in ("exempt_social", "exempt_health", "small", ""):
        assert rules.vat_rate(exempt, DAY, RATES) == 0
    with pytest.raises(NoRate):
        rules.vat_rate("standard", date(1990, 1, 1), RATES)


def test_vat_is_within_the_price() -> None:
    assert rules.vat_within(Decimal("125.50"), Decimal("25.5")) == Decimal("25.50")
    assert rules.vat_within(Decimal("125.50"), Decimal(0)) == 0


def test_a_line_is_quantity_times_price_in_whole_cents() -> None:
    made = rules.charge(
        source="s",
        visit_id="v",
        day=DAY,
        service="x",
        quantity=Decimal("1.33"),
        line=line(),
        rates=RATES,
    )
    assert made.gross == Decimal("48.55")  # 48.545, half up
    half = rules.charge(
        source="s",
        visit_id="v",
        day=DAY,
        service="x",
        quantity=Decimal(2),
        line=line(),
        rates=RATES,
        cancelled_percent=Decimal(50),
    )
    assert half.gross == Decimal("36.50")
    assert not half.labour, "no work was done"


def test_a_voucher_pays_its_worth_and_the_client_the_rest() -> None:
    found = rules.shares(charge(), [payer(value=Decimal(32)), SELF], {})
    assert [(share.payer, share.amount) for share in found] == [
        (0, Decimal("64.00")),
        (1, Decimal("36.00")),
    ]


def test_without_a_worth_a_payer_covers_everything() -> None:
    found = rules.shares(charge(), [payer("outsourced"), SELF], {})
    assert [(share.payer, share.amount) for share in found] == [(0, Decimal("100.00"))]


def test_a_payer_who_is_not_valid_on_the_day_pays_nothing() -> None:
    late = payer(valid_from=DAY + timedelta(1))
    over = payer(valid_to=DAY - timedelta(1))
    assert [s.payer for s in rules.shares(charge(), [late, over], {})] == [None]


def test_a_cancelled_visit_is_the_clients_to_pay() -> None:
    gone = replace(charge(), held=False)
    assert [s.payer for s in rules.shares(gone, [payer(), SELF], {})] == [1]


def test_a_months_voucher_is_spent_once_and_begins_anew_next_month() -> None:
    rows, spent = [payer(value=Decimal(150), value_per="month"), SELF], {}
    first = rules.shares(charge(), rows, spent)
    second = rules.shares(charge(), rows, spent)
    third = rules.shares(charge(), rows, spent)
    assert [s.amount for s in first] == [Decimal("100.00")]
    assert [s.amount for s in second] == [Decimal("50.00"), Decimal("50.00")]
    assert [(s.payer, s.amount) for s in third] == [(1, Decimal("100.00"))]
    later = rules.shares(charge(day=DAY + timedelta(10)), rows, spent)
    assert [s.amount for s in later] == [Decimal("100.00")]


def test_the_same_voucher_in_two_agreements_is_one_purse() -> None:
    spent: dict[tuple[str, str], Decimal] = {}
    rules.shares(charge(), [payer(value=Decimal(120), value_per="all", number="PS 1")], spent)
    found = rules.shares(
        charge(), [payer(value=Decimal(120), value_per="all", number="ps1")], spent
    )
    assert [s.amount for s in found] == [Decimal("20.00"), Decimal("80.00")]


def test_a_voucher_counted_by_month_and_in_all_is_still_one_purse() -> None:
    spent: dict[tuple[str, str], Decimal] = {}
    rules.shares(charge("80.00"), [payer(value=Decimal(100), value_per="month")], spent)
    found = rules.shares(charge("80.00"), [payer(value=Decimal(100), value_per="all")], spent)
    assert [s.amount for s in found] == [Decimal("20.00"), Decimal("60.00")]


def test_two_payers_without_numbers_have_purses_of_their_own() -> None:
    rows = [
        payer("outsourced", number="", value=Decimal(50), value_per="month", payer_id=each)
        for each in ("one", "two")
    ]
    assert [s.amount for s in rules.shares(charge(), rows, {})] == [Decimal("50.00")] * 2


amounts = st.decimals(0, 100_000, places=2)
rates = st.sampled_from(["0", "10", "13.5", "14", "24", "25.5"])
rows = st.lists(
    st.builds(
        payer,
        st.sampled_from(["self_pay", "voucher", "outsourced", "insurance", "membership"]),
        number=st.sampled_from(["", "A", "B"]),
        value=st.one_of(st.none(), amounts),
        value_per=st.sampled_from(["unit", "month", "all"]),
        valid_to=st.one_of(st.none(), st.just(DAY - timedelta(1)), st.just(DAY)),
    ),
    max_size=5,
)


@given(st.lists(st.tuples(amounts, rates), min_size=1, max_size=6), rows)
def test_the_sum_of_parts_is_the_whole_always(drawn: Any, funding: Any) -> None:
    spent: dict[tuple[str, str], Decimal] = {}
    for gross, rate in drawn:
        made = charge(gross, rate)
        parts = rules.shares(made, funding, spent)
        assert sum(part.amount for part in parts) == made.gross
        assert sum(part.vat for part in parts) == rules.vat_within(made.gross, made.rate)
        assert all(part.amount >= 0 and 0 <= part.vat <= part.amount for part in parts)
        assert len({part.payer for part in parts}) == len(parts)


@given(st.lists(st.tuples(amounts, rates), max_size=12), rows)
def test_no_purse_gives_more_than_it_holds(drawn: Any, funding: Any) -> None:
    used: dict[tuple[str, str], Decimal] = {}
    spent: dict[tuple[str, str], Decimal] = {}
    for gross, rate in drawn:
        for part in rules.shares(charge(gross, rate), funding, spent):
            row = funding[part.payer] if part.payer is not None else SELF
            capped = row["value"] is not None and row["value_per"] in {"month", "all"}
            if row["way"] not in rules.PAID_BY_CLIENT and capped:
                key = (rules.purse(row), row["value_per"])
                used[key] = used.get(key, Decimal(0)) + part.amount
    for (purse, per), amount in used.items():
        most = max(
            r["value"]
            for r in funding
            if rules.purse(r) == purse and r["value_per"] == per and r["value"] is not None
        )
        assert amount <= most


@given(st.lists(st.tuples(amounts, rates), max_size=20))
def test_totals_are_their_lines_and_net_and_vat_together(drawn: Any) -> None:
    lines = [
        (gross, rules.vat_within(gross, Decimal(rate)), Decimal(rate)) for gross, rate in drawn
    ]
    found = rules.totals(lines)
    assert found.gross == sum((gross for gross, _vat, _rate in lines), Decimal(0))
    assert found.net + found.vat == found.gross
    assert sum((gross for gross, _vat in found.by_rate.values()), Decimal(0)) == found.gross
    assert sum((vat for _gross, vat in found.by_rate.values()), Decimal(0)) == found.vat


def test_work_counts_for_the_household_credit_and_travel_does_not() -> None:
    assert charge().labour
    assert not replace(charge(), unit="kilometre").labour
    assert not replace(charge(), unit="meal").labour


def test_what_was_handed_over_stays_but_its_note() -> None:
    before = {"lines": [1], "total": Decimal(1), "note": ""}
    assert rules.problems({**before, "note": "x"}, before) == {}
    assert set(rules.problems({**before, "total": Decimal(2)}, before)) == {"total"}
    assert set(rules.problems({"lines": []}, None)) == {"payer_id"}
