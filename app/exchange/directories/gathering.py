"""Documents of a spool put together: with the rows of tables that belong to them, and what these name."""

from collections.abc import Iterable

from app.exchange.directories.documents import MOST_ROWS, Doc, row, rows, said
from app.exchange.directories.filling import (
    CONTACT,
    LOCATION,
    PHONE,
    PROGRAM,
    STANDS,
    STAY,
    TAXONOMY,
    TERM,
    UNIT,
)
from app.exchange.directories.model import SERVICE
from app.exchange.directories.spool import Item, Part, Spool

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
    "contact": "contacts",
    "schedule": "schedules",
    "funding": "funding",
    "document": "required_documents",
    "capacity": "capacities",
    "program": "programs",
}
"""In which list of a document the rows of a table stand."""


class Gathering:
    """Puts together what a spool holds."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def whole(self, owner: str, doc: Doc, parts: Iterable[Part]) -> Doc:
        """A document with the rows of tables that belong to it."""
        doc, lists = dict(doc), dict[str, list[Doc]]()
        for part in parts:
            name = _LISTS.get(part.kind)
            if part.kind == "url" and owner == SERVICE:
                name = "additional_urls"
            if name:
                found = lists.setdefault(name, rows(doc, name))
                if len(found) < MOST_ROWS:
                    found.append(part.doc)
            elif part.kind == "eligibility" and "eligibility_description" not in doc:
                doc["eligibility_description"] = said(part.doc, "eligibility")
        doc |= lists
        if "attributes" in doc:
            doc["attributes"] = [self._with_term(each) for each in rows(doc, "attributes")]
        return doc

    def nested(self, doc: Doc) -> Doc:
        """The same with what its contacts, telephones and capacities hold, and its program, in it."""
        doc = dict(doc)
        if "contacts" in doc:
            doc["contacts"] = [
                self._with_phones(self._of(CONTACT, each)) for each in rows(doc, "contacts")
            ]
        if "capacities" in doc:
            doc["capacities"] = [
                self._named(each, "unit", "unit_id", UNIT) for each in rows(doc, "capacities")
            ]
        return self._with_phones(self._named(doc, "program", "program_id", PROGRAM))

    def place(self, item: Item) -> Doc:
        """A location."""
        parts = self._spool.parts(LOCATION, item.key)
        return {"id": item.key, **self.whole(LOCATION, item.doc, parts)}

    def stays(self, parts: Iterable[Part]) -> dict[str, tuple[str, Doc]]:
        """At which locations a service is to be had: by the id of each, the key of its location and all of it.

        One that is told several times is taken where it says the most.
        """
        found: dict[str, tuple[str, Doc]] = {}
        for part in parts:
            if part.kind != STANDS:
                continue
            key = said(part.doc, "id") or part.form
            if key not in found or len(str(part.doc)) > len(str(found[key][1])):
                found[key] = part.form, part.doc
        for key, (place, doc) in found.items():
            found[key] = place, self.nested(self._of(STAY, doc))
        return found

    def _of(self, owner: str, doc: Doc) -> Doc:
        """A document with the rows that name it."""
        key = said(doc, "id") if self._spool.has_parts(owner) else ""
        return self.whole(owner, doc, self._spool.parts(owner, key)) if key else doc

    def _with_phones(self, doc: Doc) -> Doc:
        if "phones" not in doc or not self._spool.has_parts(PHONE):
            return doc
        return {**doc, "phones": [self._of(PHONE, each) for each in rows(doc, "phones")]}

    def _named(self, doc: Doc, name: str, link: str, kind: str) -> Doc:
        """A document with what it names by an id in it."""
        found = None if row(doc, name) else self._spool.item(kind, said(doc, link))
        if found is None:
            return doc
        return {each: value for each, value in {**doc, name: found.doc}.items() if each != link}

    def _with_term(self, attribute: Doc) -> Doc:
        """An attribute of a table with the term and the taxonomy that it names."""
        if row(attribute, "taxonomy_term"):
            return attribute
        key = said(attribute, "taxonomy_term_id", "taxonomy_id")
        found = key and (self._spool.item(TERM, key) or self._spool.item(TAXONOMY, key))
        if not found:
            return attribute
        return {**attribute, "taxonomy_term": self.term(found.doc)}

    def term(self, doc: Doc) -> Doc:
        """A term with the taxonomy that it names in it."""
        return self._named(dict(doc), "taxonomy_detail", "taxonomy_id", TAXONOMY)
