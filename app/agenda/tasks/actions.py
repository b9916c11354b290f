"""What can be done with tasks: make one from anything, move it on, see who has what to do and by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.agenda.tasks import rules
from app.agenda.tasks.records import NAMES, Task
from app.core import editing, listing
from app.core.change import Changes
from app.core.record import record_kinds
from app.core.room import Matter
from app.core.text import LanguageText, Text, _l, literal

MOST_MATTERS = 20
MOST_DONE = 20
"""How many of those that are done stand on the board."""
NOBODY = "(nobody)"
"""What asks for tasks that nobody has taken, in place of a name."""
MOST_NAMES = 1000


@dataclass(frozen=True)
class Source:
    """Where a task comes from.

    Attributes:
        kind: the kind of the record, ``id`` which one.
        item: the place in it, such as a row or a field; ``""`` for the whole.
        title: what is shown of it, a value a language; also when it has gone.
    """

    kind: str
    id: str
    item: str = ""
    title: LanguageText = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """What a task keeps of it."""
        return {
            "source_kind": self.kind,
            "source_id": self.id,
            "source_item": self.item,
            "source_title": dict(self.title),
        }


# What is done


def add(session: Session, values: Mapping[str, Any]) -> Changes:
    """Add a task; ``result`` is its id.

    Raises:
        InvalidFields: a value can't be accepted, or it isn't said what is to be done.
    """
    made = editing.find(session, Task, editing.add(session, Task, values).result)
    return Changes(_l("Added the task “{name}”", name=rules.short(made.what)), made.id)


def add_from(session: Session, source: Source, values: Mapping[str, Any]) -> Changes:
    """Add a task that remembers where it came from; ``result`` is its id.

    Raises:
        InvalidFields: a value can't be accepted, or it isn't said what is to be done.
    """
    return add(session, {**values, **source.values()})


def move(session: Session, task_id: str, status: str) -> Changes:
    """Take a task to another state; what goes back to work is no longer done."""
    editing.change(session, Task, task_id, {"status": status})
    found = editing.find(session, Task, task_id)
    name, state = rules.short(found.what), dict(rules.STATES)[status]
    return Changes(_l("Moved “{name}” to “{status}”", name=name, status=state), task_id)


def finish(session: Session, task_id: str) -> Changes:
    """Mark a task done."""
    move(session, task_id, rules.DONE)
    found = editing.find(session, Task, task_id)
    return Changes(_l("Done: {name}", name=rules.short(found.what)), task_id)


def wait(session: Session, task_id: str, values: Mapping[str, Any]) -> Changes:
    """Let a task wait, and say for what (``waits_for``)."""
    editing.change(session, Task, task_id, {**values, "status": rules.WAITING})
    found = editing.find(session, Task, task_id)
    return Changes(_l("Waiting: {name}", name=rules.short(found.what)), task_id)


def put_off(session: Session, task_id: str, due: date) -> Changes:
    """Give a task another day."""
    editing.change(session, Task, task_id, {"due": due})
    found = editing.find(session, Task, task_id)
    words = _l("Moved “{name}” to {day}", name=rules.short(found.what), day=due)
    return Changes(words, task_id)


# Where they came from


def of_source(session: Session, kind: str, record_id: str, item: str | None = None) -> list[Task]:
    """The tasks that came from a record, or from one ``item`` of it: open ones first, then by day."""
    statement = _kept().where(Task.source_kind == kind, Task.source_id == record_id)
    if item is not None:
        statement = statement.where(Task.source_item == item)
    found = session.scalars(statement)
    return sorted(found, key=lambda task: (task.status == rules.DONE, *_in_order(task)))


def counts_of_source(session: Session, kind: str, record_id: str) -> dict[str, tuple[int, int]]:
    """How many tasks came from each item of a record: those that are open, and all of them."""
    found: dict[str, tuple[int, int]] = {}
    statement = (
        select(Task.source_item, Task.status, func.count())
        .where(Task.deleted_at.is_(None), Task.source_kind == kind, Task.source_id == record_id)
        .group_by(Task.source_item, Task.status)
    )
    for item, status, number in session.execute(statement):
        still, every = found.get(item, (0, 0))
        found[item] = (still + (number if status != rules.DONE else 0), every + number)
    return found


# The board and the month


@dataclass(frozen=True)
class Overview:
    """What stands on the board.

    Attributes:
        lanes: the tasks by state, in order; of those that are done only the newest.
        totals: how many there are of each.
        owners: who has something to do.
    """

    lanes: Mapping[str, Sequence[Task]]
    totals: Mapping[str, int]
    owners: tuple[str, ...] = ()


def overview(session: Session, words: str = "", who: str = "") -> Overview:
    """The board, narrowed to what holds all the ``words`` and to those of ``who`` (or :data:`NOBODY`)."""
    lanes: dict[str, list[Task]] = {status: [] for status in rules.ORDER}
    owners: dict[str, str] = {}
    wanted = words.casefold().split()
    for task in session.scalars(_kept().where(Task.status != rules.DONE)):
        if task.who:
            owners.setdefault(rules.folded(task.who), task.who)
        if _fits(task, wanted, who):
            lanes[state(task)].append(task)
    for lane in lanes.values():
        lane.sort(key=_in_order)
    lanes[rules.DONE], done = _done(session, wanted, who)
    totals = {status: len(lane) for status, lane in lanes.items()} | {rules.DONE: done}
    return Overview(lanes, totals, tuple(sorted(owners.values(), key=str.casefold)))


def _done(session: Session, wanted: Sequence[str], who: str) -> tuple[list[Task], int]:
    """Those that are done: the newest ones, and how many there are; of years of them few are read."""
    newest = _kept().where(Task.status == rules.DONE).order_by(Task.done_on.desc(), Task.id)
    if not wanted and not who:
        every = session.scalar(select(func.count()).select_from(newest.subquery())) or 0
        return list(session.scalars(newest.limit(MOST_DONE))), every
    found = [task for task in session.scalars(newest) if _fits(task, wanted, who)]
    return found[:MOST_DONE], len(found)


def state(task: Task) -> str:
    """The state of a task; one that has none is still to be done."""
    return task.status if task.status in rules.ORDER else rules.TODO


def month(session: Session, first: date, last: date, who: str = "") -> dict[date, list[Task]]:
    """The tasks by the day on which they are due: open ones first."""
    found: dict[date, list[Task]] = {}
    for task in session.scalars(_kept().where(Task.due.between(first, last))):
        if _fits(task, (), who):
            assert task.due
            found.setdefault(task.due, []).append(task)
    for tasks in found.values():
        tasks.sort(key=lambda task: (task.status == rules.DONE, task.id))
    return dict(sorted(found.items()))


def still_open(session: Session) -> list[Task]:
    """All tasks that aren't done: the earliest day first, no day last."""
    return sorted(session.scalars(_kept().where(Task.status != rules.DONE)), key=_in_order)


def names(session: Session) -> list[str]:
    """Everybody whose name has been written where somebody does something."""
    known = record_kinds()
    sources = [(kind, name) for kind, name in NAMES if kind in known]
    return listing.written(session, sources, MOST_NAMES)


def _kept() -> Select[Task]:
    return select(Task).where(Task.deleted_at.is_(None))


def _in_order(task: Task) -> tuple[Any, ...]:
    return rules.place(task.due, task.id)


def _fits(task: Task, wanted: Sequence[str], who: str) -> bool:
    if who == NOBODY and task.who:
        return False
    if who not in {"", NOBODY} and not rules.is_of(task.who, who):
        return False
    said = (task.what, task.who, task.note, task.waits_for, *(task.source_title or {}).values())
    return rules.contains(said, wanted)


# What waits


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Tasks whose day is near or past."""
    begins = func.julianday(Task.due) - func.coalesce(Task.remind_days, 0)
    waiting = _kept().where(Task.status != rules.DONE, begins <= func.julianday(day.isoformat()))
    for task in session.scalars(waiting.order_by(Task.due, Task.id).limit(MOST_MATTERS)):
        is_late = rules.late(task.status, task.due, day)
        yield Matter(
            kind="task",
            record_id=task.id,
            title=_l("Late task: {name}", name=rules.short(task.what))
            if is_late
            else literal(rules.short(task.what)),
            advice=_advice(task),
            due=task.due,
            tone="bad" if is_late else "watch",
        )


def _advice(task: Task) -> Text:
    if task.status == rules.WAITING and task.waits_for:
        return _l("Waits for: {what}", what=task.waits_for)
    if task.who:
        return _l("{who} does it. Mark it done, or give it another day.", who=task.who)
    return _l("Decide who does it.")
