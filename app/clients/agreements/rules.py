"""What is true of service agreements: what may change, what clashes, what a month costs. Pure functions.

Rows are dicts by field name; days in them may be dates or ISO texts, which compare alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.core import signed
from app.core.text import Text, _l

Row = Mapping[str, Any]

USUAL_NOTICE_DAYS, USUAL_CANCEL_HOURS = 30, 24
"""What a new agreement begins with; the owner changes them freely."""
REMIND_DAYS = 30
"""How long before its day the end of an agreement, a voucher or a decision is brought up."""
SIGNING_DAYS = 14
"""How long an agreement may wait for signatures before it is brought up."""
WEEKS_IN_MONTH = Decimal(52) / 12
CENT = Decimal("0.01")
WHOLE = Decimal(100)

VAT_CONDITIONS = frozenset(
    {"vat_registered_provider", "vat_decision", "vat_plan", "vat_self_monitoring", "vat_entitled"}
)
FREE = VAT_CONDITIONS | {"status", "ends", "signed_on", "code", "subject", "household_credit"}
"""What may change in a signed agreement: its end and our own notes of it, but nothing that was agreed."""
PAID_BY_CLIENT = frozenset({"self_pay", "membership"})


def problems(values: Row, before: Row | None) -> dict[str, Text]:
    """What is wrong with an agreement's values together, by field; ``before`` is what they were."""
    found: dict[str, Text] = {}
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        found["ends"] = _l("The agreement ends before it begins.")
    if any(_wrong_way(row) for row in values.get("funding") or ()):
        found["funding"] = _l("A voucher or decision ends before it begins. Check its days.")
    if values.get("household_credit") and voucher_numbers(values):
        found["household_credit"] = _l(
            "The household credit isn't given for work that is paid with a service voucher."
        )
    late = values.get("late_percent")
    if late is not None and late > WHOLE:
        found["late_percent"] = _l("At most the whole price can be charged: 100 %.")
    if values.get("status") in {"ended", "replaced"} and not ends:
        found["ends"] = _l("Give the last day of the agreement.")
    if signed.is_signed(values) and not signed.is_signed(before):
        found |= {n: words for n, words in missing(values).items() if n not in found}
    return found | signed.frozen(values, before, FREE)


def _wrong_way(row: Row) -> bool:
    first, last = row.get("valid_from"), row.get("valid_to")
    return bool(first and last and last < first)


def missing(values: Row) -> dict[str, Text]:
    """What an agreement lacks before it can be signed, by field."""
    found: dict[str, Text] = {}
    if not values.get("lines"):
        found["lines"] = _l("Add at least one service with its price.")
    elif any(_unpriced(row) for row in values["lines"]):
        found["lines"] = _l("Each service needs its price, unit and VAT.")
    if not values.get("starts"):
        found["starts"] = _l("Give the day on which the agreement begins.")
    if not values.get("funding"):
        found["funding"] = _l("Tell who pays.")
    for row in values.get("funding") or ():
        if row.get("way") not in PAID_BY_CLIENT and not row.get("payer_id"):
            found["funding"] = _l(
                "Tell who is billed for the voucher or decision, for example the wellbeing services "
                "county. Add it to the clients as an organisation if it isn't there yet."
            )
        if row.get("way") == "voucher" and not (row.get("number") and row.get("valid_to")):
            found["funding"] = _l(
                "A service voucher needs its number and the last day it is valid."
            )
    return found


def _unpriced(row: Row) -> bool:
    names = ("service_id", "price", "unit", "vat")
    return any(row.get(name) in (None, "") for name in names)


def covered_whole(funding: Sequence[Row]) -> bool:
    """Whether somebody else than the client pays everything, so that prices aren't the client's matter."""
    return bool(funding) and all(
        row.get("way") not in PAID_BY_CLIENT and row.get("value") is None for row in funding
    )


def for_county(funding: Sequence[Row]) -> bool:
    """Whether the service is arranged by a wellbeing services county: it is then the controller.

    Voucher Act 569/2009 and purchased services; domain reference, section 5, to be verified.
    """
    return any(row.get("way") in {"voucher", "outsourced"} for row in funding)


def voucher_numbers(values: Row) -> frozenset[str]:
    """The numbers of the service vouchers of an agreement, in the form in which they are compared."""
    return frozenset(
        "".join(row["number"].split()).lower()
        for row in values.get("funding") or ()
        if row.get("way") == "voucher" and row.get("number")
    )


def overlap(one: Row, other: Row) -> bool:
    """Whether two agreements of a client cover the same service at the same time."""
    return _meet(one, other) and any(
        _same_service(row, another)
        for row in one.get("lines") or ()
        for another in other.get("lines") or ()
    )


def _same_service(row: Row, other: Row) -> bool:
    """The same service, and the same "what for"; a blank one stands for all of them."""
    if row.get("service_id") != other.get("service_id"):
        return False
    own, others = ((each.get("what") or "").strip().casefold() for each in (row, other))
    return own == others or not own or not others


def _meet(one: Row, other: Row) -> bool:
    return _begins(one) <= _last(other) and _begins(other) <= _last(one)


def _begins(values: Row) -> date:
    return values.get("starts") or date.min


def _last(values: Row) -> date:
    return values.get("ends") or date.max


@dataclass(frozen=True)
class Estimate:
    """What an ordinary month costs, in euros: ``total`` is what others pay and the client's own share."""

    total: Decimal
    covered: Decimal

    @property
    def own_share(self) -> Decimal:
        """What is left for the client."""
        return self.total - self.covered


def month_estimate(lines: Sequence[Row], funding: Sequence[Row]) -> Estimate | None:
    """What an ordinary month costs; ``None`` when no line tells a quantity for a week or a month.

    ``lines`` and ``funding`` are rows as values. What is agreed "in all" is left out.
    """
    counted = [(row, quantity) for row in lines if (quantity := monthly_quantity(row)) is not None]
    if not counted:
        return None
    total = _cents(sum((row["price"] * quantity for row, quantity in counted), Decimal(0)))
    units = sum((quantity for _row, quantity in counted), Decimal(0))
    covered = Decimal(0)
    for row in funding:
        if row.get("way") in PAID_BY_CLIENT:
            continue
        if row.get("value") is None:
            share = total
        elif row.get("value_per") == "unit":
            share = _cents(row["value"] * units)
        elif row.get("value_per") == "month":
            share = row["value"]
        else:
            continue
        covered = min(total, covered + share)
    return Estimate(total, covered)


def monthly_quantity(row: Row) -> Decimal | None:
    """How much of a line an ordinary month holds, ``None`` when it isn't told for a period."""
    quantity = row.get("quantity")
    if quantity is None or row.get("price") is None or row.get("per") not in {"week", "month"}:
        return None
    return quantity * WEEKS_IN_MONTH if row["per"] == "week" else quantity


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Ending:
    """Something of an agreement that ends: the day, and which it is: ``agreement``, or a payer's code."""

    day: date
    what: str
    number: str = ""


def endings(values: Row, funding: Sequence[Row], today: date) -> list[Ending]:
    """What ends soon or has ended in an agreement in force, the earliest first."""
    soon = today + timedelta(days=REMIND_DAYS)
    found = [
        Ending(row["valid_to"], row["way"], row.get("number") or "")
        for row in funding
        if row.get("valid_to") and row["valid_to"] <= soon
    ]
    if values.get("ends") and values["ends"] <= soon:
        found.append(Ending(values["ends"], "agreement"))
    return sorted(found, key=lambda ending: ending.day)


def vat_open(values: Row) -> bool:
    """Whether a line is marked exempt though the five conditions are not all said to be met.

    Act on VAT (AVL) 37–38 §; domain reference, section 5, read 2026-11-23.
    """
    exempt = any(row.get("vat") == "exempt_social" for row in values.get("lines") or ())
    return exempt and not all(values.get(name) for name in VAT_CONDITIONS)
