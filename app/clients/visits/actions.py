"""What can be done with visits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from app.clients.agreements.actions import rows_of
from app.clients.agreements.records import Agreement
from app.clients.visits import rules
from app.clients.visits.records import Absence, Visit
from app.clients.visits.rules import Agreed, Away, Slot
from app.core import editing, search, signed
from app.core.change import Changes
from app.core.days import month_of, week_of
from app.core.fault import Refusal
from app.core.field import values_of
from app.core.format import show_clock
from app.core.holiday import public_holidays
from app.core.record import new_id, today
from app.core.room import Figure, Matter
from app.core.text import LanguageText, Text, _l, _n, languages, literal, pick
from app.exchange.calendar import Event

NEXT = 4
MOST_TODAY = 6
AT_ONCE = 24
"""Of how many visits the home page looks up the agreements at a time."""
UNMARKED_DAYS = 31
"""How far back visits that nobody has marked are asked about."""

_COLUMNS = (
    Visit.id,
    Visit.client_id,
    Visit.service_id,
    Visit.what,
    Visit.worker,
    Visit.day,
    Visit.start,
    Visit.minutes,
    Visit.status,
    Visit.series,
    Visit.billed,
    Visit.kilometres,
    Visit.quantity,
    Visit.charged,
)

_IN_USE = Visit.deleted_at.is_(None)
# The plus sign keeps SQLite from its index of days: a month has thousands of visits, a client few.
_IN_USE_BY_CLIENT = literal_column("+visit.deleted_at").is_(None)


def slots(
    session: Session, first: date, last: date, *, client_id: str = "", worker: str = ""
) -> list[Slot]:
    """The visits of some days in order, names looked up."""
    conditions = [Visit.day >= first, Visit.day <= last]
    if client_id:
        conditions.append(Visit.client_id == client_id)
    if worker:
        conditions.append(Visit.worker == worker)
    return _named(session, _unnamed(session, *conditions))


def _unnamed(
    session: Session, *conditions: ColumnElement[bool], in_use: ColumnElement[bool] = _IN_USE
) -> list[Slot]:
    statement = select(*_COLUMNS).where(in_use, *conditions)
    rows = session.execute(statement.order_by(Visit.day, Visit.start, Visit.id))
    return [Slot(client={}, service={}, **row._asdict()) for row in rows]


def _named(session: Session, found: Sequence[Slot]) -> list[Slot]:
    """The same visits with the names of clients and services; only what is seen needs them."""
    named = names_of(session, {i for slot in found for i in (slot.client_id, slot.service_id)})
    return [
        replace(slot, client=named.get(slot.client_id, {}), service=named.get(slot.service_id, {}))
        for slot in found
    ]


def names_of(session: Session, ids: set[str]) -> dict[str, LanguageText]:
    """What some records are called, by id, a value a language."""
    found: dict[str, dict[str, str]] = {}
    for language in languages():
        for record_id, title in search.titles(session, list(ids), language).items():
            found.setdefault(record_id, {})[language] = title
    return dict(found)


@dataclass(frozen=True)
class Calendar:
    """The visits of some days, and what doesn't fit about each, in words by id."""

    slots: Sequence[Slot]
    troubles: dict[str, list[Text]] = field(default_factory=dict)


def calendar(
    session: Session, first: date, last: date, *, client_id: str = "", worker: str = ""
) -> Calendar:
    """What the calendar shows, with collisions and what goes beyond the agreements.

    Collisions are looked for among all visits, also those that a filter hides.
    """
    within = _unnamed(session, Visit.day >= first, Visit.day <= last)
    shown = [
        slot
        for slot in within
        if (not client_id or slot.client_id == client_id) and (not worker or slot.worker == worker)
    ]
    troubles = rules.collisions(within, _absences(session, first, last))
    for visit_id, words in _beyond(session, first, last, shown).items():
        troubles.setdefault(visit_id, []).append(words)
    return Calendar(
        _named(session, shown), {s.id: troubles[s.id] for s in shown if s.id in troubles}
    )


def _beyond(session: Session, first: date, last: date, shown: Iterable[Slot]) -> dict[str, Text]:
    """What goes beyond the agreements among the visits of the clients shown, by id."""
    concerned = {slot.client_id for slot in shown}
    return rules.beyond(_around(session, first, last, concerned), agreed(session, concerned))


def _around(session: Session, first: date, last: date, client_ids: Iterable[str]) -> list[Slot]:
    """All visits of some clients in the whole weeks and months around some days."""
    begin = min(week_of(first)[0], month_of(first)[0])
    end = max(week_of(last)[1], month_of(last)[1])
    ids, found = list(client_ids), list[Slot]()
    for start in range(0, len(ids), 500):
        some = Visit.client_id.in_(ids[start : start + 500])
        found += _unnamed(
            session, some, Visit.day >= begin, Visit.day <= end, in_use=_IN_USE_BY_CLIENT
        )
    return found


def _absences(session: Session, first: date, last: date) -> list[Away]:
    rows = session.execute(
        select(Absence.worker, Absence.client_id, Absence.first, Absence.last).where(
            Absence.deleted_at.is_(None), Absence.last >= first, Absence.first <= last
        )
    )
    return [
        Away(worker, client_id or "", begin, end)
        for worker, client_id, begin, end in rows
        if begin and end
    ]


def agreed(session: Session, client_ids: Iterable[str]) -> list[Agreed]:
    """The lines of the signed agreements of some clients."""
    found: list[Agreed] = []
    ids = list(client_ids)
    for start in range(0, len(ids), 500):
        agreements = session.scalars(
            select(Agreement).where(
                Agreement.client_id.in_(ids[start : start + 500]),
                Agreement.status.in_(signed.SIGNED),
                Agreement.deleted_at.is_(None),
                Agreement.starts.is_not(None),
            )
        )
        for agreement in agreements:
            assert agreement.starts
            assert agreement.client_id
            found += [
                Agreed(
                    agreement_id=agreement.id,
                    client_id=agreement.client_id,
                    service_id=row["service_id"] or "",
                    what=row["what"],
                    unit=row["unit"],
                    quantity=row["quantity"],
                    per=row["per"],
                    starts=agreement.starts,
                    ends=agreement.ends,
                )
                for row in rows_of(agreement, "lines")
            ]
    return found


def move(
    session: Session, visit_id: str, day: date, start: int | None, worker: str | None
) -> Changes:
    """Move a visit to another day, time or worker (``None``: as it is).

    Raises:
        InvalidFields: it would not be possible there, or it has been billed.
    """
    values: dict[str, object] = {"day": day, "start": start}
    if worker is not None:
        values["worker"] = worker
    editing.change(session, Visit, visit_id, values)
    visit = editing.find(session, Visit, visit_id)
    return Changes(
        _l("Moved the visit of {name} to {day}", name=dict(visit.title()), day=day), visit_id
    )


def mark_done(session: Session, ids: Sequence[str]) -> Changes:
    """Mark planned visits done; others among them stay as they are.

    Raises:
        InvalidFields: one of them is still to come.
    """
    done = 0
    for visit_id in ids:
        if editing.find(session, Visit, visit_id).status == "planned":
            editing.change(session, Visit, visit_id, {"status": "done"})
            done += 1
    words = _n("Marked {count} visit done", "Marked {count} visits done", done)
    return Changes(words, ids[0] if len(ids) == 1 else "")


def finish_day(session: Session, day: date, worker: str = "") -> Changes:
    """Mark all planned visits of a day done.

    Raises:
        Refusal: there are none, or the day is still to come.
    """
    if day > today():
        raise Refusal(_l("This day is still to come, so its visits can't be done yet."))
    planned = [
        slot.id for slot in slots(session, day, day, worker=worker) if slot.status == "planned"
    ]
    if not planned:
        raise Refusal(_l("No visit of this day waits to be marked."))
    return mark_done(session, planned)


def plan_again(session: Session, visit_id: str) -> Changes:
    """Make a done or cancelled visit planned again.

    Raises:
        InvalidFields: it has been billed.
    """
    editing.change(session, Visit, visit_id, {"status": "planned"})
    return Changes(_l("The visit is planned again"), visit_id)


def cancel(session: Session, visit_id: str, reason: str, *, charged: bool) -> Changes:
    """Cancel a visit, with the reason and whether it is charged.

    Raises:
        InvalidFields: it has been billed.
    """
    values = {"status": "cancelled", "cancel_reason": reason, "charged": charged}
    editing.change(session, Visit, visit_id, values)
    visit = editing.find(session, Visit, visit_id)
    return Changes(_l("Cancelled the visit of {name}", name=dict(visit.title())), visit_id)


def repeat(
    session: Session, visit_id: str, weeks: int, until: date, *, skip_holidays: bool
) -> Changes:
    """Plan the same visit again every so many weeks, up to a day. One undo takes all back.

    Raises:
        Refusal: no day would be left.
    """
    visit = editing.find(session, Visit, visit_id)
    assert visit.day
    years = range(visit.day.year, until.year + 1)
    skipped = set(public_holidays(years)) if skip_holidays else set[date]()
    days = rules.repeats(visit.day, weeks, until, skipped)
    if not days:
        raise Refusal(_l("No day is left before {day}. Choose a later one.", day=until))
    series = visit.series or new_id()
    visit.series = series
    template = {**Visit.copied(values_of(visit)), "series": series}
    for day in days:
        editing.add(session, Visit, {**template, "day": day})
    return Changes(
        _n("Planned {count} more visit", "Planned {count} more visits", len(days)), visit_id
    )


def drop_rest(session: Session, visit_id: str) -> Changes:
    """Move the planned visits of a series from this one on to the bin.

    Raises:
        Refusal: the visit isn't part of a series.
    """
    visit = editing.find(session, Visit, visit_id)
    if not visit.series:
        raise Refusal(_l("This visit isn't part of a series."))
    rest = session.scalars(
        select(Visit.id).where(
            Visit.series == visit.series,
            Visit.status == "planned",
            Visit.deleted_at.is_(None),
            Visit.day >= visit.day,
        )
    )
    ids = list(rest)
    if not ids:
        raise Refusal(_l("No planned visit of the series is left."))
    editing.remove(session, Visit, ids)
    return Changes(_n("Removed {count} planned visit", "Removed {count} planned visits", len(ids)))


def workers(session: Session) -> list[str]:
    """The names of those who have visits, in order."""
    names = session.scalars(
        select(Visit.worker).where(Visit.deleted_at.is_(None), Visit.worker != "").distinct()
    )
    return sorted(names, key=search.sort_key)


def next_of_client(session: Session, client_id: str, day: date) -> list[Slot]:
    """A client's next visits: those of four weeks from a day on, :data:`NEXT` at most."""
    coming = slots(session, day, day + timedelta(weeks=4), client_id=client_id)
    return [slot for slot in coming if slot.status != "cancelled"][:NEXT]


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Visits of days past that nobody has marked, and today's visits."""
    unmarked = select(func.count(), func.min(Visit.day), func.min(Visit.id)).where(
        Visit.deleted_at.is_(None),
        Visit.status == "planned",
        Visit.day < day,
        Visit.day >= day - timedelta(days=UNMARKED_DAYS),
    )
    number, first, visit_id = session.execute(unmarked).one()
    if number:
        yield Matter(
            kind="visit",
            record_id=visit_id,
            title=_n("{count} visit not marked", "{count} visits not marked", number),
            advice=_l("Mark the visits done or cancelled, so that they can be billed."),
            due=first,
            tone="bad",
        )
    within = _unnamed(session, Visit.day == day)
    planned = [slot for slot in within if slot.status == "planned"]
    troubles = dict(islice(_troubles(session, day, within, planned), MOST_TODAY))
    # Those about which something doesn't fit first, then the others in the order of time.
    planned.sort(key=lambda slot: slot.id not in troubles)
    for slot in _named(session, planned[:MOST_TODAY]):
        yield Matter(
            kind="visit",
            record_id=slot.id,
            title=_today_words(slot),
            advice=troubles.get(slot.id) or _who_words(slot),
            due=day,
            tone="watch" if slot.id in troubles else "plain",
        )


def _troubles(
    session: Session, day: date, within: Sequence[Slot], planned: Sequence[Slot]
) -> Iterable[tuple[str, Text]]:
    """The first thing that doesn't fit about each planned visit of a day, by id in order.

    The agreements are read a few visits at a time: a full day is seldom asked to its end.
    """
    collisions = rules.collisions(within, _absences(session, day, day))
    for start in range(0, len(planned), AT_ONCE):
        some = planned[start : start + AT_ONCE]
        beyond = _beyond(session, day, day, some)
        for slot in some:
            if slot.id in collisions:
                yield slot.id, collisions[slot.id][0]
            elif slot.id in beyond:
                yield slot.id, beyond[slot.id]


def _today_words(slot: Slot) -> Text:
    name = dict(slot.client)
    if slot.start is None:
        return _l("Today's visit: {name}", name=name)
    times = {language: show_clock(slot.start, language) for language in languages()}
    return _l("At {time}: {name}", time=times, name=name)


def _who_words(slot: Slot) -> Text:
    service = dict(slot.service)
    if not slot.worker:
        return _l("{service}, no worker yet", service=service)
    return _l("{service}, {worker}", service=service, worker=slot.worker)


def figures(session: Session, day: date) -> Iterable[Figure]:
    """How many of today's visits are done."""
    # The states by name, because the index begins with them: no visit is read.
    rows = session.execute(
        select(Visit.status, func.count())
        .where(Visit.deleted_at.is_(None), Visit.status.in_(("planned", "done")), Visit.day == day)
        .group_by(Visit.status)
    )
    numbers = dict(rows.all())
    total, done = sum(numbers.values()), numbers.get("done", 0)
    if total:
        yield Figure(
            literal(f"{done} / {total}"), _n("visit today done", "visits today done", total)
        )


def calendar_events(slots_shown: Iterable[Slot], *, names: bool) -> list[Event]:
    """Visits for another calendar program: without names nothing tells who the client is."""
    visit = _l("Visit").say()
    return [
        Event(
            id=slot.id,
            day=slot.day,
            start=slot.start,
            minutes=slot.ends - slot.begins,
            words=f"{pick(slot.client)}, {pick(slot.service)}" if names else visit,
            details=slot.worker,
            cancelled=slot.status == "cancelled",
        )
        for slot in slots_shown
    ]
