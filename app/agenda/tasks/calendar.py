"""Tasks as events of another calendar, with an alarm on the day they are brought up."""

from collections.abc import Iterable

from app.agenda.tasks import rules, wording
from app.agenda.tasks.records import Task
from app.core.text import _
from app.exchange.calendar import Event


def events(tasks: Iterable[Task]) -> list[Event]:
    """The open tasks that have a day; notes stay here, as that calendar may be seen by others."""
    return [
        Event(
            id=task.id,
            day=task.due,
            start=None,
            minutes=0,
            words=rules.short(task.what),
            details=_details(task),
            alarm_days=task.remind_days or 0,
        )
        for task in tasks
        if task.due and task.status != rules.DONE
    ]


def _details(task: Task) -> str:
    lines = [str(wording.who(task.who))]
    if len(task.what) > rules.SHORT:
        lines.insert(0, task.what)
    if task.waits_for:
        lines.append(_("Waits for: {what}", what=task.waits_for))
    return "\n".join(lines)
