"""The pages of events: those to come, those held, one with its programme, and its entry for a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.catalogue import reading, shapes
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.format import show_date
from app.core.text import _l
from app.exchange.calendar import calendar_file
from app.network.events import wording
from app.network.events.records import CANCELLED, SORTS
from app.register.public import events
from app.register.web import links, listing, organisation_pages, structured
from app.register.web.asked import Asked
from app.register.web.rendering import File, Page
from app.register.web.said import Said

WORDS = {
    "lead": _l("Events of the networks that are open to everybody."),
    "nothing_coming": _l("No events are coming just now."),
    "nothing_held": _l("No events have been held yet."),
    "coming": _l("Coming events"),
    "held": _l("Past events"),
    "when": _l("When"),
    "where": _l("Where"),
    "invitation": _l("Invitation"),
    "programme": _l("Programme"),
    "register": _l("How to register"),
    "register_by": _l("Register by"),
    "arranger": _l("Arranged by"),
    "arranged_by": _l("Arranged with"),
    "calendar": _l("Add to your calendar"),
    "cancelled": _l("This event has been cancelled."),
    "is_past": _l("This event is over."),
}


@dataclass(frozen=True)
class Row:
    """An event as a row."""

    href: str
    name: Said
    when: str
    where: str
    sort: str
    cancelled: bool


@dataclass(frozen=True)
class Part:
    """A part of the programme; ``at`` is blank where no time is told."""

    at: str
    item: Said
    by: str


def coming(asked: Asked, most: int, municipality: Sequence[str] = ()) -> list[Row]:
    """The next events."""
    wanted = Wanted(
        shapes.EVENT,
        municipality=tuple(municipality),
        from_day=asked.day,
        by="day",
        per_page=most,
    )
    return [row(asked, each) for each in asked.find(wanted).items]


def of_partnership(asked: Asked, partnership_id: str, most: int) -> list[Row]:
    """The next events of a partnership."""
    wanted = Wanted(
        shapes.EVENT, partnership=(partnership_id,), from_day=asked.day, by="day", per_page=most
    )
    return [row(asked, each) for each in asked.find(wanted).items]


def row(asked: Asked, item: Item) -> Row:
    """An event as a row."""
    sort = dict(SORTS).get(item.fields.get("sort", ""))
    return Row(
        asked.href(item),
        asked.reader.name(item.name),
        wording.when_words(events.when(item.fields)),
        events.where_words(item.fields),
        sort.say() if sort else "",
        item.fields.get("state") == CANCELLED,
    )


def all_of_them(asked: Asked) -> Page:
    """The events to come, or those that are over, the latest first."""
    past = asked.request.query_params.get("past") == "1"
    yesterday = asked.day - timedelta(days=1)
    if past:
        wanted = Wanted(shapes.EVENT, to_day=yesterday, by="day")
        latest = asked.places(wanted)[-listing.PER_PAGE :]
        items = list(reading.items(asked.connection, latest[::-1], asked.day))
        pager = None
    else:
        pager = listing.page_of(asked, Wanted(shapes.EVENT, from_day=asked.day, by="day"))
        items = list(pager.items)
    return Page(
        "events.html",
        _l("Events").say(),
        WORDS,
        {"rows": [row(asked, each) for each in items], "past": past, "pager": pager},
        path="events",
        query=links.query([("past", "1")] if past else pager.pairs(pager.number) if pager else []),
        section="events",
        description=WORDS["lead"].say(),
        index=not past,
    )


def one(asked: Asked) -> Page:
    """An event."""
    item = asked.item(shapes.EVENT, asked.request.path_params["id"])
    fields, reader = item.fields, asked.reader
    objective = reader.text(fields.get("objective"))
    partnerships = asked.those(shapes.PARTNERSHIP, [fields.get("partnership_id", "")])
    by = fields.get("register_by")
    return Page(
        "event.html",
        reader.text(item.name),
        WORDS,
        {
            "row": row(asked, item),
            "is_past": (events.when(fields).last or asked.day) < asked.day,
            "objective": objective,
            "invitation": reader.text(fields.get("invitation")),
            "programme": [_part(asked, each) for each in fields.get("programme", ())],
            "register_by": show_date(date.fromisoformat(by)) if by else "",
            "register_how": reader.text(fields.get("register_how")),
            "partnership": next(
                ((asked.href(each), reader.name(each.name)) for each in partnerships), None
            ),
            "arranger": organisation_pages.contact(asked, asked.organisation_of(item)),
            "network": asked.network_of(item),
        },
        path=links.of(item, asked.language),
        section="events",
        description=str(objective),
        structured=structured.event(asked, item),
        modified=item.modified_at,
    )


def calendar(asked: Asked) -> File:
    """An event as a file for a calendar."""
    item = asked.item(shapes.EVENT, asked.request.path_params["id"])
    entry = events.entry(item, asked.language, asked.whole(links.of(item, asked.language)))
    made = datetime.fromtimestamp(item.modified_at / 1000, UTC)
    content = calendar_file([entry], entry.words, made)
    return File(content, "text/calendar; charset=utf-8", f"{item.record_id}.ics")


def _part(asked: Asked, part: Mapping[str, Any]) -> Part:
    return Part(wording.clock_words(part), asked.reader.text(part.get("item")), part.get("by", ""))
