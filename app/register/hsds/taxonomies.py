"""Taxonomies of HSDS: the code lists by which services and organisations are told apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Connection

from app.catalogue import finding, reading, shapes
from app.catalogue.entries import ANYWHERE
from app.catalogue.ids import child
from app.certification.schemes import actions as schemes
from app.core.codes import codes
from app.core.text import LanguageText, Text, _l, in_all, languages
from app.organisation.records import SECTORS
from app.register.hsds.making import Made, Reader, without_blanks

PTV = "http://uri.suomi.fi/codelist/ptv"


@dataclass(frozen=True)
class Taxonomy:
    """A way of telling things apart.

    Attributes:
        key: what it is called in ids and in ``link_type``; for most also the facet of the catalogue.
        name: what people call it.
        source: the code list, "" where the terms are those that are in use.
        uri, version: of the list itself.
        of: whose it is.
    """

    key: str
    name: Text
    source: str = ""
    uri: str = ""
    version: str = ""
    of: str = shapes.SERVICE

    @property
    def id(self) -> str:
        """Its id."""
        return child("", "taxonomy", self.key)

    def term_id(self, code: str) -> str:
        """The id of a term: networks and paths have ids of their own."""
        return code if self.key in {"network", "path"} else child(self.id, "term", code)


TAXONOMIES: tuple[Taxonomy, ...] = (
    Taxonomy(
        "ptv_class", _l("Service class (Suomi.fi)"), "ptv_service_classes", f"{PTV}/ptvserclass2"
    ),
    Taxonomy("target_group", _l("Target groups"), "target_groups", f"{PTV}/ptvkohderyhmat"),
    Taxonomy("shl_service", _l("Social Welfare Act service"), "shl_services"),
    Taxonomy("industry", _l("Industry class (TOL 2025)"), "tol2025", version="2025"),
    Taxonomy("place", _l("Place"), "delivery_places"),
    Taxonomy("form", _l("Form"), "delivery_forms"),
    Taxonomy("rhythm", _l("Rhythm"), "delivery_rhythms"),
    Taxonomy("payer", _l("Who can pay"), "payers"),
    Taxonomy("certificate", _l("Certificate")),
    Taxonomy("path", _l("Service path")),
    Taxonomy("network", _l("Network")),
    Taxonomy("sector", _l("Sector"), of=shapes.ORGANISATION),
    Taxonomy("legal_form", _l("Legal form"), "legal_forms", of=shapes.ORGANISATION),
)
BY_KEY: Mapping[str, Taxonomy] = {each.key: each for each in TAXONOMIES}
BY_ID: Mapping[str, Taxonomy] = {each.id: each for each in TAXONOMIES}


@dataclass(frozen=True)
class Term:
    """A term of a taxonomy; ``names`` by language."""

    taxonomy: Taxonomy
    code: str
    names: LanguageText

    @property
    def id(self) -> str:
        """Its id."""
        return self.taxonomy.term_id(self.code)

    @property
    def parent(self) -> str:
        """The code of the class above it, ``""`` for none."""
        if self.taxonomy.uri:
            return self.code.rpartition(".")[0]
        return ""


def listed(taxonomy: Taxonomy, code: str) -> Term:
    """A term of a code list, also one that isn't in it any more."""
    if taxonomy.key == "sector":
        return Term(taxonomy, code, _sectors().get(code, in_all(code)))
    if taxonomy.key == "certificate":
        return Term(taxonomy, code, _schemes().get(code, in_all(code)))
    found = codes(taxonomy.source).get(code) if taxonomy.source else None
    return Term(taxonomy, code, found.names if found else in_all(code))


@cache
def shipped() -> Mapping[str, Term]:
    """The terms of our own lists, by their ids."""
    found = (listed(taxonomy, code) for taxonomy in TAXONOMIES for code in _codes(taxonomy))
    return {term.id: term for term in found}


def in_use(connection: Connection, networks: Mapping[str, str], day: date) -> list[Term]:
    """The terms that something shown has, taxonomy by taxonomy."""
    ids = list(networks)
    return [
        term for taxonomy in TAXONOMIES for term in _used(connection, networks, ids, taxonomy, day)
    ]


def as_taxonomy(taxonomy: Taxonomy, reader: Reader) -> Made:
    """The object of HSDS."""
    name = reader.text(taxonomy.name)
    return without_blanks(
        id=taxonomy.id, name=name, description=name, uri=taxonomy.uri, version=taxonomy.version
    )


def as_term(term: Term, reader: Reader, *, whole: bool = True) -> Made:
    """The object of HSDS; ``whole`` with its taxonomy in it."""
    taxonomy, name = term.taxonomy, reader.said(term.names)
    made = without_blanks(
        id=term.id,
        code=term.code,
        name=name,
        description=name,
        parent_id=taxonomy.term_id(term.parent) if term.parent else "",
        taxonomy=reader.text(taxonomy.name),
        language=reader.language,
        taxonomy_id=taxonomy.id,
        term_uri=f"{taxonomy.uri}/code/{term.code}" if taxonomy.uri else "",
    )
    if whole:
        made["taxonomy_detail"] = as_taxonomy(taxonomy, reader)
    return made


def attributes(
    owner: str, entity: str, terms: Iterable[tuple[Term, str]], reader: Reader
) -> list[Made]:
    """Attributes of something by its terms, each with a value that may be blank."""
    return [
        without_blanks(
            id=child(owner, "attribute", f"{term.taxonomy.key}/{term.code}/{value}"),
            link_id=owner,
            link_entity=entity,
            link_type=term.taxonomy.key,
            taxonomy_term_id=term.id,
            value=value,
            taxonomy_term=as_term(term, reader),
        )
        for term, value in terms
    ]


def _used(
    connection: Connection,
    networks: Mapping[str, str],
    ids: Sequence[str],
    taxonomy: Taxonomy,
    day: date,
) -> list[Term]:
    match taxonomy.key:
        case "network":
            return [Term(taxonomy, each, in_all(name)) for each, name in networks.items()]
        case "certificate":
            keys = finding.schemes(connection, ids, day) if ids else []
            return [listed(taxonomy, each) for each in keys if each]
        case "path":
            used = finding.terms(connection, ids, taxonomy.of, "path")
            found = reading.by_ids(connection, ids, shapes.PATH, used, day)
            return [Term(taxonomy, each.record_id, each.name) for each in found]
    used = finding.terms(connection, ids, taxonomy.of, taxonomy.key)
    if taxonomy.key == "industry":
        of_owners = finding.terms(connection, ids, shapes.ORGANISATION, taxonomy.key)
        used = sorted({*used, *of_owners})
    return [listed(taxonomy, each) for each in used if each != ANYWHERE]


def _codes(taxonomy: Taxonomy) -> list[str]:
    if taxonomy.key == "sector":
        return list(_sectors())
    return [each.id for each in codes(taxonomy.source)] if taxonomy.source else []


@cache
def _sectors() -> Mapping[str, LanguageText]:
    return {
        code: {language: words.say(language) for language in languages()} for code, words in SECTORS
    }


@cache
def _schemes() -> Mapping[str, LanguageText]:
    return {each.key: each.name for each in schemes.shipped()}
