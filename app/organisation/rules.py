"""What is true of organisations: pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.brand import Tone

REMIND_DAYS = 90
"""How long before its end a mark is brought up: renewing one usually takes two months."""


@dataclass(frozen=True)
class ExpiringMark:
    """A mark whose validity ends soon or has ended."""

    mark: str
    valid_to: date
    tone: Tone


def expiring_marks(
    marks: Iterable[Mapping[str, Any]], today: date, within: timedelta = timedelta(days=REMIND_DAYS)
) -> list[ExpiringMark]:
    """The marks that end within the time or have ended, the most urgent first.

    ``marks`` are rows with ``mark`` (a code) and ``valid_to`` (a date or ``None``).
    """
    found = [
        ExpiringMark(row["mark"], row["valid_to"], "bad" if row["valid_to"] < today else "watch")
        for row in marks
        if row.get("mark") and row.get("valid_to") and row["valid_to"] <= today + within
    ]
    return sorted(found, key=lambda mark: mark.valid_to)


def missing_basics(values: Mapping[str, Any]) -> list[str]:
    """The fields that clients, papers and the network need and that are still blank."""
    needed = ("summary", "business_id", "home_municipality", "municipalities", "languages", "phone")
    return [name for name in needed if not values.get(name)]
