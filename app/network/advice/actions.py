"""What can be done with advisers: note that their details hold, save them as a contact card, see what waits."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.record import today
from app.core.room import Matter
from app.core.text import _l, _n, pick
from app.exchange.contacts import Card
from app.network.advice import rules
from app.network.advice.records import Adviser


def check(session: Session, adviser_id: str) -> Changes:
    """Note that the details were checked today and hold.

    Raises:
        Refusal: another organisation keeps the adviser.
    """
    editing.change(session, Adviser, adviser_id, {"checked_on": today()})
    name = editing.find(session, Adviser, adviser_id).title()
    return Changes(_l("The details of “{name}” hold", name=dict(name)), adviser_id)


def card(adviser: Adviser) -> Card:
    """An adviser as a contact card, in the language of the moment."""
    name = pick(adviser.title())
    return Card(
        name=f"{name} · {adviser.contact}" if adviser.contact else name,
        organisation=name if adviser.contact else "",
        role=adviser.contact,
        phone=adviser.phone,
        email=adviser.email,
        website=adviser.website,
        note=pick(adviser.helps),
        id=adviser.id,
    )


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Advisers that we keep and whose details nobody has checked for a year: one matter for all."""
    query = select(func.count(), func.min(Adviser.id)).where(
        Adviser.deleted_at.is_(None),
        Adviser.owner_id == "",
        Adviser.checked_on <= rules.year_before(day),
    )
    count, first = session.execute(query).one()
    if count:
        yield Matter(
            kind=Adviser.kind.name,
            record_id=first,
            title=_n(
                "Check the details of {count} adviser",
                "Check the details of {count} advisers",
                count,
            ),
            advice=_l("A year has passed since they were last checked."),
            count=count,
        )
