"""How a certificate stands: what its status says, and of the network's what their signature proves."""

from sqlalchemy.orm import Session, object_session

from app.certification.assessments.rules import fingerprint
from app.certification.certificates import rules
from app.certification.certificates.records import Certificate
from app.certification.requests import network
from app.certification.requests.verifying import Verdict, check


def verdict(session: Session, certificate: Certificate) -> Verdict | None:
    """What the check of the signature says; ``None`` where there is none.

    That is of what is self-declared, and in an office that never was in a network.
    """
    known = network.of(session)
    if certificate.self_declared or known is None:
        return None
    if fingerprint(certificate.content) != certificate.content_hash:
        return Verdict.FORGED
    return check(certificate.content, certificate.signature, certificate.signed_with, known.keys)


def standing(session: Session, certificate: Certificate) -> str:
    """The status of a certificate; of a valid one of the network whether its signature proves it."""
    if certificate.status != rules.VALID:
        return certificate.status
    found = verdict(session, certificate)
    if found in {None, Verdict.SIGNED}:
        return rules.VALID
    return rules.FORGED if found is Verdict.FORGED else rules.UNSIGNED


def standing_of(certificate: Certificate) -> str:
    """The same for a certificate that is still with its session; without one only its status is known."""
    session = object_session(certificate)
    return standing(session, certificate) if session else certificate.status
