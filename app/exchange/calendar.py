"""Calendars as iCalendar files (RFC 5545), for telephones and other calendar programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/Helsinki"
ALARM_HOUR = 9
"""The hour at which something is brought up."""


@dataclass(frozen=True)
class Event:
    """Something in a calendar.

    Attributes:
        id: stays the same when the event is exported again, so that it is not entered twice.
        start: minutes from midnight, ``None`` for the whole day; ``minutes`` is how long it takes.
        words: what it is called; ``details`` what else is said, may be blank.
        alarm_days: how many days before its day it is brought up, in the morning; ``None`` for never.
        days: how many whole days it takes, where no ``start`` is told.
        place: where it is, may be blank.
    """

    id: str
    day: date
    start: int | None
    minutes: int
    words: str
    details: str = ""
    cancelled: bool = False
    alarm_days: int | None = None
    days: int = 1
    place: str = ""


def calendar_file(events: Iterable[Event], name: str, made: datetime) -> bytes:
    """The events as the content of an ``.ics`` file; ``made`` is the moment that it tells."""
    from icalendar import Alarm, Calendar, Event as Entry  # noqa: I001, PLC0415 - only when exported

    zone = ZoneInfo(ZONE)
    calendar = Calendar()
    calendar.add("prodid", "-//Kumppani//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in events:
        entry = Entry()
        entry.add("uid", event.id)
        entry.add("dtstamp", made)
        entry.add("summary", event.words)
        if event.details:
            entry.add("description", event.details)
        if event.place:
            entry.add("location", event.place)
        if event.start is None:
            entry.add("dtstart", event.day)
            entry.add("dtend", event.day + timedelta(days=event.days))
        else:
            begins = datetime.combine(event.day, time(), zone) + timedelta(minutes=event.start)
            entry.add("dtstart", begins)
            entry.add("dtend", begins + timedelta(minutes=event.minutes))
        entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        if event.alarm_days is not None:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", event.words)
            morning = datetime.combine(event.day, time(ALARM_HOUR), zone)
            moment = (morning - timedelta(days=event.alarm_days)).astimezone(UTC)
            alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
            entry.add_component(alarm)
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()
