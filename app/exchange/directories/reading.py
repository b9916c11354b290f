"""A directory of others, opened: its organisations and services one by one, and a report of the rest."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.fault import InvalidValue
from app.core.text import Text, _l
from app.exchange.directories import hsds, ids, originals, ours, ptv, values
from app.exchange.directories.documents import Doc, rows
from app.exchange.directories.files import sources
from app.exchange.directories.filling import CHANNEL, OF_STAYS, PTV, TAXONOMY, TERM, Filling
from app.exchange.directories.gathering import Gathering
from app.exchange.directories.model import ORGANISATION, SERVICE, Kind, Organisation, Service, Where
from app.exchange.directories.originals import Original
from app.exchange.directories.report import Report
from app.exchange.directories.scanning import Progress, Scanning
from app.exchange.directories.spool import Item, Spool

_CERTIFICATES = _l(
    "Its certificates aren’t taken in: only the register that signed them can vouch for them."
)
_TOO_MUCH = _l("What our fields don’t hold of it is too much to be kept.")


@dataclass
class Taken:
    """An organisation or a service with values for our fields.

    Attributes:
        key: by which the directory knows it; ``owner`` is the key of a service's organisation.
        record_id: the id that it has with us; ``owner_id`` that of the organisation.
        values: in JSON, by field.
        title: its name in some language.
        told: what was left out of it.
        original: what is kept of it as it came, beside our fields.
    """

    kind: Kind
    key: str
    owner: str
    record_id: str
    owner_id: str
    where: Where
    values: dict[str, Any]
    title: str
    is_draft: bool = False
    told: list[Text] = field(default_factory=list)
    original: Original | None = None


@dataclass
class Directory:
    """What was read. It can be gone through once or more, while it is open.

    Attributes:
        source: what the directory is called; ids that it lacks are made of that.
        report: what was refused and left out so far.
        is_partial: whether its files say that there is more of it.
    """

    source: str
    language: str
    report: Report
    is_partial: bool
    _spool: Spool

    def __post_init__(self) -> None:
        self._gathering = Gathering(self._spool)

    def organisations(self) -> Iterator[Taken]:
        """The organisations; those that can't be taken are refused in the report."""
        for item in self._spool.items(ORGANISATION):
            told: list[Text] = []
            record_id = ids.of(self.source, ORGANISATION, item.key)
            found, places = self._organisation(item)
            try:
                fields = values.organisation(found, record_id, told.append)
            except InvalidValue as fault:
                self.report.refuse(ORGANISATION, fault.words, item.where, item.key)
                continue
            taken = _taken(ORGANISATION, item, record_id, record_id, fields, told)
            taken.original = self._original(taken, item, places)
            yield taken

    def services(self) -> Iterator[Taken]:
        """The services, likewise."""
        for item in self._spool.items(SERVICE):
            told: list[Text] = []
            record_id, owner_id = self.service_id(item.key), self.organisation_id(item.parent)
            found = self._service(item, told.append)
            try:
                fields = values.service(found, record_id, told.append)
            except InvalidValue as fault:
                self.report.refuse(SERVICE, fault.words, item.where, item.key)
                continue
            taken = _taken(SERVICE, item, record_id, owner_id, fields, told)
            taken.is_draft = found.status == "draft"
            taken.original = self._original(taken, item)
            if item.form != PTV and rows(item.doc, "x_certificates"):
                told.append(_CERTIFICATES)
            yield taken

    def keys(self, kind: Kind) -> Iterator[str]:
        """The keys of all of a kind, also of those that can't be taken."""
        return self._spool.keys(kind)

    def organisation_id(self, key: str) -> str:
        """The id of the organisation of a key, ``""`` for none."""
        return ids.of(self.source, ORGANISATION, key) if key else ""

    def service_id(self, key: str) -> str:
        """The id of the service of a key; an organisation of the same directory may have taken it."""
        found = ids.of(self.source, SERVICE, key)
        if found == key.lower() and self._spool.has(ORGANISATION, key):
            return ids.made(self.source, SERVICE, key)
        return found

    def count(self, kind: Kind) -> int:
        """How many of a kind there are, also such as can't be taken."""
        return self._spool.count(kind)

    def terms(self) -> Iterator[Doc]:
        """The terms of its taxonomies, each with its taxonomy in it; those that are told by themselves."""
        for item in self._spool.items(TERM):
            yield self._gathering.term({"id": item.key, **item.doc})

    def taxonomies(self) -> Iterator[Doc]:
        """Its taxonomies; those that are told by themselves."""
        for item in self._spool.items(TAXONOMY):
            yield {"id": item.key, **item.doc}

    def _organisation(self, item: Item) -> tuple[Organisation, list[Doc]]:
        parts = self._spool.parts(ORGANISATION, item.key)
        places = [self._gathering.place(each) for each in self._spool.places(item.key)]
        if item.form == PTV:
            channels = [each.doc for each in parts if each.kind == CHANNEL]
            others = [found for each in places if (found := hsds.location(each, self.language))]
            return ptv.organisation(item, channels, others), places
        whole = self._gathering.whole(ORGANISATION, item.doc, parts)
        found = hsds.organisation(item._replace(doc=whole), places, self.language)
        for each in parts:
            if each.kind == CHANNEL:
                found.locations += ptv.locations(each.doc)
        return found, places

    def _service(self, item: Item, tell: Callable[[Text], None]) -> Service:
        if item.form == PTV:
            return ptv.service(item, tell)
        parts = self._spool.parts(SERVICE, item.key)
        whole = self._gathering.whole(SERVICE, item.doc, parts)
        return hsds.service(item._replace(doc=whole), self.language, tell)

    def _original(self, taken: Taken, item: Item, places: Iterable[Doc] = ()) -> Original | None:
        """What is kept of it as it came; what is too much for that is told."""
        if item.form == PTV:
            return None
        parts = self._spool.parts(taken.kind, item.key)
        doc = self._gathering.nested(self._gathering.whole(taken.kind, item.doc, parts))
        if taken.kind == ORGANISATION:
            whole = [self._gathering.nested(each) for each in places]
            found = originals.organisation(doc, taken.record_id, whole)
        else:
            if doc.get(OF_STAYS) is True:
                doc.pop("service_areas", None)
            stays = self._gathering.stays(parts)
            found = originals.service(doc, taken.record_id, taken.owner_id, stays)
        if found is None and not ours.is_ours(doc):
            taken.told.append(_TOO_MUCH)
        return found


@contextmanager
def opened(
    path: Path | Sequence[Path],
    source: str,
    language: str = "fi",
    progress: Progress | None = None,
) -> Generator[Directory]:
    """Read a file, a folder or a zip archive of a directory, or several files of the same one.

    Args:
        path: of it, or of each of them.
        source: what the directory is called: the same name at every import.
        language: of the texts that don't say in which they are.
        progress: told how many were read; what it raises stops the reading.

    Raises:
        Refusal: there is nothing to read.
    """
    spool, report = Spool(), Report()
    try:
        filling = Filling(spool, report)
        scanning = Scanning(filling, progress)
        for one in [path] if isinstance(path, Path) else path:
            for each in sources(one):
                scanning.source(each)
        spool.bind()
        yield Directory(source, language, report, scanning.is_partial, spool)
    finally:
        spool.close()


def _taken(
    kind: Kind,
    item: Item,
    record_id: str,
    owner_id: str,
    fields: Mapping[str, Any],
    told: list[Text],
) -> Taken:
    title = next(iter(fields["name"].values()))
    return Taken(
        kind, item.key, item.parent, record_id, owner_id, item.where, dict(fields), title, told=told
    )


def nothing_found() -> Text:
    """What is said when a directory holds nothing that could be taken."""
    return _l("No organisations or services were found. Is it a directory in HSDS or from PTV?")
