"""What is stored of visits and absences. No health data and no care notes."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Index, or_, select
from sqlalchemy.orm import Mapped, Session, relationship

from app.clients.records import Client
from app.clients.visits import rules
from app.core.field import Group, described
from app.core.format import show_clock, show_date
from app.core.record import FILES, Kind, Record, today
from app.core.text import LanguageText, Text, _l, in_all, languages
from app.core.value import (
    Choice,
    Clock,
    Day,
    Minutes,
    Number,
    PlainText,
    Reference,
    Repeated,
    YesNo,
)

STATES = (
    ("planned", _l("Planned")),
    ("done", _l("Done")),
    ("cancelled", _l("Cancelled")),
)
REASONS = (
    ("client", _l("The client cancelled")),
    ("client_late", _l("The client cancelled late")),
    ("no_show", _l("The client wasn't there")),
    ("us", _l("We cancelled")),
    ("other", _l("Another reason")),
)

AWAY_FOR = (
    ("annual_leave", _l("Annual leave")),
    ("family_leave", _l("Family leave")),
    ("unpaid_leave", _l("Unpaid leave")),
    ("training", _l("Training")),
    ("paid", _l("Paid absence")),
    ("other", _l("Other absence")),
)
"""Why a worker is away. Sickness is health data: only whether it is paid is told."""

WORKERS = (("visit", "worker"), ("absence", "worker"), ("person", "calendar_name"))
WHO = Group("who", _l("Who and what"))
AWAY = Group("away", _l("Who is away"))
WHEN = Group("when", _l("When"))
HOW = Group("how", _l("How it went"))
BILLING = Group("billing", _l("For billing"), more=True)


class Visit(Record):
    """One visit to a client, or one time of a service somewhere else."""

    __tablename__ = "visit"
    # For the calendar, the chips, the client's page, and what can't be removed.
    __table_args__ = (
        Index("ix_visit_day", "deleted_at", "day", "start"),
        Index("ix_visit_status", "deleted_at", "status", "day", "billed"),
        Index("ix_visit_client", "client_id", "day"),
        Index("ix_visit_series", "series"),
        Index("ix_visit_billed", "billed"),
    )

    kind = Kind(
        "visit",
        "visits",
        _l("Visit"),
        _l("Visits"),
        "calendar-check",
        columns=("service_id", "worker", "status"),
    )
    NAMED_BY: ClassVar[tuple[str, ...]] = ("client",)
    STARTS: ClassVar[Mapping[str, Any]] = {"status": "planned"}

    client_id: Mapped[str | None] = described(
        Reference("client"), _l("Client"), group=WHO, required=True
    )
    service_id: Mapped[str | None] = described(
        Reference("service"), _l("Service"), group=WHO, required=True
    )
    what: Mapped[str] = described(
        PlainText(120),
        _l("What for"),
        help=_l("As in the agreement when it has several prices for the service."),
        group=WHO,
        searched=True,
    )
    worker: Mapped[str] = described(
        Repeated(80, sources=WORKERS), _l("Worker"), group=WHO, searched=True
    )
    day: Mapped[date | None] = described(Day(), _l("Day"), group=WHEN, required=True)
    start: Mapped[int | None] = described(Clock(), _l("Begins at"), group=WHEN)
    minutes: Mapped[int | None] = described(Minutes(1), _l("Duration"), group=WHEN)
    travel_minutes: Mapped[int | None] = described(Minutes(), _l("Travel time"), group=WHEN)
    kilometres: Mapped[Decimal | None] = described(Number(1), _l("Kilometres"), group=WHEN)
    status: Mapped[str] = described(Choice(options=STATES), _l("Status"), group=HOW)
    cancel_reason: Mapped[str] = described(
        Choice(options=REASONS),
        _l("Why it was cancelled"),
        group=HOW,
        shown_when=lambda values: values.get("status") == "cancelled",
    )
    charged: Mapped[bool] = described(
        YesNo(),
        _l("The cancelled visit is charged"),
        group=HOW,
        shown_when=lambda values: values.get("status") == "cancelled",
    )
    note: Mapped[str] = described(
        PlainText(120),
        _l("Practical note"),
        help=_l("For example ring twice. No health data or care notes."),
        group=HOW,
    )
    quantity: Mapped[Decimal | None] = described(
        Number(),
        _l("Quantity to bill"),
        help=_l("Blank: hours are counted from the duration, everything else as one."),
        group=BILLING,
    )
    series: Mapped[str] = described(PlainText(36), _l("Series"), exported=False)
    billed: Mapped[str] = described(PlainText(36), _l("Handed over in"), exported=False)

    client: Mapped[Client | None] = relationship(
        Client,
        primaryjoin=lambda: Client.id == Visit.client_id,
        foreign_keys=lambda: Visit.client_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        return self.client.title() if self.client else in_all("–")

    def lead(self) -> LanguageText:
        if not self.day:
            return {}
        return {
            language: " · ".join(
                part
                for part in (
                    show_date(self.day, language),
                    "" if self.start is None else show_clock(self.start, language),
                )
                if part
            )
            for language in languages()
        }

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values, before, today())

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        fresh = {"status": "planned", "cancel_reason": "", "charged": False, "quantity": None}
        return {**values, **fresh, "series": "", "billed": ""}

    def withheld(self) -> frozenset[str]:
        restricted = self.client is not None and self.client.restricted
        return frozenset({"note", "what", FILES}) if restricted else frozenset()

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        open_ones = select(cls).where(
            cls.deleted_at.is_(None),
            or_(
                cls.status == "planned",
                (cls.status == "done") & (cls.billed == ""),
                cls.charged & (cls.billed == ""),
            ),
        )
        for record in records:
            if isinstance(record, cls) and record.billed:
                return _l(
                    "This visit has been handed over for billing. Take the billing back first."
                )
            if record.kind.name not in {"client", "service"}:
                continue
            column = cls.client_id if record.kind.name == "client" else cls.service_id
            if session.scalar(open_ones.where(column == record.id).limit(1)):
                return _l(
                    "“{title}” has visits that are planned or not yet handed over for billing. Cancel "
                    "or bill them first.",
                    title=dict(record.title()),
                )
        return None


class Absence(Record):
    """Days on which a worker or a client is away."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_days", "deleted_at", "last", "first"),
        Index("ix_absence_worker", "worker", "reason"),
    )

    kind = Kind(
        "absence",
        "absences",
        _l("Absence"),
        _l("Absences"),
        "calendar-x",
        columns=("reason", "first", "last"),
    )
    NAMED_BY: ClassVar[tuple[str, ...]] = ("client",)

    worker: Mapped[str] = described(
        Repeated(80, sources=WORKERS),
        _l("Worker"),
        help=_l("The name as on the visits; or choose a client below."),
        group=AWAY,
        searched=True,
    )
    client_id: Mapped[str | None] = described(Reference("client"), _l("Client"), group=AWAY)
    reason: Mapped[str] = described(
        Choice(options=AWAY_FOR),
        _l("Why"),
        help=_l(
            "Annual leave is counted in the hours. No health data: of a sickness only whether it is paid."
        ),
        group=AWAY,
        shown_when=lambda values: bool(values.get("worker")),
    )
    first: Mapped[date | None] = described(Day(), _l("First day"), group=WHEN, required=True)
    last: Mapped[date | None] = described(Day(), _l("Last day"), group=WHEN, required=True)

    client: Mapped[Client | None] = relationship(
        Client,
        primaryjoin=lambda: Client.id == Absence.client_id,
        foreign_keys=lambda: Absence.client_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        return self.client.title() if self.client else in_all(self.worker or "–")

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.absence_problems(values)
