"""The door of the certification room."""

from app.certification.assessments.records import Assessment, Evidence
from app.certification.certificates.records import Certificate
from app.certification.findings.records import Finding
from app.certification.plans.records import SelfMonitoringPlan
from app.certification.requests.records import CertificateRequest
from app.certification.schemes.records import Scheme
from app.core.room import Paper, Room
from app.core.text import _l

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
    matters=(
        "app.certification.requests.actions:matters",
        "app.certification.certificates.actions:matters",
        "app.certification.findings.actions:matters",
        "app.certification.assessments.actions:matters",
        "app.certification.plans.actions:matters",
    ),
    about="app.certification.telling:about",
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
