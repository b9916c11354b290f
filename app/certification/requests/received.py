"""What follows when a certificate of the network has come to the office, or has changed there."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.assessments.records import Assessment
from app.certification.certificates import actions as certificates
from app.certification.certificates import rules
from app.certification.certificates.marking import mark_services, own_services
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing, verdict
from app.certification.requests.verifying import Verdict
from app.core.change import Changes
from app.core.record import today
from app.core.text import _l


def take_in(session: Session, certificate: Certificate) -> None:
    """Let the own services that a network's certificate names show it, or no longer.

    To be called in the transaction that has written its fields. It is tied to the assessment on which it
    was asked for, and takes the place of what the office had declared itself of the same. One whose
    signature isn't the network's is kept and not shown as valid.
    """
    if certificate.self_declared:
        return
    own = own_services(session, certificate)
    if own and certificate.assessment_id is None:
        _tie(session, certificate)
    if own and standing(session, certificate) == rules.VALID:
        _replace_declared(session, certificate)
    mark_services(session, certificate)


def _replace_declared(session: Session, certificate: Certificate) -> None:
    """Let what the office had declared itself of the same be renewed by what the network has granted."""
    assessment = session.get(Assessment, certificate.assessment_id or "")
    declared = certificates.in_use(session, assessment) if assessment else None
    if declared is not None:
        declared.status, declared.status_on = rules.REPLACED, today()


def _tie(session: Session, certificate: Certificate) -> None:
    """Find the assessment that the content names by its fingerprint."""
    try:
        said = json.loads(certificate.content)["assessment"]["sha256"]
    except (ValueError, KeyError, TypeError):  # a content of another form
        return
    found = session.scalar(select(Assessment).where(Assessment.content_hash == str(said)).limit(1))
    if found is not None and said:
        certificate.assessment_id, certificate.scheme_id = found.id, found.scheme_id


def lacks_key(session: Session) -> bool:
    """Whether a certificate here was signed with a key that the office doesn't have: the network has a new one."""
    return any(verdict(session, each) is Verdict.UNKNOWN_KEY for each in _of_network(session))


def check_again(session: Session) -> Changes:
    """Check the signatures of the network's certificates again, with the keys that the office has now."""
    for each in _of_network(session):
        take_in(session, each)
    return Changes(_l("Checked the signatures of the network again"))


def _of_network(session: Session) -> list[Certificate]:
    query = select(Certificate).where(
        Certificate.self_declared.is_(False), Certificate.deleted_at.is_(None)
    )
    return list(session.scalars(query))
