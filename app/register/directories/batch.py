"""What a directory tells, merged into the records of one transaction by the rules of a push."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from msgspec import Raw
from sqlalchemy import Connection

from app.core.record import new_id
from app.core.text import Text, _l
from app.exchange.directories import keeping
from app.exchange.directories.model import Kind, Where
from app.exchange.directories.originals import Original
from app.exchange.directories.reading import Taken
from app.exchange.directories.report import State
from app.exchange.directories.standard import PERSONS
from app.register import clock, originals, pushing, rights, stored, values
from app.register.changing import Round
from app.register.directories import publisher as publishers
from app.register.directories.publisher import Publisher
from app.register.stored import Stored
from app.sync.merge import Stamps
from app.sync.protocol import Change
from app.sync.stamp import milliseconds

KEPT = _l("It is kept as the organisation has written it.")
_TOO_LARGE = _l("All that is told of it is too much for one record.")


@dataclass
class Outcome:
    """What became of one of the directory's; ``reason`` is why it is refused."""

    kind: Kind
    state: State
    where: Where
    title: str
    reason: Text | None = None
    told: list[Text] = field(default_factory=list)


def refused(taken: Taken, reason: Text) -> Outcome:
    """That something isn't taken."""
    return Outcome(taken.kind, "refused", taken.where, taken.title, reason)


class Batch:
    """The records that some of a directory meets, and what it changes of them.

    Attributes:
        founded: organisations that become ones of the network, each with its name.
    """

    def __init__(self, connection: Connection, publisher: Publisher, wanted: set[str]) -> None:
        self._connection, self._publisher = connection, publisher
        self._records = stored.load(connection, publisher.network_id, wanted)
        self._changed: dict[str, Stored] = {}
        self._facts = originals.facts_of(connection, publisher.network_id, wanted)
        self._originals: dict[str, tuple[str, Original | None]] = {}
        self.founded: dict[str, str] = {}

    def get(self, record_id: str) -> Stored | None:
        """A record as it stands."""
        return self._records.get(record_id)

    def put(self, taken: Taken, record_id: str, owner: str) -> Outcome:
        """Write what differs from the stored record, unless somebody else has written of it."""
        known = self.get(record_id)
        if known is None:
            if not self.change(taken.kind, record_id, owner, taken.values):
                return refused(taken, _TOO_LARGE)
            self._keep(taken, record_id)
            return Outcome(taken.kind, "made", taken.where, taken.title, told=taken.told)
        before = known.values
        differs = {
            name: value
            for name, value in taken.values.items()
            if before.get(name) != value
            and not (rights.is_empty(value) and rights.is_empty(before.get(name)))
        }
        if known.kind != taken.kind or known.owner != owner or known.deleted_at is not None:
            return refused(taken, KEPT)
        wrote_all = self._publisher.wrote_all(known.stamps)
        if differs and wrote_all and not self.change(taken.kind, record_id, owner, differs):
            return refused(taken, _TOO_LARGE)
        # What it told beside our fields stays its own, also when others have written of these.
        told_otherwise = (wrote_all or self._told_before(record_id)) and self._keep(
            taken, record_id
        )
        if differs and not wrote_all:
            return refused(taken, KEPT)
        state: State = "changed" if differs or told_otherwise else "same"
        return Outcome(taken.kind, state, taken.where, taken.title, told=taken.told)

    def _keep(self, taken: Taken, record_id: str) -> bool:
        """Keep the record as the directory told it; whether that differs from what was kept.

        The record is numbered again, so that whoever follows the records learns of it.
        """
        facts = originals.written(taken.original)[1] if taken.original else None
        if facts == self._facts.get(record_id, ("", None))[1]:
            return False
        self._originals[record_id] = (taken.kind, taken.original)
        self._changed.setdefault(record_id, self._records[record_id])
        return True

    def forget_persons(self, record_id: str, told: Original) -> None:
        """Keep of an original no longer who its persons are."""
        known = self.get(record_id)
        document = keeping.without(told.document, PERSONS)
        if known is not None and document != told.document:
            self._originals[record_id] = (known.kind, replace(told, document=document))
            self._changed.setdefault(record_id, known)

    def _told_before(self, record_id: str) -> bool:
        """Whether what is kept of a record was told by this directory."""
        return self._facts.get(record_id, ("", ""))[0] == self._publisher.tag

    def change(self, kind: str, record_id: str, owner: str, fields: Mapping[str, Any]) -> bool:
        """Apply a change as if the office of the owner had pushed it; whether it could be taken."""
        known = self.get(record_id)
        stamps = Stamps.parse(known.stamps if known else "{}")
        stamp = self._publisher.stamp(stamps.latest)
        device = self._publisher.on_behalf_of(owner)
        a_round = Round(
            self._connection,
            device,
            frozenset({device.tag}),
            max(clock.now(), milliseconds(stamp)),  # the register's clock may have been put back
            self._records,
            self._changed,
        )
        raw = Raw(msgspec.json.encode(fields))
        change = Change(
            new_id(),
            kind,
            record_id,
            stamp,
            raw,
            {name: stamps.of(name) for name in fields} if known else {},
            whole=known is None,
        )
        read = values.read(kind, raw)
        return not read.refused and not a_round.answer(change, read).refused

    def save(self) -> None:
        """Write everything, numbered at the very end as that of a push."""
        network_id = self._publisher.network_id
        for organisation_id, name in self.founded.items():
            publishers.found(self._connection, network_id, organisation_id, name)
        if self._changed:
            self._publisher.introduce(self._connection)
            changed = list(self._changed.values())
            last = pushing.positions(self._connection, network_id, len(changed))
            device = self._publisher.on_behalf_of("")
            stored.save(
                self._connection, network_id, changed, last, device.device_id, device.cursor
            )
        originals.save(self._connection, network_id, self._publisher.tag, self._originals)
