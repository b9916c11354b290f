"""What registers of Kumppani tell beside HSDS, in fields of their profile: read back into our own fields.

Such a document fills in what HSDS requires and we have not: those fallbacks are known again. Pure functions.
"""

from typing import Any

from app.exchange.directories import ids
from app.exchange.directories.documents import Doc, number, rows, said
from app.exchange.directories.hsds_texts import told

_TEXTS = {
    "eligibility_description": "need",
    "x_included": "included",
    "x_excluded": "excluded",
    "x_quality_promise": "quality_promise",
    "x_quality_measure": "quality_measure",
    "x_competence": "competence",
}
_NUMBERS = {"x_duration_minutes": "duration", "x_waiting_days": "waiting_days"}


def is_service(doc: Doc) -> bool:
    """Whether a service comes from a register of Kumppani."""
    return "x_network" in doc


def is_organisation(doc: Doc) -> bool:
    """Whether an organisation comes from a register of Kumppani."""
    return "x_network_id" in doc


def is_ours(doc: Doc) -> bool:
    """Whether an organisation or a service does."""
    return is_service(doc) or is_organisation(doc)


def fields(doc: Doc, language: str) -> dict[str, Any]:
    """The fields of a service that HSDS has no place for, by our names, in JSON."""
    found: dict[str, Any] = {ours: told(doc, language, name) for name, ours in _TEXTS.items()}
    for name, ours in _NUMBERS.items():
        written = number(doc.get(name))
        found[ours] = None if written is None else int(written)
    found["household_credit"] = doc.get("x_household_credit") is True
    found["steps"] = [
        {
            "id": ids.made(said(doc, "id"), "step", str(at)),
            "title": told(each, language, "title"),
            "text": told(each, language, "text"),
        }
        for at, each in enumerate(rows(doc, "x_steps"))
    ]
    return found
