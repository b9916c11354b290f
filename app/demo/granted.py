"""The certificates that the demo's network has granted, signed with a key that is made on the spot."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.assessments import freezing
from app.certification.assessments.records import Assessment
from app.certification.assessments.rules import FROZEN
from app.certification.certificates import actions, rules
from app.certification.certificates.records import Certificate
from app.certification.requests.verifying import signed_bytes
from app.certification.schemes.records import Scheme
from app.core.record import new_id
from app.core.text import LanguageText, current_language, in_all, pick
from app.demo.organisations import name_of, record_of
from app.organisation.actions import own
from app.services.records import ServiceProduct
from app.sync.protocol import PublicKey

SCHEME, BY = "network_quality", "Helena Vänskä"
_KEY_ID_LENGTH = 16


class Signer:
    """Signs as a register does; the private half of its key is gone with it.

    Attributes:
        public: the public key, by which the signatures are checked.
    """

    def __init__(self, day: date) -> None:
        self._private = Ed25519PrivateKey.generate()
        raw = self._private.public_key().public_bytes_raw()
        key_id = hashlib.sha256(raw).hexdigest()[:_KEY_ID_LENGTH]
        self.public = PublicKey(key_id, base64.b64encode(raw).decode(), day.isoformat())

    def sign(self, certificate: Certificate) -> None:
        """Sign what a certificate says."""
        signature = self._private.sign(signed_bytes(certificate.content))
        certificate.signature = base64.b64encode(signature).decode()
        certificate.signed_with = self.public.id


def granted(
    session: Session,
    content: Mapping[str, Any],
    network: str,
    services: Mapping[str, str],
    day: date,
    signer: Signer,
) -> Iterable[tuple[str, Certificate]]:
    """The certificates, each with its id; none is in the session.

    Args:
        session: to read the scheme, and the assessments of this office's own services.
        content: what is stored of the network.
        network: its name.
        services: the ids of all services, by key.
        day: today.
        signer: signs them.
    """
    scheme = session.scalars(select(Scheme).where(Scheme.key == SCHEME)).one()
    told = {each["key"]: each for each in content["services"]}
    for stored in content["certificates"]:
        key = stored["service"]
        service_id = services[key]
        if key in told:
            scope, holder = told[key]["name"], name_of(told[key]["of"])
            number = f"A-{record_of('assessment', key)[:4].upper()}"
            sha256 = freezing.fingerprint(number)
            basis = actions.Basis(scheme.key, scheme.version, number, sha256)
        else:
            scope, holder, basis = _ours(session, service_id)
        made = _certificate(stored, scheme, network, (service_id, scope, holder), day)
        actions.seal(made, basis)
        signer.sign(made)
        yield record_of("certificate", stored["code"]), made


def _ours(session: Session, service_id: str) -> tuple[LanguageText, LanguageText, actions.Basis]:
    """What a certificate of one of our own services says of it: its name, its holder, its assessment."""
    query = select(Assessment).where(
        Assessment.service_id == service_id, Assessment.status == FROZEN
    )
    assessment = session.scalars(query.order_by(Assessment.frozen_on.desc())).first()
    service, holder = session.get(ServiceProduct, service_id), own(session)
    assert service is not None
    assert holder is not None
    assert assessment is not None
    return service.name, holder.name, actions.Basis.of(assessment)


def _certificate(
    stored: Mapping[str, Any],
    scheme: Scheme,
    network: str,
    about: tuple[str, LanguageText, LanguageText],
    day: date,
) -> Certificate:
    begins = day + timedelta(days=stored["from"])
    service_id, scope, holder = about
    status_on = day + timedelta(days=stored["status_on"]) if "status_on" in stored else None
    return Certificate(
        name=scheme.name,
        code=f"V-{begins.year}-{stored['code']}",
        scope=scope,
        services=[{"id": new_id(), "service_id": service_id}],
        holder=holder,
        issuer=in_all(network),
        granted_by=BY,
        granted_on=begins,
        valid_from=begins,
        valid_to=rules.last_day(begins, scheme.content.valid_months or 1),
        status=stored.get("status", rules.VALID),
        status_on=status_on,
        reason=pick(stored.get("reason", {}), current_language()),
        self_declared=False,
    )
