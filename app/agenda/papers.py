"""The task list on paper: what is open, by person, with boxes to tick."""

from collections.abc import Iterable, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle
from sqlalchemy.orm import Session

from app.agenda.tasks import actions, rules, wording
from app.agenda.tasks.records import Task
from app.core.record import today
from app.core.text import Text, _l, _n, literal, pick
from app.organisation.papers import letterhead
from app.paper.kit import LINE, WIDTH, Paper, empty_box

_BOX, _WHEN = 8 * mm, 46 * mm


def task_list(session: Session, _record_id: str | None, language: str) -> bytes:
    """All open tasks by person: those whose day comes first are at the top."""
    day = today()
    tasks = actions.still_open(session)
    title = _l("Tasks")
    paper = Paper(language, title.say(language), letterhead(session, language), day)
    paper.add(title, "title")
    late = sum(rules.late(task.status, task.due, day) for task in tasks)
    paper.add(_lead(len(tasks), late, language), "lead")
    for name, theirs in by_person(tasks):
        heading = literal(name) if name else _l("Nobody has taken these yet")
        paper.section(heading, *(_row(paper, task) for task in theirs))
    return paper.draw()


def by_person(tasks: Iterable[Task]) -> list[tuple[str, list[Task]]]:
    """Tasks by who does them, in the order of names; what nobody has taken comes last."""
    names: dict[str, str] = {}
    found: dict[str, list[Task]] = {}
    for task in tasks:
        key = rules.folded(task.who)
        names.setdefault(key, task.who)
        found.setdefault(key, []).append(task)
    return [(names[key], found[key]) for key in sorted(found, key=lambda key: (not key, key))]


def _lead(number: int, late: int, language: str) -> str:
    if not number:
        return _l("Nothing is open.").say(language)
    said = _n("{count} open task", "{count} open tasks", number)
    if not late:
        return said.say(language)
    of_them = _l("{count} of them late", count=late)
    return f"{said.say(language)}, {of_them.say(language)}"


def _row(paper: Paper, task: Task) -> Table:
    words: list[Flowable] = [paper.paragraph(task.what)]
    for line in _said(task, paper.language):
        words.append(paper.paragraph(line, "small"))
    due = wording.when(task.status, task.due, task.done_on, paper.day)
    when = [paper.paragraph(due, "right")] if due else []
    made = Table(
        [[empty_box(), words, when]], colWidths=[_BOX, WIDTH - _BOX - _WHEN, _WHEN], splitInRow=1
    )
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return made


def _said(task: Task, language: str) -> Sequence[str | Text]:
    """What is said of a task in small print: what it waits for, its note, and where it came from."""
    source = pick(task.source_title, language)
    lines = (
        _l("Waits for: {what}", what=task.waits_for) if task.waits_for else None,
        task.note or None,
        _l("Came from: {title}", title=source) if source else None,
    )
    return [line for line in lines if line]
