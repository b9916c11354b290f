"""What a page is asked with: the request, one moment of the register, the day, and how to find records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request

from app.catalogue import cleaning, finding, reading, shapes
from app.catalogue.entries import PRIVATE
from app.catalogue.finding import Found
from app.catalogue.items import Item
from app.catalogue.ordered import Places
from app.catalogue.wanted import Wanted
from app.register import pages
from app.register.web import links
from app.register.web.said import Reader


class Unknown(Exception):
    """There is nothing at the address."""


@dataclass
class Asked:
    """A page that is asked for.

    Attributes:
        language: of the page.
        connection: of a transaction that reads.
        networks: the names of the networks that are shown, by their ids.
        day: today, where certificates are granted.
        site: the register's address as anybody reaches it, without a slash at the end.
        reader: picks the texts.
    """

    request: Request
    language: str
    connection: Connection
    networks: Mapping[str, str]
    day: date
    site: str
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Reader(self.language)

    @property
    def base(self) -> str:
        """The front page in the page's language, as seen from the page."""
        return f"{pages.root(self.request)}/{self.language}"

    def href(self, item: Item) -> str:
        """The address of a record, as seen from the page."""
        return f"{self.base}/{links.of(item, self.language)}"

    def whole(self, path: str = "", language: str = "") -> str:
        """A whole address, for machines and for paper."""
        return f"{self.site}/{language or self.language}/{path}"

    def find(self, wanted: Wanted, networks: Iterable[str] | None = None) -> Found:
        """What there is of what is wanted."""
        asked = list(self.networks if networks is None else networks)
        return finding.find(self.connection, asked, wanted, self.day)

    def places(self, wanted: Wanted) -> Places:
        """Where all stand that are wanted, in their order."""
        networks = list(self.networks)
        return finding.find_places(self.connection, networks, wanted, self.day)[1]

    def counts(
        self, wanted: Wanted, facet: str, networks: Iterable[str] | None = None
    ) -> dict[str, int]:
        """How many there are for each value of a facet."""
        return self.all_counts(wanted, (facet,), networks)[facet]

    def all_counts(
        self, wanted: Wanted, facets: Sequence[str], networks: Iterable[str] | None = None
    ) -> dict[str, dict[str, int]]:
        """How many there are for each value of several facets."""
        asked = list(self.networks if networks is None else networks)
        return finding.all_counts(self.connection, asked, wanted, facets, self.day)

    def item(self, kind: str, record_id: str) -> Item:
        """A record by its id.

        Raises:
            Unknown: none that is shown has it.
        """
        found = self.those(kind, [record_id])
        if not found:
            raise Unknown
        return found[0]

    def those(self, kind: str, ids: Iterable[str]) -> list[Item]:
        """Records by their ids, those that aren't shown left out."""
        wanted = [each for each in ids if cleaning.identity(each)]
        return reading.by_ids(self.connection, list(self.networks), kind, wanted, self.day)

    def organisation_of(self, item: Item) -> Item | None:
        """The organisation whose record it is, where its page is shown."""
        wanted = Wanted(shapes.ORGANISATION, owner=(item.owner,), by=self.language, per_page=1)
        return next(iter(self.find(wanted, [item.network_id]).items), None)

    def locations(self, organisation: Item) -> Sequence[Mapping[str, Any]]:
        """The locations of an organisation; none of one that works in a home, where somebody lives."""
        wanted = Wanted(owner=(organisation.owner,), also=((PRIVATE, ("",)),), per_page=0)
        if self.find(wanted, [organisation.network_id]).total:
            return ()
        return organisation.fields.get("locations", ())

    def network_of(self, item: Item) -> str:
        """The name of a record's network, where the register shows several; else blank."""
        return self.networks.get(item.network_id, "") if len(self.networks) > 1 else ""
