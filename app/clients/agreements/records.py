"""What is stored of service agreements. Each version is a record of its own; a signed one stays as it was."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, String, select, text, type_coerce
from sqlalchemy.orm import Mapped, Session, relationship

from app.clients.agreements import rules
from app.clients.agreements.lines import line_of
from app.clients.records import Client
from app.core import signed
from app.core.field import Group, described, row_field, values_of
from app.core.record import FILES, Kind, Record, today
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import (
    Choice,
    Day,
    Money,
    Number,
    Percent,
    PlainText,
    Reference,
    Rows,
    Whole,
    YesNo,
)
from app.services.records import ServiceProduct

QUANTITY_PERIODS = (
    ("week", _l("in a week")),
    ("month", _l("in a month")),
    ("all", _l("in all")),
)
VALUE_PERIODS = (
    ("unit", _l("for each hour, visit or other unit")),
    ("month", _l("for each month")),
    ("all", _l("in all")),
)

PARTIES = Group("parties", _l("Parties"))
SERVICES = Group("lines", _l("Services and prices"))
FUNDING = Group(
    "funding",
    _l("Who pays"),
    help=_l("What a voucher or a decision doesn't cover is the client's own share."),
)
TERM = Group("term", _l("Duration and notice"))
CANCELLING = Group("cancelling", _l("Cancelling a visit"))
VAT = Group(
    "vat",
    _l("VAT exemption of social welfare"),
    more=True,
    help=_l("A social welfare service is exempt from VAT only when all five conditions are met."),
)
LIFE = Group("life", _l("Life cycle"), more=True)

LINE_FIELDS = (
    row_field("service_id", Reference("service"), _l("Service"), required=True),
    row_field(
        "what", PlainText(120), _l("What for"), help=_l("For example weekdays 8–18."), searched=True
    ),
    row_field("price", Money(), _l("Price (incl. VAT)"), required=True),
    row_field("unit", Choice("price_units"), _l("Unit"), required=True),
    row_field("vat", Choice("vat_treatments"), _l("VAT"), required=True),
    row_field("quantity", Number(), _l("Quantity"), help=_l("For example 2 (hours).")),
    row_field("per", Choice(options=QUANTITY_PERIODS), _l("Quantity is"), start="week"),
)
FUNDING_FIELDS = (
    row_field("way", Choice("payers"), _l("Payer"), required=True),
    row_field(
        "payer_id",
        Reference("client"),
        _l("Who is billed"),
        help=_l("A county, an employer or a guardian from the register; blank for the client."),
    ),
    row_field("number", PlainText(40), _l("Number of the voucher or decision"), searched=True),
    row_field("value", Money(), _l("Worth"), help=_l("Blank when it covers everything.")),
    row_field("value_per", Choice(options=VALUE_PERIODS), _l("It is worth this"), start="unit"),
    row_field("valid_from", Day(), _l("Valid from")),
    row_field("valid_to", Day(), _l("Valid to")),
)
CONDITION = {"group": VAT}


class Agreement(Record):
    """One version of an agreement between the provider and a client."""

    __tablename__ = "agreement"
    # For the chips, what waits, the client's page, and the search for clashes.
    __table_args__ = (
        Index("ix_agreement_client", "client_id", "status"),
        Index("ix_agreement_status", "deleted_at", "status", "ends"),
        Index("ix_agreement_code", text("lower(code)")),
        Index("ix_agreement_amends_id", "amends_id"),
    )

    kind = Kind(
        "agreement",
        "agreements",
        _l("Service agreement"),
        _l("Service agreements"),
        "handshake",
        key="code",
        columns=("starts", "ends", "status"),
        numbered="S",
    )
    NAMED_BY: ClassVar[tuple[str, ...]] = ("client",)
    STARTS: ClassVar[Mapping[str, Any]] = {
        **signed.START,
        "notice_days": rules.USUAL_NOTICE_DAYS,
        "cancel_hours": rules.USUAL_CANCEL_HOURS,
    }

    client_id: Mapped[str | None] = described(
        Reference("client"), _l("Client"), group=PARTIES, required=True
    )
    code: Mapped[str] = described(
        PlainText(24),
        _l("Agreement number"),
        help=_l("Given by itself when it is left blank."),
        group=PARTIES,
        searched=True,
        unique=True,
    )
    subject: Mapped[str] = described(
        PlainText(160),
        _l("What was agreed, in short"),
        help=_l("For example help at home for 2 hours on Tuesdays."),
        group=PARTIES,
        searched=True,
    )
    signer: Mapped[str] = described(
        PlainText(120),
        _l("Who signs for the client"),
        help=_l("Name and ground, for example a guardian. Blank when the client signs."),
        group=PARTIES,
        searched=True,
    )
    lines: Mapped[list[dict[str, Any]]] = described(
        Rows(LINE_FIELDS, 20), _l("Services"), group=SERVICES, searched=True
    )
    funding: Mapped[list[dict[str, Any]]] = described(
        Rows(FUNDING_FIELDS, 10), _l("Payers"), group=FUNDING, searched=True
    )
    household_credit: Mapped[bool] = described(
        YesNo(),
        _l("The client uses the household credit"),
        help=_l("Not for work that is paid with a voucher or carer's allowance."),
        group=FUNDING,
    )
    starts: Mapped[date | None] = described(Day(), _l("Begins"), group=TERM)
    ends: Mapped[date | None] = described(
        Day(), _l("Ends"), help=_l("Blank when it is valid until further notice."), group=TERM
    )
    notice_days: Mapped[int | None] = described(
        Whole(0, 366), _l("Period of notice in days"), group=TERM
    )
    cancel_hours: Mapped[int | None] = described(
        Whole(0, 24 * 31),
        _l("Cancel at least so many hours before"),
        help=_l("A visit cancelled later can be charged."),
        group=CANCELLING,
    )
    late_percent: Mapped[Any] = described(
        Percent(),
        _l("Charged for a late cancellation (%)"),
        help=_l("The share of the price, for example 50. Blank: nothing is charged."),
        group=CANCELLING,
    )
    terms: Mapped[str] = described(
        PlainText(3000, long=True), _l("Other terms"), group=TERM, searched=True
    )
    vat_registered_provider: Mapped[bool] = described(
        YesNo(), _l("We are registered as a provider of social services"), **CONDITION
    )
    vat_decision: Mapped[bool] = described(
        YesNo(), _l("It rests on an authority's decision or a written contract"), **CONDITION
    )
    vat_plan: Mapped[bool] = described(
        YesNo(), _l("A service plan made with the client shows the need"), **CONDITION
    )
    vat_self_monitoring: Mapped[bool] = described(
        YesNo(), _l("We have a self-monitoring plan"), **CONDITION
    )
    vat_entitled: Mapped[bool] = described(
        YesNo(),
        _l(
            "The client is entitled to social welfare, for example by a reduced ability to function"
        ),
        **CONDITION,
    )
    status: Mapped[str] = described(Choice(options=signed.STATES), _l("Status"), group=LIFE)
    signed_on: Mapped[date | None] = described(Day(), _l("Signed on"), group=LIFE)
    version: Mapped[int | None] = described(Whole(1, 999), _l("Version"))
    amends_id: Mapped[str | None] = described(
        Reference("agreement"), _l("Amends the version"), exported=False
    )

    client: Mapped[Client | None] = relationship(
        Client,
        primaryjoin=lambda: Client.id == Agreement.client_id,
        foreign_keys=lambda: Agreement.client_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        name = next(iter(self.client.title().values()), "–") if self.client else "–"
        return in_all(f"{name} · {self.code}".rstrip(" ·"))

    def lead(self) -> LanguageText:
        shown = self.subject and "subject" not in self.withheld()
        return in_all(self.subject) if shown else {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values, before)

    @classmethod
    def follows(cls, session: Session, field: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
        chosen = row.get("service_id") if field == "lines" else None
        service = session.get(ServiceProduct, chosen) if chosen else None
        return line_of(service, today()) if service else {}

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        if values["status"] not in signed.SIGNED:
            return {}
        others = select(cls).where(
            cls.status.in_(signed.SIGNED), cls.deleted_at.is_(None), cls.id != record_id
        )
        found: dict[str, Text] = {}
        for other in session.scalars(others.where(cls.client_id == values["client_id"])):
            if rules.overlap(values, values_of(other)):
                found["lines"] = _l(
                    "{title} already covers the same service at the same time. End it first, or make "
                    "an amendment to it and mark that signed.",
                    title=dict(other.title()),
                )
        own = rules.voucher_numbers(values)
        if own:
            with_voucher = type_coerce(cls.funding, String).contains('"voucher"')
            strangers = others.where(with_voucher, cls.client_id != values["client_id"])
            for other in session.scalars(strangers):
                for number in own & rules.voucher_numbers(values_of(other)):
                    found["funding"] = _l(
                        "The voucher {number} is already used in {title}. Check its number.",
                        number=number.upper(),
                        title=dict(other.title()),
                    )
        return found

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, **signed.FRESH}

    def withheld(self) -> frozenset[str]:
        restricted = self.client is not None and self.client.restricted
        return _CONTENT if restricted else frozenset()

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        running = select(cls).where(cls.status == "in_force", cls.deleted_at.is_(None))
        for record in records:
            if isinstance(record, cls):
                found = record if record.status == "in_force" else None
            elif record.kind.name == "client":
                pays = type_coerce(cls.funding, String).contains(record.id, autoescape=True)
                found = session.scalar(running.where((cls.client_id == record.id) | pays).limit(1))
            elif record.kind.name == "service":
                with_it = type_coerce(cls.lines, String).contains(record.id, autoescape=True)
                found = session.scalar(running.where(with_it).limit(1))
            else:
                continue
            if found:
                return _l(
                    "“{title}” has a service agreement in force: {agreement}. End the agreement first.",
                    title=dict(record.title()),
                    agreement=dict(found.title()),
                )
        return None


_CONTENT = frozenset(
    {"subject", "signer", "lines", "funding", "terms", "household_credit", "late_percent", FILES}
)
"""What an agreement withholds while the processing of its client's data is restricted."""
