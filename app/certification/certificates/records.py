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
from app.core.format import show_date
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, languages, pick
from app.core.value import Choice, Day, PlainText, Reference, Rows, Words, YesNo

CERTIFICATE = Group("certificate", _l("Certificate"))
VALIDITY = Group("validity", _l("Validity"))
ISSUE = Group("issue", _l("Granted by"))

SERVICE_FIELDS = (row_field("service_id", Reference("service"), _l("Service"), required=True),)


class Certificate(Record):
    """A certificate that was granted from a frozen assessment. Its content never changes."""

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
        columns=("code", "valid_to", "status"),
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
    status_on: Mapped[date | None] = described(
        Day(), _l("Since"), group=VALIDITY, shared=True
    )
    reason: Mapped[str] = described(
        PlainText(400, long=True), _l("Reason"), group=VALIDITY, shared=True
    )
    issuer: Mapped[LanguageText] = described(Words(120), _l("Issuer"), group=ISSUE, shared=True)
    granted_by: Mapped[str] = described(PlainText(120), _l("Granted by"), group=ISSUE, shared=True)
    granted_on: Mapped[date | None] = described(
        Day(), _l("Granted on"), group=ISSUE, shared=True
    )
    self_declared: Mapped[bool] = described(
        YesNo(),
        _l("Self-declared"),
        help=_l("The organisation says so itself; no certifier of the network has granted it."),
        group=ISSUE,
        shared=True,
    )
    scheme_id: Mapped[str | None] = described(Reference("scheme"), _l("Scheme"))
    assessment_id: Mapped[str | None] = described(
        Reference("assessment"), _l("Assessment"), required=True
    )
    follows_id: Mapped[str | None] = described(Reference("certificate"), _l("Renews"))
    content: Mapped[str] = described(
        PlainText(MOST_CONTENT, long=True), _l("Content"), exported=False, shared=True
    )
    content_hash: Mapped[str] = described(PlainText(64), _l("Fingerprint"), shared=True)

    def title(self) -> LanguageText:
        return {
            language: " ".join(filter(None, (pick(self.name, language), self.code)))
            for language in languages()
        }

    def lead(self) -> LanguageText:
        if pick(self.scope):
            return self.scope
        return {
            language: _l("Valid to {day}", day=show_date(self.valid_to, language)).say(language)
            for language in languages()
            if self.valid_to
        }

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.changed_content(values, before)

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
