"""Reading records of the catalogue with what stands beside them, a few questions for a whole page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from app.catalogue import shapes
from app.catalogue.entries import ENDED, SHOWN
from app.catalogue.items import Certificate, Item, last_turn, midnight
from app.catalogue.ordered import Places
from app.catalogue.tables import entry, link
from app.catalogue.writing import parts

T = TypeVar("T")
ENDED_DAYS = 90
"""So long a service that has ended is still found by its id."""
_READ = (
    entry.c.network_id,
    entry.c.number,
    entry.c.record_id,
    entry.c.kind,
    entry.c.owner,
    entry.c.fields,
    entry.c.state,
    entry.c.modified_at,
    entry.c.ended_at,
)
_Key = tuple[str, str]


def items(connection: Connection, places: Places, day: date) -> Iterator[Item]:
    """The records at some places, in their order."""
    return (item for _place, item in placed(connection, places, day))


def placed(
    connection: Connection, places: Places, day: date
) -> Iterator[tuple[tuple[str, int], Item]]:
    """The records at some places, in their order, each with its place; what has gone meanwhile is left out."""
    rows: dict[tuple[str, int], Any] = {}
    for network_id, numbers in _by_network(places):
        query = select(*_READ).where(entry.c.network_id == network_id, entry.c.number.in_(numbers))
        rows |= {(network_id, row.number): row for row in connection.execute(query)}
    there = [place for place in places if place in rows]
    whole = _whole(connection, [rows[place] for place in there], day)
    return zip(there, whole, strict=True)


def by_ids(
    connection: Connection, networks: Sequence[str], kind: str, ids: Iterable[str], day: date
) -> list[Item]:
    """Records of a kind by their ids, in the order of the ids; those that aren't shown are left out.

    Of one that several networks have, the first that is shown counts (:mod:`app.catalogue.copies`).
    """
    wanted = list(dict.fromkeys(ids))
    rows: dict[str, Any] = {}
    for part in parts(wanted):
        query = select(*_READ).where(
            entry.c.network_id.in_(networks), entry.c.record_id.in_(part), entry.c.kind == kind
        )
        found = (row for row in connection.execute(query) if _is_there(row, day))
        for row in sorted(found, key=lambda row: (row.state != SHOWN, row.network_id)):
            rows.setdefault(row.record_id, row)
    return list(_whole(connection, [rows[each] for each in wanted if each in rows], day))


def _is_there(row: Any, day: date) -> bool:
    if row.state == ENDED:
        return row.ended_at >= midnight(day - timedelta(days=ENDED_DAYS))
    return row.state == SHOWN


def _whole(connection: Connection, rows: Sequence[Any], day: date) -> Iterator[Item]:
    services = [row for row in rows if row.kind == shapes.SERVICE]
    organisations = _organisations(connection, services)
    naming = _naming(connection, services)
    for row in rows:
        if row.kind != shapes.SERVICE:
            yield _item(row)
            continue
        named = naming[row.network_id, row.record_id]
        certificates = tuple(
            sorted(
                (
                    Certificate.of(each.record_id, msgspec.json.decode(each.fields), day)
                    for each in named
                    if each.kind == shapes.CERTIFICATE
                ),
                key=lambda each: (each.valid_to, each.number),
                reverse=True,
            )
        )
        yield _item(
            row,
            organisation=organisations.get((row.network_id, row.owner)),
            certificates=certificates,
            paths=tuple(each.record_id for each in named if each.kind == shapes.PATH),
            modified_at=max(row.modified_at, last_turn(certificates, day)),
        )


def _item(row: Any, **beside: Any) -> Item:
    given = {"modified_at": row.modified_at, **beside}
    return Item(
        network_id=row.network_id,
        record_id=row.record_id,
        kind=row.kind,
        owner=row.owner,
        fields=msgspec.json.decode(row.fields),
        state=row.state,
        **given,
    )


def _organisations(connection: Connection, services: Sequence[Any]) -> dict[_Key, Item]:
    """The organisation of each service; of several of one owner the one that was made first."""
    owners = {(row.network_id, row.owner) for row in services}
    kind = (entry.c.kind == shapes.ORGANISATION) & (entry.c.state == SHOWN)
    found: dict[_Key, Item] = {}
    for row in _those(connection, entry.c.owner, owners, kind):
        found.setdefault((row.network_id, row.owner), _item(row))
    return found


def _naming(connection: Connection, services: Sequence[Any]) -> dict[_Key, list[Any]]:
    """The certificates and paths that name each service."""
    links: dict[_Key, list[_Key]] = defaultdict(list)
    for network_id, targets in _by_network((row.network_id, row.record_id) for row in services):
        query = select(link).where(link.c.network_id == network_id, link.c.target.in_(targets))
        for row in sorted(connection.execute(query), key=lambda row: row.record_id):
            links[network_id, row.target].append((network_id, row.record_id))
    keys = {key for its in links.values() for key in its}
    kind = entry.c.kind.in_((shapes.CERTIFICATE, shapes.PATH))
    records = {
        (row.network_id, row.record_id): row
        for row in _those(connection, entry.c.record_id, keys, kind)
    }
    naming: dict[_Key, list[Any]] = defaultdict(list)
    for target, its in links.items():
        naming[target] = [records[key] for key in its if key in records]
    return naming


def _those(
    connection: Connection, by: Any, keys: Iterable[_Key], condition: ColumnElement[bool]
) -> Iterator[Any]:
    """Entries by their networks and another column."""
    for network_id, values in _by_network(keys):
        query = select(*_READ).where(entry.c.network_id == network_id, by.in_(values), condition)
        # Put in order here: SQLite would walk through all of the network to have it in this order.
        yield from sorted(connection.execute(query), key=lambda row: row.record_id)


def _by_network(keys: Iterable[tuple[str, T]]) -> Iterator[tuple[str, list[T]]]:
    """Keys by their networks, so many at once as may be asked for: each network is a place of its own."""
    values: dict[str, list[T]] = defaultdict(list)
    for network_id, value in keys:
        values[network_id].append(value)
    for network_id, its in values.items():
        for part in parts(its):
            yield network_id, part
