"""The pages of organisations: all of them, and one with what it offers and how to reach it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.catalogue import shapes
from app.catalogue.entries import ALWAYS, EVER
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.codes import codes
from app.core.text import LanguageText, _l, _n
from app.register.web import cards, labels, links, listing, structured
from app.register.web.asked import Asked
from app.register.web.facts import Fact, facts
from app.register.web.rendering import Page
from app.register.web.said import Reader, Said

WORDS = {
    "lead": _l("The businesses, associations and public bodies whose services you find here."),
    "search": _l("Name of the organisation"),
    "search_button": _l("Search"),
    "nothing": _l("No organisation fits your search."),
    "clear": _l("Show all organisations"),
    "services": _l("Services"),
    "contact": _l("Contact details"),
    "facts": _l("In short"),
    "marks": _l("Marks and certificates"),
    "networks": _l("Partnerships and networks"),
}
_FACTS = {
    "sector": _l("Sector"),
    "legal_form": _l("Legal form"),
    "business_id": _l("Business ID"),
    "founded": _l("Founded"),
    "home": _l("Home municipality"),
    "municipalities": _l("Municipalities served"),
    "languages": _l("Languages"),
    "soteri": _l("Soteri registration"),
}
_MOST = 12


@dataclass(frozen=True)
class Place:
    """A location."""

    name: str
    address: str
    municipality: str
    accessibility: Said


@dataclass(frozen=True)
class Contact:
    """An organisation with the ways to reach it."""

    href: str
    name: Said
    summary: Said
    sector: str
    phone: str
    dialled: str
    email: str
    mailed: str
    website: str
    website_words: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Row:
    """An organisation as a row."""

    href: str
    name: Said
    summary: Said
    facts: str


def contact(asked: Asked, item: Item | None) -> Contact | None:
    """How to reach an organisation."""
    if item is None:
        return None
    fields = item.fields
    phone = fields.get("phone", "")
    return Contact(
        href=asked.href(item),
        name=asked.reader.name(item.name),
        summary=asked.reader.name(fields.get("summary")),
        sector=labels.sector(fields.get("sector", "")),
        phone=phone,
        dialled=links.dialled(phone),
        email=fields.get("email", ""),
        mailed=links.mailed(fields.get("email", "")),
        website=fields.get("website", ""),
        website_words=links.called(fields.get("website", "")),
        places=tuple(_place(asked.reader, row) for row in asked.locations(item)),
    )


def all_of_them(asked: Asked) -> Page:
    """All organisations, or those whose name or words were looked for."""
    words, place = listing.words_of(asked), _municipality(asked)
    wanted = Wanted(
        shapes.ORGANISATION,
        words=words,
        municipality=(place,) if place else (),
        by=asked.language,
        nearest=True,
    )
    kept = tuple(pair for pair in (("q", words), ("municipality", place)) if pair[1])
    found = listing.page_of(asked, wanted, kept)
    counts = asked.counts(replace(wanted, municipality=()), "municipality")
    return Page(
        "organisations.html",
        _l("Organisations").say(),
        WORDS,
        {
            "q": words,
            "narrow": bool(kept),
            "municipalities": cards.municipality_choices(asked, counts, place),
            "rows": [row(asked, each) for each in found.items],
            "count": _n("{count} organisation", "{count} organisations", found.total).say(),
            "pager": found,
        },
        path="organisations",
        query=links.query(found.pairs(found.number)),
        section="organisations",
        description=WORDS["lead"].say(),
        index=not kept and found.number == 1,
    )


def _municipality(asked: Asked) -> str:
    """The municipality that the address names, blank when it names none."""
    code = asked.request.query_params.get("municipality", "")
    return code if codes("municipalities").get(code) else ""


def row(asked: Asked, item: Item) -> Row:
    """An organisation as a row."""
    fields = item.fields
    parts = (
        labels.sector(fields.get("sector", "")),
        labels.label("municipalities", fields.get("home_municipality", "")),
    )
    return Row(
        asked.href(item),
        asked.reader.name(item.name),
        asked.reader.name(fields.get("summary")),
        " · ".join(part for part in parts if part),
    )


def one(asked: Asked) -> Page:
    """An organisation."""
    item = asked.item(shapes.ORGANISATION, asked.request.path_params["id"])
    fields, reader = item.fields, asked.reader
    services = listing.page_of(asked, Wanted(organisation=(item.record_id,), by=asked.language))
    partnerships = asked.find(
        Wanted(shapes.PARTNERSHIP, member=(item.record_id,), by=asked.language, per_page=_MOST)
    )
    summary = reader.text(fields.get("summary"))
    return Page(
        "organisation.html",
        reader.name(item.name),
        WORDS,
        {
            "summary": summary,
            "text": reader.text(fields.get("description")),
            "contact": contact(asked, item),
            "facts": _facts(fields),
            "marks": marks(fields, asked.day.isoformat()),
            "services": [cards.service(asked, each, beside=item) for each in services.items],
            "pager": services,
            "count": cards.service_count(services.total),
            "partnerships": [
                (asked.href(each), reader.name(each.name)) for each in partnerships.items
            ],
            "network": asked.network_of(item),
        },
        path=links.of(item, asked.language),
        query=links.query(services.pairs(services.number)),
        section="organisations",
        description=str(summary) or str(reader.name(fields.get("description"))),
        structured=structured.organisation_page(asked, item),
        index=services.number == 1,
        modified=item.modified_at,
    )


def _facts(fields: Mapping[str, Any]) -> list[Fact]:
    found: dict[str, list[str]] = {
        "sector": [labels.sector(fields.get("sector", ""))],
        "legal_form": [labels.label("legal_forms", fields.get("legal_form", ""))],
        "business_id": [fields.get("business_id", "")],
        "founded": [str(fields.get("founded", ""))],
        "home": [labels.label("municipalities", fields.get("home_municipality", ""))],
        "municipalities": labels.labels("municipalities", fields.get("municipalities", ())),
        "languages": labels.labels("languages", fields.get("languages", ())),
        "soteri": [fields.get("soteri", "")],
    }
    return facts(_FACTS, found)


def marks(fields: Mapping[str, Any], day: str) -> list[str]:
    """The marks that an organisation has on a day, as it tells them itself."""
    return [
        " · ".join(part for part in (label, row.get("number", "")) if part)
        for row in fields.get("marks", ())
        if row.get("valid_from", ALWAYS) <= day <= row.get("valid_to", EVER)
        and (label := labels.label("marks", row["mark"]))
    ]


def _place(reader: Reader, row: Mapping[str, Any]) -> Place:
    town = " ".join(part for part in (row.get("postal_code", ""), row.get("town", "")) if part)
    accessibility: LanguageText = row.get("accessibility", {})
    return Place(
        name=row.get("name", ""),
        address=", ".join(part for part in (row.get("street", ""), town) if part),
        municipality=labels.label("municipalities", row.get("municipality", "")),
        accessibility=reader.text(accessibility),
    )
