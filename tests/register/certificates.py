"""A certificate as a certifier's office sends it, and a network that has its service."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert

from app.certification.assessments.freezing import canonical
from app.certification.assessments.rules import fingerprint
from app.core.record import new_id
from app.register import networks, tables
from app.sync.protocol import Role

HOLDER = {"fi": "Rantakylän Arkiapu ry", "en": "Rantakylä Everyday Help"}
NUMBER = "V-2026-ABC123"


@dataclass(frozen=True)
class Certifier:
    """Who sends it."""

    role: Role = Role.CERTIFIER


def record(
    connection: Connection,
    network_id: str,
    kind: str,
    owner: str,
    fields: Mapping[str, Any],
    record_id: str = "",
    deleted_at: int | None = None,
) -> str:
    """A record that the network has."""
    made = record_id or new_id()
    connection.execute(
        insert(tables.record).values(
            network_id=network_id,
            record_id=made,
            kind=kind,
            owner=owner,
            fields=json.dumps(fields),
            stamps="{}",
            position=1,
            writer="",
            deleted_at=deleted_at,
        )
    )
    return made


@dataclass(frozen=True)
class Place:
    """A network with an organisation that has two services."""

    network_id: str
    organisation_id: str
    services: tuple[str, ...]


def place(connection: Connection, name: str = "Karjalan kumppanit") -> Place:
    """A network as it is before a certificate is granted."""
    network_id = networks.make(connection, name)
    owner = networks.make_organisation(connection, network_id, "Rantakylän Arkiapu ry")
    record(connection, network_id, "organisation", owner, {"name": HOLDER})
    services = tuple(
        record(
            connection, network_id, "service", owner, {"name": {"fi": name, "en": f"{name} (en)"}}
        )
        for name in ("Arkiapu kotiin", "Saattoapu")
    )
    return Place(network_id, owner, services)


def content(services: tuple[str, ...], **changes: Any) -> dict[str, Any]:
    """What a certificate says."""
    return {
        "format": 1,
        "number": NUMBER,
        "name": {"fi": "Verkoston laatu", "en": "Quality of the network"},
        "scope": {"fi": "Arkiapu", "en": "Everyday help"},
        "holder": HOLDER,
        "issuer": {"fi": "Karjalan kumppanit"},
        "granted_by": "Sirpa Saari",
        "granted_on": "2026-11-23",
        "valid_from": "2026-11-23",
        "valid_to": "2028-11-22",
        "self_declared": False,
        "services": list(services),
        "scheme": {"key": "network_quality", "version": "1"},
        "assessment": {"number": "A-2026-001", "sha256": "0" * 64},
        **changes,
    }


def fields_of(said: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """The fields of the record, which say the same."""
    written = canonical(said)
    same = (
        "name", "scope", "holder", "issuer", "granted_by", "granted_on", "valid_from", "valid_to",
        "self_declared",
    )  # fmt: skip
    return {
        **{name: said[name] for name in same if name in said},
        "code": said.get("number"),
        "services": [{"id": new_id(), "service_id": each} for each in said.get("services", ())],
        "status": "valid",
        "status_on": None,
        "reason": "",
        "content": written,
        "content_hash": fingerprint(written),
        "signature": "",
        "signed_with": "",
        "deleted_at": None,
        **changes,
    }
