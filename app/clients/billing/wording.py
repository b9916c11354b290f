"""How billing is put into words, on the screen and on paper alike."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.core.codes import codes
from app.core.format import show_money, show_number, show_percent
from app.core.text import _l, current_language

WHOLE = Decimal(100)


def amount_words(row: Mapping[str, Any], language: str | None = None) -> str:
    """What was delivered at which price: ``2 h × 36,50 €``."""
    language = language or current_language()
    unit = codes("price_units").get(row["unit"])
    short = unit.extra.get(f"short_{language}") or unit.label(language) if unit else row["unit"]
    return (
        f"{show_number(row['quantity'], language)} {short} × {show_money(row['price'], language)}"
    )


def vat_words(gross: Decimal, vat: Decimal, rate: Decimal, language: str | None = None) -> str:
    """A sum of one VAT rate: without VAT, the VAT, and the rate."""
    if not rate:
        return _l("{sum} without VAT (exempt)", sum=show_money(gross, language)).say(language)
    return _l(
        "{sum} including {vat} of VAT {rate}",
        sum=show_money(gross, language),
        vat=show_money(vat, language),
        rate=show_percent(rate, language),
    ).say(language)
