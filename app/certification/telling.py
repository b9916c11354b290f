"""What certification tells the rest of the program: what waits there, and how a service stands."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.certification.assessments import actions as assessments
from app.certification.assessments.wording import percent_words
from app.certification.certificates import actions as certificates
from app.certification.findings import actions as findings
from app.certification.plans import actions as plans
from app.certification.requests import actions as requests
from app.core.room import Fact, Matter
from app.core.text import _l, literal


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with certificates, requests, findings, assessments, evidence and plans."""
    return chain(
        requests.matters(session, day),
        certificates.matters(session, day),
        findings.matters(session, day),
        assessments.matters(session, day),
        plans.matters(session, day),
    )


def about(session: Session, kind: str, record_id: str) -> Iterable[Fact]:
    """A service's certificate, and how its last assessment went."""
    if kind != "service":
        return
    certificate = certificates.of_service(session, record_id)
    if certificate:
        yield Fact(_l("Certificate"), literal(certificate.code))
    last = assessments.last_of_service(session, record_id)
    if last:
        yield Fact(
            _l("Last assessment"),
            _l("{score}, frozen {day}", score=percent_words(last.score), day=last.frozen_on),
        )
