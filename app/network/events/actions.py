"""What can be done with events: open, move, cancel them, and write down who came."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields
from app.core.offered import name_of
from app.core.record import new_id
from app.core.room import Matter
from app.core.text import LanguageText, Text, _l, _n, pick
from app.network.events import rules
from app.network.events.records import (
    CANCELLED,
    HELD,
    OPEN,
    WITHDRAWN,
    Event,
    EventFeedback,
    Registration,
)
from app.organisation.actions import own
from app.organisation.records import Organisation

MOST_MATTERS = 20


def organiser(session: Session, event: Event) -> LanguageText:
    """Who arranges an event, a value a language; empty when that isn't known."""
    if event.owner_id:
        return name_of(session, event.owner_id)
    found = own(session)
    return found.name if found else {}


# What is done


def is_ours(session: Session, event_id: str) -> bool:
    """Whether this office arranges an event, and so knows who comes by name and what they thought."""
    return not editing.find(session, Event, event_id).owner_id


def open_registration(session: Session, event_id: str) -> Changes:
    """Let others register.

    Raises:
        InvalidFields: its day has passed.
    """
    editing.change(session, Event, event_id, {"state": OPEN})
    event = editing.find(session, Event, event_id)
    return Changes(_l("Opened the registration: {name}", name=dict(event.name)), event_id)


def move(session: Session, event_id: str, values: Mapping[str, Any]) -> Changes:
    """Move an event to another day or time (``starts_on``, ``starts_at``, ``ends_at``, ``notice``).

    Its last day and the end of its registration move as many days. Those who registered for the old day are
    asked by their own offices whether they can come.

    Raises:
        InvalidFields: it can't be then.
    """
    event = editing.find(session, Event, event_id)
    day = values["starts_on"]
    changed = dict(values)
    if event.starts_on and day:
        moved = rules.When.of(event).moved_to(day)
        changed["ends_on"] = moved.ends_on
        if event.register_by:
            changed["register_by"] = event.register_by + (day - event.starts_on)
    editing.change(session, Event, event_id, changed)
    return Changes(_l("Moved “{name}” to {day}", name=dict(event.name), day=day), event_id)


def cancel(session: Session, event_id: str, notice: LanguageText | None = None) -> Changes:
    """Cancel an event; the offices that registered are told why at their next synchronisation."""
    values = {"state": CANCELLED, **({"notice": dict(notice)} if notice is not None else {})}
    editing.change(session, Event, event_id, values)
    event = editing.find(session, Event, event_id)
    return Changes(_l("Cancelled: {name}", name=dict(event.name)), event_id)


def hold(
    session: Session,
    event_id: str,
    attendance: Iterable[Mapping[str, Any]],
    participants: int | None = None,
) -> Changes:
    """Write down who came: rows of ``name``, ``organisation_id`` and ``participants``; the event has been held.

    Raises:
        InvalidFields: the event is still to come, or nobody is told to have come.
    """
    rows = [
        {
            "id": row.get("id") or new_id(),
            "organisation_id": row.get("organisation_id"),
            "name": (row.get("name") or "").strip(),
            "participants": int(row.get("participants") or 0),
        }
        for row in attendance
    ]
    kept = [row for row in rows if row["name"] or row["organisation_id"] or row["participants"]]
    if participants is None and not kept:
        raise InvalidFields({"participants": _l("Write at least how many came in all.")})
    values = {"state": HELD, "attendance": kept, "participants": participants}
    editing.change(session, Event, event_id, values)
    event = editing.find(session, Event, event_id)
    number = rules.count_of(event)
    words = _n("{name}: {count} came", "{name}: {count} came", number, name=dict(event.name))
    return Changes(words, event_id)


def attendance_to_fill(session: Session, event: Event) -> list[dict[str, Any]]:
    """What is known of who came: what was written, else those who registered and have a place."""
    if event.attendance:
        return [dict(row) for row in event.attendance]
    found = list(registrations(session, event.id))
    places = rules.placed(seats_of(found), event.capacity)
    return [
        {
            "id": new_id(),
            "organisation_id": each.organisation_id,
            "name": _in_one(each.organisation),
            "participants": each.participants,
        }
        for each in found
        if each.id in places.inside
    ]


def came_name(session: Session, row: Mapping[str, Any]) -> str:
    """What an organisation that came is called: as it was written, else as it is known."""
    if row.get("name"):
        return str(row["name"])
    known = session.get(Organisation, row.get("organisation_id") or "")
    return pick(known.name) if known else "–"


def _in_one(words: LanguageText) -> str:
    return next((words[each] for each in ("fi", *words) if words.get(each)), "")


def add_feedback(session: Session, event_id: str, values: Mapping[str, Any]) -> Changes:
    """Write down what stands on one paper.

    Raises:
        InvalidFields: nothing stands on it.
    """
    made = editing.add(session, EventFeedback, {**values, "event_id": event_id})
    event = editing.find(session, Event, event_id)
    return Changes(_l("Wrote down feedback: {name}", name=dict(event.name)), made.result)


# What is known


def registrations(session: Session, event_id: str) -> Sequence[Registration]:
    """Those who registered and haven't withdrawn, in their turns."""
    query = (
        select(Registration)
        .where(
            Registration.event_id == event_id,
            Registration.deleted_at.is_(None),
            Registration.place != WITHDRAWN,
        )
        .order_by(Registration.id)
    )
    return session.scalars(query).all()


def seats_of(found: Iterable[Registration]) -> list[rules.Seat]:
    """What registrations ask for."""
    return [rules.Seat(each.id, each.participants or 0) for each in found]


def places_of(session: Session, event: Event) -> rules.Placed:
    """Who has a place in an event."""
    return rules.placed(event.seats(session), event.capacity)


def feedback(session: Session, event_id: str) -> list[EventFeedback]:
    """The papers of an event, the first one written down first."""
    query = select(EventFeedback).where(
        EventFeedback.event_id == event_id, EventFeedback.deleted_at.is_(None)
    )
    return list(session.scalars(query.order_by(EventFeedback.id)))


def answers_of(found: Iterable[EventFeedback]) -> list[dict[str, Any]]:
    """The answers of papers, as the rules take them."""
    return [{name: getattr(each, name) for name in rules.QUESTIONS} for each in found]


def coming(session: Session, day: date) -> list[Event]:
    """The events from a day on that aren't cancelled, the next one first."""
    query = (
        _kept()
        .where(Event.state.in_(rules.COMING), _last_day() >= day)
        .order_by(Event.starts_on, Event.id)
    )
    return list(session.scalars(query))


def of_partnership(session: Session, partnership_id: str) -> list[Event]:
    """The events of a partnership or network, the latest first."""
    query = _kept().where(Event.partnership_id == partnership_id)
    return list(session.scalars(query.order_by(Event.starts_on.desc(), Event.id)))


def of_objective(session: Session, objective_id: str) -> list[Event]:
    """The events that serve an objective of a programme, the latest first."""
    query = _kept().where(Event.objective_id == objective_id)
    return list(session.scalars(query.order_by(Event.starts_on.desc(), Event.id)))


def _kept() -> Any:
    return select(Event).where(Event.deleted_at.is_(None))


def _last_day() -> Any:
    return func.coalesce(Event.ends_on, Event.starts_on)


# What waits


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with this office's own events."""
    for event in _near(session, day):
        yield from _of(session, event, day)


def _near(session: Session, day: date) -> list[Event]:
    """Own events that are soon, or were not long ago, and aren't cancelled; those to be told of come first."""
    query = (
        _kept()
        .where(
            Event.owner_id == "",
            Event.state != CANCELLED,
            _last_day() >= day - rules.FEEDBACK_WITHIN,
            (Event.starts_on <= day + rules.TELL_BEFORE) | Event.register_by.is_not(None),
        )
        .order_by(Event.starts_on, Event.id)
        .limit(MOST_MATTERS)
    )
    return list(session.scalars(query))


def _of(session: Session, event: Event, day: date) -> Iterator[Matter]:
    name, when = dict(event.name), rules.When.of(event)
    if when.starts_on is None or when.last is None:
        return

    def matter(title: Text, advice: Text, due: date, tone: Any = "plain") -> Matter:
        return Matter("event", event.id, title, advice, due, tone)

    if event.state in rules.COMING and when.last < day:
        late = day > when.last + rules.WRITE_WITHIN
        title = _l("Who came to “{name}”?", name=name)
        advice = _l("Write it down while it is remembered, or mark the event as cancelled.")
        yield matter(title, advice, when.last + rules.WRITE_WITHIN, "bad" if late else "watch")
    elif event.state == HELD:
        yield from _after(session, event, day, matter)
    elif event.state == OPEN and event.register_by and _soon(event.register_by, day):
        title = _l("Registration ends: {name}", name=name)
        yield matter(title, _places_words(session, event), event.register_by)
    elif event.state in rules.COMING and _within(when.starts_on, day, rules.TELL_BEFORE):
        tomorrow = when.starts_on <= day + timedelta(days=1)
        advice = (
            _l("Print the attendance list and the feedback forms.")
            if tomorrow
            else _places_words(session, event)
            if event.state == OPEN
            else _l("The registration isn’t open yet.")
        )
        title = _l("Event: {name}", name=name)
        yield matter(title, advice, when.starts_on, "watch" if tomorrow else "plain")


def _soon(register_by: date, day: date) -> bool:
    return _within(register_by, day, rules.REGISTER_SOON)


def _within(when: date, day: date, before: timedelta) -> bool:
    return day <= when <= day + before


def _after(session: Session, event: Event, day: date, matter: Any) -> Iterator[Matter]:
    """Who came and what they thought, as far as nobody has written it."""
    last = rules.When.of(event).last or day
    if event.participants is None and not event.attendance:
        late = day > last + rules.WRITE_WITHIN
        title = _l("Who came to “{name}”?", name=dict(event.name))
        advice = _l("The programme’s indicators count it too.")
        yield matter(title, advice, last + rules.WRITE_WITHIN, "bad" if late else "watch")
    elif rules.count_of(event) and not _has_feedback(session, event.id):
        title = _l("Feedback isn’t entered: {name}", name=dict(event.name))
        advice = _l("Enter the papers or import them from a spreadsheet.")
        yield matter(title, advice, last + rules.WRITE_WITHIN)


def _has_feedback(session: Session, event_id: str) -> bool:
    query = select(EventFeedback.id).where(
        EventFeedback.event_id == event_id, EventFeedback.deleted_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None


def _places_words(session: Session, event: Event) -> Text:
    from app.network.events import wording  # noqa: PLC0415 - only for what waits

    return wording.places_words(places_of(session, event), event.capacity)
