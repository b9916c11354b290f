"""The page of a service: all that somebody wants to know before choosing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import segno
from markupsafe import Markup

from app.catalogue import shapes
from app.catalogue.items import Certificate, Item
from app.catalogue.wanted import Wanted
from app.core.format import show_date
from app.core.text import _l, _n, languages
from app.register import pages
from app.register.web import cards, gone, labels, links, organisation_pages, prices, structured
from app.register.web.asked import Asked
from app.register.web.facts import Fact, facts
from app.register.web.rendering import Elsewhere, Page
from app.register.web.said import Said

WORDS = {
    "for_whom": _l("For whom"),
    "description": _l("What it is"),
    "steps": _l("Step by step"),
    "included": _l("Included"),
    "excluded": _l("Not included"),
    "price": _l("Price"),
    "no_price": _l("Ask the provider for the price."),
    "payers": _l("Who can pay"),
    "quality": _l("Quality promise"),
    "competence": _l("Competence of those who do it"),
    "get": _l("How to get it"),
    "contact": _l("Ask more or book"),
    "where": _l("Where and how"),
    "municipalities": _l("Municipalities"),
    "place": _l("Where it is given"),
    "form": _l("Form"),
    "rhythm": _l("How often"),
    "service_languages": _l("Languages"),
    "duration": _l("Usual duration"),
    "waiting": _l("Waiting time"),
    "paths": _l("Part of these service paths"),
    "related": _l("Similar services"),
    "others_of": _l("Other services of this provider"),
    "check": _l("Check the certificate"),
    "scan": _l("Check it with a telephone"),
    "number": _l("Number"),
    "granted_by": _l("Granted by"),
}
_RELATED = 4
_QR_BORDER = 2


@dataclass(frozen=True)
class Shown:
    """A certificate as the page shows it."""

    until: str
    name: Said
    facts: list[Fact]
    verify: str
    qr: Markup


def page(asked: Asked) -> Page | Elsewhere:
    """The page of a service, at the address with its name in it."""
    item = asked.item(shapes.SERVICE, asked.request.path_params["id"])
    if item.state != "shown":
        return gone.ended(asked, item)
    path = links.of(item, asked.language)
    given = asked.request.path_params.get("slug", "")
    if path != f"{links.PLACES[item.kind]}/{item.record_id}" + (f"/{given}" if given else ""):
        return Elsewhere(path)
    return _page(asked, item)


def _page(asked: Asked, item: Item) -> Page:
    fields, reader = item.fields, asked.reader
    name, promise = reader.text(item.name), reader.text(fields.get("promise"))
    paths = asked.those(shapes.PATH, item.paths)
    certificates = [shown(asked, each) for each in item.valid]
    related = _related(asked, item)
    return Page(
        "service.html",
        name,
        WORDS,
        {
            "promise": promise,
            "provider": organisation_pages.contact(asked, item.organisation),
            "certificates": certificates,
            "need": reader.text(fields.get("need")),
            "groups": labels.labels("target_groups", fields.get("target_groups", ())),
            "text": reader.text(fields.get("description")),
            "steps": [
                (reader.text(row.get("title")), reader.text(row.get("text")))
                for row in fields.get("steps", ())
            ],
            "included": reader.text(fields.get("included")),
            "excluded": reader.text(fields.get("excluded")),
            "prices": prices.lines(fields, asked.day, reader),
            "credit": prices.credit(fields, asked.day),
            "payers": labels.labels("payers", fields.get("payers", ())),
            "quality": [
                each
                for each in map(
                    reader.text, (fields.get("quality_promise"), fields.get("quality_measure"))
                )
                if each
            ],
            "competence": reader.text(fields.get("competence")),
            "facts": _facts(fields),
            "service_paths": [(asked.href(each), reader.name(each.name)) for each in paths],
            "related": related,
            "others_of": [each for each in _others(asked, item) if each not in related],
            "network": asked.network_of(item),
            "crumb": _crumb(fields),
            "whole": asked.whole(links.of(item, asked.language)),
        },
        path={each: links.of(item, each) for each in languages()},
        section="services",
        description=str(promise) or str(reader.name(fields.get("description"))),
        structured=structured.service(asked, item),
        modified=item.modified_at,
    )


def _facts(fields: Mapping[str, Any]) -> list[Fact]:
    """Where and how."""
    waiting = fields.get("waiting_days")
    said = "" if waiting is None else waiting_words(waiting)
    municipalities = labels.labels("municipalities", fields.get("municipalities", ()))
    found = {
        "municipalities": municipalities or [cards.ANYWHERE_WORDS.say()],
        "place": labels.labels("delivery_places", fields.get("place", ())),
        "form": labels.labels("delivery_forms", fields.get("form", ())),
        "rhythm": labels.labels("delivery_rhythms", fields.get("rhythm", ())),
        "service_languages": labels.labels("languages", fields.get("languages", ())),
        "duration": [labels.minutes_words(fields, "duration")],
        "waiting": [said],
    }
    return facts(WORDS, found)


def waiting_words(days: int) -> str:
    """How long one waits."""
    if days == 0:
        return _l("No waiting").say()
    return _n("About {count} day", "About {count} days", days).say()


def shown(asked: Asked, certificate: Certificate) -> Shown:
    """A certificate with the way to check it."""
    verify = f"{asked.site}/verify/{certificate.number}"
    picture = BytesIO()
    segno.make(verify, error="m").save(
        picture, kind="svg", border=_QR_BORDER, svgclass="qr", lineclass=None, xmldecl=False, svgns=False,
        omitsize=True, light="#fff",
    )  # fmt: skip
    issuer = asked.reader.name(certificate.issuer)
    until = show_date(date.fromisoformat(certificate.valid_to), asked.language)
    return Shown(
        until=_l("Certified until {day}", day=until).say(),
        name=asked.reader.name(certificate.name),
        facts=facts(WORDS, {"number": [certificate.number], "granted_by": [issuer]}),
        verify=f"{pages.root(asked.request)}/verify/{certificate.number}?lang={asked.language}",
        qr=Markup(picture.getvalue().decode()),  # noqa: S704 - drawn from a number of ours
    )


def _related(asked: Asked, item: Item) -> list[cards.ServiceCard]:
    """Services of the same class, those of the same municipalities first."""
    if "ptv_class" not in item.fields:
        return []
    its = (item.fields["ptv_class"],)
    places = tuple(item.fields.get("municipalities", ()))
    found: dict[str, Item] = {}
    for municipality in dict.fromkeys((places, ())):
        wanted = Wanted(
            ptv_class=its, municipality=municipality, by=asked.language, per_page=_RELATED + 1
        )
        for each in asked.find(wanted).items:
            if each.record_id != item.record_id:
                found.setdefault(each.record_id, each)
        if len(found) >= _RELATED:
            break
    return [cards.service(asked, each) for each in list(found.values())[:_RELATED]]


def _others(asked: Asked, item: Item) -> list[cards.ServiceCard]:
    if item.organisation is None:
        return []
    wanted = Wanted(
        organisation=(item.organisation.record_id,), by=asked.language, per_page=_RELATED + 1
    )
    others = [each for each in asked.find(wanted).items if each.record_id != item.record_id]
    return [cards.service(asked, each) for each in others[:_RELATED]]


def _crumb(fields: Mapping[str, Any]) -> tuple[str, str] | None:
    """The class of a service, as a search for it."""
    code = fields.get("ptv_class", "")
    label = labels.label("ptv_service_classes", code)
    return (links.query([("class", code)]), label) if label else None
