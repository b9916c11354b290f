"""Services of HSDS. Pure functions of what the catalogue knows."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.catalogue.entries import ENDED
from app.catalogue.ids import child
from app.catalogue.items import Certificate, Item
from app.core.format import show_date
from app.core.text import _l, in_all, speaking
from app.register.hsds import areas, costs, locations, organizations, taxonomies
from app.register.hsds.making import (
    Made,
    Reader,
    moment,
    without_blanks,
)
from app.register.hsds.taxonomies import BY_KEY, Term

_FINLAND = {"fi": "Suomi", "sv": "Finland", "en": "Finland"}
_TEXTS = {
    "name": "name",
    "description": "description",
    "eligibility_description": "need",
    "x_promise": "promise",
    "x_included": "included",
    "x_excluded": "excluded",
    "x_quality_promise": "quality_promise",
    "x_quality_measure": "quality_measure",
    "x_competence": "competence",
}
_EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
_ONE = ("shl_service", "ptv_class", "industry")
_MANY = ("place", "form", "rhythm")


def minimal(item: Item, reader: Reader) -> Made:
    """A service in so few words that all of them go on a page."""
    return without_blanks(
        id=item.record_id,
        name=reader.said(item.name),
        status="defunct" if item.state == ENDED else "active",
        last_modified=moment(item.modified_at),
    )


def listed(item: Item, reader: Reader, networks: Mapping[str, str], day: date) -> Made:
    """A service as one of many."""
    fields, its = item.fields, item.organisation
    texts = {name: fields.get(stored, {}) for name, stored in _TEXTS.items()}
    texts["description"] = texts["description"] or texts["x_promise"]
    return minimal(item, reader) | without_blanks(
        **reader.in_words(texts),
        organization_id=its.record_id if its else "",
        email=its.fields.get("email") if its else "",
        fees_description=costs.fees(fields, reader, day),
        accreditations=_accreditations(item, reader),
        organization=organizations.listed(its, reader) if its else {},
        x_duration_minutes=fields.get("duration"),
        x_waiting_days=fields.get("waiting_days"),
        x_household_credit=fields.get("household_credit"),
        x_successor_id=fields.get("successor_id") if item.state == ENDED else "",
        x_certificates=[_certificate(each, reader) for each in item.certificates],
        x_network={"id": item.network_id, "name": networks.get(item.network_id, "")},
    )


def whole(
    item: Item,
    reader: Reader,
    networks: Mapping[str, str],
    day: date,
    *,
    private: bool = False,
) -> Made:
    """A service with everything but its organisation.

    Args:
        item: the service.
        reader: for whom.
        networks: the names of the networks that are shown.
        day: today.
        private: whether its organisation works in a home, so that no address is told.
    """
    made = listed(item, reader, networks, day)
    made.pop("organization", None)
    fields, service = item.fields, item.record_id
    return made | without_blanks(
        phones=_phones(item),
        schedules=_schedules(service, fields),
        service_areas=_areas(service, fields, reader),
        languages=areas.languages(service, "service_id", fields, reader),
        funding=[
            {
                "id": child(service, "funding", code),
                "service_id": service,
                "source": reader.label("payers", code),
            }
            for code in fields.get("payers", ())
            if code == "grant"
        ],
        cost_options=[costs.cost(service, row, reader, day) for row in fields.get("prices", ())],
        service_at_locations=locations.at_locations(item, reader, private=private),
        attributes=taxonomies.attributes(service, "service", _terms(item, networks), reader),
        x_steps=[
            reader.in_words({name: row.get(name, {}) for name in ("title", "text")})
            for row in fields.get("steps", ())
        ],
    )


def _terms(item: Item, networks: Mapping[str, str]) -> Iterator[tuple[Term, str]]:
    fields = item.fields
    for name in _ONE:
        if name in fields:
            yield taxonomies.listed(BY_KEY[name], fields[name]), ""
    for code in fields.get("target_groups", ()):
        yield taxonomies.listed(BY_KEY["target_group"], code), ""
    for name in _MANY:
        for code in fields.get(name, ()):
            yield taxonomies.listed(BY_KEY[name], code), ""
    for code in fields.get("payers", ()):
        yield taxonomies.listed(BY_KEY["payer"], code), ""
    for each in item.valid:
        if each.scheme:
            yield taxonomies.listed(BY_KEY["certificate"], each.scheme), each.number
    named = networks.get(item.network_id)
    if named:
        yield Term(BY_KEY["network"], item.network_id, in_all(named)), ""


def _phones(item: Item) -> list[Made]:
    number = item.organisation.fields.get("phone") if item.organisation else None
    if not number:
        return []
    told = {"service_id": item.record_id, "number": number, "type": "voice"}
    return [{"id": child(item.record_id, "phone"), **told}]


def _schedules(service: str, fields: Mapping[str, Any]) -> list[Made]:
    """A service round the clock says so; other times aren't known."""
    if "24_7" not in fields.get("rhythm", ()):
        return []
    return [
        {
            "id": child(service, "schedule"),
            "service_id": service,
            "freq": "WEEKLY",
            "byday": _EVERY_DAY,
            "opens_at": "00:00",
            "closes_at": "23:59",
        }
    ]


def _areas(service: str, fields: Mapping[str, Any], reader: Reader) -> list[Made]:
    """Where a service is available: each municipality, or the whole country."""
    if found := areas.municipalities(service, "service_id", fields, reader):
        return found
    name = _FINLAND.get(reader.language, _FINLAND["en"])
    told = {"name": name, "extent": "FI", "extent_type": "text"}
    return [{"id": child(service, "area", "FI"), "service_id": service, **told}]


def _accreditations(item: Item, reader: Reader) -> str:
    """A line for each valid certificate: it is the network's own, and no licence of an authority."""
    with speaking(reader.spoken):
        return "\n".join(
            _l(
                "{name} {number}, granted by {issuer}, valid to {day}",
                name=reader.said(each.name),
                number=each.number,
                issuer=reader.said(each.issuer) or "–",
                day=show_date(date.fromisoformat(each.valid_to)),
            ).say()
            for each in item.valid
        )


def _certificate(each: Certificate, reader: Reader) -> Made:
    return without_blanks(
        id=each.record_id,
        number=each.number,
        name=reader.said(each.name),
        scope=reader.said(each.scope),
        scheme=each.scheme,
        scheme_version=each.scheme_version,
        certifier=reader.said(each.issuer),
        granted_on=each.granted_on,
        valid_from=each.valid_from,
        valid_to=each.valid_to,
        status=each.status,
        valid=each.valid,
        verify_url=f"{reader.address}/verify/{each.number}" if each.number else "",
    )
