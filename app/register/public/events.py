"""Events of the catalogue: when and where they are, and their entries in a calendar; the same for pages and open data."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.catalogue.items import Item
from app.core.text import pick
from app.exchange import calendar
from app.network.events import wording
from app.network.events.records import CANCELLED, Event
from app.network.events.rules import When


def when(fields: Mapping[str, Any]) -> When:
    """When an event is."""

    def day(name: str) -> date | None:
        return date.fromisoformat(fields[name]) if name in fields else None

    return When(day("starts_on"), fields.get("starts_at"), day("ends_on"), fields.get("ends_at"))


def where_words(fields: Mapping[str, Any]) -> str:
    """Where an event is, in the language that is spoken."""
    names = ("place", "municipality", "country")
    return wording.where_words(Event(**{name: fields.get(name, "") for name in names}))


def entry(item: Item, language: str, address: str = "") -> calendar.Event:
    """An event for a calendar.

    Args:
        item: the event; one that is shown has a day.
        language: of its texts, where they are in it.
        address: of its page, told at the end of what is said of it.
    """
    its = when(item.fields)
    assert its.starts_on is not None
    objective = pick(item.fields.get("objective"), language)
    return calendar.Event(
        id=item.record_id,
        day=its.starts_on,
        start=its.starts_at,
        minutes=its.minutes,
        words=pick(item.name, language),
        details="\n".join(part for part in (objective, address) if part),
        cancelled=item.fields.get("state") == CANCELLED,
        days=its.days,
        place=where_words(item.fields),
    )
