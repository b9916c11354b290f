"""The door of the certification room."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.certification.assessments import actions as assessments
from app.certification.assessments.records import Assessment, Evidence
from app.certification.assessments.wording import percent_words
from app.certification.certificates import actions as certificates
from app.certification.certificates.records import Certificate
from app.certification.findings import actions as findings
from app.certification.findings.records import Finding
from app.certification.plans import actions as plans
from app.certification.plans.records import SelfMonitoringPlan
from app.certification.requests import actions as requests
from app.certification.requests.records import CertificateRequest
from app.certification.schemes.records import Scheme
from app.core.room import Fact, Matter, Paper, Room
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


ROOM = Room(
    name="certification",
    label=_l("Certification"),
    icon="medal",
    kinds=(
        Assessment,
        Finding,
        Certificate,
        CertificateRequest,
        SelfMonitoringPlan,
        Evidence,
        Scheme,
    ),
    page="app.certification.page:CertificationPage",
    matters=matters,
    about=about,
    readers={"scheme": "app.certification.schemes.actions:adding"},
    papers=(
        Paper(
            "assessment-report",
            _l("Assessment report"),
            "assessment",
            "app.certification.assessments.papers:report",
        ),
        Paper(
            "assessment-comparison",
            _l("Comparison of the rounds"),
            "assessment",
            "app.certification.assessments.papers:comparison",
        ),
        Paper(
            "certificate",
            _l("Certificate"),
            "certificate",
            "app.certification.certificates.papers:certificate",
        ),
        Paper(
            "mark-rules",
            _l("How the mark is used"),
            "certificate",
            "app.certification.certificates.papers:rules_for_use",
        ),
        Paper(
            "self-monitoring-plan",
            _l("Self-monitoring plan"),
            "self_monitoring_plan",
            "app.certification.plans.papers:plan",
        ),
    ),
)
