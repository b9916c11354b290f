"""How tasks are worked with: what is asked when they go on, and what their page shows."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import Date, bindparam
from sqlalchemy.orm import Session

from app.agenda.tasks import actions, rules, wording
from app.agenda.tasks.records import Task
from app.core import editing
from app.core.change import Changes
from app.core.field import fields_of
from app.core.record import Record, record_kinds, today
from app.core.text import _l, pick
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Column, Part, button, label, small

LATE = "late"


def task_desk() -> Desk:
    """Tasks, those that are still to be done first."""
    return Desk(
        Task,
        sentence=_l(
            "What is to be done, by whom and by when, in one place for all rooms. Write the first one, "
            "or make one from a note or a finding."
        ),
        new_words=_l("New task"),
        chips=(
            *(Chip(code, words, Task.status == code) for code, words in rules.STATES),
            Chip(
                LATE,
                _l("Late"),
                (Task.status != rules.DONE)
                & (Task.due < bindparam(None, callable_=today, type_=Date)),
            ),
        ),
        cells={"status": _status, "due": _due},
        actions=_actions(),
        extra=_extra,
        hidden=frozenset({"status"}),
        order=("status", False),
    )


def _actions() -> tuple[RecordAction, ...]:
    return (
        RecordAction(
            _l("Mark as done"), "check", work=actions.finish, when=_still_open, prominent=True
        ),
        RecordAction(
            _l("Start"), "play", work=_moving(rules.DOING), when=_when(rules.TODO), prominent=True
        ),
        RecordAction(
            _l("Go on with it"),
            "play",
            work=_moving(rules.DOING),
            when=_when(rules.WAITING),
            prominent=True,
        ),
        RecordAction(
            _l("It has to wait"),
            "hourglass",
            dialog=WaitDialog,
            when=_when(rules.TODO, rules.DOING),
        ),
        RecordAction(_l("Another day"), "calendar-plus", dialog=DayDialog, when=_still_open),
        RecordAction(
            _l("It isn't done after all"),
            "arrow-counter-clockwise",
            work=_moving(rules.TODO),
            when=_when(rules.DONE),
        ),
    )


def _moving(status: str) -> Callable[[Session, str], Changes]:
    return lambda session, task_id: actions.move(session, task_id, status)


def _when(*states: str) -> Callable[[Record], bool]:
    return lambda record: isinstance(record, Task) and actions.state(record) in states


_still_open = _when(rules.TODO, rules.DOING, rules.WAITING)


class WaitDialog(AskDialog):
    """Asks what a task waits for."""

    def __init__(self, parent: QWidget, office: Office, task_id: str) -> None:
        waits_for = replace(fields_of(Task)["waits_for"], shown_when=None)
        super().__init__(
            parent,
            office,
            _l("It has to wait"),
            _l("Tell what it waits for, so that everybody knows when it can go on."),
            [waits_for],
            lambda session, values: actions.wait(session, task_id, values),
            do=_l("Let it wait"),
        )


class DayDialog(AskDialog):
    """Asks another day for a task."""

    def __init__(self, parent: QWidget, office: Office, task_id: str) -> None:
        known = office.ask(lambda session: editing.find(session, Task, task_id).due)
        super().__init__(
            parent,
            office,
            _l("Another day"),
            _l("You are reminded as many days before as until now."),
            [replace(fields_of(Task)["due"], required=True)],
            lambda session, values: actions.put_off(session, task_id, values["due"]),
            do=_l("Give it this day"),
            starts={"due": known},
        )


def _status(task: Task) -> Cell:
    status = actions.state(task)
    return Cell(dict(rules.STATES)[status].say(), rules.TONES[status])


def _due(task: Task) -> Cell:
    if rules.late(actions.state(task), task.due, today()):
        return Cell(_l("Late: {day}", day=task.due).say(), "bad")
    return Cell(fields_of(Task)["due"].value.show(task.due))


def _extra(office: Office, session: Session, task: Task) -> Extra:
    status = actions.state(task)
    above: list[QWidget] = []
    if rules.late(status, task.due, today()):
        above.append(Banner(_l("This should have been done by {day}.", day=task.due), "bad"))
    if not task.who:
        above.append(small(wording.who("")))
    below = [_source(office, session, task)] if task.source_id else []
    return Extra(tags=[(dict(rules.STATES)[status], rules.TONES[status])], above=above, below=below)


def _source(office: Office, session: Session, task: Task) -> Part:
    """What a task came from, and the way there."""
    kind, record_id, title = task.source_kind, task.source_id, dict(task.source_title or {})
    said = label(lambda: pick(title))
    said.setVisible(any(title.values()))
    record = record_kinds().get(kind)
    page = session.get(record, record_id) if record else None
    if page is None or page.deleted_at:
        gone = small(_l("The page it came from is no longer there, or is in the bin."))
        return Part(_l("Came from"), said, gone)
    opens = button(
        _l("Open where it came from"),
        icon_name="arrow-right",
        pressed=lambda: office.wanted.emit(kind, record_id),
    )
    way = QWidget()
    Column(way).addWidget(opens, 0, Qt.AlignmentFlag.AlignLeft)
    return Part(_l("Came from"), said, way)
