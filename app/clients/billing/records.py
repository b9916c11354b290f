"""What is stored of billing: one specification for a payer, a client and a period, as it was handed over."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, Session, relationship

from app.clients.billing import rules
from app.clients.records import Client
from app.core.fault import Refusal
from app.core.field import Group, described, fields_of, row_field
from app.core.format import show_month
from app.core.record import FILES, Kind, Record
from app.core.text import LanguageText, Text, _l, languages, pick
from app.core.value import (
    Choice,
    Day,
    Identified,
    Money,
    Number,
    Percent,
    PlainText,
    Reference,
    Rows,
    YesNo,
)

PAYER = Group("payer", _l("Payer"))
PERIOD = Group("period", _l("Period and sum"))
LINES = Group("billing_lines", _l("Lines"))

LINE_FIELDS = (
    row_field("day", Day(), _l("Day")),
    row_field("service", PlainText(240), _l("Service"), searched=True),
    row_field("quantity", Number(), _l("Quantity")),
    row_field("unit", Choice("price_units"), _l("Unit")),
    row_field("price", Money(), _l("Price (incl. VAT)")),
    row_field("percent", Percent(), _l("Share charged")),
    row_field("amount", Money(), _l("Payer's share")),
    row_field("vat", Choice("vat_treatments"), _l("VAT")),
    row_field("rate", Percent(), _l("VAT rate")),
    row_field("vat_amount", Money(), _l("VAT included")),
    row_field("whole", Money(), _l("Whole price")),
    row_field("labour", YesNo(), _l("Work for the household credit")),
    row_field("visit_id", PlainText(36), _l("Visit")),
    row_field("source", PlainText(120), _l("What it is of")),
)


class Billing(Record):
    """What one payer is billed for one client's services of a period."""

    __tablename__ = "billing"
    # For the month's page, the client's year, and what has been used of a voucher.
    __table_args__ = (
        Index("ix_billing_first", "deleted_at", "first"),
        Index("ix_billing_client", "client_id", "first"),
        Index("ix_billing_payer", "payer_id"),
        Index("ix_billing_code", text("lower(code)")),
    )

    kind = Kind(
        "billing",
        "billings",
        _l("Billing specification"),
        _l("Billing specifications"),
        "receipt",
        key="code",
        columns=("way", "total"),
        numbered="L",
    )
    NAMED_BY: ClassVar[tuple[str, ...]] = ("payer", "client")

    payer_id: Mapped[str | None] = described(
        Reference("client"), _l("Who is billed"), group=PAYER, required=True
    )
    client_id: Mapped[str | None] = described(
        Reference("client"), _l("Client"), group=PAYER, required=True
    )
    way: Mapped[str] = described(Choice("payers"), _l("Payer"), group=PAYER)
    number: Mapped[str] = described(
        PlainText(40), _l("Number of the voucher or decision"), group=PAYER, searched=True
    )
    code: Mapped[str] = described(
        PlainText(24), _l("Number"), group=PERIOD, searched=True, unique=True
    )
    reference: Mapped[str] = described(
        Identified("reference_number"), _l("Reference number"), group=PERIOD, searched=True
    )
    first: Mapped[date | None] = described(Day(), _l("From"), group=PERIOD)
    last: Mapped[date | None] = described(Day(), _l("To"), group=PERIOD)
    handed_on: Mapped[date | None] = described(Day(), _l("Handed over on"), group=PERIOD)
    total: Mapped[Decimal | None] = described(Money(), _l("Total"), group=PERIOD)
    vat_total: Mapped[Decimal | None] = described(Money(), _l("VAT included"), group=PERIOD)
    household_credit: Mapped[bool] = described(
        YesNo(), _l("For the household credit"), group=PERIOD
    )
    lines: Mapped[list[dict[str, Any]]] = described(
        Rows(LINE_FIELDS, 50_000), _l("Lines"), group=LINES, searched=True, exported=False
    )
    note: Mapped[str] = described(
        PlainText(200), _l("Note for the accountant"), group=LINES, searched=True
    )

    payer: Mapped[Client | None] = relationship(
        Client,
        primaryjoin=lambda: Client.id == Billing.payer_id,
        foreign_keys=lambda: Billing.payer_id,
        viewonly=True,
        lazy="joined",
    )
    client: Mapped[Client | None] = relationship(
        Client,
        primaryjoin=lambda: Client.id == Billing.client_id,
        foreign_keys=lambda: Billing.client_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        payer = pick(self.payer.title()) if self.payer else "–"
        return dict.fromkeys(languages(), f"{payer} · {self.code}".rstrip(" ·"))

    def lead(self) -> LanguageText:
        client = pick(self.client.title()) if self.client else ""
        own = self.client_id == self.payer_id
        return {
            language: " · ".join(
                part
                for part in (
                    "" if own else client,
                    show_month(self.first, language) if self.first else "",
                )
                if part
            )
            for language in languages()
        }

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values, before)

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        found = session.get(cls, record_id) if record_id else None
        if found and found.deleted_at:
            return {"code": _l("This was taken back. Hand the month over again instead.")}
        return {}

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        raise Refusal(_l("What has been handed over can't be copied: it would be billed twice."))

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        if any(isinstance(record, cls) for record in records):
            return _l("Take the billing back instead: its visits can then be billed again.")
        return None

    def withheld(self) -> frozenset[str]:
        restricted = self.client is not None and self.client.restricted
        return frozenset({"lines", "note", FILES}) if restricted else frozenset()


def lines_of(billing: Billing) -> list[dict[str, Any]]:
    """The lines of a specification as values."""
    value = fields_of(Billing)["lines"].value
    assert isinstance(value, Rows)
    return [value.row(stored) for stored in billing.lines]
