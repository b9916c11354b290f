"""What the catalogue of a network holds before something is taken into it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from app.catalogue import shapes
from app.catalogue.entries import SHOWN, Known
from app.catalogue.tables import entry, link
from app.catalogue.writing import parts

Naming = tuple[list[Known], list[str]]
"""The certificates that name a service, and the ids of the paths that lead through it."""


@dataclass
class Kept:
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
        return lines(self.terms), lines(self.words)


class Named(NamedTuple):
    """As much of an entry as certificates and paths that name it can change."""

    record_id: str
    number: int
    kind: str
    owner: str
    state: str
    terms: str
    generation: int


class Keeping:
    """The entries of one network as they are, to be asked."""

    def __init__(self, connection: Connection, network_id: str) -> None:
        self.connection = connection
        self.network_id = network_id

    def kept(self, by: Any, values: Iterable[str], kind: str = "") -> dict[str, Kept]:
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
                found[record_id] = Kept(number, known, *rest)
        return found

    def services_of(self, owners: Iterable[str]) -> Iterator[str]:
        """The ids of all services of some owners."""
        for some in parts(owners):
            yield from self.connection.scalars(
                select(entry.c.record_id).where(
                    entry.c.network_id == self.network_id,
                    entry.c.owner.in_(some),
                    entry.c.kind == shapes.SERVICE,
                )
            )

    def named(self, ids: Iterable[str]) -> list[Named]:
        """The services that something names, without what it can't change."""
        columns = [entry.c[name] for name in Named._fields]
        return [
            Named._make(row)
            for some in parts(ids)
            for row in self.connection.execute(
                select(*columns).where(
                    entry.c.network_id == self.network_id,
                    entry.c.record_id.in_(some),
                    entry.c.kind == shapes.SERVICE,
                )
            )
        ]

    def organisations(self, owners: set[str]) -> dict[str, Known]:
        """The organisation of each owner; of several the one that was made first."""
        found = self.kept(entry.c.owner, owners, shapes.ORGANISATION)
        return {
            each.known.owner: each.known
            for _id, each in sorted(found.items(), reverse=True)
            if each.state == SHOWN
        }

    def naming(self, services: Iterable[str]) -> dict[str, Naming]:
        """The certificates and shown paths that name each service; for any other one there are none."""
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
        records = self.kept(entry.c.record_id, ids)
        naming: dict[str, Naming] = defaultdict(lambda: ([], []))
        for target, its in found.items():
            certificates, paths = naming[target]
            for known in (records[each].known for each in its if each in records):
                if known.kind == shapes.CERTIFICATE:
                    certificates.append(known)
                elif known.kind == shapes.PATH:
                    paths.append(known.record_id)
        return naming

    def targets(self, ids: Iterable[str]) -> set[str]:
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


def lines(kept: str) -> frozenset[str]:
    """Terms or words as they are kept, one a line."""
    return frozenset(kept.split("\n")) if kept else frozenset()
