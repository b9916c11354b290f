"""Taking records into the catalogue of a network: their entries are made, and those that rest on them made again."""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from app.catalogue import cataloguing, shapes
from app.catalogue.entries import CERTIFIED, ENDED, SHOWN, Entry, Known, Span
from app.catalogue.index import Changes
from app.catalogue.keeping import Keeping, Kept, Named, lines
from app.catalogue.tables import entry, link, ordering, span
from app.catalogue.writing import change, parts, put, remove

_SWEPT = 500
_TOGETHER = 512
"""So many records are in memory at a time as they are known; what finds them is gathered of all."""
_NOTHING = frozenset[str]()


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
        self.keeping = Keeping(connection, network_id)
        self._changes = Changes(network_id)

    def take(self, changed: Sequence[Change]) -> None:
        """Take in records: first those on which services rest, then the services, some at a time.

        A service is made again when its organisation differs, or a certificate or a path that names it.
        """
        its = {each.record_id: each for each in changed if each.kind in shapes.KINDS}
        services = [each for each in its.values() if each.kind == shapes.SERVICE]
        named, owners = self._others([e for e in its.values() if e.kind != shapes.SERVICE])
        made = set[str]()
        for some in parts(services, _TOGETHER):
            made |= self._services(some)
        heavy = set(self.keeping.services_of(owners)) - made
        for some in parts(sorted(named - heavy - made), _TOGETHER):
            again = {each.record_id: each for each in self.keeping.named(some)}
            light = {each: row for each, row in again.items() if row.generation}
            heavy |= again.keys() - light.keys()
            self._write_naming(light.values())
        for some in parts(sorted(heavy), _TOGETHER):
            resting = self.keeping.kept(entry.c.record_id, some)
            self._make({each: row.known for each, row in resting.items()}, resting)
        self._changes.write(self.connection)

    def sweep(self) -> bool:
        """Remove some entries that weren't met again; whether there may be more."""
        ids = self.connection.scalars(
            select(entry.c.record_id)
            .where(entry.c.network_id == self.network_id, entry.c.generation < self.generation)
            .limit(_SWEPT)
        ).all()
        found = self.keeping.kept(entry.c.record_id, ids)
        self.take(
            [
                Change(each.known.record_id, each.known.kind, each.known.owner, "{}", deleted=True)
                for each in found.values()
            ]
        )
        return len(ids) == _SWEPT

    def _others(self, changed: Sequence[Change]) -> tuple[set[str], set[str]]:
        """Take in what isn't a service; the ids that something names that differs, and whose organisations differ."""
        named, owners = set[str](), set[str]()
        for some in parts(changed, _TOGETHER):
            kept, new, gone = self._sorted_out(some)
            differ = [
                *(known for known in new if known != _known_of(kept.get(known.record_id))),
                *(each.known for each in gone),
            ]
            ids = [each.record_id for each in differ if each.kind != shapes.ORGANISATION]
            owners |= {each.owner for each in differ if each.kind == shapes.ORGANISATION}
            named |= self.keeping.targets(ids)
            self._remove(gone)
            self._write(
                [(known, kept.get(known.record_id), cataloguing.of(known)) for known in new]
            )
            named |= self.keeping.targets(ids)
        return named, owners

    def _services(self, changed: Sequence[Change]) -> set[str]:
        """Take in services; the ids of those that were made."""
        kept, new, gone = self._sorted_out(changed)
        self._remove(gone)
        self._make({each.record_id: each for each in new}, kept)
        return {each.record_id for each in new}

    def _sorted_out(
        self, changed: Sequence[Change]
    ) -> tuple[dict[str, Kept], list[Known], list[Kept]]:
        """What there is of some records, those that are to be made, and those that have gone."""
        kept = self.keeping.kept(entry.c.record_id, [each.record_id for each in changed])
        new, met, gone = list[Known](), list[str](), list[Kept]()
        for each in changed:
            before = kept.get(each.record_id)
            known = None if each.deleted else _known(each)
            if known is None:
                if before is not None:
                    gone.append(kept.pop(each.record_id))
            elif before is not None and before.known == known and before.generation:
                met.append(known.record_id)
            else:
                new.append(known)
        self._touch(met)
        return kept, new, gone

    def _make(self, services: Mapping[str, Known], kept: Mapping[str, Kept]) -> None:
        """Make the entries of services of what they rest on."""
        organisations = self.keeping.organisations({each.owner for each in services.values()})
        naming = self.keeping.naming(services)
        self._write(
            [
                (
                    known,
                    kept.get(each),
                    cataloguing.of(known, organisations.get(known.owner), *naming[each]),
                )
                for each, known in services.items()
            ]
        )

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

    def _write(self, made: Sequence[tuple[Known, Kept | None, Entry]]) -> None:
        """Write entries that were made anew."""
        rows, sorts, spans, links = [], [], [], []
        old: list[Kept] = []
        for known, before, now in sorted(made, key=_number):
            if before is None:
                self.last_number += 1
                number = self.last_number
            else:
                number = before.number
                old.append(before)
            had = before.found_by if before is not None else (_NOTHING, _NOTHING)
            self._changes.note(known.kind, number, had, (now.terms, now.words))
            rows.append(self._row(known, before, now, number))
            key = self.network_id, number
            sorts += [(*key, by, known.kind, sort) for by, sort in now.sorts.items()]
            spans += _spans(key, now.spans)
            links += [(self.network_id, target, known.record_id) for target in now.targets]
        self._clear(old)
        put(self.connection, entry, rows)
        put(self.connection, ordering, sorts)
        put(self.connection, span, spans)
        put(self.connection, link, links)

    def _write_naming(self, services: Collection[Named]) -> None:
        """Write what certificates and paths tell of services that haven't changed themselves."""
        naming = self.keeping.naming(each.record_id for each in services)
        rows, spans = [], []
        for each in sorted(services, key=lambda each: each.number):
            certificates, paths = naming[each.record_id]
            key = self.network_id, each.number
            before = now = lines(each.terms)
            if each.state == SHOWN:
                now = cataloguing.led_through(before, paths)
                spans += _spans(key, cataloguing.certified(certificates))
            if now != before:
                self._changes.note(each.kind, each.number, (before, _NOTHING), (now, _NOTHING))
            written = each.terms if now == before else "\n".join(now)
            rows.append((written, self.now, self.generation, *key))
        columns = (entry.c.terms, entry.c.modified_at, entry.c.generation)
        change(self.connection, entry, columns, (entry.c.network_id, entry.c.number), rows)
        of_facet = (span.c.network_id, span.c.number, span.c.facet)
        remove(self.connection, span, of_facet, [(*row[-2:], CERTIFIED) for row in rows])
        put(self.connection, span, spans)

    def _row(self, known: Known, before: Kept | None, now: Entry, number: int) -> tuple[Any, ...]:
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

    def _modified_at(self, known: Known, before: Kept | None) -> int:
        """An entry that is only made by other rules hasn't changed for those who read it."""
        remade = before is not None and before.generation == 0 and before.known == known
        return before.modified_at if before is not None and remade else self.now

    def _remove(self, gone: Sequence[Kept]) -> None:
        """Remove entries whose records were deleted."""
        for each in gone:
            self._changes.note(each.known.kind, each.number, each.found_by, (_NOTHING, _NOTHING))
        self._clear(gone)
        key = entry.c.network_id, entry.c.record_id
        remove(self.connection, entry, key, [(self.network_id, e.known.record_id) for e in gone])

    def _clear(self, old: Sequence[Kept]) -> None:
        """Remove what else stands of entries beside their rows and their terms."""
        numbers = [(self.network_id, each.number) for each in old]
        for table in (ordering, span):
            remove(self.connection, table, (table.c.network_id, table.c.number), numbers)
        ids = [(self.network_id, each.known.record_id) for each in old]
        remove(self.connection, link, (link.c.network_id, link.c.record_id), ids)


def _spans(key: tuple[str, int], found: Iterable[Span]) -> list[tuple[Any, ...]]:
    """Rows of what holds on some days, numbered within each facet."""
    parts_of = Counter[str]()
    rows = []
    for each in found:
        part = parts_of[each.facet]
        parts_of[each.facet] += 1
        rows.append((*key, each.facet, part, each.term, each.first, each.last, each.amount))
    return rows


def _known_of(kept: Kept | None) -> Known | None:
    return None if kept is None else kept.known


def _number(made: tuple[Known, Kept | None, Entry]) -> int:
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
