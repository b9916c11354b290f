"""What is true of self-monitoring plans. Pure functions.

A service provider makes a plan for each service unit, publishes it, follows it up, and publishes what
was found and changed (Act 741/2023, 27 §; read 2026-11-23, domain reference, section 5).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from app.core.brand import Tone
from app.core.text import LanguageText, Text, _l, language_called, languages

DRAFT, PUBLISHED, REPLACED = "draft", "published", "replaced"
STATES = (
    (DRAFT, _l("Draft")),
    (PUBLISHED, _l("Published")),
    (REPLACED, _l("Replaced by a newer version")),
)
TONES: dict[str, Tone] = {DRAFT: "watch", PUBLISHED: "good", REPLACED: "plain"}
FOLLOW_UP_MONTHS = 4
"""The usual cycle, from the authority's regulation 1/2024; shown to users as to be checked."""
REMIND_DAYS = 30
"""How long before its day a follow-up is brought up."""
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
_OPEN = re.compile(r"\[\s*(?:Täydennä|Fill in)\b", re.IGNORECASE)
"""What the draft marks for the owner to write, in the languages in which it is drafted."""


def problems(values: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Text]:
    """What is wrong with a plan's values together, by field."""
    found: dict[str, Text] = {}
    if values["status"] != DRAFT:
        if not values["approved_by"]:
            found["approved_by"] = _l("Write who has approved it.")
        if not values["published_on"]:
            found["published_on"] = _l("Give the day of publication.")
    if values["status"] == PUBLISHED and (before is None or before["status"] == DRAFT):
        found |= unwritten(values["chapters"])
    if before and before["status"] != DRAFT:
        for name, value in values.items():
            if name not in FREE and value != before[name]:
                found[name] = _l("This version is published. Begin a new version to change it.")
    return found


def still_open(chapters: Sequence[Mapping[str, Any]]) -> list[tuple[LanguageText, str]]:
    """Headings of the chapters in which something is still to be filled in, with the language."""
    return [
        (row.get("heading") or {}, language)
        for row in chapters
        for language, text in (row.get("text") or {}).items()
        if _OPEN.search(text)
    ]


def chapters_open(chapters: Sequence[Mapping[str, Any]]) -> list[LanguageText]:
    """Headings of the chapters in which something is still to be filled in, each once."""
    return [row.get("heading") or {} for row in chapters if still_open([row])]


def unwritten(chapters: Sequence[Mapping[str, Any]]) -> dict[str, Text]:
    """Why chapters can't be published yet, by field."""
    if not chapters:
        return {"chapters": _l("The plan has no chapters yet. Write them first.")}
    waiting = still_open(chapters)
    if not waiting:
        return {}
    heading, language = waiting[0]
    return {
        "chapters": _l(
            "“{chapter}” still has something to fill in ({language}). Write it, or take the text away in "
            "that language.",
            chapter=dict(heading),
            language={each: language_called(language, each) for each in languages()},
        )
    }


def next_follow_up(day: date, months: int | None) -> date:
    """When a plan is followed up again after a day."""
    return day + relativedelta(months=months or FOLLOW_UP_MONTHS)


def follow_up_near(due: date, day: date) -> bool:
    """Whether it is time to be reminded of a follow-up."""
    return due <= day + timedelta(days=REMIND_DAYS)


def all_rounds(
    earlier: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The follow-up rounds of two versions by their days, each once; a version's own wins."""
    found = {row["id"]: dict(row) for row in (*earlier, *own)}
    return sorted(found.values(), key=lambda row: row.get("day") or "")
