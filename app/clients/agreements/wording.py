"""How agreements are put into words, on the screen and on paper alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.clients.agreements import rules
from app.clients.agreements.records import VALUE_PERIODS, Agreement
from app.core.codes import codes
from app.core.format import show_date, show_euros, show_money, show_number, show_percent
from app.core.text import Text, _l, _n, current_language

Row = Mapping[str, Any]


def quantity_words(row: Row, language: str | None = None) -> str:
    """How much of a line was agreed: ``2 h a week``; ``""`` when it is not told."""
    language = language or current_language()
    quantity, unit = row["quantity"], codes("price_units").get(row["unit"])
    if quantity is None:
        return ""
    short = unit.extra.get(f"short_{language}") or unit.label(language) if unit else ""
    amount = {"number": show_number(quantity, language), "unit": short}
    patterns: dict[str, Text] = {
        "week": _l("{number} {unit} a week", **amount),
        "month": _l("{number} {unit} a month", **amount),
        "all": _l("{number} {unit} in all", **amount),
    }
    return patterns.get(row["per"], patterns["all"]).say(language)


def payer_words(row: Row, language: str | None = None) -> str:
    """Who pays, with the number of the voucher or decision."""
    payer = codes("payers").get(row["way"])
    parts = (payer.label(language) if payer else row["way"], row["number"])
    return ", ".join(part for part in parts if part)


def worth_words(row: Row, language: str | None = None) -> str:
    """What a voucher or decision is worth; ``""`` when it covers everything."""
    if row["value"] is None:
        return ""
    period = dict(VALUE_PERIODS).get(row["value_per"])
    worth = show_money(row["value"], language)
    return f"{worth} {period.say(language)}" if period else worth


def validity_words(row: Row, language: str | None = None) -> str:
    """From when to when a voucher or decision is valid."""
    first, last = row["valid_from"], row["valid_to"]
    if first and last:
        return f"{show_date(first, language)}–{show_date(last, language)}"
    if last:
        return _l("valid to {day}", day=last).say(language)
    return _l("valid from {day}", day=first).say(language) if first else ""


def estimate_words(
    lines: Sequence[Row], funding: Sequence[Row], language: str | None = None
) -> str:
    """What an ordinary month costs, in one sentence; ``""`` when it can't be told."""
    estimate = rules.month_estimate(lines, funding)
    if estimate is None:
        return ""
    total = show_euros(estimate.total, language)
    if not estimate.covered:
        return _l("About {total} in an ordinary month.", total=total).say(language)
    return _l(
        "About {total} in an ordinary month; the client's own share is about {own}.",
        total=total,
        own=show_euros(estimate.own_share, language),
    ).say(language)


def duration_words(found: Agreement, language: str | None = None) -> str:
    """From when to when the agreement is valid, and how it is ended."""
    parts: list[Text] = []
    if found.starts and found.ends:
        parts.append(
            _l(
                "The agreement is valid from {starts} to {ends}.",
                starts=found.starts,
                ends=found.ends,
            )
        )
    elif found.starts:
        parts.append(
            _l("The agreement is valid from {starts} until further notice.", starts=found.starts)
        )
    if found.notice_days:
        parts.append(
            _n(
                "Either party can end it in writing with a notice of {count} day.",
                "Either party can end it in writing with a notice of {count} days.",
                found.notice_days,
            )
        )
    return " ".join(part.say(language) for part in parts)


def cancelling_words(found: Agreement, language: str | None = None) -> str:
    """Until when a visit can be cancelled for nothing, and what a later cancellation costs."""
    if not found.cancel_hours:
        return ""
    parts = [
        _n(
            "The client can cancel a visit free of charge at least {count} hour before it.",
            "The client can cancel a visit free of charge at least {count} hours before it.",
            found.cancel_hours,
        )
    ]
    if found.late_percent:
        parts.append(
            _l(
                "A later cancellation is charged {share} of the price.",
                share=show_percent(found.late_percent, language),
            )
        )
    return " ".join(part.say(language) for part in parts)
