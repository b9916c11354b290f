"""What the other offices of the demo's network have sent: their organisations, services, paths and events."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.certificates.records import Certificate
from app.core import sample
from app.core.record import Record
from app.demo.granted import Signer, granted
from app.demo.organisations import described, owner_of, record_of
from app.network.events.records import Event
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.services.records import ServicePath, ServiceProduct
from app.sync.kinds import shared_kinds
from app.sync.merge import REST
from app.sync.protocol import RecordState

CERTIFIER = "development"
"""The organisation that grants the network's certificates."""
_OURS = "$own"


def states(
    session: Session, network: str, day: date, stamp: str, signer: Signer
) -> list[RecordState]:
    """All of it as the register sends it.

    Args:
        session: an office that holds the small demo organisation.
        network: the name of the network.
        day: today, from which days are counted.
        stamp: of all their fields.
        signer: signs the certificates.
    """
    content = sample.content("network")
    ours = _own_services(session)
    services = {each["key"]: record_of("service", each["key"]) for each in content["services"]}
    every = services | {f"{_OURS}:{code}": each.id for code, each in ours.items()}
    found: list[tuple[type[Record], str, str, Mapping[str, Any]]] = [
        (Organisation, record_of("organisation", key), owner_of(key), values)
        for key, values in described().items()
    ]
    for stored in content["services"]:
        values = {**_without(stored, "key", "of"), "stage": "productised"}
        found.append((ServiceProduct, services[stored["key"]], owner_of(stored["of"]), values))
    names = {each["key"]: each["name"] for each in content["services"]}
    names |= {f"{_OURS}:{code}": each.name for code, each in ours.items()}
    for stored in content["paths"]:
        values = _without(stored, "key", "of", "steps")
        values["steps"] = list(_steps(session, stored, every, names))
        key = record_of("service_path", stored["key"])
        found.append((ServicePath, key, owner_of(stored["of"]), values))
    for number, stored in enumerate(content["events"]):
        key = record_of("event", str(number))
        found.append((Event, key, owner_of(stored["of"]), _without(stored, "of")))
    for key, certificate in granted(session, content, network, every, day, signer):
        found.append((Certificate, key, owner_of(CERTIFIER), _told(certificate)))
    return [
        RecordState(
            id=record_id,
            kind=record.kind.name,
            owner=owner,
            fields=msgspec.Raw(msgspec.json.encode(sample.placed([dict(values)], day, {})[0])),
            stamps={REST: stamp},
        )
        for record, record_id, owner, values in found
    ]


def _own_services(session: Session) -> dict[str, ServiceProduct]:
    return {each.code: each for each in session.scalars(select(ServiceProduct))}


def _without(stored: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name not in names}


def _steps(
    session: Session,
    stored: Mapping[str, Any],
    services: Mapping[str, str],
    names: Mapping[str, Mapping[str, str]],
) -> Iterator[dict[str, Any]]:
    """The steps of a path, each with its service, whose it is and what it is called."""
    us = own(session)
    for step in stored["steps"]:
        key, whose = step["service"], step["of"]
        yield {
            "id": record_of("step", f"{stored['key']}/{key}"),
            "service_id": services[key],
            "organisation_id": us.id if whose == _OURS and us else record_of("organisation", whose),
            "service": names[key],
            "client_sees": step["client_sees"],
            "hand_over": step["hand_over"],
        }


def _told(certificate: Certificate) -> dict[str, Any]:
    """The shared values of a certificate in JSON."""
    fields = shared_kinds()[Certificate.kind.name].fields
    return {name: each.value.to_json(getattr(certificate, name)) for name, each in fields.items()}
