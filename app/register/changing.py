"""One change after the other is applied to the records as they stand, in memory.

Nothing is read or written here but what a certificate asks for; ``pushing`` does that before and after.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import Raw
from sqlalchemy import Connection

from app.register import rights, signing, stored
from app.register.devices import Device
from app.register.losses import Loss
from app.register.stored import Stored
from app.register.values import Values
from app.sync.merge import Merged, Stamps, merge
from app.sync.protocol import (
    MOST_FIELDS,
    MOST_RECORD,
    Answer,
    Change,
    Code,
    Current,
    Outcome,
    RefusedField,
)
from app.sync.stamp import MOST_AHEAD, device_tag, milliseconds

CERTIFICATE = "certificate"
MOST_CURRENT = 16 * 1024 * 1024
"""So many bytes of later values are told in one answer; the others come with the next pull."""


class _No(Exception):
    """A change can't be taken at all."""

    def __init__(self, refused: list[RefusedField]) -> None:
        super().__init__()
        self.refused = refused


@dataclass
class Round:
    """The changes of one push, and what they come upon.

    Attributes:
        connection: of the transaction.
        device: whose push it is; ``own_tags`` are those of its own and of the devices that it follows.
        now: the register's clock.
        records: the records as they stand, by id.
        changed: those that have to be written, in the order in which they were last changed.
        losses: what was overwritten unseen.
    """

    connection: Connection
    device: Device
    own_tags: frozenset[str]
    now: int
    records: dict[str, Stored]
    changed: dict[str, Stored] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    _told: int = 0

    def __post_init__(self) -> None:
        self.writer = rights.Writer(self.device.organisation_id, self.device.role)

    def answer(self, change: Change, values: Values) -> Answer:
        """Apply a change and tell what became of it."""
        try:
            if fault := self._clock_fault(change.stamp):
                raise _No([fault])
            if values.is_refused:
                raise _No(values.refused)
            record = self.records.get(change.record)
            if record is None:
                return self._add(change, values)
            return self._merge(record, change, values)
        except _No as no:
            return Answer(change.id, Outcome.REFUSED, no.refused)

    def _clock_fault(self, stamp: str) -> RefusedField | None:
        if device_tag(stamp) not in self.own_tags:
            return RefusedField(rights.ALL, Code.CLOCK, "The stamp is of another device.")
        if milliseconds(stamp) > self.now + MOST_AHEAD:
            return RefusedField(
                rights.ALL, Code.CLOCK, "The stamp is ahead of the register's clock."
            )
        return None

    def _add(self, change: Change, values: Values) -> Answer:
        """A record that the register doesn't have."""
        if not change.whole:
            raise _No(
                [RefusedField(rights.ALL, Code.UNKNOWN_RECORD, "The register has no such record.")]
            )
        faults = rights.refuse_new(change.kind, values.fields, self.writer)
        fields, refused = _without(values.fields, faults, values.refused)
        added = self._signed(change, None, fields)
        written = values.written
        if refused or added:
            fields = {**fields, **added}
            written = _encode(fields)
        record = stored.new(
            change.record,
            change.kind,
            self.device.organisation_id,
            change.stamp,
            fields,
            written,
            self.now if values.deleted else None,
        )
        if added:
            self._put_added(record, added, change.stamp)
        self.records[change.record] = self.changed[change.record] = record
        return Answer(change.id, refused=refused)

    def _merge(self, record: Stored, change: Change, values: Values) -> Answer:
        """A record that the register has."""
        if record.kind != change.kind:
            raise _No([RefusedField(rights.ALL, Code.VALUE, "The record is of another kind.")])
        before, fields = record.values, values.fields
        if change.whole:
            again = rights.repeated(record.kind, fields, before)
            fields = {name: value for name, value in fields.items() if name not in again}
        faults = rights.refuse_change(record.kind, record.owner, fields, self.writer)
        fields, refused = _without(fields, faults, values.refused)
        stamps = Stamps.parse(record.stamps)
        merged = self._merged(before, stamps, fields, change)
        taken = {name: fields[name] for name in merged.taken}
        if record.kind == CERTIFICATE and taken:
            held = self._certificate_faults(change, before, taken)
            if held:  # what the register itself holds back leaves its stamp as it was
                stamps = Stamps.parse(record.stamps)
                self._merged(before, stamps, taken, change)
                refused = [*refused, *held]
        self._take(record, taken, stamps)
        self.losses += [
            Loss(record, name, _encode(before[name]), stamp, change.stamp)
            for name, stamp in merged.lost.items()
            if name in taken and name in before
        ]
        current = self._current(record, merged.superseded)
        outcome = Outcome.APPLIED
        if not taken and fields:
            outcome = Outcome.SUPERSEDED if merged.superseded else Outcome.REFUSED
        elif not fields and refused:
            outcome = Outcome.REFUSED
        return Answer(change.id, outcome, refused, current)

    def _merged(
        self, before: Mapping[str, Any], stamps: Stamps, fields: Mapping[str, Any], change: Change
    ) -> Merged:
        # A value of a device that this one was copied from isn't taken as seen: that one may have gone
        # on writing since. Whether it was seen is told by the change's bases.
        return merge(before, stamps, fields, change.stamp, change.bases, (self.device.tag,))

    def _take(self, record: Stored, taken: Mapping[str, Any], stamps: Stamps) -> None:
        """Give a record the values that won.

        Raises:
            _No: it would become too large.
        """
        if not taken or stamps.written() == record.stamps:
            return
        fields = {**record.values, **taken}
        written = _encode(fields)
        if len(fields) > MOST_FIELDS or len(written.encode()) > MOST_RECORD:
            raise _No([RefusedField(rights.ALL, Code.TOO_LARGE, "The record would be too large.")])
        record.put(fields, written, stamps, self.now)
        self.changed.pop(record.record_id, None)
        self.changed[record.record_id] = record

    def _signed(
        self, change: Change, before: Mapping[str, Any] | None, fields: Mapping[str, Any]
    ) -> dict[str, str]:
        """What the register itself adds to a certificate.

        Raises:
            _No: it can't be signed.
        """
        if change.kind != CERTIFICATE:
            return {}
        found = signing.sign_certificate(
            self.connection,
            self.device.network_id,
            self.device,
            before,
            fields,
            change.record,
            self.records,
        )
        if isinstance(found, RefusedField):
            raise _No([found])
        return found

    def _certificate_faults(
        self, change: Change, before: Mapping[str, Any], taken: dict[str, Any]
    ) -> list[RefusedField]:
        """What of a change to a certificate can't be taken; it is removed from ``taken``.

        Raises:
            _No: nothing can.
        """
        faults = []
        while taken:
            try:
                self._signed(change, before, taken)
            except _No as no:
                if no.refused[0].field not in taken:
                    raise
                faults += no.refused
                del taken[no.refused[0].field]
            else:
                break
        return faults

    def _put_added(self, record: Stored, added: Mapping[str, Any], stamp: str) -> None:
        """What the register added has a stamp of its own, and the device that pushed hasn't seen it."""
        stamps = Stamps.parse(record.stamps)
        for name in added:
            stamps.put(name, signing.register_stamp(stamp))
        record.stamps, record.told = stamps.written(), False

    def _current(self, record: Stored, names: list[str]) -> dict[str, Current]:
        """The later values that stand, as far as there is room for them."""
        stamps = Stamps.parse(record.stamps)
        current = {}
        for name in names:
            value = _encode(record.values.get(name)).encode()
            self._told += len(value)
            if self._told <= MOST_CURRENT:
                current[name] = Current(Raw(value), stamps.of(name))
        return current


def _without(
    fields: Mapping[str, Any], faults: list[RefusedField], before: list[RefusedField]
) -> tuple[Mapping[str, Any], list[RefusedField]]:
    """The fields without those that have a fault, and all faults.

    Raises:
        _No: the whole change has one, or no field is left.
    """
    if not faults:
        return fields, before
    names, refused = {fault.field for fault in faults}, [*before, *faults]
    if rights.ALL in names:
        raise _No(faults)
    left = {name: value for name, value in fields.items() if name not in names}
    if not left:
        raise _No(refused)
    return left, refused


def _encode(value: Any) -> str:
    return msgspec.json.encode(value).decode()
