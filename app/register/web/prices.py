"""The prices of a service as a page tells them, in the same words as its service card on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.codes import codes
from app.core.text import _l, current_language
from app.register.web import labels
from app.register.web.said import Reader, Said
from app.services import wording
from app.services.records import ServiceProduct

_TERMS = {"hour": "HUR", "day": "DAY", "week": "WEE", "month": "MON", "kilometre": "KMT"}
"""The units of prices that trade has codes for (UN/CEFACT)."""


@dataclass(frozen=True)
class Line:
    """A line of the price list; ``payer`` is blank where its name says it."""

    name: Said
    price: str
    payer: str
    vat: str


def lines(fields: Mapping[str, Any], day: date, reader: Reader) -> list[Line]:
    """The prices of a day."""
    found = []
    for row in wording.price_rows(_product(fields), day):
        name, payer = reader.name(row["name"]), labels.label("payers", row["payer"])
        found.append(
            Line(
                name=name,
                price=wording.told_price(row),
                payer="" if payer == str(name) else payer,
                vat=wording.vat_words(row, day) if row["price"] else "",
            )
        )
    return found


def credit(fields: Mapping[str, Any], day: date) -> str:
    """What is said of the household credit; blank where it doesn't apply."""
    return wording.credit_words(_product(fields), day)


def from_words(row: Mapping[str, Any] | None, *, several: bool) -> str:
    """The lowest price in words; blank without one."""
    if row is None:
        return ""
    price = {"price": Decimal(row["price"]), "unit": row.get("unit", "")}
    words = wording.told_price(price)
    if not price["price"]:
        return words
    return _l("from {price}", price=words).say() if several else words


def offers(fields: Mapping[str, Any], day: date) -> list[dict[str, Any]]:
    """The prices of a day for somebody who pays himself, as schema.org says them."""
    found: list[dict[str, Any]] = []
    for row in wording.price_rows(_product(fields), day):
        if row["payer"] not in ("", None, "self_pay") or row["price"] is None:
            continue
        said: dict[str, Any] = {
            "@type": "UnitPriceSpecification",
            "price": f"{row['price']:.2f}",
            "priceCurrency": "EUR",
        }
        if unit := codes("price_units").get(row["unit"]):
            said["unitText"] = unit.label(current_language())
            if code := _TERMS.get(unit.id):
                said["unitCode"] = code
        offer = {
            "@type": "Offer",
            "price": said["price"],
            "priceCurrency": "EUR",
            "priceSpecification": said,
        }
        found.append(offer)
    return found


def _product(fields: Mapping[str, Any]) -> ServiceProduct:
    """The service as its own room words it; the catalogue keeps the values as the record writes them."""
    return ServiceProduct(
        prices=list(fields.get("prices", ())), household_credit=bool(fields.get("household_credit"))
    )
