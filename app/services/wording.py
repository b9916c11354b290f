"""How services are put into words, on the screen and on paper alike."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.codes import codes
from app.core.field import fields_of
from app.core.format import show_date, show_euros, show_money, show_percent
from app.core.rates import NoRate, household_credit, shipped
from app.core.text import _l, current_language
from app.core.value import Rows
from app.services import rules
from app.services.records import ServiceProduct

CREDIT_EXAMPLE_HOURS = 100
"""The household credit is shown for this many hours: enough to exceed the own share."""


def price_rows(service: ServiceProduct, today: date) -> list[Mapping[str, Any]]:
    """The prices that apply on a day, as values."""
    value = fields_of(ServiceProduct)["prices"].value
    assert isinstance(value, Rows)
    return rules.current_prices([value.row(row) for row in service.prices], today)


def price_words(row: Mapping[str, Any], language: str | None = None) -> str:
    """A price with its unit: ``38,00 €/h``."""
    if row["price"] is None:
        return ""
    language = language or current_language()
    unit = codes("price_units").get(row["unit"])
    sign = ""
    if unit:
        sign = unit.extra.get(f"short_{language}") or unit.label(language)
    return f"{show_money(row['price'], language)}/{sign}".rstrip("/")


def told_price(row: Mapping[str, Any], language: str | None = None) -> str:
    """A price with its unit; what costs nothing is told so, not as a number."""
    if row["price"] is not None and not row["price"]:
        return _l("Free of charge").say(language)
    return price_words(row, language)


def vat_words(row: Mapping[str, Any], today: date, language: str | None = None) -> str:
    """How a price is taxed: the rate of the day, or the ground of the exemption."""
    treatment = codes("vat_treatments").get(row["vat"])
    if treatment is None:
        return ""
    key = treatment.extra.get("rate", "")
    if key in {"vat.standard", "vat.reduced1"}:
        try:
            rate = shipped().on(key, today)
        except NoRate:
            return treatment.label(language)
        return _l("incl. VAT {rate}", rate=show_percent(rate.number, language)).say(language)
    return treatment.label(language)


def credit_words(service: ServiceProduct, today: date, language: str | None = None) -> str:
    """An estimate of the household credit with its source and date, ``""`` when it doesn't apply."""
    if not service.household_credit:
        return ""
    price = next(
        (r["price"] for r in price_rows(service, today) if r["unit"] == "hour" and r["price"]), None
    )
    if price is None:
        return ""
    cost = Decimal(CREDIT_EXAMPLE_HOURS) * price
    try:
        estimate = household_credit(cost, today)
    except NoRate:
        return ""
    return _l(
        "{hours} h a year costs {cost}; the household credit is about {credit} ({percent} of the work, "
        "own share {own_share}). An estimate for {day}, check that it is up to date. Source: {source}.",
        hours=CREDIT_EXAMPLE_HOURS,
        cost=show_euros(cost, language),
        credit=show_euros(estimate.amount, language),
        percent=show_percent(estimate.percent.number, language),
        own_share=show_euros(estimate.own_share.number, language),
        day=show_date(today, language),
        source=estimate.percent.source.partition(";")[0],
    ).say(language)
