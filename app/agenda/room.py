"""The door of the agenda: the tasks of all rooms."""

from app.agenda.tasks.records import Task
from app.core.room import Paper, Room
from app.core.text import _l

ROOM = Room(
    name="agenda",
    label=_l("Tasks"),
    icon="check-square-offset",
    kinds=(Task,),
    page="app.agenda.page.tasks_page:TasksPage",
    matters=("app.agenda.tasks.actions:matters",),
    papers=(Paper("task-list", _l("Task list"), "", "app.agenda.papers:task_list"),),
)
