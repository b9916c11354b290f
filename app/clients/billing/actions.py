"""What can be done for billing: a month handed over once, taken back, looked up again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clients.billing.proposals import month
from app.clients.billing.records import Billing, lines_of
from app.clients.billing.rules import Line
from app.clients.visits.records import Visit
from app.core import editing
from app.core.change import Changes
from app.core.days import month_of
from app.core.fault import Refusal
from app.core.field import fields_of
from app.core.identifier import reference_check_digit
from app.core.rates import CreditEstimate, NoRate, household_credit
from app.core.record import new_id, now, today
from app.core.room import Matter
from app.core.text import _l, _n
from app.core.value import Rows

BILLING_DAYS = 7
"""From this day of the month on, last month's unbilled visits are brought up."""


def hand_over(session: Session, day: date) -> Changes:
    """Hand over all that the month of a day has to bill: each visit is marked, so that it is billed once.

    One undo takes all back.

    Raises:
        Refusal: there is nothing to bill.
    """
    made = month(session, day)
    if not made.proposals:
        raise Refusal(_l("There is nothing to hand over in this month."))
    value = fields_of(Billing)["lines"].value
    assert isinstance(value, Rows)
    for proposal in made.proposals:
        totals = proposal.totals
        billing_id = editing.add(
            session,
            Billing,
            {
                "payer_id": proposal.payer_id,
                "client_id": proposal.client_id,
                "way": proposal.way,
                "number": proposal.number,
                "first": made.first,
                "last": made.last,
                "handed_on": today(),
                "total": totals.gross,
                "vat_total": totals.vat,
                "household_credit": proposal.household_credit,
                "lines": [_stored(value, line) for line in proposal.lines],
            },
        ).result
        billing = editing.find(session, Billing, billing_id)
        billing.reference = reference_of(billing.code)
        for line in proposal.lines:
            for visit_id in made.covers.get(line.made.source, ()):
                editing.find(session, Visit, visit_id).billed = billing_id
    number = len(made.proposals)
    return Changes(
        _n(
            "Handed over {count} billing specification",
            "Handed over {count} billing specifications",
            number,
        )
    )


def reference_of(code: str) -> str:
    """The Finnish reference number of a specification, from the digits of its number."""
    base = "".join(sign for sign in code if sign.isdigit()).lstrip("0") or "100"
    return base + reference_check_digit(base)


def _stored(value: Rows, line: Line) -> dict[str, Any]:
    made, share = line.made, line.share
    values = {
        "day": made.day,
        "service": made.service,
        "quantity": made.quantity,
        "unit": made.unit,
        "price": made.price,
        "percent": made.percent,
        "amount": share.amount,
        "vat": made.vat,
        "rate": made.rate,
        "vat_amount": share.vat,
        "whole": made.gross,
        "labour": made.labour,
        "visit_id": made.visit_id,
        "source": made.source,
    }
    stored = {each.name: each.value.to_json(values[each.name]) for each in value.fields}
    return {"id": new_id(), **stored}


def take_back(session: Session, billing_id: str) -> Changes:
    """Take a specification back: it goes to the bin, and what it billed can be billed again.

    The other payers' specifications of the same visits go with it, so that nothing is billed in part.
    """
    billing = editing.find(session, Billing, billing_id)
    together = _together(session, billing)
    ids = {each.id for each in together}
    for visit in session.scalars(select(Visit).where(Visit.billed.in_(ids))):
        visit.billed = ""
    for each in together:
        each.deleted_at = each.deleted_at or now()
    return Changes(
        _n(
            "Took back {count} billing specification",
            "Took back {count} billing specifications",
            len(together),
        )
    )


def _together(session: Session, billing: Billing) -> list[Billing]:
    """The specifications that share visits or months with one, itself among them."""
    others = session.scalars(
        select(Billing).where(
            Billing.client_id == billing.client_id,
            Billing.first == billing.first,
            Billing.deleted_at.is_(None),
        )
    )
    found, sources = [billing], {line["source"] for line in billing.lines}
    rest = [each for each in others if each.id != billing.id]
    grown = True
    while grown:
        grown = False
        for each in list(rest):
            own = {line["source"] for line in each.lines}
            if own & sources:
                found.append(each)
                sources |= own
                rest.remove(each)
                grown = True
    return found


def of_month(session: Session, day: date) -> list[Billing]:
    """The specifications handed over for the month of a day, by number."""
    first, last = month_of(day)
    found = session.scalars(
        select(Billing)
        .where(Billing.deleted_at.is_(None), Billing.first >= first, Billing.first <= last)
        .order_by(Billing.code)
    )
    return list(found)


@dataclass(frozen=True)
class Credit:
    """A client's household credit of a year: the work paid by the client, and an estimate of the credit."""

    year: int
    labour: Decimal
    billings: Sequence[Billing]
    estimate: CreditEstimate | None


def credit_of(session: Session, client_id: str, year: int) -> Credit:
    """What a client has been billed for work in a year for the household credit."""
    billings = list(
        session.scalars(
            select(Billing)
            .where(
                Billing.client_id == client_id,
                Billing.household_credit.is_(True),
                Billing.deleted_at.is_(None),
                Billing.first >= date(year, 1, 1),
                Billing.first <= date(year, 12, 31),
            )
            .order_by(Billing.first, Billing.code)
        )
    )
    labour = sum(
        (line["amount"] for each in billings for line in lines_of(each) if line["labour"]),
        Decimal(0),
    )
    try:
        estimate = household_credit(labour, date(year, 12, 31)) if labour else None
    except NoRate:
        estimate = None
    return Credit(year, labour, billings, estimate)


def reader(session: Session, record_id: str) -> str:
    """The payer's language."""
    payer = editing.find(session, Billing, record_id).payer
    return payer.language if payer else ""


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Last month's visits that are done but not handed over, from the first week of the month on."""
    if day.day < BILLING_DAYS:
        return
    first, last = month_of(day.replace(day=1) - timedelta(days=1))
    waiting = (
        Visit.deleted_at.is_(None),
        Visit.status == "done",
        Visit.billed == "",
        Visit.day >= first,
        Visit.day <= last,
    )
    # Two questions, so that the first is answered by the index alone: a month has thousands of visits.
    number = session.scalar(select(func.count()).where(*waiting))
    visit_id = session.scalar(select(Visit.id).where(*waiting).limit(1))
    if number and visit_id:
        yield Matter(
            kind="visit",
            record_id=visit_id,
            title=_n(
                "{count} visit of last month not billed",
                "{count} visits of last month not billed",
                number,
            ),
            advice=_l("Hand the month over on the page Billing."),
            tone="watch",
        )
