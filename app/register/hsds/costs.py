"""Prices of HSDS: it has a place for the amount; the rest is said in words and beside it. Pure functions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.catalogue.entries import ALWAYS, EVER
from app.catalogue.ids import of_row
from app.core.codes import codes
from app.core.rates import NoRate, shipped
from app.core.text import speaking
from app.register.hsds.making import Made, Reader, euros, without_blanks
from app.services import wording


def cost(service: str, row: Mapping[str, Any], reader: Reader, day: date) -> Made:
    """A line of the price list of a service."""
    key = row.get("id") or "/".join(str(value) for _name, value in sorted(row.items()))
    percent = _vat(row, day)
    amount = euros(row["price"])
    payer = reader.label("payers", row["payer"]) if "payer" in row else ""
    return without_blanks(
        id=of_row(service, "cost", key),
        service_id=service,
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        option=reader.said(row.get("name")) or payer,
        currency="EUR",
        amount=amount,
        amount_description=_words(row, reader, day),
        x_unit=row.get("unit"),
        x_payer=row.get("payer"),
        x_vat=row.get("vat"),
        x_vat_rate=percent,
        x_amount_net=None if percent is None else round(amount / (1 + percent / 100), 2),
        **reader.beside({"option": row.get("name", {})}),
    )


def fees(fields: Mapping[str, Any], reader: Reader, day: date) -> str:
    """The price list in words, as it is on a day."""
    on = day.isoformat()
    lines = []
    for row in fields.get("prices", ()):
        if row.get("valid_from", ALWAYS) <= on <= row.get("valid_to", EVER):
            name, price = reader.said(row.get("name")), _words(row, reader, day)
            lines.append(f"{name}: {price}" if name else price)
    return "\n".join(lines)


def _words(row: Mapping[str, Any], reader: Reader, day: date) -> str:
    """A price as a service card tells it, with how it is taxed."""
    price = {"price": Decimal(row["price"]), "unit": row.get("unit", "")}
    vat = {"vat": row.get("vat", "")}
    with speaking(reader.spoken):
        told = wording.told_price(price), wording.vat_words(vat, day) if price["price"] else ""
    return ", ".join(part for part in told if part)


def _vat(row: Mapping[str, Any], day: date) -> float | None:
    """The percent of VAT in a price, ``None`` where it isn't known or there is no tax to speak of."""
    found = codes("vat_treatments").get(row.get("vat", ""))
    key = found.extra.get("rate") if found else None
    try:
        return float(shipped().on(key, day).number) if key else None
    except NoRate:
        return None
