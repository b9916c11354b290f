"""What a certifier of the network does with requests: declines them, or grants the certificate asked for."""

import json
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from app.certification.certificates import actions as certificates
from app.certification.certificates.marking import mark_services
from app.certification.certificates.records import Certificate
from app.certification.certificates.rules import (
    REPLACED,
    SUSPENDED,
    VALID,
    last_day,
    latest_begin,
)
from app.certification.requests import network, rules
from app.certification.requests.actions import certificate_of
from app.certification.requests.records import (
    ASKED,
    DECLINED,
    GRANTED,
    CertificateRequest,
)
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.field import blank_values, check_values
from app.core.record import new_id, today
from app.core.text import _l, in_all


def may_decide(session: Session, request: CertificateRequest) -> bool:
    """Whether this office may answer a request now.

    Also one that was granted when its certificate isn't there: the register didn't take it, or it was undone.
    """
    if request.state != ASKED or request.deleted_at or not network.certifies(session):
        return False
    if request.decision == GRANTED:
        return certificate_of(session, request) is None
    return not request.decision


def decline(session: Session, request_id: str, answer: str, by: str) -> Changes:
    """Don't grant what is asked for, and tell why.

    Raises:
        Refusal: the office doesn't certify in its network, or the request was answered or taken back.
        InvalidFields: the answer is missing.
    """
    request = _waiting(session, request_id)
    if not answer.strip():
        raise InvalidFields({"answer": _l("Write why.")})
    _decide(request, DECLINED, answer, by)
    words = _l("Declined the request for “{service}”", service=dict(request.title()))
    return Changes(words, request_id)


def grant(session: Session, request_id: str, values: Mapping[str, Any]) -> Changes:
    """Grant the certificate that is asked for; ``result`` is its id. The register signs it.

    ``values`` has ``granted_by``, ``issuer``, ``valid_from`` and ``scope``.

    Raises:
        Refusal: the office doesn't certify in its network, or the request was answered or taken back.
        InvalidFields: a value can't be accepted.
    """
    request = _waiting(session, request_id)
    if request.valid_months is None or not request.service_id:
        raise Refusal(_l("The request doesn’t tell enough. Ask the office to send it again."))
    earlier = in_use(session, request)
    begins = values.get("valid_from") or today()
    _check_begin(request, earlier, begins)
    known = network.of(session)
    given = {
        **blank_values(Certificate),
        "name": request.scheme_name,
        "code": _free_number(session),
        "scope": values.get("scope") or request.service_name,
        "services": [{"id": new_id(), "service_id": request.service_id}],
        "holder": request.holder,
        "valid_from": begins,
        "valid_to": last_day(begins, request.valid_months),
        "status": VALID,
        "issuer": values.get("issuer") or in_all(known.name if known else ""),
        "granted_by": values.get("granted_by", ""),
        "granted_on": today(),
        "self_declared": False,
        "assessment_id": request.assessment_id,
        "follows_id": earlier.id if earlier else None,
    }
    made = Certificate(**check_values(Certificate, given))
    if not made.granted_by:
        raise InvalidFields({"granted_by": _l("Write who grants it.")})
    basis = certificates.Basis(
        request.scheme_key,
        request.scheme_version,
        request.assessment_code,
        request.assessment_hash,
    )
    certificates.seal(made, basis)
    session.add(made)
    session.flush()
    if earlier:
        certificates.put(earlier, {"status": REPLACED, "status_on": today()})
    mark_services(session, made)
    _decide(request, GRANTED, "", made.granted_by)
    return Changes(_l("Granted the certificate {code}", code=made.code), made.id)


def in_use(session: Session, request: CertificateRequest) -> Certificate | None:
    """The network's certificate in use of the same service by the same scheme, in any version."""
    found = session.scalars(
        select(Certificate)
        .where(
            Certificate.self_declared.is_(False),
            Certificate.status.in_((VALID, SUSPENDED)),
            Certificate.deleted_at.is_(None),
            type_coerce(Certificate.services, String).contains(request.service_id, autoescape=True),
        )
        .order_by(Certificate.valid_to.desc())
    )
    return next((each for each in found if _scheme_of(each) == request.scheme_key), None)


def _scheme_of(certificate: Certificate) -> str:
    try:
        return str(json.loads(certificate.content)["scheme"]["key"])
    except (ValueError, KeyError, TypeError):  # a content of another form
        return ""


def _waiting(session: Session, request_id: str) -> CertificateRequest:
    request = editing.find(session, CertificateRequest, request_id)
    if not network.certifies(session):
        raise Refusal(_l("Only a certifier of the network answers requests."))
    if not may_decide(session, request):
        raise Refusal(_l("This request has been answered or taken back."))
    return request


def _decide(request: CertificateRequest, decision: str, answer: str, by: str) -> None:
    fresh = {
        "decision": decision,
        "decided_on": today(),
        "decided_by": by,
        "answer": answer,
    }
    for name, value in check_values(CertificateRequest, fresh).items():
        setattr(request, name, value)


def _check_begin(request: CertificateRequest, earlier: Certificate | None, begins: date) -> None:
    if request.frozen_on and begins < request.frozen_on:
        raise InvalidFields({"valid_from": _l("It can't begin before the assessment was frozen.")})
    ends = earlier.valid_to if earlier and earlier.status == VALID else None
    latest = latest_begin(today(), ends)
    if begins > latest:
        raise InvalidFields({"valid_from": _l("It can begin on {day} at the latest.", day=latest)})


def _free_number(session: Session) -> str:
    """A number that no certificate here has; the register looks that none of the network has it."""
    while True:
        letters = (secrets.choice(rules.LETTERS) for _place in range(rules.RANDOM_LETTERS))
        code = rules.number(today().year, letters)
        if session.scalar(select(Certificate.id).where(Certificate.code == code)) is None:
            return code
