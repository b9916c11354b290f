"""What is true of self-monitoring plans. Pure functions.

A service provider makes a plan for each service unit, publishes it, follows it up, and publishes what
was found and changed (Act 741/2023, 27 §; read 2026-11-23, domain reference, section 5).
"""

from collections.abc import Mapping
from typing import Any

from app.core.brand import Tone
from app.core.text import Text, _l

DRAFT, PUBLISHED, REPLACED = "draft", "published", "replaced"
STATES = (
    (DRAFT, _l("Draft")),
    (PUBLISHED, _l("Published")),
    (REPLACED, _l("Replaced by a newer version")),
)
TONES: dict[str, Tone] = {DRAFT: "watch", PUBLISHED: "good", REPLACED: "plain"}
FOLLOW_UP_MONTHS = 4
"""The usual cycle, from the authority's regulation 1/2024; shown to users as to be checked."""
FREE = frozenset({"status", "follow_up_months", "follow_up_on", "rounds", "link", "responsible"})
"""What may change of a published version."""
FRESH: dict[str, Any] = {
    "status": DRAFT,
    "version": 1,
    "published_on": None,
    "approved_by": "",
    "amends_id": None,
    "rounds": [],
    "follow_up_on": None,
    "link": "",
}
"""What a copy has of its own."""


def problems(values: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Text]:
    """What is wrong with a plan's values together, by field."""
    found: dict[str, Text] = {}
    if values["status"] != DRAFT:
        if not values["approved_by"]:
            found["approved_by"] = _l("Write who has approved it.")
        if not values["published_on"]:
            found["published_on"] = _l("Give the day of publication.")
    if before and before["status"] != DRAFT:
        for name, value in values.items():
            if name not in FREE and value != before[name]:
                found[name] = _l("This version is published. Begin a new version to change it.")
    return found
