"""What is true of services: readiness, stages, the VAT exemption. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.text import Text, _l

EXPIRY_DAYS = 90

# Act on VAT (AVL) 37–38 §, as explained by the Tax Administration's guidance on social welfare
# services; read 2026-11-23 (domain reference, section 5).
VAT_CONDITIONS = (
    "vat_registered_provider",
    "vat_decision",
    "vat_plan",
    "vat_self_monitoring",
    "vat_entitled",
)


@dataclass(frozen=True)
class Requirement:
    """One thing that a finished service product has; ``field`` is where it is filled in."""

    field: str
    words: Text


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement("name", _l("A name")),
    Requirement("promise", _l("A promise in one sentence")),
    Requirement("description", _l("A description")),
    Requirement("steps", _l("The content step by step")),
    Requirement("included", _l("What is included")),
    Requirement("excluded", _l("What is not included")),
    Requirement("target_groups", _l("The target groups")),
    Requirement("need", _l("The need it answers")),
    Requirement("prices", _l("At least one price")),
    Requirement("payers", _l("Who can pay")),
    Requirement("place", _l("The place")),
    Requirement("languages", _l("The languages")),
    Requirement("duration", _l("The usual duration")),
    Requirement("quality_promise", _l("A quality promise")),
    Requirement("quality_measure", _l("How quality is measured")),
    Requirement("competence", _l("The competence needed")),
)


@dataclass(frozen=True)
class Readiness:
    """How far a service is from a finished product."""

    missing: tuple[Requirement, ...]
    total: int = len(REQUIREMENTS)

    @property
    def done(self) -> int:
        """How many requirements are met."""
        return self.total - len(self.missing)

    @property
    def percent(self) -> int:
        """The share of met requirements, 0–100, rounded down so that 100 means all."""
        return self.done * 100 // self.total

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def readiness(values: Mapping[str, Any]) -> Readiness:
    """What a service still needs; ``values`` are its described values by field name."""
    return Readiness(tuple(r for r in REQUIREMENTS if _blank(values.get(r.field))))


def _blank(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not any(str(words).strip() for words in value.values())
    return value in (None, "", [])


def vat_exempt(values: Mapping[str, Any]) -> bool:
    """Whether all five conditions of the social welfare exemption are said to be met."""
    return all(bool(values.get(name)) for name in VAT_CONDITIONS)


def vat_conflict(values: Mapping[str, Any]) -> bool:
    """Whether a price is marked exempt though the conditions are not all met."""
    prices = values.get("prices") or []
    return any(row.get("vat") == "exempt_social" for row in prices) and not vat_exempt(values)


def current_prices(prices: Sequence[Mapping[str, Any]], today: date) -> list[Mapping[str, Any]]:
    """The price lines that apply on a day; ``valid_from`` and ``valid_to`` are dates or ``None``."""
    return [
        row
        for row in prices
        if (row.get("valid_from") is None or row["valid_from"] <= today)
        and (row.get("valid_to") is None or row["valid_to"] >= today)
    ]


def stage_problem(stage: str, values: Mapping[str, Any]) -> Text | None:
    """Why a service can't be at a stage yet, or ``None`` when it can."""
    if stage == "productised" and not readiness(values).complete:
        return _l("Something is still missing. Fill in what the readiness meter lists first.")
    if stage == "certified" and not values.get("certificate_id"):
        return _l("A service becomes certified by a certificate: assess it in Certification.")
    return None


def certificate_ends(stage: str, certified_to: date | None, today: date) -> int | None:
    """Days until a certificate ends when that is soon (negative when it has), else ``None``."""
    if stage != "certified" or certified_to is None:
        return None
    left = certified_to - today
    return left.days if left <= timedelta(days=EXPIRY_DAYS) else None
