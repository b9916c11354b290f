"""A pull: what has changed since a cursor, in the order in which it was committed, page by page."""

from collections.abc import Iterator
from typing import Any

from msgspec import Raw
from sqlalchemy import Connection, bindparam, select, tuple_

from app.register import clock, cursors, networks
from app.register.database import Database
from app.register.devices import Device
from app.register.tables import lost, record
from app.sync.protocol import Lost, PullAnswer, RecordState

MOST_PAGE = 8 * 1024 * 1024
"""A page ends when it is so large in bytes, however few records are on it; its losses likewise."""
MOST_LOST = 1000
_CHUNK = 200
"""So many rows are read at once, for all of them may be as large as a record can be."""
STATE = (
    record.c.record_id,
    record.c.kind,
    record.c.owner,
    record.c.fields,
    record.c.stamps,
)
_CHANGED = (
    select(*STATE, record.c.position)
    .where(
        record.c.network_id == bindparam("network_id"),
        record.c.position > bindparam("after"),
        record.c.position <= bindparam("up_to"),
        record.c.writer != bindparam("device_id"),
    )
    .order_by(record.c.position)
    .limit(bindparam("count"))
)
_LOST = (
    select(lost)
    .where(
        lost.c.network_id == bindparam("network_id"),
        lost.c.organisation_id == bindparam("organisation_id"),
        tuple_(lost.c.position, lost.c.lost_id) > tuple_(bindparam("after"), bindparam("last")),
        lost.c.position <= bindparam("up_to"),
    )
    .order_by(lost.c.position, lost.c.lost_id)
    .limit(_CHUNK)
)
_BEHIND_ALL = "~"
"""Sorts behind every id."""


def page(connection: Connection, device: Device, after: int, limit: int) -> PullAnswer:
    """The records that others have changed after a cursor, and the device's values that were overwritten.

    Raises:
        Refused: the device can't go on from its cursor.
    """
    cursors.check(device, after)
    position = networks.position(connection, device.network_id)
    rows, more = _records(connection, device, after, position, limit)
    up_to = rows[-1].position if more else position
    losses, cut = _losses(connection, device, after, up_to)
    if cut is not None:
        rows, up_to, more = [row for row in rows if row.position <= cut], cut, True
    states = [state(row) for row in rows]
    return PullAnswer(states, losses, up_to, more, position, clock.now())


def note(database: Database, device: Device, after: int) -> None:
    """Write down, where it is news, up to where a device holds everything; ``device`` as the page found it.

    Raises:
        Refused: the database has no time.
    """
    moment = clock.now()
    if cursors.is_news(device, after, moment):
        with database.writing() as connection:
            cursors.note(connection, device, after, moment)


def state(row: Any) -> RecordState:
    """A record as it is told; its fields and stamps are the text that is stored."""
    stamps: Any = Raw(row[4].encode())
    return RecordState(row[0], row[1], row[2], Raw(row[3].encode()), stamps)


def _records(
    connection: Connection, device: Device, after: int, up_to: int, limit: int
) -> tuple[list[Any], bool]:
    """The first records after a position, and whether others follow."""
    rows, size = list[Any](), 0
    for row in _changed(connection, device, after, up_to, limit + 1):
        if len(rows) == limit or size >= MOST_PAGE:
            return rows, True
        rows.append(row)
        size += len(row.fields)
    return rows, False


def _changed(
    connection: Connection, device: Device, after: int, up_to: int, count: int
) -> Iterator[Any]:
    asked = {"network_id": device.network_id, "device_id": device.device_id, "up_to": up_to}
    while count > 0:
        part = min(count, _CHUNK)
        rows = connection.execute(_CHANGED, {**asked, "after": after, "count": part}).all()
        yield from rows
        if len(rows) < part:
            return
        count -= part
        after = rows[-1].position


def _losses(
    connection: Connection, device: Device, after: int, up_to: int
) -> tuple[list[Lost], int | None]:
    """The losses after a position; when there are too many, the position of the last that is told."""
    found, size, at = list[Lost](), 0, after
    for row in _lost(connection, device, after, up_to):
        if (len(found) >= MOST_LOST or size >= MOST_PAGE) and row.position != at:
            return found, at
        found.append(
            Lost(
                row.lost_id,
                row.kind,
                row.record_id,
                row.field,
                Raw(row.value.encode()),
                row.stamp,
                row.later,
                row.by,
            )
        )
        size += len(row.value)
        at = row.position
    return found, None


def _lost(connection: Connection, device: Device, after: int, up_to: int) -> Iterator[Any]:
    asked = {
        "network_id": device.network_id,
        "organisation_id": device.organisation_id,
        "up_to": up_to,
    }
    last = _BEHIND_ALL
    while True:
        rows = connection.execute(_LOST, {**asked, "after": after, "last": last}).all()
        yield from rows
        if len(rows) < _CHUNK:
            return
        after, last = rows[-1].position, rows[-1].lost_id
