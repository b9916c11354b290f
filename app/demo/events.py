"""The events of the demo organisation: one held, one full, one to be counted, and in a network another's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks.actions import Source
from app.core import editing, sample
from app.core.change import Changes
from app.core.record import new_id
from app.core.text import _l
from app.demo.organisations import name_of, owner_of
from app.demo.workdays import met
from app.network.events.records import OPEN, Event, EventFeedback, Registration
from app.organisation.actions import own

_APART = ("key", "came", "feedback", "tasks", "registrations")
_EXAMPLE = "visit"


def arrange(session: Session, today: date) -> None:
    """Add the events with those who registered and came, the feedback and what follows."""
    for stored in sample.content("events")["events"]:
        _arrange(session, stored, today)


def add_example(session: Session, today: date) -> Changes:
    """Add one event to look at; ``result`` is its id."""
    stored = next(e for e in sample.content("events")["events"] if e["key"] == _EXAMPLE)
    made = _arrange(session, stored, today)
    return Changes(_l("Added an example: {name}", name=stored["name"]), made)


def _arrange(session: Session, stored: Mapping[str, Any], today: date) -> str:
    values = _when({n: v for n, v in stored.items() if n not in _APART}, today)
    values["programme"] = [{"id": new_id(), **row} for row in stored.get("programme", ())]
    values["attendance"] = [
        {"id": new_id(), "organisation_id": None, "name": name, "participants": number}
        for name, number in stored.get("came", ())
    ]
    begun = values["starts_on"] < today and values["state"] == OPEN
    event_id = editing.add(session, Event, {**values, **({"state": "planned"} if begun else {})})
    event = editing.find(session, Event, event_id.result)
    if begun:  # it was open before its day came
        event.state = OPEN
    for each in stored.get("registrations", ()):
        _register(session, event, each, today)
    for each in stored.get("feedback", ()):
        editing.add(session, EventFeedback, {**each, "event_id": event.id})
    source = Source("event", event.id, title=event.title())
    for each in stored.get("tasks", ()):
        tasks.add_from(session, source, sample.placed(each, today, {}))
    return event.id


def _when(stored: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values of an event on days on which people work."""
    return met(sample.placed(stored, today, {}), "starts_on", "ends_on")


def _register(
    session: Session, event: Event, stored: Mapping[str, Any], today: date, owner_id: str = ""
) -> None:
    values = met(sample.placed(stored, today, {}), "other_day")
    values["for_day"] = values.pop("other_day", event.starts_on)
    made = editing.add(session, Registration, {**values, "event_id": event.id})
    editing.find(session, Registration, made.result).owner_id = owner_id


def offer(session: Session, today: date) -> None:
    """What another office of the network arranges, with this office's registration; it moved after that."""
    stored = sample.content("events")["theirs"]
    values = _when(stored["event"], today)
    event = editing.find(session, Event, editing.add(session, Event, values).result)
    event.owner_id, event.code = owner_of(stored["organiser"]), ""
    session.flush()
    holder = own(session)
    name = dict(holder.name) if holder else {}
    _register(session, event, {**stored["registered"], "organisation": name}, today)
    for each in stored["others"]:
        named = {**each, "organisation": name_of(each["organisation"])}
        _register(session, event, named, today, owner_of(each["organisation"]))
