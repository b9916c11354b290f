"""When and where an event is, in words: the same on the screen, on paper and in a calendar."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.core.field import fields_of
from app.core.format import show_clock, show_date, show_day, show_day_short
from app.core.text import Text, _, _l, _n, current_language, pick, speaking
from app.network.events import rules
from app.network.events.records import SORTS, Event
from app.network.events.rules import When

SEPARATOR = " · "


def when_words(when: When, language: str | None = None) -> str:
    """``to 10.12.2026 klo 9.00–15.00``; of several days also the last; blank without a day."""
    if when.starts_on is None:
        return ""
    with speaking(language or current_language()):
        begins = _day(when.starts_on)
        if when.days > 1 and when.last:
            first = _moment(begins, when.starts_at)
            return _("{first} – {last}", first=first, last=_moment(_day(when.last), when.ends_at))
        if when.starts_at is None or when.ends_at is None:
            return _moment(begins, when.starts_at)
        clocks = show_clock(when.starts_at), show_clock(when.ends_at)
        return _("{day}, {begins}–{ends}", day=begins, begins=clocks[0], ends=clocks[1])


def _day(day: date) -> str:
    weekday = show_day_short(day).split(" ")[0]
    return f"{weekday} {show_date(day)}"


def _moment(day: str, at: int | None) -> str:
    return day if at is None else _("{day}, {time}", day=day, time=show_clock(at))


def day_heading(when: When, number: int, language: str | None = None) -> str:
    """Which day of the event it is, for a heading in its programme: ``Torstai 10.12.``."""
    if when.starts_on is None:
        return ""
    said = show_day(when.starts_on + timedelta(days=number - 1), language)
    return said[:1].upper() + said[1:]


def where_words(event: Event, language: str | None = None) -> str:
    """The place and the municipality, and the country when it is another one; blank when nothing is known."""
    place, municipality = event.place, event.municipality
    parts = [place]
    if municipality:
        name = fields_of(Event)["municipality"].value.show(municipality, language)
        parts.append("" if name.casefold() in place.casefold() else name)
    if event.country and event.country != "FI":
        parts.append(fields_of(Event)["country"].value.show(event.country, language))
    return ", ".join(part for part in parts if part)


def sort_words(event: Event) -> Text:
    """What kind of event it is."""
    return dict(SORTS).get(event.sort, SORTS[-1][1])


def programme_line(row: Mapping[str, Any], language: str | None = None) -> str:
    """What happens, and who leads it, in one line."""
    return SEPARATOR.join(part for part in (pick(row.get("item"), language), row.get("by")) if part)


def clock_words(row: Mapping[str, Any], language: str | None = None) -> str:
    """When something of the programme begins; blank when that isn't told."""
    at = row.get("at")
    return "" if at is None else show_clock(at, language)


def places_words(places: rules.Placed, capacity: int | None) -> Text:
    """How many have places, how many are left, and how many wait."""
    if capacity is None:
        return _n("{count} has registered.", "{count} have registered.", places.asked)
    waiting = places.asked - places.taken
    if waiting:
        return _n(
            "{taken} of {capacity} places are taken, and {count} is on the waiting list.",
            "{taken} of {capacity} places are taken, and {count} are on the waiting list.",
            waiting,
            taken=places.taken,
            capacity=capacity,
        )
    if places.left == 0:
        return _l("All {capacity} places are taken.", capacity=capacity)
    return _n(
        "{taken} of {capacity} places are taken, {count} is left.",
        "{taken} of {capacity} places are taken, {count} are left.",
        places.left or 0,
        taken=places.taken,
        capacity=capacity,
    )


def people_words(number: int) -> Text:
    """So many people."""
    return _n("{count} person", "{count} people", number)


def came_words(event: Event) -> Text:
    """How many came in all, and from how many organisations."""
    number, organisations = rules.count_of(event), len(event.attendance)
    if not organisations:
        return _n("{count} came", "{count} came", number)
    return _n(
        "{people} came from {count} organisation",
        "{people} came from {count} organisations",
        organisations,
        people=number,
    )


def question_words(name: str) -> Text:
    """What was asked, without its scale."""
    return {
        "overall": _l("As a whole"),
        "useful": _l("Useful in my work"),
        "objective_met": _l("The objective was met"),
    }[name]


def asked_words(asked: rules.Asked) -> Text:
    """A mean with how many it rests on; of few only how many."""
    if asked.mean is None:
        return _n("{count} answer", "{count} answers", asked.count)
    return _n(
        "{score} / 5, {count} answer", "{score} / 5, {count} answers", asked.count, score=asked.mean
    )
