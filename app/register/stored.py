"""Records as they stand in the register while a push is applied: read once, written once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from app.register import bulk
from app.register.tables import record
from app.sync.merge import DELETED, REST, Stamps

_READ = (
    record.c.record_id,
    record.c.kind,
    record.c.owner,
    record.c.fields,
    record.c.stamps,
    record.c.position,
    record.c.writer,
    record.c.deleted_at,
)
_WRITTEN = (
    record.c.fields,
    record.c.stamps,
    record.c.position,
    record.c.writer,
    record.c.deleted_at,
)


@dataclass(slots=True)
class Stored:
    """A record as it stands.

    Attributes:
        fields, stamps: JSON as it is kept.
        position: of its last change that was committed; 0 for a new one.
        is_new: whether the register doesn't have it yet.
        is_changed: whether it has to be written.
        told: whether the device whose push this is knows what was written to it in this push.
    """

    record_id: str
    kind: str
    owner: str
    fields: str
    stamps: str
    position: int = 0
    writer: str = ""
    deleted_at: int | None = None
    is_new: bool = False
    is_changed: bool = False
    told: bool = True
    _values: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields, not to be changed in place."""
        values = self._values
        if values is None:
            values = self._values = msgspec.json.decode(self.fields, type=dict[str, Any])
        return values

    def put(self, values: dict[str, Any], written: str, stamps: Stamps, moment: int) -> None:
        """Give the record its fields, ``written`` the same as JSON, and their stamps."""
        self._values, self.fields, self.stamps = values, written, stamps.written()
        self.is_changed = True
        self._mind_deletion(values.get(DELETED), moment)

    def _mind_deletion(self, deleted: Any, moment: int) -> None:
        if deleted is None:
            self.deleted_at = None
        elif self.deleted_at is None:
            self.deleted_at = moment


def new(
    record_id: str,
    kind: str,
    owner: str,
    stamp: str,
    values: Mapping[str, Any],
    written: str,
    deleted_at: int | None,
) -> Stored:
    """A record that the register doesn't have yet; all its fields have one stamp."""
    return Stored(
        record_id,
        kind,
        owner,
        written,
        f'{{"{REST}":"{stamp}"}}',
        deleted_at=deleted_at,
        is_new=True,
        is_changed=True,
        _values=values,
    )


def load(connection: Connection, network_id: str, ids: Iterable[str]) -> dict[str, Stored]:
    """Records by their ids; nobody else changes them until the transaction has ended."""
    rows = bulk.find(connection, _READ, record.c.record_id, network_id, ids, lock=True)
    return {row[0]: Stored(*row) for row in rows}


def save(
    connection: Connection,
    network_id: str,
    changed: Sequence[Stored],
    last: int,
    device_id: str,
    after: int,
) -> None:
    """Write changed records, each at a position of its own.

    Args:
        connection: of the transaction.
        network_id: the network.
        changed: the records, in the order in which they were changed.
        last: the position of the last of them; the others have those before it.
        device_id: which device has changed them.
        after: up to which position that device holds everything.

    Raises:
        Raced: another transaction has made one of them meanwhile.
    """
    inserted, updated = [], []
    for position, each in enumerate(changed, last - len(changed) + 1):
        knows = each.is_new or each.position <= after or each.writer == device_id
        each.writer = device_id if knows and each.told else ""
        each.position = position
        state = (each.fields, each.stamps, position, each.writer, each.deleted_at)
        if each.is_new:
            inserted.append((network_id, each.record_id, each.kind, each.owner, *state))
        else:
            updated.append((*state, each.record_id))
    bulk.insert(connection, record, inserted)
    bulk.update(connection, record, record.c.record_id, _WRITTEN, network_id, updated)
