"""The services of others in clients' plans and on the office's paths: how they stand, and which need somebody.

Nothing is said outside a network, and nothing before all that the network has was received once: what isn't
there yet has not gone. Offline, what was received last is told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import Session

from app.catalogue import reading, shapes
from app.catalogue.entries import SHOWN
from app.catalogue.items import Item
from app.clients.records import Client
from app.core.record import Record, today
from app.core.room import Listed, Matter
from app.core.text import LanguageText, in_all
from app.network import actions
from app.network.directory import current, standing, telling
from app.network.directory.standing import Standing, State
from app.services.records import ServicePath
from app.sync import link as links

MOST_MATTERS = 50
_KEY = "directory_id"
_WORST = (State.GONE, State.ENDED, State.LOST, State.EXPIRES)


@dataclass(frozen=True)
class Followed:
    """A service that is followed, and how it stands.

    Attributes:
        item: as the directory has it; ``None`` when it isn't in it any more.
        successor: what its provider offers instead, where that is told and in the directory.
    """

    standing: Standing
    item: Item | None = None
    successor: Item | None = None


def follow(session: Session, ids: Collection[str], day: date) -> dict[str, Followed]:
    """How services stand on a day, by their ids; one of which nothing is known for certain is left out."""
    link = links.connected(session)
    if not ids or link is None or link.fresh or not link.last_success:
        return {}
    items = _items(session, ids, day)
    certain = len(items) == len(set(ids)) or not current.is_behind(session)
    after = {item.fields.get("successor_id", "") for item in items.values()} - {""}
    successors = {
        key: one for key, one in _items(session, after, day).items() if one.state == SHOWN
    }
    return {
        each: Followed(
            standing.of(item, day),
            item,
            successors.get(item.fields.get("successor_id", "")) if item else None,
        )
        for each in ids
        if (item := items.get(each)) or certain
    }


def _items(session: Session, ids: Collection[str], day: date) -> dict[str, Item]:
    network = [current.network_of(session)]
    found = reading.by_ids(session.connection(), network, shapes.SERVICE, ids, day)
    return {item.record_id: item for item in found}


def listed(session: Session, ids: Collection[str]) -> Mapping[str, Listed]:
    """What stands beside a service of the directory where a plan or a path names it."""
    return {
        record_id: Listed(
            shapes.SERVICE,
            record_id,
            actions.ROOM if one.item else "",
            one.item.name if one.item else {},
            one.item.organisation.name if one.item and one.item.organisation else {},
            telling.tag(one.standing),
            telling.TONES.get(one.standing.state, "plain"),
        )
        for record_id, one in follow(session, ids, today()).items()
    }


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Plans and paths with a service that has ended, gone or lost its certificate, or soon will."""
    planned = (Client.status.in_(("active", "paused")), Client.restricted.is_(False))
    yield from _of(session, day, Client, "services", planned)
    yield from _of(session, day, ServicePath, "steps", ())


def _of(
    session: Session,
    day: date,
    record: type[Record],
    field: str,
    in_use: Iterable[ColumnElement[bool]],
) -> Iterator[Matter]:
    """The matters of one kind of record, the worst services first; a row past its last day is over."""
    column = record.__table__.columns[field]
    row = func.json_each(column).table_valued("value", name="row")
    service, ends = (func.json_extract(row.c.value, f"$.{name}") for name in (_KEY, "ends"))
    goes_on = func.coalesce(ends, day.isoformat()) >= day.isoformat()
    there = (
        record.deleted_at.is_(None),
        *in_use,
        # Few records name such a service: the rest are passed over without being read as JSON.
        type_coerce(column, String).contains(f'"{_KEY}"'),
    )
    named = select(service).join_from(record, row, service > "").where(*there, goes_on)
    followed = follow(session, set(session.scalars(named)), day)
    due = [key for key, one in followed.items() if one.standing.is_due(day)]
    due.sort(key=lambda key: (_WORST.index(followed[key].standing.state), key))
    due = due[:MOST_MATTERS]
    if not due:
        return
    naming = select(row.c.value).where(service.in_(due), goes_on).correlate(record).exists()
    records = select(record).where(*there, naming).order_by(record.id).limit(MOST_MATTERS)
    rows = [
        (due.index(each[_KEY]), one, each)
        for one in session.scalars(records)
        for each in getattr(one, field)
        if each.get(_KEY) in due and (each.get("ends") or day.isoformat()) >= day.isoformat()
    ]
    rows.sort(key=lambda line: line[0])
    for _place, one, each in rows[:MOST_MATTERS]:
        seen = followed[each[_KEY]]
        called = seen.item.name if seen.item else _written(each.get("service"))
        after = seen.successor.name if seen.successor else {}
        yield telling.matter(one, called, seen.standing, after)


def _written(service: Any) -> LanguageText:
    """What a row itself calls its service: plans in one language, paths in several."""
    return service if isinstance(service, Mapping) else in_all(service or "")
