"""What follows when a certificate of the network has come to the office, or has changed there."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.assessments.records import Assessment
from app.certification.certificates import actions as certificates
from app.certification.certificates import rules
from app.certification.certificates.marking import mark_services, own_services
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing
from app.core.record import today


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
