"""From the annual clock to the daily work: what its months ask becomes tasks when their time comes."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks.records import Task
from app.core.change import Changes
from app.core.days import month_of
from app.core.fault import Refusal
from app.core.record import today
from app.core.room import Matter
from app.core.text import _l, _n
from app.worksheets.sheets import actions
from app.worksheets.sheets.content import Item
from app.worksheets.sheets.records import OPEN, Worksheet
from app.worksheets.sheets.year_filling import FROM

CLOCK = "annual_clock"
TASKS = "tasks"
MONTHLY, EVERY_FOUR = "monthly", "every_four_months"
_FOUR, _YEAR = 4, 12


def falls_in(item: Item, month: int) -> bool:
    """Whether a task of the clock has its time in a month, by its own month and how often it recurs."""
    recurrence = item.facts.get("recurrence")
    if recurrence == MONTHLY:
        return True
    begin = str(item.facts.get("month", ""))
    if not begin.isdigit():
        return False
    apart = (month - int(begin)) % _YEAR
    return apart % _FOUR == 0 if recurrence == EVERY_FOUR else apart == 0


def of_month(session: Session, sheet_id: str, day: date) -> list[Item]:
    """What the clock asks in the month of a day and hasn't been made a task of.

    What came to the clock from other rooms is seen to there.
    """
    first, last = month_of(day)
    made = set(
        session.scalars(
            select(Task.source_item).where(
                Task.source_id == sheet_id,
                Task.due.between(first, last),
                Task.deleted_at.is_(None),
            )
        )
    )
    found = actions.content(session, sheet_id).of(TASKS)
    return [
        each
        for each in found
        if falls_in(each, day.month) and each.id not in made and FROM not in each.facts
    ]


def make_tasks(session: Session, sheet_id: str, day: date | None = None) -> Changes:
    """Make tasks of what the clock asks in this month, by its last day.

    Raises:
        Refusal: there is nothing to be made.
    """
    now = day or today()
    _first, last = month_of(now)
    waiting = of_month(session, sheet_id, now)
    if not waiting:
        raise Refusal(_l("Everything of this month is among the tasks already."))
    for each in waiting:
        reminder = str(each.facts.get("reminder", ""))
        values = {
            "what": each.text[:600],
            "who": each.facts.get("owner", ""),
            "due": last,
            **({"remind_days": min(60, int(float(reminder)))} if reminder else {}),
        }
        tasks.add_from(session, actions.source_of(session, sheet_id, each.id), values)
    return Changes(_n("Made {count} task", "Made {count} tasks", len(waiting)), sheet_id)


def matters(session: Session, day: date) -> Iterator[Matter]:
    """The newest clock in use, while its month asks for something that isn't a task yet."""
    newest = (
        select(Worksheet)
        .where(
            Worksheet.type_key == CLOCK, Worksheet.status == OPEN, Worksheet.deleted_at.is_(None)
        )
        .order_by(Worksheet.held_on.desc(), Worksheet.id.desc())
        .limit(1)
    )
    for sheet in session.scalars(newest):
        if waiting := of_month(session, sheet.id, day):
            yield Matter(
                kind="worksheet",
                record_id=sheet.id,
                title=_n(
                    "The annual clock has {count} task for this month",
                    "The annual clock has {count} tasks for this month",
                    len(waiting),
                ),
                advice=_l("Open it and make them tasks: they get their day and who does them."),
                due=month_of(day)[1],
            )
