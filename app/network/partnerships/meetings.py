"""What can be done with meetings: decisions become tasks, the next one goes to the calendar, what waits."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.agenda.tasks import actions as tasks
from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.record import today
from app.core.room import Matter
from app.core.text import LanguageText, _, _l, _n, pick
from app.exchange.calendar import Event
from app.network.partnerships import rules
from app.network.partnerships.records import Meeting, Partnership

MOST_MATTERS = 20
MOST_SHOWN = 20
HOURS = 2
KIND = Meeting.kind.name


def of(session: Session, partnership_id: str) -> list[Meeting]:
    """The meetings of a partnership, the latest first."""
    query = (
        select(Meeting)
        .where(Meeting.partnership_id == partnership_id, Meeting.deleted_at.is_(None))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
        .limit(MOST_SHOWN)
    )
    return list(session.scalars(query))


def number_of(session: Session, partnership_id: str) -> int:
    """How many meetings a partnership has had or agreed on."""
    query = select(func.count(Meeting.id)).where(
        Meeting.partnership_id == partnership_id, Meeting.deleted_at.is_(None)
    )
    return session.scalar(query) or 0


def title_of(session: Session, meeting: Meeting) -> LanguageText:
    """What the partnership of a meeting is called."""
    found = session.get(Partnership, meeting.partnership_id) if meeting.partnership_id else None
    return dict(found.title()) if found else {}


def begin(session: Session, partnership_id: str, values: Mapping[str, Any]) -> Changes:
    """Write down a meeting of a partnership; ``result`` is its id.

    Raises:
        InvalidFields: a value can't be accepted.
    """
    return editing.add(session, Meeting, {**values, "partnership_id": partnership_id})


# Decisions


def made_into_tasks(session: Session, meeting_id: str) -> frozenset[str]:
    """The rows of the decisions that have become tasks."""
    return frozenset(tasks.counts_of_source(session, KIND, meeting_id))


def to_task(session: Session, meeting_id: str, row_id: str) -> Changes:
    """Make a task of one decision; ``result`` is the task's id.

    Raises:
        Refusal: it has become a task already, or isn't there any more.
    """
    meeting = editing.find(session, Meeting, meeting_id)
    row = next((each for each in meeting.decisions if each.get("id") == row_id), None)
    if row is None:
        raise Refusal(_l("This decision is no longer in the minutes."))
    if row_id in made_into_tasks(session, meeting_id):
        raise Refusal(_l("This decision has become a task already."))
    return tasks.add_from(session, _source(meeting, row_id), _task(row))


def to_tasks(session: Session, meeting_id: str) -> Changes:
    """Make a task of each decision that isn't one yet.

    Raises:
        Refusal: there is none.
    """
    meeting = editing.find(session, Meeting, meeting_id)
    done = made_into_tasks(session, meeting_id)
    left = [row for row in meeting.decisions if row.get("decision") and row.get("id") not in done]
    if not left:
        raise Refusal(_l("All decisions are tasks already."))
    for row in left:
        tasks.add_from(session, _source(meeting, row["id"]), _task(row))
    return Changes(
        _n("Made {count} task of the decisions", "Made {count} tasks of the decisions", len(left)),
        meeting_id,
    )


def _source(meeting: Meeting, row_id: str) -> tasks.Source:
    return tasks.Source(KIND, meeting.id, row_id, dict(meeting.title()))


def _task(row: Mapping[str, Any]) -> dict[str, Any]:
    due = row.get("due")
    return {
        "what": row["decision"],
        "who": row.get("who") or "",
        "due": date.fromisoformat(due) if due else None,
    }


# The calendar


def events(session: Session, meeting_id: str) -> list[Event]:
    """A meeting, and the next one that was agreed on in it, as events of a calendar.

    A meeting that has been held isn't among them when a next one is known.
    """
    meeting = editing.find(session, Meeting, meeting_id)
    named = pick(title_of(session, meeting)) or meeting.name
    found = []
    if meeting.held_on and (meeting.held_on >= today() or not meeting.next_on):
        found.append(
            Event(
                id=meeting.id,
                day=meeting.held_on,
                start=meeting.begins_at,
                minutes=HOURS * 60,
                words=f"{meeting.name} · {named}" if named != meeting.name else named,
                details=meeting.place,
                alarm_days=1,
            )
        )
    if meeting.next_on:
        found.append(
            Event(
                id=f"{meeting.id}-next",
                day=meeting.next_on,
                start=meeting.begins_at,
                minutes=HOURS * 60,
                words=_("Next meeting: {name}", name=named),
                details=meeting.place,
                alarm_days=1,
            )
        )
    return found


# What waits


def matters(session: Session, day: date) -> Iterator[Matter]:
    """Meetings that are near, and days agreed on for the next one of which nothing is written yet."""
    soon = day + timedelta(days=rules.MEETING_DAYS)
    coming = _kept().where(Meeting.held_on.between(day, soon)).order_by(Meeting.held_on, Meeting.id)
    for each in session.scalars(coming.limit(MOST_MATTERS)):
        yield Matter(
            kind=KIND,
            record_id=each.id,
            title=_l("Meeting: {name}", name=each.name),
            advice=_place(each),
            due=each.held_on,
            tone="watch",
        )
    later = aliased(Meeting)
    written = (
        select(later.id)
        .where(
            later.partnership_id == Meeting.partnership_id,
            later.deleted_at.is_(None),
            later.held_on > Meeting.held_on,
        )
        .exists()
    )
    agreed = _kept().where(
        Meeting.next_on.between(day - timedelta(days=rules.MINUTES_DAYS), soon), ~written
    )
    for each in session.scalars(agreed.order_by(Meeting.next_on, Meeting.id).limit(MOST_MATTERS)):
        past = each.next_on is not None and each.next_on < day
        name = title_of(session, each) or each.title()
        yield Matter(
            kind=KIND,
            record_id=each.id,
            title=_l("Write the minutes: {name}", name=dict(name))
            if past
            else _l("Next meeting: {name}", name=dict(name)),
            advice=_l(
                "The meeting was agreed for {day}. Write down what was decided.", day=each.next_on
            )
            if past
            else _place(each),
            due=each.next_on,
            tone="watch",
        )


def _place(meeting: Meeting) -> Any:
    if meeting.place:
        return _l("Place: {place}", place=meeting.place)
    return _l("Agree on the place, and send the matters beforehand.")


def _kept() -> Any:
    return select(Meeting).where(Meeting.deleted_at.is_(None))
