"""What can be done with certificates: grant, suspend, take into use again, withdraw, renew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Self

from dateutil.relativedelta import relativedelta
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.certification.assessments import actions as assessments
from app.certification.assessments import freezing
from app.certification.assessments.records import Assessment
from app.certification.assessments.rules import FROZEN, SELF
from app.certification.certificates import rules
from app.certification.certificates.marking import READY_STAGES, mark_services, own_services
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing
from app.certification.requests import network
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.field import check_values, values_of
from app.core.record import new_id, today
from app.core.room import Matter
from app.core.text import Text, _l
from app.organisation.actions import own
from app.services.records import ServiceProduct

MOST_MATTERS = 20


def problems(session: Session, assessment: Assessment, day: date) -> list[Text]:
    """Why a certificate can't be granted here from an assessment; empty when it can."""
    found = rule_problems(session, assessment, day)
    if resting := granted_from(session, assessment):
        found.append(_l("The certificate {code} was granted from it.", code=resting.code))
    elif stronger := of_network(session, assessment):
        words = _l(
            "The network has granted the certificate {code} of the same. Ask the network for the next one.",
            code=stronger.code,
        )
        found.append(words)
    return found


def rule_problems(session: Session, assessment: Assessment, day: date) -> list[Text]:
    """Why an assessment doesn't meet the rule of its scheme, whoever grants; empty when it does."""
    result, scheme = assessment.result, assessment.scheme
    if assessment.deleted_at:
        return [Missing().words]
    if result is None or scheme is None:
        return [_l("Choose a scheme.")]
    values = {"status": assessment.status, "target": assessment.target}
    peer = assessments.last_peer(session, assessment, scheme.content.certificate_level)
    found = rules.grant_problems(scheme.content, values, result, peer, day)
    if assessment.status == FROZEN and not freezing.intact(assessment):
        found.append(_l("The frozen content isn't what was frozen. Begin a new assessment."))
    service = assessment.service
    if service and scheme.certificate and service.stage not in READY_STAGES:
        found.append(_l("Fill in the service card first and mark the service productised."))
    if later := _failed_later(session, assessment):
        words = _l(
            "The later review {code} found that something required isn't met.", code=later.code
        )
        found.append(words)
    return found


def _failed_later(session: Session, assessment: Assessment) -> Assessment | None:
    """A peer or external assessment of the same, frozen later, by which something required isn't met."""
    rounds = assessments.rounds(session, assessment)
    at = next((n for n, each in enumerate(rounds) if each.id == assessment.id), len(rounds))
    reviews = (each for each in rounds[at + 1 :] if each.manner != SELF)
    return next((each for each in reviews if each.result and each.result.short), None)


def granted_from(session: Session, assessment: Assessment) -> Certificate | None:
    """The certificate that rests on an assessment."""
    return session.scalar(
        select(Certificate)
        .where(
            Certificate.assessment_id == assessment.id,
            # One that had ended and was then moved to the bin was granted all the same.
            Certificate.deleted_at.is_(None)
            | Certificate.status.in_((rules.WITHDRAWN, rules.REPLACED)),
        )
        .limit(1)
    )


def grant(session: Session, assessment_id: str, values: Mapping[str, Any]) -> Changes:
    """Grant a certificate from a frozen assessment that meets the scheme's rule; ``result`` is its id.

    ``values`` has ``granted_by``, ``valid_from`` and ``scope``. Granted here it is self-declared: the
    role of a certifier is known by the network register only.

    Raises:
        Refusal: the rule isn't met; the words say what is missing.
        InvalidFields: a value can't be accepted.
    """
    assessment = editing.find(session, Assessment, assessment_id)
    begins = values.get("valid_from") or today()
    reasons = problems(session, assessment, max(begins, today()))
    if reasons:
        raise Refusal(reasons[0])
    scheme = assessment.scheme
    if scheme is None or scheme.valid_months is None:
        raise Missing
    if assessment.frozen_on and begins < assessment.frozen_on:
        raise InvalidFields({"valid_from": _l("It can't begin before the assessment was frozen.")})
    earlier = in_use(session, assessment)
    ends = earlier.valid_to if earlier and earlier.status == rules.VALID else None
    latest = rules.latest_begin(today(), ends)
    if begins > latest:
        raise InvalidFields({"valid_from": _l("It can begin on {day} at the latest.", day=latest)})
    holder = own(session)
    services = [assessment.service_id] if assessment.service_id else []
    given = {
        "name": scheme.name,
        "scope": values.get("scope") or (assessment.service.title() if assessment.service else {}),
        "services": [{"id": new_id(), "service_id": each} for each in services],
        "holder": holder.name if holder else {},
        "issuer": holder.name if holder else {},
        "valid_from": begins,
        "valid_to": rules.last_day(begins, scheme.valid_months),
        "granted_by": values.get("granted_by", ""),
        "granted_on": today(),
        "scheme_id": scheme.id,
        "assessment_id": assessment.id,
        "follows_id": earlier.id if earlier else None,
    }
    made = editing.find(session, Certificate, editing.add(session, Certificate, given).result)
    seal(made, Basis.of(assessment))
    if earlier:
        put(earlier, {"status": rules.REPLACED, "status_on": today()})
    mark_services(session, made)
    return Changes(_l("Granted the certificate {code}", code=made.code), made.id)


@dataclass(frozen=True)
class Basis:
    """On what a certificate rests: a scheme, and a frozen assessment by its number and fingerprint."""

    scheme_key: str
    scheme_version: str
    assessment: str
    fingerprint: str

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        """The basis that an assessment of this office is."""
        scheme = assessment.scheme
        if scheme is None:
            raise Missing
        return cls(scheme.key, scheme.version, assessment.code, assessment.content_hash)


def content(certificate: Certificate, basis: Basis) -> dict[str, Any]:
    """What is signed by the register and can be checked by anyone: nothing of the answers."""
    return {
        "format": 1,
        "number": certificate.code,
        "name": certificate.name,
        "scope": certificate.scope,
        "holder": certificate.holder,
        "issuer": certificate.issuer,
        "granted_by": certificate.granted_by,
        "granted_on": str(certificate.granted_on),
        "valid_from": str(certificate.valid_from),
        "valid_to": str(certificate.valid_to),
        "self_declared": certificate.self_declared,
        "services": [row["service_id"] for row in certificate.services],
        "scheme": {"key": basis.scheme_key, "version": basis.scheme_version},
        "assessment": {"number": basis.assessment, "sha256": basis.fingerprint},
    }


def seal(certificate: Certificate, basis: Basis) -> None:
    """Write down what a new certificate says, with its fingerprint; nothing of it changes after that."""
    certificate.content = freezing.canonical(content(certificate, basis))
    certificate.content_hash = freezing.fingerprint(certificate.content)


def in_use(session: Session, assessment: Assessment) -> Certificate | None:
    """The self-declared certificate in use of the same subject by the same scheme, in any version."""
    return session.scalar(_in_use(session, assessment).where(Certificate.self_declared))


def of_network(session: Session, assessment: Assessment) -> Certificate | None:
    """The network's certificate in use of the same subject by the same scheme, not past its last day."""
    granted = _in_use(session, assessment).where(
        Certificate.self_declared.is_(False), Certificate.valid_to >= today()
    )
    return session.scalar(granted)


def _in_use(session: Session, assessment: Assessment) -> Select[Certificate]:
    ids = [each.id for each in assessments.rounds(session, assessment)]
    return (
        select(Certificate)
        .where(
            Certificate.assessment_id.in_(ids),
            Certificate.status.in_((rules.VALID, rules.SUSPENDED)),
            Certificate.deleted_at.is_(None),
        )
        .order_by(Certificate.valid_to.desc())
        .limit(1)
    )


def of_service(session: Session, service_id: str) -> Certificate | None:
    """The certificate that a service shows, ``None`` when it has none in use."""
    service = session.get(ServiceProduct, service_id)
    found = session.get(Certificate, service.certificate_id or "") if service else None
    shown = found is not None and not found.deleted_at
    return found if found and shown and standing(session, found) == rules.VALID else None


def suspend(session: Session, certificate_id: str, reason: str) -> Changes:
    """Suspend a certificate: its mark isn't shown until it is in use again.

    Raises:
        InvalidFields: the reason is missing, or it can't be suspended.
        Refusal: the network granted it, and this office doesn't certify there.
    """
    return _become(session, certificate_id, rules.SUSPENDED, reason, _l("Suspended {code}"))


def reinstate(session: Session, certificate_id: str) -> Changes:
    """Take a suspended certificate into use again.

    Raises:
        Refusal: the network granted it, and this office doesn't certify there.
    """
    return _become(session, certificate_id, rules.VALID, "", _l("{code} is valid again"))


def withdraw(session: Session, certificate_id: str, reason: str) -> Changes:
    """Withdraw a certificate for good.

    Raises:
        InvalidFields: the reason is missing, or it was withdrawn or renewed already.
        Refusal: the network granted it, and this office doesn't certify there.
    """
    return _become(session, certificate_id, rules.WITHDRAWN, reason, _l("Withdrew {code}"))


def may_decide(session: Session, certificate: Certificate) -> bool:
    """Whether this office suspends and withdraws a certificate: its own, or as a certifier of the network."""
    return certificate.self_declared or network.certifies(session)


def _become(
    session: Session, certificate_id: str, status: str, reason: str, words: Text
) -> Changes:
    fresh = {"status": status, "status_on": today(), "reason": reason}
    found = editing.find(session, Certificate, certificate_id)
    if found.deleted_at:
        raise Missing
    if not may_decide(session, found):
        raise Refusal(
            _l("Only a certifier of the network decides on what the network has granted.")
        )
    put(found, fresh)
    mark_services(session, found)
    return Changes(Text(words.msgid, args={"code": found.code}), certificate_id)


def put(certificate: Certificate, fresh: Mapping[str, Any]) -> None:
    """Let a certificate go to another state; editing.change refuses that, as services wouldn't follow."""
    before = values_of(certificate)
    checked = {**before, **check_values(Certificate, fresh)}
    if checked["status"] == before["status"]:
        raise InvalidFields({"status": _l("It has this status already.")})
    if found := rules.changed_content(checked, before):
        raise InvalidFields(found)
    for name in fresh:
        setattr(certificate, name, checked[name])


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Certificates that end within six, three and one months, the more urgently the nearer."""
    soon = day + relativedelta(months=max(rules.REMIND_MONTHS))
    ending = select(Certificate).where(
        Certificate.deleted_at.is_(None),
        Certificate.status == rules.VALID,
        Certificate.valid_to <= soon,
        Certificate.valid_to > day - timedelta(days=365),
    )
    found = session.scalars(ending.order_by(Certificate.valid_to))
    # What a certifier has granted to others waits for those others.
    own = (each for each in found if each.self_declared or own_services(session, each))
    for each in islice(own, MOST_MATTERS):
        assert each.valid_to
        late = each.valid_to < day
        near = rules.urgency(each.valid_to, day)
        yield Matter(
            kind="certificate",
            record_id=each.id,
            title=_l("Certificate has expired: {name}", name=each.title())
            if late
            else _l("Certificate ends: {name}", name=each.title()),
            advice=_advice(near, late=late, network=not each.self_declared),
            due=each.valid_to,
            tone="bad" if late else rules.URGENCY_TONES[near or max(rules.REMIND_MONTHS)],
        )


def _advice(near: int | None, *, late: bool, network: bool) -> Text:
    if network:
        if late:
            return _l("Its mark isn't shown any more. Ask the network for a new certificate.")
        return _l("Freeze the next assessment in time and ask the network for a new certificate.")
    if late:
        return _l("Its mark isn't shown any more. Renew it, or withdraw it.")
    if near == 1:
        return _l("Freeze the next assessment now and renew the certificate.")
    return _l("Begin the next assessment in time, and agree on a peer review.")
