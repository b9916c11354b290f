"""What is true of employment contracts: their numbers, their days, how they go on. Pure functions.

Contracts are rows by field name with real values. What is wrong with them is in ``checks.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core import signed
from app.employment import law
from app.employment.contracts import fixed_terms, notice
from app.employment.law import Period
from app.employment.periods import months_later

Row = Mapping[str, Any]

EMPLOYMENT = "employment"
FREE = frozenset(
    {
        "status", "signed_on", "code", "last_day", "end_reason", "hours_reviewed_on", "increment_on",
        "part_time_wish", "content_hash",
    }
)  # fmt: skip
"""What may change in a signed contract: its end and our own notes of it, but nothing that was agreed."""

FRESH_LIFE: dict[str, Any] = {
    "last_day": None,
    "end_reason": "",
    "hours_reviewed_on": None,
    "content_hash": "",
}
"""What a contract that goes on from another begins with."""

USUAL_WEEK = Decimal(40)
REMIND_DAYS = 30
"""How long before its day a probation, a fixed term, an increment or a review is brought up."""
SIGNING_DAYS = 7
"""How long a contract may wait for signatures before it is brought up."""


def agreed_hours(row: Row) -> Decimal:
    """The weekly hours agreed; of variable ones the least, which is what is promised."""
    if row.get("hours_kind") == "variable":
        return row.get("hours_least") or Decimal(0)
    return row.get("weekly_hours") or Decimal(0)


def full_time_share(row: Row) -> Decimal:
    """The agreed hours as a share of a full week, 1 at most."""
    whole = row.get("full_week") or USUAL_WEEK
    return min(Decimal(1), agreed_hours(row) / whole)


def notice_of(row: Row, party: str, contracts: Sequence[Row], day: date) -> Period | None:
    """The period of notice of a party on a day; ``None`` when it stands in the collective agreement.

    ``contracts`` are all contracts of the person: service goes on over short breaks.
    """
    if row.get("notice") == "agreed":
        days = row.get(f"notice_{party}")
        return Period(days=days) if days is not None else None
    if row.get("notice") == "agreement":
        return None
    began = fixed_terms.service_began(contracts, day)
    return notice.period(party, began or row.get("starts") or day, day)


def next_review(row: Row) -> date | None:
    """By when variable hours are looked at again: every 12 months (chapter 1, section 11, 1.8.2022)."""
    if row.get("hours_kind") != "variable" or not row.get("starts"):
        return None
    since = row.get("hours_reviewed_on") or row["starts"]
    interval = law.rate("variable_hours.review_interval", since)
    return months_later(since, int(interval.number)) if interval else None


@dataclass(frozen=True)
class Coming:
    """A day of a contract that comes: ``what`` is ``probation``, ``term``, ``review`` or ``increment``."""

    what: str
    day: date


def coming(row: Row, today: date) -> list[Coming]:
    """The days of a contract in force that are near or late, the earliest first."""
    soon = today + timedelta(days=REMIND_DAYS)
    days = [
        ("probation", row.get("probation_ends")),
        ("term", row.get("ends")),
        ("review", next_review(row)),
        ("increment", row.get("increment_on")),
    ]
    found = [
        Coming(what, day)
        for what, day in days
        # A probation that is over needs nothing any more.
        if day and day <= soon and not (what == "probation" and day < today)
    ]
    return sorted(found, key=lambda each: each.day)


def renewed(values: Row, contract_id: str, starts: date) -> dict[str, Any]:
    """The values of a new fixed term that goes on from a contract, ``values`` being those of that one."""
    return {
        **values,
        **signed.FRESH,
        "code": "",
        "starts": starts,
        "ends": None,
        "ends_when": "",
        "probation_ends": None,
        "follows_id": contract_id,
        **FRESH_LIFE,
    }


def permanent(values: Row, contract_id: str, starts: date) -> dict[str, Any]:
    """The values of the permanent contract that a fixed term becomes: all else stays as it was."""
    return {
        **renewed(values, contract_id, starts),
        "duration": "permanent",
        "ground": "",
        "ground_detail": "",
        "notice_allowed": False,
    }
