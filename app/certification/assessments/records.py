"""What is stored of assessments: the assessment, an answer for each criterion, and evidence."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Index, String, select, type_coerce
from sqlalchemy.orm import Mapped, Session, relationship

from app.certification.assessments import rules
from app.certification.assessments.rules import Given
from app.certification.schemes.records import Scheme
from app.core.attachment import Attachment
from app.core.fault import Refusal
from app.core.field import Group, described, row_field
from app.core.format import show_date
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all, languages, pick
from app.core.value import (
    Choice,
    Day,
    Identified,
    Percent,
    PlainText,
    Reference,
    Repeated,
    Rows,
    Words,
    YesNo,
)
from app.services.records import ServiceProduct

WHAT = Group("what", _l("What is assessed"))
WHO = Group("who", _l("Who and when"))
SUMMING = Group("summing", _l("In your own words"))
EVIDENCE = Group("evidence", _l("Evidence"))
TIME = Group("time", _l("What it speaks of"))

SORTS = (
    ("file", _l("File")),
    ("link", _l("Link")),
    ("record", _l("A page of Kumppani")),
    ("seen", _l("Seen or heard on the spot")),
)
NAMES = (("assessment", "assessor"), ("answer", "responsible"), ("finding", "owner"))
"""Where names of people have been written before."""
MOST_CONTENT = 4_000_000
MOST_TITLE = 120


class Assessment(Record):
    """One round of a scheme: of the whole organisation or of one service."""

    __tablename__ = "assessment"
    __table_args__ = (
        Index("ix_assessment_status", "deleted_at", "status", "due"),
        Index("ix_assessment_scheme", "scheme_id"),
        Index("ix_assessment_service", "service_id"),
    )

    kind = Kind(
        "assessment",
        "assessments",
        _l("Assessment"),
        _l("Assessments"),
        "clipboard-text",
        key="code",
        columns=("score", "status"),
        numbered="A",
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"manner": rules.SELF, "status": rules.OPEN}
    NAMED_BY: ClassVar[tuple[str, ...]] = ("scheme", "service")

    scheme_id: Mapped[str | None] = described(
        Reference("scheme"), _l("Scheme"), group=WHAT, required=True
    )
    service_id: Mapped[str | None] = described(
        Reference("service"),
        _l("Service"),
        help=_l("Leave blank when the whole organisation is assessed."),
        group=WHAT,
    )
    code: Mapped[str] = described(
        PlainText(20), _l("Number"), group=WHAT, unique=True, searched=True
    )
    manner: Mapped[str] = described(
        Choice(options=rules.MANNERS), _l("Kind of assessment"), group=WHO
    )
    assessor: Mapped[str] = described(
        Repeated(120, sources=NAMES), _l("Made by"), group=WHO, searched=True
    )
    assessor_from: Mapped[str] = described(
        PlainText(120),
        _l("From which organisation"),
        group=WHO,
        searched=True,
        shown_when=lambda values: values.get("manner") != rules.SELF,
    )
    started_on: Mapped[date | None] = described(Day(), _l("Started on"), group=WHO)
    due: Mapped[date | None] = described(
        Day(), _l("To be ready by"), help=_l("You are reminded in time."), group=WHO
    )
    summary: Mapped[str] = described(
        PlainText(2000, long=True),
        _l("Summary"),
        help=_l("What goes well, what you will do next. It stands first in the report."),
        group=SUMMING,
        searched=True,
    )
    target: Mapped[str] = described(PlainText(60), _l("Target level"))
    status: Mapped[str] = described(Choice(options=rules.STATES), _l("Status"))
    score: Mapped[Decimal | None] = described(Percent(places=1), _l("Score"))
    frozen_on: Mapped[date | None] = described(Day(), _l("Frozen on"))
    frozen_by: Mapped[str] = described(PlainText(100), _l("Frozen by"))
    content: Mapped[str] = described(
        PlainText(MOST_CONTENT, long=True), _l("Frozen content"), exported=False
    )
    content_hash: Mapped[str] = described(PlainText(64), _l("Fingerprint"))
    follows_id: Mapped[str | None] = described(Reference("assessment"), _l("Follows"))

    scheme: Mapped[Scheme | None] = relationship(
        Scheme,
        primaryjoin=lambda: Scheme.id == Assessment.scheme_id,
        foreign_keys=lambda: Assessment.scheme_id,
        viewonly=True,
        lazy="selectin",
    )
    service: Mapped[ServiceProduct | None] = relationship(
        ServiceProduct,
        primaryjoin=lambda: ServiceProduct.id == Assessment.service_id,
        foreign_keys=lambda: Assessment.service_id,
        viewonly=True,
        lazy="selectin",
    )
    answers: Mapped[list["Answer"]] = relationship(
        "Answer",
        primaryjoin=lambda: (Answer.assessment_id == Assessment.id) & Answer.deleted_at.is_(None),
        foreign_keys=lambda: Answer.assessment_id,
        viewonly=True,
        lazy="selectin",
    )

    def title(self) -> LanguageText:
        named = {}
        for language in languages():
            scheme = pick(self.scheme.title(), language) if self.scheme else "–"
            subject = f"{pick(self.service.title(), language)}: " if self.service else ""
            named[language] = subject + scheme
        return named

    def lead(self) -> LanguageText:
        manner = dict(rules.MANNERS).get(self.manner, rules.MANNERS[0][1])
        told = {}
        for language in languages():
            day = self.frozen_on or self.started_on
            when = show_date(day, language) if day else ""
            parts = (manner.say(language), when, self.assessor)
            told[language] = " · ".join(part for part in parts if part)
        return told

    @property
    def given(self) -> dict[str, Given]:
        """The answers as the rules read them."""
        return {each.criterion: each.given for each in self.answers}

    @property
    def result(self) -> rules.Result | None:
        """How the answers stand now; ``None`` while there is no scheme."""
        if self.scheme is None:
            return None
        return rules.result(self.scheme.content, self.target, self.given)

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values) | rules.frozen(values, before)

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        scheme = session.get(Scheme, values["scheme_id"]) if values["scheme_id"] else None
        if scheme is None:
            return {"scheme_id": _l("Choose a scheme.")}
        found = session.get(cls, record_id) if record_id else None
        if found and found.scheme_id != scheme.id and _begun(session, found.id):
            return {"scheme_id": _l("It has answers already. Begin a new one by this scheme.")}
        if found and values["status"] == rules.FROZEN != found.status:
            result = rules.result(scheme.content, values["target"], found.given)
            if problem := rules.freeze_problem(scheme.content, values["target"], found.given):
                return {"status": problem}
            if values["score"] != result.total.percent:
                return {"score": _l("This isn't the score that the answers give.")}
        return rules.problems(values, scheme.subject)

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        raise Refusal(_l("Begin the next assessment instead: it brings last time's answers."))

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        schemes = [each.id for each in records if isinstance(each, Scheme)]
        used = select(cls).where(cls.scheme_id.in_(schemes), cls.deleted_at.is_(None)).limit(1)
        if schemes and (found := session.scalar(used)):
            return _l("“{title}” is made by this scheme, so it stays.", title=found.title())
        asked = {each.assessment_id for each in records if isinstance(each, Answer)}
        sealed = select(cls.id).where(cls.id.in_(asked), cls.status == rules.FROZEN).limit(1)
        return rules.frozen_words() if asked and session.scalar(sealed) else None


def _begun(session: Session, assessment_id: str) -> bool:
    statement = select(Answer.id).where(
        Answer.assessment_id == assessment_id, Answer.answer != "", Answer.deleted_at.is_(None)
    )
    return session.scalar(statement.limit(1)) is not None


SERVING_FIELDS = (
    row_field("evidence_id", Reference("evidence"), _l("Evidence"), required=True),
    row_field("place", PlainText(120), _l("Where in it"), help=_l("For example page 4.")),
)


class Answer(Record):
    """What was answered to one criterion of an assessment."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_assessment", "assessment_id", "criterion"),
        Index("ix_answer_due", "deleted_at", "due"),
    )

    kind = Kind(
        "answer",
        "answers",
        _l("Answer"),
        _l("Answers"),
        "check-square",
        bound=True,
        owner="assessment_id",
    )

    assessment_id: Mapped[str | None] = described(
        Reference("assessment"), _l("Assessment"), required=True
    )
    criterion: Mapped[str] = described(PlainText(60), _l("Criterion"), required=True)
    asked: Mapped[LanguageText] = described(Words(400, long=True), _l("Criterion"))
    answer: Mapped[str] = described(Choice(options=rules.ANSWERS), _l("Answer"))
    comment: Mapped[str] = described(PlainText(2000, long=True), _l("Comment"), searched=True)
    evidence: Mapped[list[dict[str, Any]]] = described(Rows(SERVING_FIELDS, 50), _l("Evidence"))
    responsible: Mapped[str] = described(Repeated(120, sources=NAMES), _l("Responsible"))
    due: Mapped[date | None] = described(Day(), _l("To be done by"))
    answered_by: Mapped[str] = described(PlainText(100), _l("Answered by"))
    answered_on: Mapped[date | None] = described(Day(), _l("Answered on"))
    carried: Mapped[bool] = described(YesNo(), _l("From last time"))

    def title(self) -> LanguageText:
        """The comment, by which it is found; the criterion is the same in every assessment."""
        return in_all(self.comment[:MOST_TITLE] or "–")

    def lead(self) -> LanguageText:
        return self.asked or {}

    @property
    def given(self) -> Given:
        """The answer as the rules read it."""
        return Given(answer=self.answer, comment=self.comment, action_due=self.due)

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        if values["answer"] and values["answer"] not in dict(rules.ANSWERS):
            return {"answer": _l("Choose one of these.")}
        return {}

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """A frozen assessment takes no answers and gives none away; a criterion has one answer."""
        found = session.get(cls, record_id) if record_id else None
        touched = {values["assessment_id"], found.assessment_id if found else None}
        for assessment_id in touched - {None}:
            assessment = session.get(Assessment, assessment_id)
            if assessment and assessment.status == rules.FROZEN:
                return {"answer": rules.frozen_words()}
        twin = select(cls.id).where(
            cls.assessment_id == values["assessment_id"],
            cls.criterion == values["criterion"],
            cls.id != record_id,
            cls.deleted_at.is_(None),
        )
        if session.scalar(twin.limit(1)):
            return {
                "criterion": _l("This criterion has been answered already. Change that answer.")
            }
        return {}

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """Evidence in use stays, and so does its only file."""
        ids = [each.id for each in records if isinstance(each, Evidence)]
        ids += [each.belongs_to for each in records if isinstance(each, Attachment)]
        for evidence_id in ids:
            used = select(cls).where(
                type_coerce(cls.evidence, String).contains(evidence_id, autoescape=True),
                cls.deleted_at.is_(None),
            )
            if found := session.scalar(used.limit(1)):
                return _l(
                    "This is evidence of “{criterion}”. Take it away from there first.",
                    criterion=dict(found.asked),
                )
        return None


SAID_WHEN_FROZEN = ("name", "sort", "link", "speaks_of", "record_kind", "record_id")


class Evidence(Record):
    """Something that shows that a criterion is met; it may serve several of them."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index("ix_evidence_record", "record_id"),
        Index("ix_evidence_valid", "deleted_at", "valid_to"),
    )

    kind = Kind(
        "evidence",
        "evidence",
        _l("Evidence"),
        _l("Evidence"),
        "folder-open",
        columns=("sort", "speaks_of"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"sort": "file"}

    name: Mapped[str] = described(
        PlainText(160), _l("What it is"), group=EVIDENCE, required=True, searched=True
    )
    sort: Mapped[str] = described(Choice(options=SORTS), _l("Kind of evidence"), group=EVIDENCE)
    link: Mapped[str] = described(
        Identified("url"),
        _l("Link"),
        group=EVIDENCE,
        searched=True,
        shown_when=lambda values: values.get("sort") == "link",
    )
    note: Mapped[str] = described(
        PlainText(400, long=True), _l("Note"), group=EVIDENCE, searched=True
    )
    speaks_of: Mapped[date | None] = described(
        Day(),
        _l("Date it speaks of"),
        help=_l("For example when the meeting was held or the report was dated."),
        group=TIME,
    )
    valid_to: Mapped[date | None] = described(
        Day(), _l("Valid to"), help=_l("You are reminded in time."), group=TIME
    )
    record_kind: Mapped[str] = described(PlainText(40), _l("Kind of page"))
    record_id: Mapped[str] = described(PlainText(36), _l("Page"))

    def title(self) -> LanguageText:
        return in_all(self.name or "–")

    def lead(self) -> LanguageText:
        if self.note:
            return in_all(self.note)
        if not self.speaks_of:
            return {}
        return {language: show_date(self.speaks_of, language) for language in languages()}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        if values["sort"] == "link" and not values["link"]:
            return {"link": _l("Write the link, for example www.example.fi/plan.")}
        return {}

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """What a frozen assessment says of its evidence stays; a note and a last day may be added."""
        found = session.get(cls, record_id) if record_id else None
        changed = [
            name for name in SAID_WHEN_FROZEN if found and getattr(found, name) != values[name]
        ]
        if not changed:
            return {}
        sealed = (
            select(Answer.id)
            .join(Assessment, Assessment.id == Answer.assessment_id)
            .where(
                type_coerce(Answer.evidence, String).contains(record_id, autoescape=True),
                Answer.deleted_at.is_(None),
                Assessment.status == rules.FROZEN,
            )
        )
        if session.scalar(sealed.limit(1)) is None:
            return {}
        words = _l("This is evidence of a frozen assessment and stays as it is. Add a new one.")
        return dict.fromkeys(changed, words)

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """What is evidence somewhere stays."""
        ids = [each.id for each in records if not isinstance(each, Evidence | Answer)]
        pointing = select(cls).where(cls.record_id.in_(ids), cls.deleted_at.is_(None))
        for found in session.scalars(pointing):
            if reason := Answer.holds(session, [found]):
                return reason
        return None
