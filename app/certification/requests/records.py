"""What is stored of a request for a certificate of the network."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, Session

from app.core.fault import Refusal
from app.core.field import Group, described
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l
from app.core.value import Choice, Day, PlainText, Reference, Whole, Words
from app.services.records import ServiceProduct

REQUEST = Group("request", _l("Request"))
DECISION = Group("decision", _l("Decision"))

ASKED, WITHDRAWN = "asked", "withdrawn"
STATES = ((ASKED, _l("Request made")), (WITHDRAWN, _l("Taken back")))
GRANTED, DECLINED = "granted", "declined"
DECISIONS = ((GRANTED, _l("Granted")), (DECLINED, _l("Not granted")))
OF_CERTIFIERS = frozenset({"decision", "decided_on", "decided_by", "answer"})
"""The fields that certifiers of the network fill in, and nobody else."""


class CertificateRequest(Record):
    """An office asks the network's certifiers for a certificate of a service, on a frozen assessment.

    It tells how the assessment went and its fingerprint, nothing of the answers.
    """

    __tablename__ = "certificate_request"
    __table_args__ = (Index("ix_certificate_request_state", "deleted_at", "state", "decision"),)

    kind = Kind(
        "certificate_request",
        "certificate-requests",
        _l("Request for a certificate"),
        _l("Requests"),
        "paper-plane-tilt",
        columns=("frozen_on", "decision"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"state": ASKED}

    service_id: Mapped[str | None] = described(
        Reference("service"), _l("Service"), group=REQUEST, required=True, shared=True
    )
    service_name: Mapped[LanguageText] = described(
        Words(120), _l("Service"), group=REQUEST, searched=True, shared=True
    )
    holder: Mapped[LanguageText] = described(
        Words(120), _l("Organisation"), group=REQUEST, searched=True, shared=True
    )
    scheme_key: Mapped[str] = described(PlainText(80), _l("Scheme"), shared=True)
    scheme_version: Mapped[str] = described(PlainText(20), _l("Version of the scheme"), shared=True)
    scheme_name: Mapped[LanguageText] = described(
        Words(120), _l("Scheme"), group=REQUEST, shared=True
    )
    valid_months: Mapped[int | None] = described(
        Whole(1, 600), _l("Valid for (months)"), group=REQUEST, shared=True
    )
    level: Mapped[LanguageText] = described(
        Words(120), _l("Level reached"), group=REQUEST, shared=True
    )
    percent: Mapped[int | None] = described(
        Whole(0, 100), _l("Score (%)"), group=REQUEST, shared=True
    )
    assessment_code: Mapped[str] = described(
        PlainText(20), _l("Assessment"), group=REQUEST, shared=True
    )
    assessment_hash: Mapped[str] = described(PlainText(64), _l("Fingerprint"), shared=True)
    frozen_on: Mapped[date | None] = described(
        Day(), _l("Assessment frozen on"), group=REQUEST, shared=True
    )
    message: Mapped[str] = described(
        PlainText(600, long=True), _l("Message to the certifier"), group=REQUEST, shared=True
    )
    state: Mapped[str] = described(Choice(options=STATES), _l("Status"), shared=True)
    assessment_id: Mapped[str | None] = described(Reference("assessment"), _l("Assessment"))
    decision: Mapped[str] = described(
        Choice(options=DECISIONS), _l("Decision"), group=DECISION, shared=True
    )
    decided_on: Mapped[date | None] = described(
        Day(), _l("Decided on"), group=DECISION, shared=True
    )
    decided_by: Mapped[str] = described(
        PlainText(120), _l("Decided by"), group=DECISION, shared=True
    )
    answer: Mapped[str] = described(
        PlainText(600, long=True), _l("Answer"), group=DECISION, shared=True
    )

    def title(self) -> LanguageText:
        return self.service_name or {}

    def lead(self) -> LanguageText:
        return self.holder or {}

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        raise Refusal(_l("A request isn’t copied. Ask again on the assessment."))

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """What waits for an answer stays, and so do the requests of other offices."""
        for each in records:
            if not isinstance(each, CertificateRequest):
                continue
            if session.get(ServiceProduct, each.service_id or "") is None:
                return _l("The request of another office stays. Answer it.")
            if each.state == ASKED and not each.decision:
                return _l("Take the request back first.")
        return None
