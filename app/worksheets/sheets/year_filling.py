"""The annual clock filled by itself: what comes in all rooms within a year, and what the type begins with."""

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import shorten

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agenda.tasks.records import Task
from app.core.change import Changes
from app.core.days import month_of, next_month
from app.core.fault import Missing, Refusal
from app.core.record import record_kinds, today
from app.core.room import Matter, Room
from app.core.text import _l, _n, current_language
from app.worksheets.sheets import actions, filling, notes
from app.worksheets.sheets.content import Item
from app.worksheets.sheets.notes import Spot
from app.worksheets.types.rules import SheetField, WorksheetType
from app.worksheets.types.values import LONGEST_LINE

FROM, DUE = "from", "due"
"""What an item remembers of the record that it came from: its id, and the day."""
MONTHS = 12
ONCE = "once"
CATEGORIES = {
    "contract": "staff",
    "person": "staff",
    "absence": "staff",
    "finding": "quality",
    "assessment": "quality",
    "certificate": "quality",
    "self_monitoring_plan": "authorities",
    "agreement": "governance",
}
"""To which category of the clock the matters of a kind belong; those of other kinds have none."""


def coming(session: Session, rooms: Iterable[Room], day: date) -> list[Matter]:
    """What has its day within a year, in order.

    A room tells only what is near, so each is asked as on the first and the last day of every month that
    comes. What was told first stands: later it would be said to be late.
    """
    found: dict[tuple[str, str, date], Matter] = {}
    for room in rooms:
        for asked in _days(day) if room.matters else ():
            for each in room.what_waits(session, asked):
                if each.due and each.due < day + relativedelta(months=MONTHS):
                    found.setdefault((each.kind, each.record_id, each.due), each)
    return sorted(found.values(), key=lambda each: (each.due or date.max, each.record_id))


def _days(day: date) -> Iterator[date]:
    yield day
    first = day
    for _number in range(MONTHS):
        yield month_of(first)[1]
        first = next_month(first)
        yield first


def fill(
    session: Session, sheet_id: str, matters: Iterable[Matter], day: date | None = None
) -> Changes:
    """Add what has its day within a year to the months of an annual clock, each once.

    What is there already stays where it has been moved to. What is late comes in this month.

    Raises:
        Missing: it isn't an annual clock.
        Refusal: there is nothing to add.
    """
    now = day or today()
    type_, field = _clock(session, sheet_id)
    known = {
        (item.facts.get(FROM), item.facts.get(DUE))
        for item in actions.content(session, sheet_id).of(field.key)
    }
    own = set(session.scalars(select(Task.id).where(Task.source_id == sheet_id)))
    added = 0
    for each in matters:
        if each.due is None or each.record_id in {sheet_id, *own}:
            continue
        mark = (each.record_id, each.due.isoformat())
        if mark in known or each.due >= now + relativedelta(months=MONTHS):
            continue
        known.add(mark)
        spot = Spot(field.key, facts={FROM: mark[0], DUE: mark[1]})
        text = shorten(each.title.say(), LONGEST_LINE, placeholder=" …")
        notes.add(session, sheet_id, spot, text, _facts(type_, field, each, max(each.due, now)))
        added += 1
    if not added:
        raise Refusal(_l("Everything that has its day within a year is on the clock already."))
    return Changes(_n("Added {count} task", "Added {count} tasks", added), sheet_id)


def _facts(type_: WorksheetType, field: SheetField, matter: Matter, day: date) -> dict[str, str]:
    """The columns of an item: its month, and what else the type asks and is known."""
    kind = record_kinds().get(matter.kind)
    source = _l("{kind}, {day}", kind=kind.kind.label if kind else "", day=matter.due)
    wanted = {
        type_.by: str(day.month),
        "category": CATEGORIES.get(matter.kind, ""),
        "recurrence": ONCE,
        "source": source.say().lstrip(", "),
    }
    found = {}
    for key, value in wanted.items():
        column = field.column(key)
        known = column and (not column.options or column.option(value))
        if known and value:
            found[key] = value
    return found


def missing_seeds(session: Session, sheet_id: str) -> list[Item]:
    """What the type begins with and isn't on the sheet, such as statutory tasks that came later.

    Raises:
        Missing: it isn't an annual clock.
    """
    type_, field = _clock(session, sheet_id)
    there = {_folded(item.text) for item in actions.content(session, sheet_id).of(field.key)}
    seeded = filling.seeded(type_, current_language(), today()).of(field.key)
    every = [
        filling.seeded(type_, language, today()).of(field.key)
        for language in type_.name
        if language != current_language()
    ]
    return [
        item
        for at, item in enumerate(seeded)
        if not there & {_folded(item.text), *(_folded(each[at].text) for each in every)}
    ]


def add_missing_seeds(session: Session, sheet_id: str) -> Changes:
    """Add what the type begins with and isn't on the sheet.

    Raises:
        Missing: it isn't an annual clock.
        Refusal: nothing is missing.
    """
    _type, field = _clock(session, sheet_id)
    missing = missing_seeds(session, sheet_id)
    if not missing:
        raise Refusal(_l("All the usual yearly tasks are on the clock already."))
    for each in missing:
        notes.add(session, sheet_id, Spot(field.key, facts=each.facts), each.text)
    return Changes(_n("Added {count} task", "Added {count} tasks", len(missing)), sheet_id)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _clock(session: Session, sheet_id: str) -> tuple[WorksheetType, SheetField]:
    type_ = actions.type_of(session, sheet_id)
    if type_.layout != "year" or type_.main is None:
        raise Missing
    return type_, type_.main
