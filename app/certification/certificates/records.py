"""What is stored of certificates."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session

from app.certification.assessments.records import MOST_CONTENT, Assessment
from app.certification.certificates import rules
from app.core.fault import Refusal
from app.core.field import Group, described, row_field
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, languages, pick
from app.core.value import Choice, Day, PlainText, Reference, Rows, Words, YesNo

CERTIFICATE = Group("certificate", _l("Certificate"))
VALIDITY = Group("validity", _l("Validity"))
ISSUE = Group("issue", _l("Granted by"))

SERVICE_FIELDS = (row_field("service_id", Reference("service"), _l("Service"), required=True),)


class Certificate(Record):
    """A certificate that was granted from a frozen assessment. Its content never changes.

    One that the organisation declares itself has its assessment beside it. One of the network is known to
    its certifier without the assessment, and to the office of its services with it.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index("ix_certificate_status", "deleted_at", "status", "valid_to"),
        Index("ix_certificate_assessment", "assessment_id"),
    )

    kind = Kind(
        "certificate",
        "certificates",
        _l("Certificate"),
        _l("Certificates"),
        "medal",
        key="code",
        columns=("valid_to", "status"),
        numbered="K",
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"status": rules.VALID, "self_declared": True}

    name: Mapped[LanguageText] = described(
        Words(80), _l("Certificate"), group=CERTIFICATE, required=True, searched=True, shared=True
    )
    code: Mapped[str] = described(
        PlainText(20), _l("Number"), group=CERTIFICATE, unique=True, searched=True, shared=True
    )
    scope: Mapped[LanguageText] = described(
        Words(400, long=True), _l("Scope"), group=CERTIFICATE, searched=True, shared=True
    )
    services: Mapped[list[dict[str, Any]]] = described(
        Rows(SERVICE_FIELDS, 100), _l("Services"), group=CERTIFICATE, shared=True
    )
    holder: Mapped[LanguageText] = described(
        Words(120), _l("Holder"), group=CERTIFICATE, searched=True, shared=True
    )
    valid_from: Mapped[date | None] = described(
        Day(), _l("Valid from"), group=VALIDITY, required=True, shared=True
    )
    valid_to: Mapped[date | None] = described(
        Day(), _l("Valid to"), group=VALIDITY, required=True, shared=True
    )
    status: Mapped[str] = described(
        Choice(options=rules.STATES), _l("Status"), group=VALIDITY, shared=True
    )
    status_on: Mapped[date | None] = described(Day(), _l("Since"), group=VALIDITY, shared=True)
    reason: Mapped[str] = described(
        PlainText(400, long=True), _l("Reason"), group=VALIDITY, shared=True
    )
    issuer: Mapped[LanguageText] = described(Words(120), _l("Issuer"), group=ISSUE, shared=True)
    granted_by: Mapped[str] = described(PlainText(120), _l("Granted by"), group=ISSUE, shared=True)
    granted_on: Mapped[date | None] = described(Day(), _l("Granted on"), group=ISSUE, shared=True)
    self_declared: Mapped[bool] = described(
        YesNo(),
        _l("Self-declared"),
        help=_l("The organisation says so itself; no certifier of the network has granted it."),
        group=ISSUE,
        shared=True,
    )
    scheme_id: Mapped[str | None] = described(Reference("scheme"), _l("Scheme"))
    assessment_id: Mapped[str | None] = described(Reference("assessment"), _l("Assessment"))
    follows_id: Mapped[str | None] = described(Reference("certificate"), _l("Renews"))
    content: Mapped[str] = described(
        PlainText(MOST_CONTENT, long=True), _l("Content"), exported=False, shared=True
    )
    content_hash: Mapped[str] = described(PlainText(64), _l("Fingerprint"), shared=True)
    signature: Mapped[str] = described(
        PlainText(120), _l("Signature of the register"), exported=False, shared=True
    )
    signed_with: Mapped[str] = described(
        PlainText(40), _l("Signed with the key"), exported=False, shared=True
    )

    def title(self) -> LanguageText:
        about = self.scope if pick(self.scope) else self.name
        return {
            language: " ".join(filter(None, (pick(about, language), self.code)))
            for language in languages()
        }

    def lead(self) -> LanguageText:
        if self.self_declared:
            return self.name or {}
        told = _l("granted by the network")
        return {
            language: " · ".join(filter(None, (pick(self.name, language), told.say(language))))
            for language in languages()
        }

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        if before is None and not values["self_declared"]:
            words = _l("Only a certifier of the network grants one that isn't self-declared.")
            return {"self_declared": words}
        found = rules.changed_content(values, before)
        if before and values["status"] != before["status"]:
            words = _l("Suspend or withdraw it by its own buttons, so that its services follow.")
            found.setdefault("status", words)
        return found

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """One is granted by the scheme's rule only, and comes back from the bin only when it had ended."""
        found = session.get(cls, record_id) if record_id else None
        if found is not None:
            undone = found.deleted_at and found.status in {rules.VALID, rules.SUSPENDED}
            words = _l("The granting of this certificate was undone. Grant a new one.")
            return {"status": words} if undone else {}
        assessment = session.get(Assessment, values["assessment_id"] or "")
        if assessment is None or assessment.scheme is None or assessment.result is None:
            return {"assessment_id": _l("A certificate is granted from a frozen assessment.")}
        scheme, begins = assessment.scheme.content, values["valid_from"]
        stands = {"status": assessment.status, "target": assessment.target}
        # Whether there was a peer review is asked where it is granted.
        reasons = rules.grant_problems(scheme, stands, assessment.result, begins, begins)
        if reasons:
            return {"assessment_id": reasons[0]}
        if values["valid_to"] > rules.last_day(begins, scheme.valid_months or 1):
            return {"valid_to": _l("By the scheme a certificate is valid for less time.")}
        if any(row.get("service_id") != assessment.service_id for row in values["services"]):
            return {"services": _l("Another service was assessed.")}
        return {}

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        raise Refusal(_l("A certificate isn't copied. Renew it from a new assessment."))

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """The assessment on which a certificate rests stays, and so does a certificate that is valid."""
        ids = [each.id for each in records if isinstance(each, Assessment)]
        resting = select(cls).where(cls.assessment_id.in_(ids), cls.deleted_at.is_(None)).limit(1)
        if ids and (found := session.scalar(resting)):
            return _l("The certificate {code} rests on this, so it stays.", code=found.code)
        for each in records:
            if isinstance(each, Certificate) and each.status in {rules.VALID, rules.SUSPENDED}:
                return _l("Withdraw the certificate {code} first.", code=each.code)
        return None
