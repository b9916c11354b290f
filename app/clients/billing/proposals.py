"""A month put together: what each payer would be billed, and what has to be seen to first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import String, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.clients.agreements.actions import rows_of as agreement_rows
from app.clients.agreements.records import Agreement
from app.clients.agreements.rules import PAID_BY_CLIENT
from app.clients.billing import rules
from app.clients.billing.records import Billing, lines_of
from app.clients.billing.rules import Line, Spent
from app.clients.records import Client
from app.clients.visits import actions as visits
from app.clients.visits import rules as visit_rules
from app.clients.visits.records import Visit
from app.clients.visits.rules import Agreed, Slot
from app.core import search, signed
from app.core.days import month_of, week_of
from app.core.rates import NoRate, shipped
from app.core.record import today
from app.core.text import LanguageText, Text, _l, pick


@dataclass
class Proposal:
    """What one payer would be billed for one client's services of a period.

    Attributes:
        payer: who is billed; ``client`` whose services they are.
        way: how it is paid, ``number`` of which voucher or decision.
    """

    payer_id: str
    payer: LanguageText
    client_id: str
    client: LanguageText
    way: str
    number: str
    household_credit: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def totals(self) -> rules.Totals:
        """The sums of the lines."""
        return rules.totals(
            (each.share.amount, each.share.vat, each.made.rate) for each in self.lines
        )


@dataclass(frozen=True)
class Trouble:
    """A visit that can't be billed as it is, and why."""

    slot: Slot
    words: Text


@dataclass(frozen=True)
class Month:
    """What a period would bring: proposals by payer, and what has to be seen to first.

    Attributes:
        covers: the visits that each source bills, by the source.
    """

    first: date
    last: date
    proposals: Sequence[Proposal]
    troubles: Sequence[Trouble]
    covers: Mapping[str, Sequence[str]]

    @property
    def total(self) -> Decimal:
        """All proposals together."""
        return sum((each.totals.gross for each in self.proposals), Decimal(0))


def month(session: Session, day: date) -> Month:
    """What the month of a day has to bill that has not been handed over yet."""
    first, last = month_of(day)
    slots = [slot for slot in visits.slots(session, first, last) if not slot.billed]
    work = _Work(session, first, last)
    for slot in slots:
        work.take(slot)
    work.take_months()
    found = sorted(
        work.proposals.values(), key=lambda p: search.sort_key(pick(p.payer) + pick(p.client))
    )
    return Month(first, last, [each for each in found if each.lines], work.troubles, work.covers)


class _Work:
    """Puts a month together."""

    def __init__(self, session: Session, first: date, last: date) -> None:
        self._session = session
        self._first, self._last = first, last
        self._agreements = _agreements(session, first, last)
        self._lines = _by_client(session, self._agreements)
        self._spent = _spent(session)
        self._billed = _billed_sources(session, first, last)
        self._rates = shipped()
        self._restricted = set(
            session.scalars(select(Client.id).where(Client.restricted.is_(True)))
        )
        self.proposals: dict[tuple[Any, ...], Proposal] = {}
        self.troubles: list[Trouble] = []
        self.covers: dict[str, list[str]] = {}

    def take(self, slot: Slot) -> None:
        """Bill a visit, or note why it can't be."""
        if slot.status == "cancelled" and not slot.charged:
            return
        if slot.status == "planned":
            if slot.day < today():
                self._note(slot, _l("Mark the visit done or cancelled."))
            return
        if slot.client_id in self._restricted:
            self._note(slot, _l("The processing of the client's data is restricted."))
            return
        lines = self._lines.get(slot.client_id, [])
        fitting = [(each, row) for each, row in lines if each.unit != "kilometre"]
        line = visit_rules.line_of(slot, [each for each, _row in fitting])
        if line is None:
            self._note(slot, _l("No agreement covers this service on the day of the visit."))
            return
        prices = {(row["what"], row["price"]) for each, row in fitting if each.covers(slot)}
        if not slot.what and len(prices) > 1:
            self._note(slot, _l("The agreement has several prices. Tell what the visit is for."))
            return
        agreement = self._agreements[line.agreement_id]
        row = next(row for each, row in fitting if each is line)
        if line.unit == "month":
            self._cover(self._month_source(agreement, row), slot)
            self._take_kilometres(slot, agreement, lines)
            return
        if row["price"] is None:
            self._note(slot, _l("The agreement lacks the price."))
            return
        quantity = visit_rules.quantity(slot, line.unit)
        if not quantity:
            self._note(slot, _l("Tell how long the visit took."))
            return
        words = _service_words(slot, row["what"])
        if slot.status == "cancelled":
            self._take_cancelled(slot, agreement, row, quantity, words)
            return
        source = f"visit:{slot.id}"
        if line.unit == "week":
            monday = week_of(slot.day)[0]
            source, quantity = f"week:{agreement.id}:{row['id']}:{monday}", Decimal(1)
        self._charge(slot, agreement, row, source, quantity, words)
        self._take_kilometres(slot, agreement, lines)

    def _month_source(self, agreement: Agreement, row: dict[str, Any]) -> str:
        """One fee a month for all versions of an agreement."""
        first = agreement
        while first.amends_id and (before := self._session.get(Agreement, first.amends_id)):
            first = before
        return f"month:{first.id}:{row['id']}:{self._first:%Y-%m}"

    def _cover(self, source: str, slot: Slot) -> None:
        self.covers.setdefault(source, []).append(slot.id)

    def _take_cancelled(
        self,
        slot: Slot,
        agreement: Agreement,
        row: dict[str, Any],
        quantity: Decimal,
        words: str,
    ) -> None:
        if not agreement.late_percent:
            self._note(slot, _l("The agreement doesn't tell what a late cancellation costs."))
            return
        words = _l("{service} (cancelled late)", service=words).say()
        source = f"visit:{slot.id}"
        self._charge(slot, agreement, row, source, quantity, words, agreement.late_percent)

    def _take_kilometres(
        self, slot: Slot, agreement: Agreement, lines: list[tuple[Agreed, dict[str, Any]]]
    ) -> None:
        """The kilometres at the price for the service, or else at the agreement's only one."""
        if not slot.kilometres:
            return
        priced = [(each, row) for each, row in lines if each.unit == "kilometre"]
        own = [(each, row) for each, row in priced if each.covers(replace(slot, what=""))]
        beside = [(each, row) for each, row in priced if each.agreement_id == agreement.id]
        for each, row in (*own, *beside)[:1]:
            words = row["what"] or _l("Kilometres").say()
            source = f"kilometres:{slot.id}"
            found = self._agreements[each.agreement_id]
            self._charge(slot, found, row, source, slot.kilometres, words)

    def _charge(
        self,
        slot: Slot,
        agreement: Agreement,
        row: dict[str, Any],
        source: str,
        quantity: Decimal,
        words: str,
        cancelled_percent: Decimal | None = None,
    ) -> None:
        self._cover(source, slot)
        if source in self._billed:
            return
        self._billed.add(source)
        self._bill(slot, agreement, row, source, quantity, words, cancelled_percent)

    def _bill(
        self,
        slot: Slot,
        agreement: Agreement,
        row: dict[str, Any],
        source: str,
        quantity: Decimal,
        words: str,
        cancelled_percent: Decimal | None = None,
    ) -> None:
        try:
            made = rules.charge(
                source=source,
                visit_id=slot.id,
                day=slot.day,
                service=words,
                quantity=quantity,
                line=row,
                rates=self._rates,
                cancelled_percent=cancelled_percent,
            )
        except NoRate:
            self._note(slot, _l("The VAT rate of this day isn't known to the program."))
            return
        self._divide(made, agreement)

    def take_months(self) -> None:
        """Bill what is agreed by the month, once for each month, at the price of its last day."""
        latest_first = sorted(
            self._agreements.values(), key=lambda each: each.starts or date.min, reverse=True
        )
        for agreement in latest_first:
            for each, row in self._lines.get(agreement.client_id or "", []):
                if each.agreement_id == agreement.id and each.unit == "month":
                    self._take_month(agreement, each, row)

    def _take_month(self, agreement: Agreement, each: Agreed, row: dict[str, Any]) -> None:
        source = self._month_source(agreement, row)
        last = min(self._last, agreement.ends or self._last)
        if source in self._billed or last > today():
            return  # handed over, or still to come
        slot = self._fee(agreement, each, last)
        if agreement.client_id in self._restricted:
            self._note(slot, _l("The processing of the client's data is restricted."))
            return
        if row["price"] is None:
            self._note(slot, _l("The agreement lacks the price."))
            return
        self._billed.add(source)
        quantity = row["quantity"] if row["per"] == "month" and row["quantity"] else Decimal(1)
        words = _service_words(slot, row["what"])
        self._bill(slot, agreement, row, source, quantity, words)

    def _fee(self, agreement: Agreement, each: Agreed, day: date) -> Slot:
        """A month's fee in the shape of a visit, so that it can be told of like one."""
        assert agreement.client
        names = visits.names_of(self._session, {each.service_id})
        return Slot(
            id="",
            client_id=each.client_id,
            client=dict(agreement.client.title()),
            service_id=each.service_id,
            service=names.get(each.service_id, {}),
            what=each.what,
            worker="",
            day=day,
            start=None,
            minutes=None,
            status="done",
        )

    def _divide(self, made: rules.Charge, agreement: Agreement) -> None:
        funding = [
            {**row, "client_id": agreement.client_id}
            for row in agreement_rows(agreement, "funding")
        ]
        for share in rules.shares(made, funding, self._spent):
            row = funding[share.payer] if share.payer is not None else None
            self._proposal(agreement, row).lines.append(Line(made, share))

    def _proposal(self, agreement: Agreement, row: dict[str, Any] | None) -> Proposal:
        client = agreement.client
        assert client
        payer_id = (row and row["payer_id"]) or client.id
        way = row["way"] if row else "self_pay"
        number = row["number"] if row else ""
        own = way in PAID_BY_CLIENT
        credit = agreement.household_credit and own and payer_id == client.id
        key = (payer_id, client.id, way, number, credit)
        if key not in self.proposals:
            payer = self._session.get(Client, payer_id)
            self.proposals[key] = Proposal(
                payer_id=payer_id,
                payer=dict(payer.title()) if payer else {},
                client_id=client.id,
                client=dict(client.title()),
                way=way,
                number=number,
                household_credit=credit,
            )
        return self.proposals[key]

    def _note(self, slot: Slot, words: Text) -> None:
        self.troubles.append(Trouble(slot, words))


def _service_words(slot: Slot, what: str) -> str:
    return ", ".join(part for part in (pick(slot.service), what) if part) or "–"


def _agreements(session: Session, first: date, last: date) -> dict[str, Agreement]:
    """The agreements of the period that have visits in it, or something that is billed by the month."""
    visited = select(Visit.client_id).where(
        Visit.deleted_at.is_(None), Visit.day >= first, Visit.day <= last, Visit.billed == ""
    )
    monthly = type_coerce(Agreement.lines, String).contains('"month"')
    found = session.scalars(
        select(Agreement).where(
            or_(Agreement.client_id.in_(visited), monthly),
            Agreement.status.in_(signed.SIGNED),
            Agreement.deleted_at.is_(None),
            Agreement.starts <= last,
            (Agreement.ends.is_(None)) | (Agreement.ends >= first),
        )
    )
    return {agreement.id: agreement for agreement in found}


def _by_client(
    session: Session, agreements: dict[str, Agreement]
) -> dict[str, list[tuple[Agreed, dict[str, Any]]]]:
    found: dict[str, list[tuple[Agreed, dict[str, Any]]]] = {}
    lines = visits.agreed(session, {a.client_id or "" for a in agreements.values()})
    by_agreement: dict[str, list[Agreed]] = {}
    for line in lines:
        by_agreement.setdefault(line.agreement_id, []).append(line)
    for agreement_id, agreement in agreements.items():
        rows = agreement_rows(agreement, "lines")
        ids = [stored.get("id", "") for stored in agreement.lines]
        pairs = zip(by_agreement.get(agreement_id, []), rows, ids, strict=True)
        found.setdefault(agreement.client_id or "", []).extend(
            (line, {**row, "id": row_id}) for line, row, row_id in pairs
        )
    return found


def _spent(session: Session) -> Spent:
    """What handed-over lines have used of each voucher and decision, in all and by month."""
    spent: dict[tuple[str, str], Decimal] = {}
    rows = session.scalars(
        select(Billing).where(Billing.deleted_at.is_(None), Billing.way.not_in(PAID_BY_CLIENT))
    )
    for billing in rows:
        purse = rules.purse(
            {
                "way": billing.way,
                "number": billing.number,
                "client_id": billing.client_id,
                "payer_id": billing.payer_id,
            }
        )
        for line in lines_of(billing):
            for period in ("", f"{line['day']:%Y-%m}"):
                key = (purse, period)
                spent[key] = spent.get(key, rules.ZERO) + line["amount"]
    return spent


def _billed_sources(session: Session, first: date, last: date) -> set[str]:
    rows = session.scalars(
        select(Billing.lines).where(
            # A week that is billed once may have begun in the month before.
            Billing.deleted_at.is_(None),
            Billing.first >= first - timedelta(days=31),
            Billing.first <= last,
        )
    )
    return {line["source"] for lines in rows for line in lines}
