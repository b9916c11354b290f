"""Price lists and places of a directory as rows of our fields. Pure functions."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.core.field import fields_of
from app.core.text import _l
from app.core.value import FIRST_YEAR, LAST_YEAR
from app.exchange.directories import ids, matching, projection
from app.exchange.directories.checking import few, line, words
from app.exchange.directories.model import Location, Price, Tell, Texts
from app.organisation.records import LOCATION_FIELDS, Organisation
from app.services.records import PRICE_FIELDS, ServiceProduct

Row = dict[str, Any]
EURO = "EUR"
_POSTAL_CODE = re.compile(r"[0-9]{5}")
_PRICES = fields_of(ServiceProduct)["prices"].value
_LOCATIONS = fields_of(Organisation)["locations"].value


def prices(
    found: list[Price], record_id: str, language: str, tell: Tell
) -> tuple[list[Row], list[Texts]]:
    """Rows of prices, and in words those that can't be rows."""
    rows, left = [], []
    for at, each in enumerate(found):
        amount, unit = _amount(each.amount), matching.unit(each.unit)
        if amount is None or each.currency != EURO or not unit:
            price = " ".join(part for part in (each.amount, each.currency, each.unit) if part)
            told = next(iter(each.name.values()), "")
            if said := ": ".join(part for part in (told, price) if part):
                left.append({language: said})
                tell(
                    _l(
                        "The price “{price}” has no amount in euros for a known unit, so it is told in words.",
                        price=said[:60],
                    )
                )
            continue
        rows.append(
            {
                "id": ids.of(record_id, "price", each.key or str(at)),
                "name": words(PRICE_FIELDS[0].value, each.name, tell),
                "unit": unit,
                "price": str(amount),
                "vat": matching.labelled("vat_treatments", each.vat),
                "payer": matching.labelled("payers", each.payer),
                "valid_from": _day(each.valid_from),
                "valid_to": _day(each.valid_to),
            }
        )
    return few(rows, _PRICES, tell), left


def _amount(written: str) -> Decimal | None:
    try:
        amount = Decimal(written.replace(",", ".").replace(" ", "").replace("\xa0", ""))
        if not amount.is_finite() or not 0 <= amount <= 10**9:
            return None
        return amount.quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def _day(written: str) -> str | None:
    try:
        found = date.fromisoformat(written[:10])
    except ValueError:
        return None
    return found.isoformat() if FIRST_YEAR <= found.year <= LAST_YEAR else None


def locations(found: list[Location], record_id: str, tell: Tell) -> list[Row]:
    """Rows of places, each once; coordinates are only looked at."""
    rows: dict[str, Row] = {}
    fields = {each.name: each.value for each in LOCATION_FIELDS}
    for each in found:
        if each.point and not projection.in_finland(*each.point):
            tell(_l("The place “{name}” isn’t in Finland by its coordinates.", name=each.name[:60]))
        postal_code = each.postal_code.replace(" ", "")
        if postal_code and not _POSTAL_CODE.fullmatch(postal_code):
            tell(_l("The postal code “{written}” isn’t Finnish.", written=postal_code[:20]))
            postal_code = ""
        row = {
            "name": line(fields["name"], each.name),
            "street": line(fields["street"], each.street),
            "postal_code": postal_code,
            "town": line(fields["town"], each.town),
            "municipality": matching.municipality(each.municipality),
            "accessibility": words(fields["accessibility"], each.accessibility, tell),
        }
        if any(row[name] for name in ("name", "street", "town")):
            key = each.key or "/".join((row["name"], row["street"], row["postal_code"]))
            row["id"] = ids.of(record_id, "location", key)
            rows.setdefault(row["id"], row)
    return few(list(rows.values()), _LOCATIONS, tell)
