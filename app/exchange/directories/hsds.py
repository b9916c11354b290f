"""Documents of HSDS, of its older versions and of Ohana, as what they tell of organisations and services.

All have the same bones and other names for some of them: each field is looked for under every name that it
has had. Pure functions.
"""

from typing import Literal

from app.core.text import _l
from app.exchange.directories import matching, ours
from app.exchange.directories.documents import Doc, number, row, rows, said, text, words
from app.exchange.directories.hsds_texts import told, told_unless
from app.exchange.directories.model import (
    Area,
    Location,
    Organisation,
    Price,
    Service,
    Tell,
    Term,
    Texts,
)
from app.exchange.directories.plain import plain
from app.exchange.directories.spool import Item

_NATION = frozenset({"finland", "suomi", "koko suomi", "koko maa", "hela finland", "hela landet"})
_ENDED = frozenset({"inactive", "defunct"})
_DRAFT = frozenset({"draft", "pending", "unpublished"})


def organisation(item: Item, places: list[Doc], language: str) -> Organisation:
    """An organisation, from its document with all that belongs to it."""
    doc = item.doc
    identifiers = [
        (f"{said(each, 'identifier_scheme')} {said(each, 'identifier_type')}".strip(), value)
        for each in rows(doc, "organization_identifiers")
        if (value := said(each, "identifier"))
    ]
    return Organisation(
        item.key,
        item.where,
        name=told(doc, language, "name"),
        summary=told(doc, language, "x_summary", "short_desc"),
        description=told_unless(doc, language, "description", "x_summary", "name")
        or told(doc, language, "desc"),
        identifiers=identifiers,
        sector=said(doc, "x_sector"),
        legal_form=said(doc, "legal_status"),
        founded=said(doc, "year_incorporated", "date_incorporated")[:4],
        municipality=said(doc, "x_municipality", "x_home_municipality"),
        areas=_areas(_of_organisation(doc, "service_areas")),
        languages=_languages(_of_organisation(doc, "languages")),
        phones=_phones(doc),
        emails=words(doc, "email", "emails"),
        websites=words(doc, "website", "url")
        + [said(each, "url") for each in rows(doc, "additional_websites")],
        locations=[found for each in places if (found := location(each, language))],
        terms=terms(doc),
    )


def _of_organisation(doc: Doc, name: str) -> Doc:
    """An organisation with a list that a register of Kumppani tells in a field of its own."""
    own = doc.get(f"x_{name}")
    return {**doc, name: own} if own else doc


def service(item: Item, language: str, tell: Tell) -> Service:
    """A service, from its document with all that belongs to it."""
    doc = item.doc
    is_ours = ours.is_service(doc)
    more = [
        told(doc, language, *names)
        for names in (
            ("application_process", "how_to_apply"),
            ("eligibility_description", "eligibility", "audience"),
            ("fees_description", "fees"),
            ("interpretation_services",),
            ("alert",),
        )
    ]
    return Service(
        item.key,
        item.where,
        item.parent,
        name=told(doc, language, "name"),
        summary=told(doc, language, "x_promise", "x_summary", "short_desc"),
        description=told_unless(doc, language, "description", "x_promise")
        or told(doc, language, "desc"),
        more=[] if is_ours else [each for each in more if each],
        ours=ours.fields(doc, language) if is_ours else {},
        status=_status(said(doc, "status").lower(), tell),
        areas=_areas(doc),
        languages=_languages(doc),
        terms=terms(doc),
        prices=[_price(each, language) for each in rows(doc, "cost_options")],
        places=["remote"] if doc.get("virtual") is True else [],
    )


def location(doc: Doc, language: str) -> Location | None:
    """A place with its visiting address; ``None`` for one that can't be visited."""
    if said(doc, "location_type") in {"virtual", "postal"} or said(doc, "virtual") == "true":
        return None
    found = [
        each
        for each in rows(doc, "addresses", "address", "physical_addresses", "physical_address")
        if said(each, "address_type", "type") != "postal"
    ]
    address = found[0] if found else {}
    latitude, longitude = number(doc.get("latitude")), number(doc.get("longitude"))
    abroad = said(address, "country").upper() not in {"", "FI", "FIN", "FINLAND", "SUOMI"}
    parts = [
        said(address, "address_1", "street", "street_1"),
        said(address, "address_2", "street_2"),
    ]
    return Location(
        said(doc, "id"),
        name=_line(said(doc, "name", "alternate_name")),
        street=_line(", ".join(part for part in parts if part)),
        postal_code="" if abroad else said(address, "postal_code", "zip"),
        town=_line(said(address, "city")),
        municipality=said(address, "x_municipality") or said(doc, "x_municipality"),
        accessibility=_accessibility(doc, language),
        point=None if latitude is None or longitude is None else (latitude, longitude),
    )


def terms(doc: Doc) -> list[Term]:
    """The classes of a document: each attribute, or in older versions each category."""
    found = []
    for each in rows(doc, "attributes"):
        term = row(each, "taxonomy_term")
        taxonomy = row(term, "taxonomy_detail")
        scheme = said(each, "link_type", "taxonomy_id") if not term else said(each, "link_type")
        found.append(
            Term(
                scheme=(scheme or said(term, "taxonomy") or said(taxonomy, "name")).lower(),
                code=said(term, "code") or said(each, "value"),
                uri=said(term, "term_uri") or said(taxonomy, "uri"),
                name=said(term, "name") or said(each, "label"),
            )
        )
    for each in rows(doc, "categories"):
        found.append(Term("category", said(each, "taxonomy_id", "id"), "", said(each, "name")))
    return found


def _status(status: str, tell: Tell) -> Literal["open", "ended", "draft"]:
    if status in _ENDED:
        return "ended"
    if status in _DRAFT:
        return "draft"
    if status in {"temporarily closed", "temporarily_closed"}:
        tell(_l("It is closed for the time being, so it is taken as retired."))
        return "ended"
    if status not in {"", "active"}:
        tell(_l("Its status “{status}” isn’t known; it is taken as active.", status=status[:40]))
    return "open"


def _areas(doc: Doc) -> list[Area]:
    found = []
    for each in rows(doc, "service_areas"):
        name = _line(said(each, "name", "service_area", "description"))
        extent = said(each, "extent") if said(each, "extent_type") == "text" else ""
        reach: Literal["nation", "part"] = "nation" if name.casefold() in _NATION else "part"
        found.append(Area(reach, "", extent, said(each, "uri"), name))
    if found:
        return found
    return [  # Ohana has them as texts.
        Area("nation" if name.casefold() in _NATION else "part", name=_line(name))
        for name in words(doc, "service_areas")
    ]


def _languages(doc: Doc) -> list[str]:
    found = [said(each, "code", "name", "language") for each in rows(doc, "languages")]
    return [each for each in found if each] or words(doc, "languages")


def _phones(doc: Doc) -> list[str]:
    kinds = {"fax", "text", "tty", "textphone", "sms", "pager", "video"}
    return [
        said(each, "number").strip("\"' ")
        for each in rows(doc, "phones")
        if said(each, "type", "number_type").lower() not in kinds and said(each, "number")
    ] or words(doc, "phone")


def _price(each: Doc, language: str) -> Price:
    payer, option = said(each, "x_payer"), said(each, "option")
    # A register of Kumppani calls a price without a name after who pays it.
    is_named = not payer or matching.labelled("payers", option) != payer
    return Price(
        said(each, "id"),
        name=told(each, language, "option") if is_named else {},
        amount=said(each, "amount"),
        currency=said(each, "currency").upper(),
        unit=said(each, "x_unit", "amount_description"),
        vat=said(each, "x_vat"),
        payer=payer,
        valid_from=said(each, "valid_from"),
        valid_to=said(each, "valid_to"),
    )


def _accessibility(doc: Doc, language: str) -> Texts:
    lines: dict[str, list[str]] = {}
    for each in rows(doc, "accessibility", "accessibility_for_disabilities"):
        found = told(each, language, "description", "accessibility", "details")
        for spoken, sentence in found.items():
            lines.setdefault(spoken, []).append(sentence)
    if not lines:  # Ohana has words of its own.
        lines[language] = [each.replace("_", " ") for each in words(doc, "accessibility")]
    return {spoken: "\n".join(found) for spoken, found in lines.items() if found}


def _line(found: str) -> str:
    return " ".join(plain(text(found)).split())
