"""What the register holds in short, so that an office sees whether it holds the same."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from app.register import bulk, networks, pulling
from app.register.devices import Device
from app.register.refused import Refused
from app.register.tables import record
from app.sync.digest import mark, total
from app.sync.protocol import (
    MOST_ANSWER,
    Code,
    Digest,
    DigestsAnswer,
    HeadsAnswer,
    RecordsAnswer,
    RecordState,
)

_CHUNK = 100
_ROOM = MOST_ANSWER // 2
_AT_ONCE = 2000


def digests(connection: Connection, device: Device) -> DigestsAnswer:
    """A digest of each kind."""
    query = select(record.c.kind, record.c.record_id, record.c.stamps).where(
        record.c.network_id == device.network_id
    )
    marks: dict[str, list[int]] = {}
    for kind, record_id, stamps in connection.execute(query).yield_per(_AT_ONCE):
        marks.setdefault(kind, []).append(mark(record_id, stamps))
    kinds = {kind: Digest(len(every), total(every)) for kind, every in sorted(marks.items())}
    return DigestsAnswer(kinds, networks.position(connection, device.network_id))


def heads(connection: Connection, device: Device, kind: str) -> HeadsAnswer:
    """The mark of each record of a kind."""
    query = select(record.c.record_id, record.c.stamps).where(
        record.c.network_id == device.network_id, record.c.kind == kind
    )
    rows = connection.execute(query).yield_per(_AT_ONCE)
    return HeadsAnswer({row.record_id: mark(row.record_id, row.stamps) for row in rows})


def records(connection: Connection, device: Device, ids: Sequence[str]) -> RecordsAnswer:
    """Records as they stand, whoever changed them last; ids that aren't of the network are left out.

    Raises:
        Refused: they are too much for one answer.
    """
    states, size = list[RecordState](), 0
    for row in _found(connection, device.network_id, sorted(set(ids))):
        size += len(row.fields)
        if size > _ROOM:
            raise Refused(Code.TOO_LARGE, "Ask for fewer records at once.")
        states.append(pulling.state(row))
    return RecordsAnswer(states)


def _found(connection: Connection, network_id: str, ids: Sequence[str]) -> Iterator[Any]:
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        yield from bulk.find(connection, pulling.STATE, record.c.record_id, network_id, part)
