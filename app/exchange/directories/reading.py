"""A directory of others, opened: its organisations and services one by one, and a report of the rest."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.fault import InvalidValue
from app.core.text import Text, _l
from app.exchange.directories import hsds, ids, ptv, values
from app.exchange.directories.documents import Doc, row, rows, said
from app.exchange.directories.files import sources
from app.exchange.directories.filling import CHANNEL, PTV, TAXONOMY, TERM, Filling
from app.exchange.directories.model import ORGANISATION, SERVICE, Kind, Organisation, Service, Where
from app.exchange.directories.report import Report
from app.exchange.directories.scanning import Progress, Scanning
from app.exchange.directories.spool import Item, Spool

_LISTS = {
    "address": "addresses",
    "phone": "phones",
    "language": "languages",
    "area": "service_areas",
    "cost": "cost_options",
    "attribute": "attributes",
    "identifier": "organization_identifiers",
    "accessibility": "accessibility",
    "url": "additional_websites",
}


@dataclass
class Taken:
    """An organisation or a service with values for our fields.

    Attributes:
        key: by which the directory knows it; ``owner`` is the key of a service's organisation.
        record_id: the id that it has with us; ``owner_id`` that of the organisation.
        values: in JSON, by field.
        title: its name in some language.
        told: what was left out of it.
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

    def organisations(self) -> Iterator[Taken]:
        """The organisations; those that can't be taken are refused in the report."""
        for item in self._spool.items(ORGANISATION):
            told: list[Text] = []
            record_id = ids.of(self.source, ORGANISATION, item.key)
            found = self._organisation(item)
            try:
                fields = values.organisation(found, record_id, told.append)
            except InvalidValue as fault:
                self.report.refuse(ORGANISATION, fault.words, item.where, item.key)
                continue
            yield _taken(ORGANISATION, item, record_id, record_id, fields, told)

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

    def _organisation(self, item: Item) -> Organisation:
        parts = self._spool.parts(ORGANISATION, item.key)
        places = [self._place(each) for each in self._spool.places(item.key)]
        if item.form == PTV:
            channels = [each.doc for each in parts if each.kind == CHANNEL]
            others = [found for each in places if (found := hsds.location(each, self.language))]
            return ptv.organisation(item, channels, others)
        found = hsds.organisation(
            item._replace(doc=self._whole(item, parts)), places, self.language
        )
        for each in parts:
            if each.kind == CHANNEL:
                found.locations += ptv.locations(each.doc)
        return found

    def _service(self, item: Item, tell: Callable[[Text], None]) -> Service:
        if item.form == PTV:
            return ptv.service(item, tell)
        parts = self._spool.parts(SERVICE, item.key)
        return hsds.service(item._replace(doc=self._whole(item, parts)), self.language, tell)

    def _place(self, item: Item) -> Doc:
        return {"id": item.key, **self._whole(item, self._spool.parts("location", item.key))}

    def _whole(self, item: Item, parts: list[Any]) -> Doc:
        """A document with the rows of tables that belong to it."""
        doc = dict(item.doc)
        for part in parts:
            if name := _LISTS.get(part.kind):
                doc[name] = [*rows(doc, name), part.doc]
            elif part.kind == "eligibility" and "eligibility_description" not in doc:
                doc["eligibility_description"] = said(part.doc, "eligibility")
        if "attributes" in doc:
            doc["attributes"] = [self._with_term(each) for each in rows(doc, "attributes")]
        return doc

    def _with_term(self, attribute: Doc) -> Doc:
        """An attribute of a table with the term and the taxonomy that it names."""
        if row(attribute, "taxonomy_term"):
            return attribute
        key = said(attribute, "taxonomy_term_id", "taxonomy_id")
        found = key and (self._spool.item(TERM, key) or self._spool.item(TAXONOMY, key))
        if not found:
            return attribute
        term = dict(found.doc)
        taxonomy = self._spool.item(TAXONOMY, said(term, "taxonomy_id"))
        if taxonomy and not row(term, "taxonomy_detail"):
            term["taxonomy_detail"] = taxonomy.doc
        return {**attribute, "taxonomy_term": term}


@contextmanager
def opened(
    path: Path, source: str, language: str = "fi", progress: Progress | None = None
) -> Iterator[Directory]:
    """Read a file, a folder or a zip archive of a directory.

    Args:
        path: of it.
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
        for each in sources(path):
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
