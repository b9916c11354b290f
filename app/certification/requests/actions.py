"""What an office does with its requests for a certificate of the network: asks, takes back, hears the answer."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.assessments import actions as assessments
from app.certification.assessments.records import Assessment
from app.certification.certificates import actions as certificates
from app.certification.certificates.records import Certificate
from app.certification.requests import network, rules
from app.certification.requests.records import ASKED, GRANTED, WITHDRAWN, CertificateRequest
from app.certification.schemes.records import Scheme
from app.core import editing
from app.core.change import Changes
from app.core.fault import Missing, Refusal
from app.core.record import today
from app.core.room import Matter
from app.core.text import Text, _l, pick
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.services.records import ServiceProduct

MOST_MATTERS = 20


def problems(session: Session, assessment: Assessment, day: date) -> list[Text]:
    """Why the network can't be asked for a certificate on an assessment; empty when it can."""
    known = network.of(session)
    if known is None or not known.connected:
        return [_l("This office isn’t connected to a network.")]
    found = certificates.rule_problems(session, assessment, day)
    if assessment.service is None:
        found.append(_l("The network certifies services: ask on an assessment of a service."))
    holder = own(session)
    if holder is None or not pick(holder.name):
        found.append(_l("Fill in the name of your organisation first."))
    last = of_assessment(session, assessment.id)
    if last and rules.waits(last.state, last.decision):
        asked_on = last.created_at.date()
        found.append(_l("The network has been asked already, on {day}.", day=asked_on))
    elif last and last.decision == GRANTED:
        found.append(_l("The network has granted a certificate on this assessment."))
    return found


def ask(session: Session, assessment_id: str, message: str) -> Changes:
    """Ask the network's certifiers for a certificate; ``result`` is the id of the request.

    Raises:
        Refusal: the office isn't in a network, or the assessment doesn't meet the rule of its scheme.
        InvalidFields: the message is too long.
    """
    assessment = editing.find(session, Assessment, assessment_id)
    if found := problems(session, assessment, today()):
        raise Refusal(found[0])
    scheme, service, holder = assessment.scheme, assessment.service, own(session)
    if scheme is None or service is None or holder is None:
        raise Missing
    values = {**told(assessment, scheme, service, holder), "message": message}
    made = editing.add(session, CertificateRequest, values).result
    words = _l("Asked the network for a certificate of “{service}”", service=dict(service.name))
    return Changes(words, made)


def told(
    assessment: Assessment, scheme: Scheme, service: ServiceProduct, holder: Organisation
) -> dict[str, Any]:
    """What a request tells of an assessment: how it went and its fingerprint, nothing of the answers."""
    return {
        "service_id": service.id,
        "service_name": service.name,
        "holder": holder.name,
        "scheme_key": scheme.key,
        "scheme_version": scheme.version,
        "scheme_name": scheme.name,
        "valid_months": scheme.valid_months,
        "level": assessments.level_name(assessment),
        "percent": int(assessment.score) if assessment.score is not None else None,
        "assessment_code": assessment.code,
        "assessment_hash": assessment.content_hash,
        "frozen_on": assessment.frozen_on,
        "assessment_id": assessment.id,
        "state": ASKED,
    }


def concern(session: Session) -> bool:
    """Whether requests concern this office: it is or was in a network, or has some."""
    found = session.scalar(select(CertificateRequest.id).limit(1))
    return found is not None or network.of(session) is not None


def take_back(session: Session, request_id: str) -> Changes:
    """Take a request back that waits for an answer.

    Raises:
        Refusal: it was answered or taken back, or another office has asked.
    """
    request = editing.find(session, CertificateRequest, request_id)
    if not may_take_back(session, request):
        raise Refusal(_l("Only a request of your own that waits for an answer is taken back."))
    request.state = WITHDRAWN
    words = _l("Took back the request for “{service}”", service=dict(request.title()))
    return Changes(words, request_id)


def may_take_back(session: Session, request: CertificateRequest) -> bool:
    """Whether a request is this office's own and waits for an answer."""
    waits = rules.waits(request.state, request.decision)
    return waits and request.deleted_at is None and is_own(session, request)


def is_own(session: Session, request: CertificateRequest) -> bool:
    """Whether this office has asked: then the service is one of its own."""
    return session.get(ServiceProduct, request.service_id or "") is not None


def of_assessment(session: Session, assessment_id: str) -> CertificateRequest | None:
    """The last request on an assessment that wasn't taken back."""
    return session.scalar(
        select(CertificateRequest)
        .where(
            CertificateRequest.assessment_id == assessment_id,
            CertificateRequest.state == ASKED,
            CertificateRequest.deleted_at.is_(None),
        )
        .order_by(CertificateRequest.created_at.desc(), CertificateRequest.id.desc())
        .limit(1)
    )


def certificate_of(session: Session, request: CertificateRequest) -> Certificate | None:
    """The certificate that was granted on a request: the one that names its assessment's fingerprint."""
    if not request.assessment_hash:
        return None
    return session.scalar(
        select(Certificate)
        .where(
            Certificate.self_declared.is_(False),
            Certificate.deleted_at.is_(None),
            Certificate.content.contains(request.assessment_hash, autoescape=True),
        )
        .order_by(Certificate.created_at.desc())
        .limit(1)
    )


def request_of(session: Session, certificate: Certificate) -> CertificateRequest | None:
    """The request on which a certificate of the network was granted."""
    if certificate.self_declared:
        return None
    found = session.scalars(
        select(CertificateRequest).where(
            CertificateRequest.decision == GRANTED,
            CertificateRequest.service_id.in_(row["service_id"] for row in certificate.services),
            CertificateRequest.deleted_at.is_(None),
        )
    )
    return next(
        (
            each
            for each in found
            if each.assessment_hash and each.assessment_hash in certificate.content
        ),
        None,
    )


def matters(session: Session, day: date) -> Iterable[Matter]:
    """For certifiers the requests that wait for them; for those who asked an answer that came."""
    known = CertificateRequest.deleted_at.is_(None)
    if network.certifies(session):
        waiting = select(CertificateRequest).where(
            known, CertificateRequest.state == ASKED, CertificateRequest.decision == ""
        )
        oldest = session.scalars(waiting.order_by(CertificateRequest.created_at))
        for each in islice(oldest, MOST_MATTERS):
            yield Matter(
                kind="certificate_request",
                record_id=each.id,
                title=_l(
                    "{holder} asks for a certificate: {service}",
                    holder=dict(each.lead()),
                    service=dict(each.title()),
                ),
                advice=_l("Look at the assessment with them, and grant or decline."),
                tone="watch",
            )
    answered = select(CertificateRequest).where(
        known,
        CertificateRequest.decision != "",
        CertificateRequest.decided_on > day - timedelta(days=rules.NEWS_DAYS),
    )
    latest = session.scalars(answered.order_by(CertificateRequest.decided_on.desc()))
    for each in islice((one for one in latest if _is_news(session, one)), MOST_MATTERS):
        granted = each.decision == GRANTED
        service = dict(each.title())
        yield Matter(
            kind="certificate_request",
            record_id=each.id,
            title=_l("The network granted a certificate: {service}", service=service)
            if granted
            else _l("The network didn’t grant a certificate: {service}", service=service),
            advice=_l("Take its mark into use.")
            if granted
            else _l("Read the answer. You can ask again on a new assessment."),
            tone="main" if granted else "watch",
        )


def _is_news(session: Session, request: CertificateRequest) -> bool:
    """Whether an answer is about something of this office that wasn't asked for anew since."""
    if not is_own(session, request):
        return False
    newer = (
        select(CertificateRequest.id)
        .where(
            CertificateRequest.service_id == request.service_id,
            CertificateRequest.scheme_key == request.scheme_key,
            CertificateRequest.created_at > request.created_at,
            CertificateRequest.deleted_at.is_(None),
        )
        .limit(1)
    )
    return session.scalar(newer) is None
