"""What is true of billing: what a visit costs, who pays which part, VAT, and that the parts are the whole.

Pure functions. All amounts are euros with two decimals; prices include VAT. Rounding is half up, line by
line, as on an invoice (VAT Act, AVL 209 e §; domain reference, section 5, read 2026-11-23).
"""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.clients.agreements.rules import PAID_BY_CLIENT
from app.core.rates import RateTable
from app.core.text import Text, _l

Row = Mapping[str, Any]

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
RATED = {"standard": "vat.standard", "reduced": "vat.reduced1"}
"""The treatments that have a rate; the others are sold without VAT."""
LABOUR = frozenset({"hour", "visit"})
"""Units that are work at home; the rest gives no household credit (Income Tax Act 127 a §)."""
BY_VISIT = frozenset({"hour", "visit", "session", "day", "person", "meal", "package", "week"})
"""Units of which a visit is billed, weeks once a week; months are billed once a month, kilometres beside
the visit."""


def cents(amount: Decimal) -> Decimal:
    """An amount in whole cents."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def vat_rate(treatment: str, day: date, rates: RateTable) -> Decimal:
    """The VAT rate in percent on the day of delivery, 0 when the sale is exempt.

    Raises:
        NoRate: the rate of that day is not known.
    """
    key = RATED.get(treatment)
    return rates.on(key, day).number if key else Decimal(0)


def vat_within(gross: Decimal, rate: Decimal) -> Decimal:
    """The VAT that an amount including it holds."""
    return cents(gross * rate / (100 + rate))


@dataclass(frozen=True)
class Charge:
    """Something that was delivered, before it is divided between payers.

    Attributes:
        source: what is billed, so that it is never billed twice: a visit, or a month of an agreement.
        gross: the whole price including VAT.
        percent: the share of the price that is charged; less than 100 for a visit that was cancelled.
        held: whether the visit was made; one that was cancelled is the client's to pay and no work.
    """

    source: str
    visit_id: str
    day: date
    service: str
    quantity: Decimal
    unit: str
    price: Decimal
    gross: Decimal
    vat: str
    rate: Decimal
    percent: Decimal = Decimal(100)
    held: bool = True

    @property
    def labour(self) -> bool:
        """Whether it counts as work for the household credit."""
        return self.held and self.unit in LABOUR


def charge(
    *,
    source: str,
    visit_id: str,
    day: date,
    service: str,
    quantity: Decimal,
    line: Row,
    rates: RateTable,
    cancelled_percent: Decimal | None = None,
) -> Charge:
    """What ``quantity`` of an agreed line costs; a cancelled visit costs a share of it in percent.

    Raises:
        NoRate: the VAT rate of the day is not known.
    """
    percent = Decimal(100) if cancelled_percent is None else cancelled_percent
    return Charge(
        source=source,
        visit_id=visit_id,
        day=day,
        service=service,
        quantity=quantity,
        unit=line["unit"],
        price=line["price"],
        gross=cents(line["price"] * quantity * percent / 100),
        vat=line["vat"],
        rate=vat_rate(line["vat"], day, rates),
        percent=percent,
        held=cancelled_percent is None,
    )


@dataclass(frozen=True)
class Share:
    """One payer's part of a charge; ``payer`` is the place of its row of funding, ``None`` the client."""

    payer: int | None
    amount: Decimal
    vat: Decimal


Spent = MutableMapping[tuple[str, str], Decimal]
"""What has been used of a voucher or decision: by its key and its month, or ``""`` for all of it."""


def purse(row: Row) -> str:
    """What tells one voucher or decision from another: its number, or else whose it is."""
    number = "".join((row.get("number") or "").split()).lower()
    whose = f"@{row.get('client_id', '')}/{row.get('payer_id') or ''}"
    return f"{row['way']}:{number or whose}"


def shares(made: Charge, funding: Sequence[Row], spent: Spent) -> list[Share]:
    """Who pays which part of a charge; together they are the whole, to the cent.

    Payers other than the client come first, in their order, each up to what is left of its worth;
    ``spent`` is brought up to date. The rest is the client's, and so is a visit that was cancelled.
    """
    rest = made.gross
    parts: list[tuple[int | None, Decimal]] = []
    for place, row in enumerate(funding):
        others = row["way"] not in PAID_BY_CLIENT and made.held
        if not others or not rest or not _valid(row, made.day):
            continue
        amount = min(rest, _worth(row, made, spent))
        if amount > 0:
            _spend(row, made.day, amount, spent)
            parts.append((place, amount))
            rest -= amount
    if rest or not parts:
        own = next((n for n, row in enumerate(funding) if row["way"] in PAID_BY_CLIENT), None)
        parts.append((own, rest))
    return _with_vat(made, parts)


def _valid(row: Row, day: date) -> bool:
    first, last = row.get("valid_from"), row.get("valid_to")
    return (first is None or first <= day) and (last is None or day <= last)


def _worth(row: Row, made: Charge, spent: Spent) -> Decimal:
    value = row.get("value")
    if value is None:
        return made.gross
    if row.get("value_per") == "unit":
        return cents(value * made.quantity)
    return max(ZERO, value - spent.get((purse(row), _period(row, made.day)), ZERO))


def _period(row: Row, day: date) -> str:
    return f"{day:%Y-%m}" if row.get("value_per") == "month" else ""


def _spend(row: Row, day: date, amount: Decimal, spent: Spent) -> None:
    for period in ("", f"{day:%Y-%m}"):
        key = (purse(row), period)
        spent[key] = spent.get(key, ZERO) + amount


def _with_vat(made: Charge, parts: Sequence[tuple[int | None, Decimal]]) -> list[Share]:
    """The VAT of the charge divided like its price; the last part takes what rounding leaves."""
    whole = vat_within(made.gross, made.rate)
    found: list[Share] = []
    left = whole
    for number, (payer, amount) in enumerate(parts, start=1):
        last = number == len(parts)
        vat = left if last else min(left, cents(whole * amount / made.gross))
        left -= vat
        found.append(Share(payer, amount, vat))
    return found


@dataclass(frozen=True)
class Line:
    """A line of a payer's specification."""

    made: Charge
    share: Share


@dataclass(frozen=True)
class Totals:
    """The sum of lines; ``net`` and ``vat`` are always the ``gross`` together."""

    gross: Decimal
    vat: Decimal
    by_rate: Mapping[Decimal, tuple[Decimal, Decimal]]

    @property
    def net(self) -> Decimal:
        """Without VAT."""
        return self.gross - self.vat


def totals(lines: Iterable[tuple[Decimal, Decimal, Decimal]]) -> Totals:
    """The sums of lines given as gross amount, VAT and rate; ``by_rate`` has gross and VAT of each."""
    gross, vat = ZERO, ZERO
    by_rate: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for amount, tax, rate in lines:
        gross, vat = gross + amount, vat + tax
        before = by_rate.get(rate, (ZERO, ZERO))
        by_rate[rate] = (before[0] + amount, before[1] + tax)
    return Totals(gross, vat, by_rate)


def problems(values: Row, before: Row | None) -> dict[str, Text]:
    """A specification is made from visits and stays as it was handed over."""
    found: dict[str, Text] = {}
    if before is None:
        if not values.get("lines"):
            found["payer_id"] = _l("Billing is made from visits, on the page Billing.")
        return found
    for name, value in values.items():
        if value != before.get(name) and name != "note":
            found[name] = _l("This has been handed over. Take it back to change it.")
    return found
