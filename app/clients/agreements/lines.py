"""A line of an agreement as the service's own prices make it."""

from datetime import date
from typing import Any

from app.core.text import pick
from app.services.records import ServiceProduct
from app.services.wording import price_rows


def line_of(service: ServiceProduct, day: date) -> dict[str, Any]:
    """A line with the service's price of a day for those who pay themselves, or its first price.

    In JSON; empty when the service has no price that day.
    """
    prices = price_rows(service, day)
    row = next((row for row in prices if row["payer"] == "self_pay"), next(iter(prices), None))
    if row is None:
        return {}
    return {
        "service_id": service.id,
        "what": pick(row["name"]),
        "price": str(row["price"]),
        "unit": row["unit"],
        "vat": row["vat"],
    }
