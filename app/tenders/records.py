"""What is stored of tenders: searches to watch, notices of procurements, and the tenders made. Never shared."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.field import Group, described, row_field
from app.core.record import Kind, Record, today
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import (
    Choice,
    Choices,
    Clock,
    Day,
    Identified,
    Money,
    PlainText,
    Reference,
    Repeated,
    Rows,
    Whole,
    YesNo,
)
from app.tenders import rules
from app.tenders.row_fields import CONSORTIUM_FIELDS, WEIGHED_FIELDS
from app.tenders.states import (
    DECISIONS,
    NEW,
    NOTICE_STATES,
    OUTCOMES,
    PREPARED,
    PROCEDURES,
    UNDECIDED,
)
from app.tenders.values import CpvCodes

WATCH = Group(
    "watch",
    _l("What is watched for"),
    help=_l("All that you fill in has to fit. What a notice doesn’t tell is let through and said."),
)
NOTICE = Group("notice", _l("What is bought"))
WHEN = Group("notice_when", _l("By when"))
ABOUT = Group("notice_about", _l("More about it"))
TENDER = Group("tender", _l("Tender"))
CHOOSING = Group("choosing", _l("Is it worthwhile"))
TOGETHER = Group("together", _l("Who tenders together"))
AGREEING = Group("agreeing", _l("Agreement of the consortium"), more=True)
OUTCOME = Group("outcome", _l("Outcome and lessons"))


class TenderWatch(Record):
    """A saved search: which procurements concern us."""

    __tablename__ = "tender_watch"

    kind = Kind(
        "tender_watch",
        "tender-watches",
        _l("Search watch"),
        _l("Search watches"),
        "bell-ringing",
        columns=("cpv", "municipalities", "active"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"active": True, "days_before": 14}

    name: Mapped[str] = described(
        PlainText(120), _l("Name"), group=WATCH, required=True, searched=True
    )
    cpv: Mapped[list[str]] = described(
        CpvCodes(),
        _l("CPV codes"),
        help=_l("A wider code finds the narrower ones too."),
        group=WATCH,
        searched=True,
    )
    municipalities: Mapped[list[str]] = described(
        Choices("municipalities"),
        _l("Municipalities"),
        help=_l("Leave empty for everywhere. Notices of a whole county are found too."),
        group=WATCH,
        searched=True,
    )
    words: Mapped[str] = described(
        PlainText(300),
        _l("Words"),
        help=_l(
            "Any of them is enough; put a comma between. A word is found in all its forms, and by its beginning."
        ),
        group=WATCH,
        searched=True,
    )
    least_value: Mapped[Decimal | None] = described(
        Money(), _l("Value at least (excl. VAT)"), group=WATCH
    )
    most_value: Mapped[Decimal | None] = described(
        Money(), _l("Value at most (excl. VAT)"), group=WATCH
    )
    days_before: Mapped[int | None] = described(
        Whole(0, 365), _l("Remind, days before"), group=WATCH
    )
    active: Mapped[bool] = described(YesNo(), _l("In use"), group=WATCH)

    def title(self) -> LanguageText:
        return in_all(self.name or "–")

    def lead(self) -> LanguageText:
        return in_all(self.words) if self.words else {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.watch_problems(values)


class TenderNotice(Record):
    """A notice of a procurement, written by hand, pasted or imported."""

    __tablename__ = "tender_notice"
    __table_args__ = (Index("ix_tender_notice_state", "deleted_at", "state", "deadline"),)

    kind = Kind(
        "tender_notice",
        "tender-notices",
        _l("Procurement notice"),
        _l("Notices"),
        "megaphone",
        key="number",
        columns=("deadline", "state"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"state": NEW}

    name: Mapped[str] = described(
        PlainText(300), _l("What is bought"), group=NOTICE, required=True, searched=True
    )
    buyer: Mapped[str] = described(PlainText(200), _l("Buyer"), group=NOTICE, searched=True)
    number: Mapped[str] = described(
        PlainText(60),
        _l("Number of the notice"),
        help=_l("For example the Hilma number; an import recognises the notice by it."),
        group=NOTICE,
        searched=True,
        unique=True,
    )
    procedure: Mapped[str] = described(Choice(options=PROCEDURES), _l("Procedure"), group=NOTICE)
    cpv: Mapped[list[str]] = described(CpvCodes(), _l("CPV codes"), group=NOTICE, searched=True)
    municipalities: Mapped[list[str]] = described(
        Choices("municipalities"), _l("Municipalities"), group=NOTICE, searched=True
    )
    counties: Mapped[list[str]] = described(
        Choices("counties"),
        _l("Wellbeing services counties"),
        help=_l("When it concerns a whole county."),
        group=NOTICE,
        searched=True,
    )
    value: Mapped[Decimal | None] = described(
        Money(), _l("Estimated value (excl. VAT)"), group=NOTICE
    )
    published_on: Mapped[date | None] = described(Day(), _l("Published on"), group=WHEN)
    questions_by: Mapped[date | None] = described(Day(), _l("Questions by"), group=WHEN)
    deadline: Mapped[date | None] = described(Day(), _l("Tenders by"), group=WHEN)
    deadline_at: Mapped[int | None] = described(Clock(), _l("At"), group=WHEN)
    link: Mapped[str] = described(Identified("url"), _l("Link"), group=ABOUT)
    description: Mapped[str] = described(
        PlainText(20_000, long=True), _l("Text of the notice"), group=ABOUT, searched=True
    )
    state: Mapped[str] = described(Choice(options=NOTICE_STATES), _l("Status"), group=ABOUT)
    came_from: Mapped[str] = described(PlainText(200), _l("Where it came from"), group=ABOUT)
    matched: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether a watch in use finds it; follows from the watches (``matches.py``), so nobody writes it."""

    def title(self) -> LanguageText:
        return in_all(self.name or "–")

    def lead(self) -> LanguageText:
        return in_all(self.buyer) if self.buyer else {}

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A notice that nobody has looked at is new."""
        return {**values, "state": values["state"] or NEW}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.notice_problems(values)

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, "state": NEW}


class Tender(Record):
    """A tender from the first thought to what was learned: alone, or with a consortium."""

    __tablename__ = "tender"
    __table_args__ = (
        Index("ix_tender_outcome", "deleted_at", "outcome", "deadline"),
        Index("ix_tender_notice", "notice_id"),
    )

    kind = Kind(
        "tender",
        "tenders",
        _l("Tender"),
        _l("Tenders"),
        "envelope-simple-open",
        key="code",
        columns=("deadline", "decision", "outcome"),
        numbered="TARJ",
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"decision": UNDECIDED, "outcome": PREPARED}

    name: Mapped[str] = described(
        PlainText(300), _l("What is tendered for"), group=TENDER, required=True, searched=True
    )
    code: Mapped[str] = described(
        PlainText(20), _l("Code"), group=TENDER, searched=True, unique=True
    )
    notice_id: Mapped[str | None] = described(
        Reference("tender_notice"), _l("Procurement notice"), group=TENDER
    )
    buyer: Mapped[str] = described(PlainText(200), _l("Buyer"), group=TENDER, searched=True)
    service_ids: Mapped[list[dict[str, Any]]] = described(
        Rows((row_field("service_id", Reference("service"), _l("Service"), required=True),), 50),
        _l("Services offered"),
        group=TENDER,
    )
    value: Mapped[Decimal | None] = described(
        Money(), _l("Estimated value (excl. VAT)"), group=TENDER
    )
    questions_by: Mapped[date | None] = described(Day(), _l("Questions by"), group=TENDER)
    deadline: Mapped[date | None] = described(Day(), _l("Tenders by"), group=TENDER)
    deadline_at: Mapped[int | None] = described(Clock(), _l("At"), group=TENDER)
    responsible: Mapped[str] = described(
        Repeated(120, sources=(("tender", "responsible"), ("task", "who"))),
        _l("Responsible"),
        group=TENDER,
        searched=True,
    )
    sheet_id: Mapped[str | None] = described(
        Reference("worksheet"), _l("Checklist"), exported=False
    )
    weighed: Mapped[list[dict[str, Any]]] = described(
        Rows(WEIGHED_FIELDS, 20), _l("Is it worthwhile")
    )
    decision: Mapped[str] = described(Choice(options=DECISIONS), _l("Decision"), group=CHOOSING)
    decided_on: Mapped[date | None] = described(Day(), _l("Decided on"), group=CHOOSING)
    reason: Mapped[str] = described(
        PlainText(600, long=True), _l("Why so"), group=CHOOSING, searched=True
    )
    consortium: Mapped[list[dict[str, Any]]] = described(
        Rows(CONSORTIUM_FIELDS, 50), _l("Who tenders together"), group=TOGETHER, searched=True
    )
    authorised: Mapped[str] = described(
        PlainText(200), _l("Who signs for all"), group=AGREEING, searched=True
    )
    sharing: Mapped[str] = described(
        PlainText(1200, long=True), _l("Income, costs and invoicing"), group=AGREEING
    )
    liability: Mapped[str] = described(
        PlainText(1200, long=True),
        _l("Liability to the buyer and to each other"),
        group=AGREEING,
    )
    leaving: Mapped[str] = described(
        PlainText(1200, long=True), _l("If one can’t go on"), group=AGREEING
    )
    submitted_on: Mapped[date | None] = described(Day(), _l("Handed in on"), group=OUTCOME)
    price: Mapped[Decimal | None] = described(
        Money(), _l("Price offered (excl. VAT)"), group=OUTCOME
    )
    outcome: Mapped[str] = described(Choice(options=OUTCOMES), _l("Outcome"), group=OUTCOME)
    decided_by_buyer_on: Mapped[date | None] = described(
        Day(), _l("The buyer decided on"), group=OUTCOME
    )
    comparison: Mapped[str] = described(
        PlainText(1200, long=True),
        _l("How we did beside the others"),
        help=_l("Points and prices as the buyer’s decision tells them."),
        group=OUTCOME,
        searched=True,
    )
    lessons: Mapped[str] = described(
        PlainText(1200, long=True), _l("What we learned"), group=OUTCOME, searched=True
    )

    def title(self) -> LanguageText:
        return in_all(self.name or "–")

    def lead(self) -> LanguageText:
        return in_all(self.buyer) if self.buyer else {}

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return rules.tender_completed(values, today())

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.tender_problems(values, before, today())

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, **rules.FRESH}
