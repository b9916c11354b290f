"""How the objects of the open interface look, in JSON Schema: those of HSDS as far as they are told here, and ours.

Fields that HSDS doesn't have begin with ``x_``; :data:`OWN` holds them by object, for the profile.
"""

from collections.abc import Mapping
from typing import Any

from app.exchange.directories.standard import OBJECTS, REQUIRED, Field

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
_TRANSLATIONS: Schema = {
    "type": "object",
    "description": "The same texts in other languages: by language, then by field.",
    "additionalProperties": {"type": "object", "additionalProperties": TEXT},
}
_UNTRANSLATED: Schema = {
    "type": "array",
    "description": "The texts that aren't in the language of the answer: they are said in the nearest one.",
    "items": TEXT,
}
_IN_WORDS: Mapping[str, Schema] = {
    "x_translations": _TRANSLATIONS,
    "x_untranslated": _UNTRANSLATED,
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
        "x_quality_measure": TEXT,
        "x_competence": TEXT,
        "x_duration_minutes": _WHOLE,
        "x_waiting_days": _WHOLE,
        "x_household_credit": {**_YES, "description": "Whether tax credit for household expenses may be possible."},
        "x_successor_id": {**ID, "description": "Of a service that has ended: what replaces it."},
        "x_steps": {
            "type": "array",
            "items": _object(title=TEXT, text=TEXT, **_IN_WORDS),
        },
        "x_certificates": {
            "type": "array",
            "description": "All certificates of the service, also those that aren't valid any more.",
            "items": _CERTIFICATE,
        },
        "x_network": _object("id", "name", id=ID, name=TEXT),
        **_IN_WORDS,
    },
    "organization": {
        "x_summary": TEXT,
        "x_home_municipality": {**TEXT, "description": "The number of its home municipality."},
        "x_service_areas": {**_list("service_area"), "description": "The municipalities in which it works; those of its services may differ."},
        "x_languages": {**_list("language"), "description": "The languages in which it serves."},
        "x_network_id": ID,
        "x_last_modified": _MOMENT,
        **_IN_WORDS,
    },
    "cost_option": {
        "x_unit": {**TEXT, "description": "For which unit: hour, visit, day …"},
        "x_payer": TEXT,
        "x_vat": {**TEXT, "description": "How VAT is treated."},
        "x_vat_rate": {**_NUMBER, "description": "Percent of VAT in the amount."},
        "x_amount_net": {**_NUMBER, "description": "The amount without VAT."},
        **_IN_WORDS,
    },
    "accessibility": _IN_WORDS,
    "location": {"x_municipality": {**TEXT, "description": "The number of its municipality."}},
}  # fmt: skip

_KINDS: Mapping[str, Schema] = {
    "text": TEXT,
    "number": _NUMBER,
    "id": ID,
    "uri": _URI,
    "email": _EMAIL,
    "moment": _MOMENT,
}
_WORDS: Mapping[tuple[str, str], str] = {
    (
        "service",
        "status",
    ): "What was taken out of use is defunct; inactive and temporarily closed come from directories.",
    (
        "service",
        "last_modified",
    ): "Of an imported service that nobody has changed since: as its directory tells it.",
    ("address", "state_province"): "In Finland the wellbeing services county.",
    (
        "service_area",
        "extent",
    ): "In Finland the code of a municipality, or FI for the whole country.",
    ("cost_option", "amount"): "What the consumer pays, with VAT.",
    ("location", "latitude"): "Only of imported locations.",
    ("location", "longitude"): "Only of imported locations.",
    (
        "service",
        "contacts",
    ): "Only as a public directory tells them, and until the organization itself has joined.",
}
"""What a field holds here, where that isn't plain."""
_WITHIN: Mapping[str, Mapping[str, Schema]] = {
    "service": {"organization": ref("organization")},
    "organization": {"services": _list("service")},
    "service_at_location": {"location": ref("location"), "service": ref("service")},
}
"""What stands within an object and is an object of its own."""


def _field(name: str, field: str, described: Field) -> Schema:
    if described.object:
        found = _list(described.object) if described.many else ref(described.object)
    else:
        found = _KINDS[described.kind]
    if described.one_of:
        found = {**found, "enum": list(described.one_of)}
    words = _WORDS.get((name, field))
    return {**found, "description": words} if words else found


def _standard(name: str) -> Schema:
    """An object of the standard, with what is ours."""
    fields = {field: _field(name, field, described) for field, described in OBJECTS[name].items()}
    its = {**fields, **_WITHIN.get(name, {}), **OWN.get(name, {})}
    return _object("id", *REQUIRED.get(name, ()), **its)


SCHEMAS: Mapping[str, Schema] = {
    **{name: _standard(name) for name in OBJECTS},
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
        last_modified=_MOMENT, **_IN_WORDS,
    ),
    "event": _object(
        "id", "name", "starts_on",
        id=ID, network_id=ID, name=TEXT, objective=TEXT, sort=TEXT, state=TEXT, starts_on=_DAY,
        starts_at=_CLOCK, ends_on=_DAY, ends_at=_CLOCK, place=TEXT, municipality=TEXT, country=TEXT,
        programme={"type": "array", "items": _object(at=_CLOCK, item=TEXT, by=TEXT)},
        invitation=TEXT, register_by=_DAY, register_how=TEXT, partnership_id=ID,
        last_modified=_MOMENT, **_IN_WORDS,
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
