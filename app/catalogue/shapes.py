"""What the catalogue takes of each kind of shared record. What isn't named here is never shown to anybody.

The names are those of the records' fields; their values stay as the records write them in JSON.
"""

import json
from collections.abc import Mapping
from typing import Any

from app.catalogue.cleaning import (
    Readers,
    cleaned,
    code,
    codes,
    day,
    email,
    identity,
    line,
    number,
    phone,
    rows,
    url,
    whole,
    words,
    yes,
)

ORGANISATION, SERVICE, PATH, CERTIFICATE, EVENT, PARTNERSHIP = (
    "organisation",
    "service",
    "service_path",
    "certificate",
    "event",
    "partnership",
)
_MOST_MINUTES = 60 * 24 * 366
_OF_OTHERS = "directory_id"
"""In a step of a path, the id of a service that isn't of the path's own maker."""
_OF_DAY = whole(0, 24 * 60)

_ORGANISATION: Readers = {
    "name": words(120),
    "summary": words(200),
    "description": words(2000),
    "sector": code,
    "legal_form": code,
    "business_id": line(20),
    "association_number": line(20),
    "founded": whole(1000, 2999),
    "industries": rows({"code": code, "scheme": code}, 10, "code"),
    "home_municipality": code,
    "municipalities": codes(400),
    "languages": codes(60),
    "website": url,
    "email": email,
    "phone": phone,
    "locations": rows(
        {
            "id": line(40),
            "name": line(120),
            "street": line(120),
            "postal_code": line(10),
            "town": line(60),
            "municipality": code,
            "accessibility": words(400),
        },
        50,
    ),
    "soteri": line(60),
    "sote_oid": line(60),
    "marks": rows(
        {"mark": code, "number": line(60), "valid_from": day, "valid_to": day}, 30, "mark"
    ),
}
_SERVICE: Readers = {
    "name": words(80),
    "promise": words(160),
    "description": words(2000),
    "steps": rows({"title": words(120), "text": words(600)}, 30),
    "included": words(1000),
    "excluded": words(1000),
    "target_groups": codes(60),
    "need": words(400),
    "prices": rows(
        {
            "id": line(40),
            "name": words(80),
            "unit": code,
            "price": number,
            "vat": code,
            "payer": code,
            "valid_from": day,
            "valid_to": day,
        },
        30,
        "price",
    ),
    "payers": codes(30),
    "household_credit": yes,
    "place": codes(30),
    "form": codes(30),
    "rhythm": codes(30),
    "municipalities": codes(400),
    "languages": codes(60),
    "duration": whole(0, _MOST_MINUTES),
    "waiting_days": whole(0, 3650),
    "quality_promise": words(300),
    "quality_measure": words(200),
    "competence": words(400),
    "shl_service": code,
    "ptv_class": code,
    "industry": code,
    "stage": code,
    "successor_id": identity,
}
_PATH: Readers = {
    "name": words(80),
    "need": words(300),
    "target_groups": codes(60),
    "steps": rows(
        {
            "service_id": identity,
            "organisation_id": identity,
            _OF_OTHERS: identity,
            "service": words(120),
            "client_sees": words(300),
            "hand_over": words(300),
        },
        30,
    ),
}
_CERTIFICATE: Readers = {
    "name": words(80),
    "code": line(40),
    "scope": words(400),
    "services": rows({"service_id": identity}, 100, "service_id"),
    "holder": words(120),
    "valid_from": day,
    "valid_to": day,
    "status": code,
    "status_on": day,
    "issuer": words(120),
    "granted_on": day,
    "self_declared": yes,
}
_EVENT: Readers = {
    "name": words(120),
    "sort": code,
    "objective": words(600),
    "starts_on": day,
    "starts_at": _OF_DAY,
    "ends_on": day,
    "ends_at": _OF_DAY,
    "place": line(200),
    "municipality": code,
    "country": code,
    "programme": rows({"at": _OF_DAY, "item": words(200), "by": line(120)}, 60, "item"),
    "invitation": words(4000),
    "register_by": day,
    "register_how": words(300),
    "state": code,
    "public": yes,
    "partnership_id": identity,
}
_PARTNERSHIP: Readers = {
    "name": words(120),
    "form": code,
    "purpose": words(600),
    "for_clients": words(400),
    "members": rows(
        {
            "organisation_id": identity,
            "name": line(120),
            "country": code,
            "language": code,
            "role": code,
            "joined_on": day,
            "left_on": day,
        },
        200,
    ),
    "stage": code,
    "public": yes,
}
KINDS: Mapping[str, Readers] = {
    ORGANISATION: _ORGANISATION,
    SERVICE: _SERVICE,
    PATH: _PATH,
    CERTIFICATE: _CERTIFICATE,
    EVENT: _EVENT,
    PARTNERSHIP: _PARTNERSHIP,
}
"""The kinds that the catalogue knows."""
ORIGINAL = "original"
"""What stands among the fields of an imported record that was kept as its directory told it: ``stays``, the ids of
the services at locations each with that of its location, the ids of its ``terms``, and which fields another one
has ``changed``."""
SIGNED, SCHEME, SCHEME_VERSION = "signed", "scheme", "scheme_version"
"""What a certificate's fields say beside those of the record: that the register has signed it, and by which
scheme it was granted."""


def known(kind: str, fields: Any) -> dict[str, Any]:
    """What the catalogue takes of a record's fields, as they were decoded from JSON."""
    found = cleaned(KINDS[kind], fields)
    if kind == CERTIFICATE and isinstance(fields, Mapping):
        if isinstance(fields.get("signature"), str) and fields["signature"]:
            found[SIGNED] = True
        found |= _scheme(fields.get("content"))
    if kind == PATH and "steps" in found:
        found["steps"] = [_by_service(row) for row in found["steps"]]
    return found


def _by_service(step: Mapping[str, Any]) -> dict[str, Any]:
    """A step that names its service in one way, whosever it is."""
    kept = {name: value for name, value in step.items() if name != _OF_OTHERS}
    return {"service_id": step[_OF_OTHERS], **kept} if _OF_OTHERS in step else kept


def _scheme(content: Any) -> dict[str, str]:
    try:
        said = json.loads(content) if isinstance(content, str) else None
    except (ValueError, RecursionError):
        return {}
    scheme = said.get("scheme") if isinstance(said, dict) else None
    if not isinstance(scheme, dict):
        return {}
    named = {SCHEME: code(scheme.get("key")), SCHEME_VERSION: code(scheme.get("version"))}
    return {name: value for name, value in named.items() if value}
