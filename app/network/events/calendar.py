"""Events as events of another calendar."""

from collections.abc import Iterable

from app.core.text import pick
from app.exchange.calendar import Event as Entry
from app.network.events import wording
from app.network.events.records import CANCELLED, Event
from app.network.events.rules import When

ALARM_DAYS = 1


def entries(events: Iterable[Event]) -> list[Entry]:
    """The events that have a day; a cancelled one is told to be so, so that it goes from the other calendar."""
    return [_entry(event) for event in events if event.starts_on]


def _entry(event: Event) -> Entry:
    when = When.of(event)
    assert when.starts_on
    details = [pick(event.objective), event.remote_link, event.contact]
    return Entry(
        id=event.id,
        day=when.starts_on,
        start=when.starts_at,
        minutes=when.minutes,
        words=pick(event.name),
        details="\n".join(part for part in details if part),
        cancelled=event.state == CANCELLED,
        alarm_days=None if event.state == CANCELLED else ALARM_DAYS,
        days=when.days,
        place=wording.where_words(event),
    )
