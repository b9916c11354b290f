"""Taking records into the catalogue of a network: their entries are made, and those that rest on them made again."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from app.catalogue import cataloguing, shapes
from app.catalogue.entries import ENDED, SHOWN, Entry, Known
from app.catalogue.index import Changes
from app.catalogue.tables import entry, link, ordering, span
from app.catalogue.writing import parts, put, remove

_SWEPT = 500


@dataclass(frozen=True)
class Change:
    """A record as it stands now; ``fields`` is JSON as it is stored, ``beside`` what is known of its original."""

    record_id: str
    kind: str
    owner: str
    fields: str
    position: int = 0
    deleted: bool = False
    beside: Mapping[str, Any] | None = None


@dataclass
class _Kept:
    """An entry as it stands in the table."""

    number: int
    known: Known
    state: str
    terms: str
    words: str
    modified_at: int
    ended_at: int
    generation: int

    @property
    def found_by(self) -> tuple[frozenset[str], frozenset[str]]:
        """Its terms and its words."""
        return _lines(self.terms), _lines(self.words)


class Taking:
    """Takes records into the catalogue of one network, in one transaction.

    Attributes:
        last_number: the last number that an entry has been given.
    """

    def __init__(
        self, connection: Connection, network_id: str, last_number: int, generation: int, now: int
    ) -> None:
        self.connection = connection
        self.network_id = network_id
        self.last_number = last_number
        self.generation = generation
        self.now = now

    def take(self, changed: Sequence[Change]) -> None:
        """Take in records: first those on which services rest, then the services.

        A service is made again when its organisation differs, or a certificate or a path that names it.
        """
        its = {each.record_id: each for each in changed if each.kind in shapes.KINDS}
        kept = self._kept(entry.c.record_id, its)
        others, services = list[Known](), dict[str, Known]()
        differ, met, gone = list[Known](), set[str](), list[_Kept]()
        for each in its.values():
            before = kept.get(each.record_id)
            known = None if each.deleted else _known(each)
            if known is None:
                if before is not None:
                    gone.append(kept.pop(each.record_id))
                continue
            if before is not None and before.known == known:
                if before.generation:
                    met.add(known.record_id)
                    continue
            elif known.kind != shapes.SERVICE:
                differ.append(known)
            if known.kind == shapes.SERVICE:
                services[known.record_id] = known
            else:
                others.append(known)
        differ += [each.known for each in gone]
        ids = [each.record_id for each in differ if each.kind != shapes.ORGANISATION]
        owners = {each.owner for each in differ if each.kind == shapes.ORGANISATION}
        self._touch(met)
        named = self._targets(ids)
        self._remove(gone)
        self._write([(known, kept.get(known.record_id), cataloguing.of(known)) for known in others])
        named |= self._targets(ids)
        self._services(services, kept, named, owners)

    def sweep(self) -> bool:
        """Remove some entries that weren't met again; whether there may be more."""
        ids = self.connection.scalars(
            select(entry.c.record_id)
            .where(entry.c.network_id == self.network_id, entry.c.generation < self.generation)
            .limit(_SWEPT)
        ).all()
        found = self._kept(entry.c.record_id, ids)
        self.take(
            [
                Change(each.known.record_id, each.known.kind, each.known.owner, "{}", deleted=True)
                for each in found.values()
            ]
        )
        return len(ids) == _SWEPT

    def _services(
        self,
        services: dict[str, Known],
        kept: dict[str, _Kept],
        named: set[str],
        owners: set[str],
    ) -> None:
        """Make the entries of services that have changed, or something on which they rest."""
        resting = self._kept(entry.c.record_id, named) | self._kept(
            entry.c.owner, owners, shapes.SERVICE
        )
        for record_id, before in resting.items():
            if before.known.kind == shapes.SERVICE:
                services.setdefault(record_id, before.known)
        its = kept | resting
        organisations = self._organisations({each.owner for each in services.values()})
        naming = self._naming(services)
        made = []
        for known in services.values():
            certificates = [
                each for each in naming[known.record_id] if each.kind == shapes.CERTIFICATE
            ]
            paths = [each.record_id for each in naming[known.record_id] if each.kind == shapes.PATH]
            organisation = organisations.get(known.owner)
            now = cataloguing.of(known, organisation, certificates, paths)
            made.append((known, its.get(known.record_id), now))
        self._write(made)

    def _organisations(self, owners: set[str]) -> dict[str, Known]:
        """The organisation of each owner; of several the one that was made first."""
        found = self._kept(entry.c.owner, owners, shapes.ORGANISATION)
        return {
            each.known.owner: each.known
            for _id, each in sorted(found.items(), reverse=True)
            if each.state == SHOWN
        }

    def _naming(self, services: Iterable[str]) -> dict[str, list[Known]]:
        """The certificates and shown paths that name each service."""
        found: dict[str, list[str]] = defaultdict(list)
        for some in parts(services):
            rows = self.connection.execute(
                select(link.c.target, link.c.record_id).where(
                    link.c.network_id == self.network_id, link.c.target.in_(some)
                )
            )
            for target, record_id in sorted(tuple(row) for row in rows):
                found[target].append(record_id)
        ids = {record_id for its in found.values() for record_id in its}
        records = self._kept(entry.c.record_id, ids)
        naming: dict[str, list[Known]] = defaultdict(list)
        for target, its in found.items():
            naming[target] = [records[each].known for each in its if each in records]
        return naming

    def _targets(self, ids: Iterable[str]) -> set[str]:
        """The records that some records name."""
        return {
            target
            for some in parts(ids)
            for target in self.connection.scalars(
                select(link.c.target).where(
                    link.c.network_id == self.network_id, link.c.record_id.in_(some)
                )
            )
        }

    def _kept(self, by: Any, values: Iterable[str], kind: str = "") -> dict[str, _Kept]:
        """Entries by their ids or their owners, of one kind or all."""
        columns = (
            entry.c.record_id, entry.c.kind, entry.c.owner, entry.c.fields, entry.c.number,
            entry.c.state, entry.c.terms, entry.c.words, entry.c.modified_at, entry.c.ended_at,
            entry.c.generation,
        )  # fmt: skip
        found = {}
        for some in parts(values):
            query = select(*columns).where(entry.c.network_id == self.network_id, by.in_(some))
            if kind:
                query = query.where(entry.c.kind == kind)
            for record_id, its_kind, owner, fields, number, *rest in self.connection.execute(query):
                known = Known(record_id, its_kind, owner, msgspec.json.decode(fields))
                found[record_id] = _Kept(number, known, *rest)
        return found

    def _touch(self, ids: Iterable[str]) -> None:
        """Say of entries that they were met."""
        for some in parts(ids):
            self.connection.execute(
                update(entry)
                .where(
                    entry.c.network_id == self.network_id,
                    entry.c.record_id.in_(some),
                    entry.c.generation < self.generation,
                )
                .values(generation=self.generation)
            )

    def _write(self, made: Sequence[tuple[Known, _Kept | None, Entry]]) -> None:
        """Write entries that were made anew."""
        changes = Changes(self.network_id)
        rows, sorts, spans, links = [], [], [], []
        old: list[_Kept] = []
        for known, before, now in sorted(made, key=_number):
            if before is None:
                self.last_number += 1
                number = self.last_number
            else:
                number = before.number
                old.append(before)
            had = before.found_by if before is not None else (frozenset(), frozenset())
            changes.note(known.kind, number, had, (now.terms, now.words))
            rows.append(self._row(known, before, now, number))
            key = self.network_id, number
            sorts += [(*key, by, known.kind, sort) for by, sort in now.sorts.items()]
            spans += [
                (*key, each.facet, part, each.term, each.first, each.last, each.amount)
                for part, each in enumerate(now.spans)
            ]
            links += [(self.network_id, target, known.record_id) for target in now.targets]
        self._clear(old)
        put(self.connection, entry, rows)
        put(self.connection, ordering, sorts)
        put(self.connection, span, spans)
        put(self.connection, link, links)
        changes.write(self.connection)

    def _row(self, known: Known, before: _Kept | None, now: Entry, number: int) -> tuple[Any, ...]:
        ended_at = 0
        if now.state == ENDED:
            stays = before is not None and before.state == ENDED
            ended_at = before.ended_at if before is not None and stays else self.now
        return (
            self.network_id,
            known.record_id,
            number,
            known.kind,
            known.owner,
            now.state,
            msgspec.json.encode(known.fields).decode(),
            "\n".join(now.terms),
            "\n".join(now.words),
            self._modified_at(known, before),
            ended_at,
            self.generation,
        )

    def _modified_at(self, known: Known, before: _Kept | None) -> int:
        """An entry that is only made by other rules hasn't changed for those who read it."""
        remade = before is not None and before.generation == 0 and before.known == known
        return before.modified_at if before is not None and remade else self.now

    def _remove(self, gone: Sequence[_Kept]) -> None:
        """Remove entries whose records were deleted."""
        changes = Changes(self.network_id)
        for each in sorted(gone, key=lambda each: each.number):
            changes.note(each.known.kind, each.number, each.found_by, (frozenset(), frozenset()))
        self._clear(gone)
        key = entry.c.network_id, entry.c.record_id
        remove(self.connection, entry, key, [(self.network_id, e.known.record_id) for e in gone])
        changes.write(self.connection)

    def _clear(self, old: Sequence[_Kept]) -> None:
        """Remove what else stands of entries beside their rows and their terms."""
        numbers = [(self.network_id, each.number) for each in old]
        for table in (ordering, span):
            remove(self.connection, table, (table.c.network_id, table.c.number), numbers)
        ids = [(self.network_id, each.known.record_id) for each in old]
        remove(self.connection, link, (link.c.network_id, link.c.record_id), ids)


def _lines(kept: str) -> frozenset[str]:
    return frozenset(kept.split("\n")) if kept else frozenset()


def _number(made: tuple[Known, _Kept | None, Entry]) -> int:
    """What an entry is sorted by before it is written: new ones come last."""
    return sys.maxsize if made[1] is None else made[1].number


def _known(changed: Change) -> Known | None:
    """What the catalogue takes of a record, ``None`` when it isn't even JSON."""
    try:
        fields = msgspec.json.decode(changed.fields)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    known = shapes.known(changed.kind, fields)
    if changed.beside is not None:
        known[shapes.ORIGINAL] = changed.beside
    return Known(changed.record_id, changed.kind, changed.owner, known)
