"""A month of tasks by the day on which they are due, with what waits in other rooms on that day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.agenda.page.places import place_of
from app.agenda.tasks import actions, rules, wording
from app.agenda.tasks.records import Task
from app.core.brand import Tone
from app.core.format import show_day
from app.core.room import Matter, Room
from app.core.text import Text, _l, literal
from app.ui.calendar.entry import Place
from app.ui.calendar.month_grid import MonthGrid
from app.ui.language import bind

TASK = "task"
_SEPARATOR = " · "


@dataclass(frozen=True)
class Dated:
    """A task or another room's matter on its day.

    Attributes:
        id: the record's own, for a matter with its kind and day before it.
        words: what it is; ``more`` is what else is known, for a row and for those who listen.
        tag: how it stands, in a word.
        room: the room that sees to it; blank for the page of the record.
    """

    id: str
    day: date
    kind: str
    record_id: str
    words: Text
    more: tuple[Text, ...]
    tag: Text
    tone: Tone
    done: bool = False
    room: str = ""

    @property
    def is_task(self) -> bool:
        """Whether it is a task, which may be taken to another day."""
        return self.kind == TASK


def of_task(task: Task, day: date) -> Dated:
    """A task that has a day."""
    status = actions.state(task)
    late = rules.late(status, task.due, day)
    tones: dict[str, Tone] = {rules.DONE: "good", rules.WAITING: "watch"}
    assert task.due
    return Dated(
        id=task.id,
        day=task.due,
        kind=TASK,
        record_id=task.id,
        words=literal(task.what),
        more=(wording.who(task.who),),
        tag=_l("Late") if late else dict(rules.STATES)[status],
        tone="bad" if late else tones.get(status, "main"),
        done=status == rules.DONE,
    )


def of_matters(
    matters: Iterable[Matter], rooms: Iterable[Room], first: date, last: date
) -> list[Dated]:
    """What waits in the other rooms on these days."""
    return [
        Dated(
            id=f"{matter.kind}/{matter.record_id}/{matter.due}",
            day=matter.due,
            kind=matter.kind,
            record_id=matter.record_id,
            words=matter.title,
            more=(matter.advice,),
            tag=place_of(matter, rooms),
            tone="plain",
            room=matter.room,
        )
        for matter in matters
        if matter.kind != TASK and matter.due and first <= matter.due <= last
    ]


class TaskMonth(MonthGrid[Dated]):
    """Tasks and matters by the day; only tasks are taken to another one."""

    least_width, least_height = 76, 52

    def __init__(self) -> None:
        super().__init__()
        name = _l("Calendar of tasks: arrows choose, Return opens, Alt and an arrow moves")
        bind(self.setAccessibleName, name)

    def lines(self, entry: Dated, width: float) -> list[str]:
        return [("✓ " if entry.done else "") + str(entry.words)]

    def words_of(self, entry: Dated) -> str:
        said: tuple[Text | str, ...] = (show_day(entry.day), entry.words, entry.tag, *entry.more)
        return "\n".join(str(each) for each in said if each)

    def tone_of(self, entry: Dated) -> Tone:
        return entry.tone

    def can_move(self, entry: Dated) -> bool:
        return entry.is_task

    def moved_to(self, entry: Dated, place: Place) -> Dated:
        return replace(entry, day=place.day)


def said_of(entry: Dated) -> Callable[[], str]:
    """What else is known of an entry, in one line."""
    return lambda: _SEPARATOR.join(str(each) for each in entry.more if each)
