"""Registering for events: for another organisation's from this office, and by hand for one's own."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.field import check_values
from app.core.offered import reach_of
from app.core.record import today
from app.core.room import Matter
from app.core.text import LanguageText, _l, _n
from app.network.events import rules, waiting
from app.network.events.actions import places_of, registrations, seats_of
from app.network.events.records import CANCELLED, WITHDRAWN, Event, Registration
from app.organisation.actions import own
from app.organisation.records import Organisation

MOST_MATTERS = 20


# What is done


def register(session: Session, event_id: str, values: Mapping[str, Any]) -> Changes:
    """Register this office's people (``participants``, ``names``, ``note``) for another organisation's event.

    Raises:
        InvalidFields: it isn't told how many come.
        Refusal: one can't register now, or this office has registered already.
    """
    event = editing.find(session, Event, event_id)
    when = rules.When.of(event)
    if event.deleted_at or not rules.may_register(event.state, when, event.register_by, today()):
        raise Refusal(_l("Registration isn’t open. Ask the organiser."))
    if of_this_office(session, event_id):
        raise Refusal(_l("You have registered already. Change that registration instead."))
    made = _add(session, event, values)
    return Changes(_told(session, event, made), made)


def write_down(session: Session, event_id: str, values: Mapping[str, Any]) -> Changes:
    """Write down somebody who registered by telephone or e-mail for one's own event.

    Raises:
        InvalidFields: it isn't told who comes, or how many.
    """
    event = editing.find(session, Event, event_id)
    if not values.get("organisation_id") and not any((values.get("organisation") or {}).values()):
        raise InvalidFields({"organisation": _l("Tell who comes.")})
    made = _add(session, event, values)
    return Changes(_told(session, event, made), made)


def add(session: Session, values: Mapping[str, Any]) -> Changes:
    """Add a registration from the form, whosever event it is for.

    Raises:
        InvalidFields: a value can't be accepted.
        Refusal: one can't register for that event now.
    """
    event = session.get(Event, values.get("event_id") or "")
    if event is None:
        return editing.add(session, Registration, values)
    work = register if event.owner_id else write_down
    return work(session, event.id, {n: each for n, each in values.items() if n != "event_id"})


def _add(session: Session, event: Event, values: Mapping[str, Any]) -> str:
    given = {**values, "event_id": event.id, "for_day": event.starts_on}
    if not any((values.get("organisation") or {}).values()):
        given["organisation"] = _named(session, values.get("organisation_id"))
    return editing.add(session, Registration, given).result


def _named(session: Session, organisation_id: str | None) -> dict[str, str]:
    chosen = session.get(Organisation, organisation_id) if organisation_id else None
    if chosen is None:
        chosen = own(session)
    return dict(chosen.name) if chosen else {}


def _told(session: Session, event: Event, registration_id: str) -> Any:
    found = editing.find(session, Registration, registration_id)
    waits = registration_id in places_of(session, event).waiting
    name, number = dict(event.name), found.participants or 0
    if waits:
        return _n(
            "{name} is full: {count} is on the waiting list",
            "{name} is full: {count} are on the waiting list",
            number,
            name=name,
        )
    return _n(
        "Registered {count} for “{name}”", "Registered {count} for “{name}”", number, name=name
    )


def alter(session: Session, ids: Sequence[str], values: Mapping[str, Any]) -> Changes:
    """Change how many come of an organisation, whose registrations these are, and what is told of them.

    Where there isn't room for more before those who wait, the others get a registration of their own, which
    comes after them; when fewer come, those go first that registered last.

    Raises:
        InvalidFields: a value can't be accepted.
    """
    found = [editing.find(session, Registration, each) for each in ids]
    first, last = found[0], found[-1]
    event = editing.find(session, Event, first.event_id or "")
    asked = {"participants": values.get("participants")}
    number = check_values(Registration, asked)["participants"]
    more = number - sum(each.participants or 0 for each in found)
    told = {name: each for name, each in values.items() if name != "participants"}
    editing.change(session, Registration, first.id, told)
    if more > 0:
        if not rules.room_for(more, event.seats(session), event.capacity):
            extra = {name: getattr(first, name) for name in ("organisation_id", "contact")}
            extra |= {"organisation": dict(first.organisation), "participants": more}
            added = _add(session, event, extra)
            return Changes(_told(session, event, added), added)
        grown = {"participants": (last.participants or 0) + more}
        editing.change(session, Registration, last.id, grown)
    _shrink(session, found, -more)
    words = _n("“{name}”: {count} comes", "“{name}”: {count} come", number, name=dict(event.name))
    return Changes(words, first.id)


def _shrink(session: Session, found: Sequence[Registration], less: int) -> None:
    """Give up so many places, those of the last registration first."""
    for each in reversed(found):
        if less <= 0:
            return
        had = each.participants or 0
        left = {"participants": had - less} if had > less else {"place": WITHDRAWN}
        editing.change(session, Registration, each.id, left)
        less -= had


def withdraw(session: Session, ids: Sequence[str]) -> Changes:
    """Withdraw registrations; those who wait get the places."""
    for each in ids:
        editing.change(session, Registration, each, {"place": WITHDRAWN})
    found = editing.find(session, Registration, ids[0])
    event = editing.find(session, Event, found.event_id or "")
    return Changes(_l("Withdrew from “{name}”", name=dict(event.name)), found.id)


def confirm(session: Session, ids: Sequence[str]) -> Changes:
    """Tell that those registered can come on the day to which the event has moved."""
    found = [editing.find(session, Registration, each) for each in ids]
    event = editing.find(session, Event, found[0].event_id or "")
    for each in found:
        editing.change(session, Registration, each.id, {"for_day": event.starts_on})
    words = _l("You come to “{name}” on {day}", name=dict(event.name), day=event.starts_on)
    if not event.owner_id:
        words = _l("{name}: comes on {day}", name=dict(found[0].organisation), day=event.starts_on)
    return Changes(words, found[0].id)


# What is known


def of_this_office(session: Session, event_id: str) -> list[Registration]:
    """This office's own registrations for an event, in their turns."""
    return [each for each in registrations(session, event_id) if not each.owner_id]


def for_another_day(found: Iterable[Registration], day: date | None) -> list[Registration]:
    """Those who registered when the event was on another day."""
    return [each for each in found if each.for_day is not None and each.for_day != day]


@dataclass(frozen=True)
class Comer:
    """An organisation that registered for an event.

    Attributes:
        ids: its registrations, in their turns.
        inside: for how many people it has places, ``waiting`` for how many it waits.
        ours: whether this office wrote it down.
        moved: whether it registered for another day.
    """

    ids: tuple[str, ...]
    name: LanguageText
    inside: int
    waiting: int
    note: str
    names: str
    ours: bool
    moved: bool


def comers(
    session: Session, event: Event, found: Sequence[Registration] | None = None
) -> list[Comer]:
    """Who registered, by organisation, in the order of the first registration of each.

    ``found`` are the event's registrations in their turns, where they are known already.
    """
    found = registrations(session, event.id) if found is None else found
    places = rules.placed(seats_of(found), event.capacity)
    inside, waiting = frozenset(places.inside), frozenset(places.waiting)
    moved = {each.id for each in for_another_day(found, event.starts_on)}
    grouped: dict[tuple[str, str], list[Registration]] = {}
    for each in found:
        known = each.owner_id or each.organisation_id or repr(sorted(each.organisation.items()))
        grouped.setdefault((each.owner_id, known), []).append(each)
    return [_comer(rows, inside, waiting, moved) for rows in grouped.values()]


def _comer(
    rows: Sequence[Registration],
    inside: frozenset[str],
    waiting: frozenset[str],
    moved: Collection[str],
) -> Comer:
    first = rows[0]
    return Comer(
        ids=tuple(each.id for each in rows),
        name=dict(first.title()),
        inside=sum(each.participants or 0 for each in rows if each.id in inside),
        waiting=sum(each.participants or 0 for each in rows if each.id in waiting),
        note="; ".join(each.note for each in rows if each.note),
        names="\n".join(each.names for each in rows if each.names),
        ours=not first.owner_id,
        moved=any(each.id in moved for each in rows),
    )


def contacts(session: Session, found: Iterable[Comer]) -> dict[str, str]:
    """Whom to tell of each organisation when something changes, by the id of its first registration."""
    ids = [each.ids[0] for each in found]
    query = select(Registration).where(Registration.id.in_(ids))
    return {each.id: contact_of(session, each) for each in session.scalars(query)}


def contact_of(session: Session, found: Registration) -> str:
    """Whom to tell when something changes: what was written, else what the organisation tells of itself."""
    if found.contact or not (found.owner_id or found.organisation_id):
        return found.contact
    if found.owner_id:
        return reach_of(session, found.owner_id)
    known = session.get(Organisation, found.organisation_id)
    parts = (known.person_in_charge, known.phone, known.email) if known else ()
    return ", ".join(part for part in parts if part)


# What waits


def matters(session: Session, day: date) -> Iterator[Matter]:
    """What has become of events for which this office registered, and who must be told of one's own."""
    yield from _ours(session, day)
    yield from _to_tell(session, day)


def _ours(session: Session, day: date) -> Iterator[Matter]:
    query = (
        select(Event)
        .where(
            Event.owner_id != "",
            Event.starts_on >= day,
            Event.id.in_(
                select(Registration.event_id).where(
                    Registration.owner_id == "",
                    Registration.deleted_at.is_(None),
                    Registration.place != WITHDRAWN,
                )
            ),
        )
        .order_by(Event.starts_on, Event.id)
        .limit(MOST_MATTERS)
    )
    for event in session.scalars(query):
        mine = of_this_office(session, event.id)
        moved = for_another_day(mine, event.starts_on)
        name = dict(event.name)
        if event.state == CANCELLED or event.deleted_at:
            title = _l("“{name}” has been cancelled", name=name)
            advice = _l("Tell those who would have come, then take your registration away.")
            yield Matter("event", event.id, title, advice, event.starts_on, "bad")
        elif moved:
            title = _l("“{name}” has moved to {day}", name=name, day=event.starts_on)
            advice = _l(
                "You registered for {day}. Tell whether you can come.", day=moved[0].for_day
            )
            yield Matter("event", event.id, title, advice, event.starts_on, "watch")
        elif number := _came_up(session, event, mine):
            title = _l("You have a place: {name}", name=name)
            advice = _n(
                "{count} from you came up from the waiting list. Tell those who come.",
                "{count} from you came up from the waiting list. Tell those who come.",
                number,
            )
            yield Matter("event", event.id, title, advice, event.starts_on, "good")
        elif event.starts_on and event.starts_on <= day + rules.TELL_BEFORE:
            number = sum(each.participants or 0 for each in mine)
            advice = _n("{count} comes from you.", "{count} come from you.", number)
            yield Matter("event", event.id, _l("Event: {name}", name=name), advice, event.starts_on)


def _came_up(session: Session, event: Event, mine: Iterable[Registration]) -> int:
    """How many of this office's people have got a place from the waiting list, which nobody knows here yet."""
    up = waiting.came_up(session, event, places_of(session, event).inside)
    return sum(each.participants or 0 for each in mine if each.id in up)


def _to_tell(session: Session, day: date) -> Iterator[Matter]:
    """Own events that have moved or were cancelled after somebody registered by telephone or e-mail."""
    query = (
        select(Event, func.count())
        .join(Registration, Registration.event_id == Event.id)
        .where(
            Event.owner_id == "",
            Event.deleted_at.is_(None),
            Event.starts_on >= day,
            Registration.deleted_at.is_(None),
            Registration.place != WITHDRAWN,
            Registration.for_day.is_not(None),
            (Registration.for_day != Event.starts_on) | (Event.state == CANCELLED),
        )
        .group_by(Event.id)
        .order_by(Event.starts_on, Event.id)
        .limit(MOST_MATTERS)
    )
    for event, number in session.execute(query):
        name = dict(event.name)
        if event.state == CANCELLED:
            title = _l("Tell that “{name}” is cancelled", name=name)
            advice = _n(
                "{count} organisation has registered. Withdraw it when it has been told.",
                "{count} organisations have registered. Withdraw each when it has been told.",
                number,
            )
        else:
            title = _l("Tell that “{name}” has moved", name=name)
            advice = _n(
                "{count} organisation registered for another day.",
                "{count} organisations registered for another day.",
                number,
            )
        yield Matter("event", event.id, title, advice, event.starts_on, "watch")
