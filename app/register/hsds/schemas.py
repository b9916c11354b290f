"""How the objects of the open interface look, in JSON Schema: those of HSDS as far as they are told here, and ours.

Fields that HSDS doesn't have begin with ``x_``; :data:`OWN` holds them by object, for the profile.
"""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "format": "uuid"}
_URI: Schema = {"type": "string", "format": "uri"}
_EMAIL: Schema = {"type": "string", "format": "email"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_DAY: Schema = {"type": "string", "format": "date"}
_CLOCK: Schema = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
_NUMBER: Schema = {"type": "number"}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_YES: Schema = {"type": "boolean"}
STATUS: Schema = {"type": "string", "enum": ["active", "defunct"]}
_TRANSLATIONS: Schema = {
    "type": "object",
    "description": "The same texts in other languages: by language, then by field.",
    "additionalProperties": {"type": "object", "additionalProperties": TEXT},
}


def ref(name: str) -> Schema:
    """A reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> Schema:
    return {"type": "array", "items": ref(name)}


def _object(*needed: str, **fields: Schema) -> Schema:
    found: Schema = {"type": "object", "properties": fields}
    return {**found, "required": list(needed)} if needed else found


_CERTIFICATE = _object(
    "number", "valid",
    id=ID, number=TEXT, name=TEXT, scope=TEXT, scheme=TEXT, scheme_version=TEXT, certifier=TEXT,
    granted_on=_DAY, valid_from=_DAY, valid_to=_DAY,
    status={"type": "string", "description": "valid, suspended, withdrawn or replaced, whatever its days."},
    valid={"type": "boolean", "description": "Whether it is valid today."},
    verify_url=_URI,
)  # fmt: skip
OWN: Mapping[str, Mapping[str, Schema]] = {
    "service": {
        "x_promise": TEXT,
        "x_included": TEXT,
        "x_excluded": TEXT,
        "x_quality_promise": TEXT,
        "x_competence": TEXT,
        "x_duration_minutes": _WHOLE,
        "x_waiting_days": _WHOLE,
        "x_household_credit": {**_YES, "description": "Whether tax credit for household expenses may be possible."},
        "x_successor_id": {**ID, "description": "Of a service that has ended: what replaces it."},
        "x_steps": {
            "type": "array",
            "items": _object(title=TEXT, text=TEXT, x_translations=_TRANSLATIONS),
        },
        "x_certificates": {
            "type": "array",
            "description": "All certificates of the service, also those that aren't valid any more.",
            "items": _CERTIFICATE,
        },
        "x_network": _object("id", "name", id=ID, name=TEXT),
        "x_translations": _TRANSLATIONS,
    },
    "organization": {
        "x_summary": TEXT,
        "x_network_id": ID,
        "x_last_modified": _MOMENT,
        "x_translations": _TRANSLATIONS,
    },
    "cost_option": {
        "x_unit": {**TEXT, "description": "For which unit: hour, visit, day …"},
        "x_payer": TEXT,
        "x_vat": {**TEXT, "description": "How VAT is treated."},
        "x_vat_rate": {**_NUMBER, "description": "Percent of VAT in the amount."},
        "x_amount_net": {**_NUMBER, "description": "The amount without VAT."},
    },
    "accessibility": {"x_translations": _TRANSLATIONS},
    "location": {"x_municipality": {**TEXT, "description": "The number of its municipality."}},
}  # fmt: skip

SCHEMAS: Mapping[str, Schema] = {
    "service": _object(
        "id", "name", "status",
        id=ID, organization_id=ID, name=TEXT, description=TEXT, email=_EMAIL, status=STATUS,
        fees_description=TEXT, accreditations=TEXT, eligibility_description=TEXT,
        last_modified=_MOMENT, phones=_list("phone"), schedules=_list("schedule"),
        service_areas=_list("service_area"), service_at_locations=_list("service_at_location"),
        languages=_list("language"), organization=ref("organization"), funding=_list("funding"),
        cost_options=_list("cost_option"), attributes=_list("attribute"), **OWN["service"],
    ),
    "organization": _object(
        "id", "name", "description",
        id=ID, name=TEXT, description=TEXT, email=_EMAIL, website=_URI, year_incorporated=_NUMBER,
        legal_status=TEXT, phones=_list("phone"), locations=_list("location"),
        organization_identifiers=_list("organization_identifier"), attributes=_list("attribute"),
        services=_list("service"), **OWN["organization"],
    ),
    "service_at_location": _object(
        "id",
        id=ID, service_id=ID, location_id=ID, location=ref("location"), service=ref("service"),
    ),
    "location": _object(
        "id", "location_type",
        id=ID, location_type={"type": "string", "enum": ["physical"]}, organization_id=ID,
        name=TEXT, addresses=_list("address"), accessibility=_list("accessibility"), **OWN["location"],
    ),
    "address": _object(
        "id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
        id=ID, location_id=ID, address_1=TEXT, city=TEXT,
        state_province={**TEXT, "description": "The wellbeing services county."}, postal_code=TEXT,
        country={"type": "string", "pattern": "^[A-Z]{2}$"},
        address_type={"type": "string", "enum": ["physical"]},
    ),
    "accessibility": _object(
        "id", id=ID, location_id=ID, description=TEXT, **OWN["accessibility"]
    ),
    "phone": _object(
        "id", "number", id=ID, service_id=ID, organization_id=ID, number=TEXT, type=TEXT
    ),
    "schedule": _object(
        "id",
        id=ID, service_id=ID, freq={"type": "string", "enum": ["WEEKLY"]}, byday=TEXT,
        opens_at=_CLOCK, closes_at=_CLOCK,
    ),
    "service_area": _object(
        "id",
        id=ID, service_id=ID, name=TEXT,
        extent={**TEXT, "description": "The code of a municipality, or FI for the whole country."},
        extent_type={"type": "string", "enum": ["text"]}, uri=_URI,
    ),
    "language": _object("id", id=ID, service_id=ID, name=TEXT, code=TEXT),
    "funding": _object("id", id=ID, service_id=ID, source=TEXT),
    "cost_option": _object(
        "id",
        id=ID, service_id=ID, valid_from=_DAY, valid_to=_DAY, option=TEXT, currency=TEXT,
        amount={**_NUMBER, "description": "What the consumer pays, with VAT."},
        amount_description=TEXT, **OWN["cost_option"],
    ),
    "organization_identifier": _object(
        "id", "identifier_type", "identifier",
        id=ID, organization_id=ID, identifier_scheme=TEXT, identifier_type=TEXT, identifier=TEXT,
    ),
    "attribute": _object(
        "id",
        id=ID, link_id=ID, link_entity=TEXT, link_type=TEXT, taxonomy_term_id=ID, value=TEXT,
        taxonomy_term=ref("taxonomy_term"),
    ),
    "taxonomy": _object(
        "id", "name", "description", id=ID, name=TEXT, description=TEXT, uri=_URI, version=TEXT
    ),
    "taxonomy_term": _object(
        "id", "name", "description",
        id=ID, code=TEXT, name=TEXT, description=TEXT, parent_id=ID, taxonomy=TEXT,
        taxonomy_detail=ref("taxonomy"), language=TEXT, taxonomy_id=ID, term_uri=_URI,
    ),
    "network": _object(
        "id", "name", id=ID, name=TEXT, organizations=_WHOLE, services=_WHOLE
    ),
    "service_path": _object(
        "id", "name",
        id=ID, network_id=ID, name=TEXT, need=TEXT, target_groups={"type": "array", "items": TEXT},
        steps={
            "type": "array",
            "items": _object(
                service_id=ID, organization_id=ID, name=TEXT, client_sees=TEXT, hand_over=TEXT
            ),
        },
        last_modified=_MOMENT, x_translations=_TRANSLATIONS,
    ),
    "event": _object(
        "id", "name", "starts_on",
        id=ID, network_id=ID, name=TEXT, objective=TEXT, sort=TEXT, state=TEXT, starts_on=_DAY,
        starts_at=_CLOCK, ends_on=_DAY, ends_at=_CLOCK, place=TEXT, municipality=TEXT, country=TEXT,
        programme={"type": "array", "items": _object(at=_CLOCK, item=TEXT, by=TEXT)},
        invitation=TEXT, register_by=_DAY, register_how=TEXT, partnership_id=ID,
        last_modified=_MOMENT, x_translations=_TRANSLATIONS,
    ),
    "page": _object(
        "empty",
        total_items=_WHOLE, total_pages=_WHOLE, page_number={"type": "integer", "minimum": 1},
        size=_WHOLE, first_page=_YES, last_page=_YES, empty=_YES,
    ),
    "base": _object(
        "version", "profile", "openapi_url",
        version=TEXT, profile=_URI, openapi_url=_URI, description=TEXT,
        publisher=_object("name", name=TEXT, website=_URI),
    ),
    "fault": _object("code", "reason", code=TEXT, reason=TEXT, now={"type": "integer"}),
}  # fmt: skip
