"""Rows of a programme for papers and files: its events with their names, and the values as they were told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.text import LanguageText
from app.network.events.records import Event
from app.programmes.results import Results
from app.programmes.rules import Held

_MOST_IN = 500
"""So many ids are asked for at once."""


@dataclass(frozen=True)
class Row:
    """An event with what it is called, where it was, and whose it was."""

    day: date
    name: LanguageText
    place: str
    objective_id: str
    organisation: LanguageText
    participants: int | None


def events(session: Session, results: Results) -> list[Row]:
    """The events that count for a programme, in the order of their days."""
    names = _names(session, results.events)
    return [
        Row(
            each.day,
            *names.get(each.id, ({}, "")),
            each.objective_id,
            results.names.get(each.organisation, {}),
            each.participants,
        )
        for each in results.events
    ]


def _names(session: Session, held: Sequence[Held]) -> dict[str, tuple[LanguageText, str]]:
    found: dict[str, tuple[LanguageText, str]] = {}
    ids = [each.id for each in held]
    for start in range(0, len(ids), _MOST_IN):
        query = select(Event.id, Event.name, Event.place)
        for each in session.execute(query.where(Event.id.in_(ids[start : start + _MOST_IN]))):
            found[each.id] = (each.name or {}, each.place)
    return found
