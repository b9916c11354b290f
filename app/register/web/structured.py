"""What the pages are about as search engines read it, in the words of schema.org."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from app.catalogue.items import ZONE, Item
from app.core.text import pick
from app.network.events.records import CANCELLED
from app.register.web import labels, links, prices
from app.register.web.asked import Asked
from app.register.web.words import SECTIONS

Thing = dict[str, Any]
_DAY = 24 * 60


def service(asked: Asked, item: Item) -> list[Thing]:
    """A service, and the way to its page."""
    fields = item.fields
    said = _named(asked, item, "Service", fields.get("promise") or fields.get("description"))
    said["serviceType"] = labels.label("ptv_service_classes", fields.get("ptv_class", ""))
    if item.organisation:
        said["provider"] = organisation(asked, item.organisation)
    said["areaServed"] = _areas(fields)
    said["audience"] = [
        {"@type": "Audience", "audienceType": name}
        for name in labels.labels("target_groups", fields.get("target_groups", ()))
    ]
    said["availableLanguage"] = list(fields.get("languages", ()))
    said["offers"] = prices.offers(fields, asked.day)
    said["hasCertification"] = [
        {
            "@type": "Certification",
            "name": pick(each.name, asked.language),
            "certificationIdentification": each.number,
            "certificationStatus": "https://schema.org/CertificationActive",
            "datePublished": each.granted_on,
            "expires": each.valid_to,
            "url": f"{asked.site}/verify/{each.number}",
        }
        for each in item.valid
    ]
    return [_told(said), breadcrumbs(asked, "services", _section(asked, "services"), item)]


def organisation(asked: Asked, item: Item) -> Thing:
    """An organisation."""
    fields = item.fields
    said = _named(asked, item, "Organization", fields.get("summary"))
    said["telephone"] = fields.get("phone", "")
    said["email"] = fields.get("email", "")
    said["sameAs"] = fields.get("website", "")
    said["taxID"] = fields.get("business_id", "")
    said["foundingDate"] = str(fields.get("founded", ""))
    said["address"] = [
        _told(
            {
                "@type": "PostalAddress",
                "name": row.get("name", ""),
                "streetAddress": row.get("street", ""),
                "postalCode": row.get("postal_code", ""),
                "addressLocality": row.get("town", ""),
                "addressCountry": "FI",
            }
        )
        for row in asked.locations(item)
    ]
    return _told(said)


def organisation_page(asked: Asked, item: Item) -> list[Thing]:
    """An organisation, and the way to its page."""
    trail = breadcrumbs(asked, "organisations", _section(asked, "organisations"), item)
    return [organisation(asked, item), trail]


def event(asked: Asked, item: Item) -> list[Thing]:
    """An event, and the way to its page."""
    fields = item.fields
    said = _named(asked, item, "Event", fields.get("objective") or fields.get("invitation"))
    said["startDate"] = _moment(fields, "starts")
    said["endDate"] = _moment(fields, "ends")
    cancelled = fields.get("state") == CANCELLED
    state = "EventCancelled" if cancelled else "EventScheduled"
    said["eventStatus"] = f"https://schema.org/{state}"
    town = labels.label("municipalities", fields.get("municipality", ""))
    if fields.get("place") or town:
        address = {
            "@type": "PostalAddress",
            "addressLocality": town,
            "addressCountry": fields.get("country", "FI"),
        }
        place = {"@type": "Place", "name": fields.get("place") or town, "address": _told(address)}
        said["location"] = place
    return [_told(said), breadcrumbs(asked, "events", _section(asked, "events"), item)]


def breadcrumbs(asked: Asked, path: str, section: str, item: Item) -> Thing:
    """The way to a record's page, from the front page through its section."""
    steps = [
        (asked.whole(path), section),
        (asked.whole(links.of(item, asked.language)), pick(item.name, asked.language)),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (address, name) in enumerate(steps, start=1)
        ],
    }


def _named(asked: Asked, item: Item, kind: str, description: Any) -> Thing:
    address = asked.whole(links.of(item, asked.language))
    return {
        "@type": kind,
        "@id": address,
        "url": address,
        "name": pick(item.name, asked.language),
        "description": pick(description, asked.language),
    }


def _areas(fields: Mapping[str, Any]) -> list[Thing]:
    names = labels.labels("municipalities", fields.get("municipalities", ()))
    if not fields.get("municipalities"):
        return [{"@type": "Country", "name": "FI"}]
    return [{"@type": "AdministrativeArea", "name": name} for name in names]


def _moment(fields: Mapping[str, Any], which: str) -> str:
    """A day, or a moment where the time is told; blank without a day."""
    day = fields.get(f"{which}_on") or (fields.get("starts_on") if f"{which}_at" in fields else "")
    minutes = fields.get(f"{which}_at")
    if not day or minutes is None:
        return day or ""
    begins = datetime.combine(date.fromisoformat(day), time(), ZONE)
    return (begins + timedelta(minutes=min(minutes, _DAY - 1))).isoformat()


def _section(asked: Asked, path: str) -> str:
    return dict(SECTIONS)[path].say(asked.language)


def _told(said: Thing) -> Thing:
    """What there is something to say of."""
    return {name: value for name, value in said.items() if value not in ("", [], {}, None)}
