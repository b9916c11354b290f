"""Events and registrations for the tests of this folder."""

from datetime import date, timedelta
from typing import Any

from app.core import editing
from app.core.record import new_id, today
from app.core.store import Store
from app.network.events.records import OPEN, Event, Registration
from app.organisation.records import Organisation

NAME = {"fi": "Työpaja sijaisista", "en": "Workshop on substitutes"}


def day(number: int) -> date:
    return today() + timedelta(days=number)


def arrange(store: Store, owner_id: str = "", **values: Any) -> str:
    """An open event in ten days, of this office or of another one."""

    def work(session: Any) -> Any:
        given = {"name": NAME, "state": OPEN, "starts_on": day(10), **values}
        past = given["starts_on"] < today() and given["state"] == OPEN
        made = editing.add(session, Event, {**given, "state": "planned"} if past else given)
        event = editing.find(session, Event, made.result)
        if past:  # it was open before its day came
            event.state = OPEN
        event.owner_id = owner_id
        return made

    return store.write(work).result


def registered(
    store: Store,
    event_id: str,
    number: int,
    name: str = "Koivu oy",
    owner_id: str = "",
    **more: Any,
) -> str:
    """A registration for an event as it is now, of this office or of another one."""

    def work(session: Any) -> Any:
        event = editing.find(session, Event, event_id)
        values = {
            "event_id": event_id,
            "organisation": {"fi": name, "en": name},
            "participants": number,
            "for_day": event.starts_on,
            **more,
        }
        made = editing.add(session, Registration, values)
        editing.find(session, Registration, made.result).owner_id = owner_id
        return made

    return store.write(work).result


def change(store: Store, record: Any, record_id: str, **values: Any) -> None:
    """Change a record, whosever it is, as synchronising does."""

    def work(session: Any) -> Any:
        found = editing.find(session, record, record_id)
        owner, found.owner_id = found.owner_id, ""
        done = editing.change(session, record, record_id, values)
        found.owner_id = owner
        return done

    store.write(work)


def holder(store: Store, name: str = "Arkiapu ry") -> None:
    values = {"own": True, "name": {"fi": name, "en": name}, "sector": "third"}
    store.write(lambda session: editing.add(session, Organisation, values))


OTHER = new_id()
