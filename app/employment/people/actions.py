"""What can be done with people who work here."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.field import fields_of
from app.core.record import new_id
from app.core.room import Figure, Matter
from app.core.text import Text, _l, _n, current_language, literal
from app.core.value import Rows
from app.employment.people import rules
from app.employment.people.records import Person

MOST_MATTERS = 50
_STEPS: tuple[Text, ...] = (
    _l("Welcome, working hours and who answers questions"),
    _l("Premises, keys and emergency exits"),
    _l("Clients, ways of working and secrecy"),
    _l("Self-monitoring plan and how to tell about shortcomings"),
    _l("Safety at work and working alone"),
    _l("Data protection, devices and passwords"),
    _l("Marking visits and hours"),
    _l("Talk after the first month"),
)
"""An induction to begin with; each house changes it as it likes."""


def rows_of(person: Person, name: str) -> list[dict[str, Any]]:
    """The rows of a field as values."""
    value = fields_of(Person)[name].value
    assert isinstance(value, Rows)
    return [value.row(stored) for stored in getattr(person, name)]


def begin_induction(session: Session, person_id: str) -> Changes:
    """Give a person the usual induction list, in the language of the window."""
    person = editing.find(session, Person, person_id)
    language = current_language()
    steps = [{"id": new_id(), "step": step.say(language)} for step in _STEPS]
    person.induction = [*person.induction, *steps]
    return Changes(_l("Began the induction of {name}", name=dict(person.title())), person_id)


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Cards that expire."""
    card = func.json_each(Person.cards).table_valued("value", name="card")
    soon = (day + timedelta(days=rules.CARD_DAYS)).isoformat()
    found = session.scalars(
        select(Person)
        .where(
            Person.deleted_at.is_(None),
            Person.status != "left",
            select(card.c.value)
            .where(func.json_extract(card.c.value, "$.valid_to") <= soon)
            .correlate(Person)
            .exists(),
        )
        .limit(MOST_MATTERS)
    )
    for person in found:
        for each in rules.expiring(rows_of(person, "cards"), day):
            late = each.day < day
            name = dict(person.title())
            yield Matter(
                kind="person",
                record_id=person.id,
                title=_l("{card} has expired: {name}", card=each.name, name=name)
                if late
                else _l("{card} expires: {name}", card=each.name, name=name),
                advice=_l("Agree on a course, and mark the new day."),
                due=each.day,
                tone="bad" if late else "watch",
            )


def figures(session: Session, _day: date) -> Iterable[Figure]:
    """How many people work here."""
    number = session.scalar(
        select(func.count()).where(
            Person.deleted_at.is_(None), Person.status != "left", Person.role == "employee"
        )
    )
    if number:
        yield Figure(literal(str(number)), _n("employee", "employees", number))
