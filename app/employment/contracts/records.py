"""What is stored of contracts. Each version is a record of its own; a signed one stays as it was."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, select, text
from sqlalchemy.orm import Mapped, Session, relationship

from app.core import signed
from app.core.field import Group, described, values_of
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all, languages, pick
from app.core.value import (
    Choice,
    Day,
    PlainText,
    Reference,
    Whole,
    YesNo,
)
from app.employment.contracts import checks, readiness, rules, term_fields
from app.employment.people.records import Person

FORMS = (
    ("employment", _l("Employment contract")),
    ("volunteer", _l("Volunteer agreement")),
    ("training", _l("Training agreement of a student")),
)
DURATIONS = (("permanent", _l("Permanent")), ("fixed_term", _l("Fixed term")))
WISHES = (
    ("own", _l("The employee wants part time")),
    ("more", _l("The employee would like more hours")),
)
WHO = Group("who", _l("Who and what"))
DURATION = Group("duration", _l("How long"))
LIFE = Group("life", _l("Life of the contract"), more=True)


def _fixed_term(values: Mapping[str, Any]) -> bool:
    return term_fields.employed(values) and values.get("duration") == "fixed_term"


class Life:
    """How a contract goes on after it is written."""

    status: Mapped[str] = described(Choice(options=signed.STATES), _l("Status"), group=LIFE)
    signed_on: Mapped[date | None] = described(Day(), _l("Signed on"), group=LIFE)
    last_day: Mapped[date | None] = described(Day(), _l("Last day of work"), group=LIFE)
    end_reason: Mapped[str] = described(Choice("end_reasons"), _l("Why it ended"), group=LIFE)
    hours_reviewed_on: Mapped[date | None] = described(
        Day(), _l("Variable hours looked at on"), group=LIFE, shown_when=term_fields.varying
    )
    increment_on: Mapped[date | None] = described(
        Day(),
        _l("Next pay increment on"),
        help=_l("For example an experience increment. You are reminded in time."),
        group=term_fields.PAY,
        shown_when=term_fields.employed,
    )
    part_time_wish: Mapped[str] = described(
        Choice(options=WISHES),
        _l("Wish of a part-time employee"),
        group=term_fields.HOURS_GROUP,
        shown_when=lambda v: (
            term_fields.employed(v) and v.get("hours_kind") in {"part_time", "variable"}
        ),
    )
    version: Mapped[int | None] = described(Whole(1, 999), _l("Version"))
    amends_id: Mapped[str | None] = described(
        Reference("contract"), _l("Amends the version"), exported=False
    )
    follows_id: Mapped[str | None] = described(
        Reference("contract"), _l("Goes on from"), exported=False
    )
    content_hash: Mapped[str] = described(PlainText(64), _l("Fingerprint"), exported=False)


class Contract(term_fields.Terms, Life, Record):
    """One version of a contract between the organisation and somebody who works here."""

    __tablename__ = "contract"
    # For the chips, what waits, the person's page and the versions.
    __table_args__ = (
        Index("ix_contract_person", "person_id", "status"),
        Index("ix_contract_status", "deleted_at", "status", "ends"),
        Index("ix_contract_code", text("lower(code)")),
        Index("ix_contract_amends_id", "amends_id"),
        Index("ix_contract_follows_id", "follows_id"),
    )

    kind = Kind(
        "contract",
        "contracts",
        _l("Contract"),
        _l("Contracts"),
        "file-text",
        key="code",
        columns=("job_title", "duration", "starts", "status"),
        numbered="T",
    )
    NAMED_BY: ClassVar[tuple[str, ...]] = ("person",)
    STARTS: ClassVar[Mapping[str, Any]] = {
        **signed.START,
        **term_fields.STARTS,
        "form": rules.EMPLOYMENT,
    }

    person_id: Mapped[str | None] = described(
        Reference("person"), _l("Who"), group=WHO, required=True
    )
    form: Mapped[str] = described(Choice(options=FORMS), _l("What is agreed"), group=WHO)
    code: Mapped[str] = described(
        PlainText(24),
        _l("Contract number"),
        help=_l("Given by itself when it is left blank."),
        group=WHO,
        searched=True,
        unique=True,
    )
    duration: Mapped[str] = described(
        Choice(options=DURATIONS),
        _l("The contract is"),
        group=DURATION,
        shown_when=term_fields.employed,
    )
    starts: Mapped[date | None] = described(Day(), _l("Work begins on"), group=DURATION)
    ground: Mapped[str] = described(
        Choice("fixed_term_grounds"),
        _l("Ground of the fixed term"),
        group=DURATION,
        shown_when=_fixed_term,
    )
    ground_detail: Mapped[str] = described(
        PlainText(200),
        _l("The ground in a few words"),
        help=_l("For example substitute for the cook on family leave. No health data."),
        group=DURATION,
        shown_when=_fixed_term,
    )
    ends: Mapped[date | None] = described(
        Day(),
        _l("Last day of the fixed term"),
        group=DURATION,
        shown_when=lambda values: not term_fields.employed(values) or _fixed_term(values),
    )
    ends_when: Mapped[str] = described(
        PlainText(160),
        _l("Or what ends it"),
        help=_l(
            "When the day isn't known: for example the return of the one replaced, about in May."
        ),
        group=DURATION,
        shown_when=_fixed_term,
    )
    probation_ends: Mapped[date | None] = described(
        Day(),
        _l("Probation until"),
        help=_l("Blank when there is none."),
        group=DURATION,
        shown_when=term_fields.employed,
    )
    notice_allowed: Mapped[bool] = described(
        YesNo(),
        _l("The fixed term can be ended by notice before its last day"),
        group=DURATION,
        shown_when=_fixed_term,
    )

    person: Mapped[Person | None] = relationship(
        Person,
        primaryjoin=lambda: Person.id == Contract.person_id,
        foreign_keys=lambda: Contract.person_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        name = next(iter(self.person.title().values()), "–") if self.person else "–"
        return in_all(f"{name} · {self.code}".rstrip(" ·"))

    def lead(self) -> LanguageText:
        duration = dict(DURATIONS).get(self.duration)
        found = {}
        for language in languages():
            said = duration.say(language) if duration else ""
            title = pick(self.job_title, language)
            parts = (title, said[:1].lower() + said[1:] if title else said)
            found[language] = ", ".join(part for part in parts if part)
        return {language: words for language, words in found.items() if words}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return readiness.problems(values, before)

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        if values["status"] not in {*signed.OPEN, "in_force"}:
            return {}
        before = session.get(cls, record_id) if record_id else None
        if before is not None and before.status in signed.SIGNED:
            return {}
        found = checks.findings(values, others_of(session, values["person_id"], record_id))
        return {**checks.stops(found), **_other_than_amended(session, values)}

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, **signed.FRESH, **rules.FRESH_LIFE, "follows_id": None}

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        running = select(cls).where(cls.status == "in_force", cls.deleted_at.is_(None))
        for record in records:
            if isinstance(record, cls):
                if record.status in signed.SIGNED:
                    return _l(
                        "“{title}” has been signed, so it is kept. End it when the work ends.",
                        title=dict(record.title()),
                    )
                continue
            if record.kind.name == "person":
                found = session.scalar(running.where(cls.person_id == record.id).limit(1))
            else:
                continue
            if found:
                return _l(
                    "“{title}” has a contract in force: {contract}. End the contract first.",
                    title=dict(record.title()),
                    contract=dict(found.title()),
                )
        return None


def _other_than_amended(session: Session, values: Mapping[str, Any]) -> dict[str, Text]:
    """An amendment is agreed with the same person about the same kind of work."""
    amended = session.get(Contract, values["amends_id"]) if values.get("amends_id") else None
    if amended is None:
        return {}
    words = _l("An amendment can't change this. Make a new contract instead.")
    return {n: words for n in ("person_id", "form") if values.get(n) != getattr(amended, n)}


def row_of(contract: Contract) -> dict[str, Any]:
    """A contract as a row for the rules, with its id."""
    return {"id": contract.id, **values_of(contract)}


def others_of(session: Session, person_id: str | None, contract_id: str) -> list[dict[str, Any]]:
    """The other signed contracts of a person, as rows."""
    found = session.scalars(
        select(Contract).where(
            Contract.person_id == person_id,
            Contract.id != contract_id,
            Contract.status.in_(signed.SIGNED),
            Contract.deleted_at.is_(None),
        )
    )
    return [row_of(each) for each in found]


class JobTemplate(term_fields.Terms, Record):
    """The terms of a job, so that the next contract for it takes two minutes."""

    __tablename__ = "job_template"
    __table_args__ = (Index("ix_job_template_name", text("lower(name)")),)

    kind = Kind(
        "job_template",
        "job-templates",
        _l("Job template"),
        _l("Job templates"),
        "notebook",
        key="name",
        columns=("hours_kind", "pay"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = term_fields.STARTS

    name: Mapped[str] = described(
        PlainText(80),
        _l("Name of the template"),
        group=term_fields.JOB,
        required=True,
        searched=True,
        unique=True,
    )

    def title(self) -> LanguageText:
        return in_all(self.name)

    def lead(self) -> LanguageText:
        return {language: words for language, words in (self.job_title or {}).items() if words}
