"""What is true of people: names, what expires, which checks their work asks for. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.text import Text, _l

Row = Mapping[str, Any]

CARD_DAYS = 60
"""How long before its day an expiring card is brought up: a course has to be found."""


def person_name(values: Row) -> str:
    """Family name first, as lists are ordered: ``Pesonen Sari``."""
    return f"{values.get('family_name') or ''} {_given(values)}".strip() or "–"


def calendar_name(values: Row) -> str:
    """The name as one says it, for the calendar: ``Sari Pesonen``."""
    return f"{_given(values)} {values.get('family_name') or ''}".strip()


def _given(values: Row) -> str:
    return values.get("call_name") or (values.get("given_names") or "").partition(" ")[0]


def problems(values: Row) -> dict[str, Text]:
    """What is wrong with a person's values together, by field."""
    found: dict[str, Text] = {}
    if any(_wrong_way(row) for row in values.get("cards") or ()):
        found["cards"] = _l("A card ends before it was granted. Check its days.")
    return found


def _wrong_way(row: Row) -> bool:
    first, last = row.get("granted_on"), row.get("valid_to")
    return bool(first and last and last < first)


@dataclass(frozen=True)
class Expiring:
    """A card or check that ends: what it is called, and on which day."""

    name: str
    day: date


def expiring(cards: Iterable[Row], today: date) -> list[Expiring]:
    """The cards that end soon or have ended, the earliest first; rows are values with dates.

    A card that was renewed under the same name counts by its last day.
    """
    last: dict[str, Expiring] = {}
    for row in cards:
        name, day = row.get("name") or "", row.get("valid_to")
        folded = name.strip().casefold()
        if day and (folded not in last or last[folded].day < day):
            last[folded] = Expiring(name, day)
    soon = today + timedelta(days=CARD_DAYS)
    return sorted((each for each in last.values() if each.day <= soon), key=lambda e: e.day)


def open_steps(induction: Sequence[Row]) -> int:
    """How many steps of an induction aren't done yet."""
    return sum(not row.get("done_on") for row in induction)


def extract_open(role: str, checks: Iterable[Row]) -> bool:
    """Whether it isn't noted that an employee has shown a criminal record extract.

    Asked of new employees who work with children (504/2002), older persons (741/2023 28 §, since
    1.1.2024) or persons with disabilities (since 1.1.2025) for more than three months in a year.
    """
    shown = any(row.get("what") == "criminal_record" and row.get("checked_on") for row in checks)
    return role == "employee" and not shown
