"""What is stored of partnerships and networks, their meetings and their yearly health checks."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, Session

from app.core.field import Group, described, row_field
from app.core.offered import Offered
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import (
    Choice,
    Choices,
    Clock,
    Day,
    PlainText,
    Reference,
    Repeated,
    Rows,
    Whole,
    Words,
    YesNo,
)
from app.network.partnerships import checks

PARTNERSHIP, NETWORK = "partnership", "network"
FORMS = ((PARTNERSHIP, _l("Partnership")), (NETWORK, _l("Network")))
IDEA, FOUNDING, AGREEMENT, ACTIVITY, EVALUATION, ENDED = (
    *("idea", "founding", "agreement", "activity", "evaluation"),
    "ended",
)
STAGES = (
    (IDEA, _l("Idea")),
    (FOUNDING, _l("Founding")),
    (AGREEMENT, _l("Agreement")),
    (ACTIVITY, _l("Activity")),
    (EVALUATION, _l("Evaluation")),
    (ENDED, _l("Ended")),
)
LEAD, MEMBER, SUPPORTER = "lead", "member", "supporter"
ROLES = (
    (LEAD, _l("Leads")),
    (MEMBER, _l("Member")),
    (SUPPORTER, _l("Supports")),
)

NAME = Group("partnership_name", _l("Name and purpose"))
MEMBERS = Group("members", _l("Members"))
GIVING = Group("giving", _l("What each brings and gains"))
AGREED = Group("agreed", _l("Agreement"))
TERMS = Group("terms", _l("Terms of the agreement"), more=True)
TWINS = Group("twins", _l("Others like this"), more=True)

MEMBER_FIELDS = (
    row_field("organisation_id", Reference("organisation"), _l("Organisation you know")),
    row_field(
        "name",
        PlainText(120),
        _l("Name"),
        help=_l("Fill this in when the organisation is not among those you know."),
        searched=True,
    ),
    row_field("role", Choice(options=ROLES), _l("Role in the partnership"), start=MEMBER),
    row_field("country", Choice("countries"), _l("Country"), start="FI"),
    row_field("language", Choice("languages"), _l("Language of co-operation"), start="fi"),
    row_field("joined_on", Day(), _l("Joined on")),
    row_field("left_on", Day(), _l("Left on")),
)
DEPARTURE_FIELDS = (
    row_field("who", PlainText(120), _l("Who"), required=True, searched=True),
    row_field("left_on", Day(), _l("Left on")),
    row_field("why", PlainText(400, long=True), _l("Why"), searched=True),
)
GIVING_FIELDS = (
    row_field("who", PlainText(120), _l("Who"), required=True, searched=True),
    row_field("brings", PlainText(400, long=True), _l("Brings"), searched=True),
    row_field("gains", PlainText(400, long=True), _l("Gains"), searched=True),
    row_field("answers_for", PlainText(400, long=True), _l("Answers for"), searched=True),
)
DECISION_FIELDS = (
    row_field("decision", PlainText(600, long=True), _l("Decision"), required=True, searched=True),
    row_field("who", PlainText(120), _l("Responsible"), searched=True),
    row_field("due", Day(), _l("By when")),
)
SCORE_FIELDS = (
    row_field("statement", Choice("network_health"), _l("Statement"), required=True),
    row_field("score", Whole(1, 5), _l("Score (1–5)")),
    row_field("note", PlainText(400, long=True), _l("Why"), searched=True),
)


class Partnership(Offered):
    """A partnership of a few, or a network of many: why it exists, who is in it and what was agreed.

    Its name, purpose and members are shown to the organisations of the register's network; what was agreed
    and what each brings stays in the office.
    """

    __tablename__ = "partnership"
    __table_args__ = (Index("ix_partnership_stage", "deleted_at", "stage"),)

    kind = Kind(
        "partnership",
        "partnerships",
        _l("Partnership"),
        _l("Partnerships"),
        "handshake",
        columns=("members", "stage"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"form": PARTNERSHIP, "stage": IDEA}

    name: Mapped[LanguageText] = described(
        Words(120), _l("Name"), group=NAME, required=True, searched=True, shared=True
    )
    form: Mapped[str] = described(
        Choice(options=FORMS), _l("Partnership or network"), group=NAME, shared=True
    )
    purpose: Mapped[LanguageText] = described(
        Words(600, long=True),
        _l("Shared purpose"),
        help=_l("What you achieve together that none can do alone."),
        group=NAME,
        searched=True,
        shared=True,
    )
    for_clients: Mapped[LanguageText] = described(
        Words(400, long=True),
        _l("What the client gains"),
        group=NAME,
        searched=True,
        shared=True,
    )
    public: Mapped[bool] = described(
        YesNo(),
        _l("May be shown on the network’s public web pages"),
        group=NAME,
        shared=True,
    )
    stage: Mapped[str] = described(
        Choice(options=STAGES), _l("Stage of the partnership"), group=NAME, shared=True
    )
    steps_done: Mapped[list[str]] = described(Choices("network_steps"), _l("Steps done"))
    members: Mapped[list[dict[str, Any]]] = described(
        Rows(MEMBER_FIELDS, 200), _l("Members"), group=MEMBERS, searched=True, shared=True
    )
    giving: Mapped[list[dict[str, Any]]] = described(
        Rows(GIVING_FIELDS, 200), _l("What each brings and gains"), group=GIVING, searched=True
    )
    departures: Mapped[list[dict[str, Any]]] = described(
        Rows(DEPARTURE_FIELDS, 200), _l("Who has left, and why"), searched=True
    )
    agreed_on: Mapped[date | None] = described(Day(), _l("Agreed on"), group=AGREED)
    starts_on: Mapped[date | None] = described(Day(), _l("In force from"), group=AGREED)
    ends_on: Mapped[date | None] = described(
        Day(), _l("In force to"), help=_l("Blank: until further notice."), group=AGREED
    )
    notice: Mapped[str] = described(
        PlainText(600, long=True),
        _l("Notice"),
        help=_l("How the agreement is ended, for example in writing three months before."),
        group=AGREED,
    )
    review_on: Mapped[date | None] = described(
        Day(),
        _l("To be looked at together"),
        help=_l("You are reminded in time."),
        group=AGREED,
    )
    language: Mapped[str] = described(
        Choice("languages"),
        _l("Language that applies"),
        help=_l("If the agreement is made in several languages, which of them is followed."),
        group=AGREED,
    )
    decisions: Mapped[str] = described(
        PlainText(1200, long=True), _l("How decisions are made"), group=TERMS, searched=True
    )
    pricing: Mapped[str] = described(
        PlainText(1200, long=True), _l("Prices, invoicing and sharing of costs"), group=TERMS
    )
    data: Mapped[str] = described(
        PlainText(1200, long=True), _l("Personal data and confidentiality"), group=TERMS
    )
    quality: Mapped[str] = described(
        PlainText(1200, long=True), _l("Quality and self-monitoring"), group=TERMS
    )
    materials: Mapped[str] = described(
        PlainText(1200, long=True), _l("Materials, name and logo"), group=TERMS
    )
    disputes: Mapped[str] = described(PlainText(1200, long=True), _l("Disputes"), group=TERMS)
    apart: Mapped[bool] = described(
        YesNo(),
        _l("This is another one than what others of the network have founded"),
        help=_l("Tick this only when you have talked with them."),
        group=TWINS,
    )
    same_as_id: Mapped[str | None] = described(
        Reference("partnership"), _l("The same as"), exported=False
    )

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.purpose or {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return checks.problems(values)

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """Another organisation of the network has founded nearly the same: ours is founded only on purpose."""
        from app.network.partnerships import twins  # noqa: PLC0415 - it reads these records

        return twins.clashes(session, values, record_id)


MEETING = Group("meeting", _l("Meeting"))
MINUTES = Group("minutes", _l("What was decided"))


class Meeting(Record):
    """A meeting of a partnership or network: what was talked about and what was decided."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_partnership", "partnership_id", "held_on"),)

    kind = Kind(
        "meeting",
        "meetings",
        _l("Meeting"),
        _l("Meetings"),
        "chats-circle",
        columns=("held_on", "partnership_id"),
        owner="partnership_id",
    )

    partnership_id: Mapped[str | None] = described(
        Reference("partnership"), _l("Partnership"), group=MEETING, required=True
    )
    name: Mapped[str] = described(
        PlainText(160), _l("Name"), group=MEETING, required=True, searched=True
    )
    held_on: Mapped[date | None] = described(Day(), _l("Day"), group=MEETING, required=True)
    begins_at: Mapped[int | None] = described(Clock(), _l("Begins at"), group=MEETING)
    place: Mapped[str] = described(
        PlainText(200), _l("Place or link"), group=MEETING, searched=True
    )
    present: Mapped[str] = described(
        PlainText(1000, long=True), _l("Who was present"), group=MEETING, searched=True
    )
    matters: Mapped[str] = described(
        PlainText(4000, long=True), _l("What was talked about"), group=MINUTES, searched=True
    )
    decisions: Mapped[list[dict[str, Any]]] = described(
        Rows(DECISION_FIELDS, 50), _l("Decisions"), group=MINUTES, searched=True
    )
    next_on: Mapped[date | None] = described(Day(), _l("Next meeting on"), group=MINUTES)
    written_by: Mapped[str] = described(
        Repeated(120, sources=(("meeting", "written_by"),)), _l("Written by"), group=MINUTES
    )

    def title(self) -> LanguageText:
        return in_all(self.name or "–")

    def lead(self) -> LanguageText:
        return in_all(self.place) if self.place else {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return checks.meeting_problems(values)


class HealthCheck(Record):
    """How a network is doing, asked of its members once a year in ten statements."""

    __tablename__ = "network_health_check"
    __table_args__ = (Index("ix_network_health_check_partnership", "partnership_id", "made_on"),)

    kind = Kind(
        "network_health_check",
        "network-health-checks",
        _l("Health check of a network"),
        _l("Health checks"),
        "heartbeat",
        columns=("partnership_id", "made_on"),
        bound=True,
        owner="partnership_id",
    )

    partnership_id: Mapped[str | None] = described(
        Reference("partnership"), _l("Partnership"), required=True
    )
    made_on: Mapped[date | None] = described(Day(), _l("Made on"), required=True)
    answered: Mapped[int | None] = described(Whole(0, 10_000), _l("How many answered"))
    scores: Mapped[list[dict[str, Any]]] = described(Rows(SCORE_FIELDS, 50), _l("Scores"))
    note: Mapped[str] = described(
        PlainText(1200, long=True), _l("What you do about it"), searched=True
    )

    def title(self) -> LanguageText:
        return in_all(str(self.made_on.year) if self.made_on else "–")
