"""What an answer is made from: the catalogue of the public networks, today, for one reader."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select
from starlette.requests import Request

from app.catalogue import finding, shapes
from app.catalogue.entries import PRIVATE
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.register import networks, originals, pages, verified
from app.register.database import Database
from app.register.directories.publisher import DIRECTORY
from app.register.hsds import sources, taxonomies
from app.register.hsds.making import Made, Reader
from app.register.hsds.taxonomies import BY_ID, Term
from app.register.public.following import Follower
from app.register.settings import Settings
from app.register.tables import device

Told = Mapping[str, Any]
"""The parameters of a request, read."""


@dataclass(frozen=True)
class View:
    """The catalogue as one request sees it: one moment of the database.

    Attributes:
        networks: the names of the networks that are shown, by their ids.
        day: today.
    """

    connection: Connection
    networks: Mapping[str, str]
    reader: Reader
    day: date

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the networks."""
        return list(self.networks)

    @cached_property
    def terms(self) -> list[Term]:
        """The terms that are in use."""
        return taxonomies.in_use(self.connection, self.networks, self.day)

    @cached_property
    def others_terms(self) -> list[Made]:
        """The terms of directories, with their taxonomies in them."""
        ours = taxonomies.shipped().keys() | {each.id for each in self.terms}
        found = originals.of_kind(self.connection, self.ids, originals.TERM)
        return [each for each in found if each["id"] not in ours]

    @cached_property
    def others_taxonomies(self) -> list[Made]:
        """The taxonomies of directories."""
        found = originals.of_kind(self.connection, self.ids, originals.TAXONOMY)
        return [each for each in found if each["id"] not in BY_ID]

    @cached_property
    def _private(self) -> set[tuple[str, str]]:
        return finding.owners(self.connection, self.ids, Wanted(), PRIVATE, self.day)

    @cached_property
    def _documents(self) -> originals.Documents:
        """Of imported records as their directories told them, those that were asked for."""
        return {}

    @cached_property
    def _joined(self) -> set[tuple[str, str]]:
        """The organisations whose office has joined."""
        query = select(device.c.network_id, device.c.organisation_id).where(
            device.c.network_id.in_(self.ids), device.c.role != DIRECTORY
        )
        return {(row[0], row[1]) for row in self.connection.execute(query)}

    def know(self, items: Iterable[Item]) -> None:
        """Read at once what the directories of some items and of their organisations told."""
        both = [each for item in items for each in (item, item.organisation) if each is not None]
        keys = {
            (each.network_id, each.record_id) for each in both if shapes.ORIGINAL in each.fields
        }
        self._documents.update(
            originals.documents(self.connection, sorted(keys - self._documents.keys()))
        )

    def source(self, item: Item | None) -> sources.Source | None:
        """What the directory of an imported record told; ``None`` when nothing of it was kept."""
        if item is None or shapes.ORIGINAL not in item.fields:
            return None
        key = item.network_id, item.record_id
        if key not in self._documents:
            self.know([item])
        document = self._documents.get(key)
        if document is None:
            return None
        joined = (item.network_id, item.owner) in self._joined
        return sources.shown(
            document,
            item.fields[shapes.ORIGINAL],
            persons=not joined,
            private=self.is_private(item),
        )

    def is_private(self, item: Item) -> bool:
        """Whether the organisation of an item works in a home: no address of it is told."""
        return (item.network_id, item.owner) in self._private

    def term(self, term_id: str) -> Term | None:
        """A term by its id."""
        known = taxonomies.shipped().get(term_id)
        return known or next((each for each in self.terms if each.id == term_id), None)

    def within(self, network_id: str | None) -> "View":
        """The same within one network."""
        if network_id is None:
            return self
        kept = {each: name for each, name in self.networks.items() if each == network_id}
        return replace(self, networks=kept)


class Views:
    """Makes views of the register's database."""

    def __init__(self, database: Database, follower: Follower, settings: Settings) -> None:
        self.database, self.follower, self.settings = database, follower, settings

    def reader(self, request: Request, told: Told) -> Reader:
        """For whom an answer is made."""
        language = told.get("lang") or pages.language_of(request)
        return Reader(language, self.settings.address)

    def follow(self) -> None:
        """Let the catalogue take in a little of what is new; who reads never waits for it for long."""
        self.follower.glance()

    @contextmanager
    def view(self, reader: Reader) -> Generator[View]:
        """One moment of the database, for a reader."""
        with self.database.reading() as connection:
            yield View(connection, networks.public(connection), reader, verified.today())
