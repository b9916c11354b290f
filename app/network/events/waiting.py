"""Registrations of this office that wait for a place at others' events, so that it is told when they get one.

Who has a place follows from all registrations of an event and is stored nowhere. :func:`note` follows the
history of every store, and remembers of the office's own registrations which have waited: what is inside now
and waited before has come up.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import history, setting
from app.core.change import Changes
from app.core.text import _l
from app.network.events import rules
from app.network.events.records import WITHDRAWN, Event, Registration

WAITED = "events.waited"
"""The setting with the ids of own registrations that have waited, by event."""
AT_ONCE = 500
EVENT, REGISTRATION = Event.kind.name, Registration.kind.name


def note(session: Session, _changes: Sequence[Mapping[str, Any]], records: history.Records) -> None:
    """Remember which own registrations wait now, for the events that a change concerns."""
    touched = {record_id for kind, record_id in records if kind == EVENT}
    touched |= {
        each.event_id
        for (kind, _id), each in records.items()
        if kind == REGISTRATION and isinstance(each, Registration) and each.event_id
    }
    if not touched:
        return
    before: dict[str, list[str]] = setting.get(session, WAITED, {})
    after = dict(before)
    for event, mine in _of_others(session, sorted(touched)):
        waiting = rules.placed(event.seats(session), event.capacity).waiting if mine else ()
        kept = set(before.get(event.id, ())) & mine | mine & set(waiting)
        after[event.id] = sorted(kept)
    after = {event_id: ids for event_id, ids in after.items() if ids}
    if after != before:
        setting.put(session, WAITED, after)


def _of_others(session: Session, ids: Sequence[str]) -> list[tuple[Event, set[str]]]:
    """Those of others' events, each with the registrations of this office."""
    found: dict[str, tuple[Event, set[str]]] = {}
    for start in range(0, len(ids), AT_ONCE):
        _add(session, ids[start : start + AT_ONCE], found)
    return list(found.values())


def _add(session: Session, ids: Sequence[str], found: dict[str, tuple[Event, set[str]]]) -> None:
    query = (
        select(Event, Registration)
        .outerjoin(
            Registration,
            (Registration.event_id == Event.id)
            & (Registration.owner_id == "")
            & Registration.deleted_at.is_(None)
            & (Registration.place != WITHDRAWN),
        )
        .where(Event.owner_id != "", Event.id.in_(ids))
    )
    for event, registration in session.execute(query):
        mine = found.setdefault(event.id, (event, set()))[1]
        if registration is not None:
            mine.add(registration.id)


def came_up(session: Session, event: Event, inside: Collection[str]) -> list[str]:
    """The own registrations for an event that waited and have a place now; ``inside`` are those with a place."""
    waited = setting.get(session, WAITED, {}).get(event.id, ())
    return [each for each in waited if each in inside]


def told(session: Session, event_id: str, ids: Collection[str]) -> Changes:
    """Note that it is known here which registrations have come up; it has no history, and isn't brought up again."""
    waited = setting.get(session, WAITED, {})
    left = {**waited, event_id: [each for each in waited.get(event_id, ()) if each not in ids]}
    setting.put(session, WAITED, {each: rest for each, rest in left.items() if rest})
    return Changes(
        _l("It is known that you have a place"), event_id, frozenset({(EVENT, event_id)})
    )
