"""All that is shown of a sheet, asked at once: its type, content, tasks, links and picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks import rules as task_rules
from app.agenda.tasks import wording
from app.agenda.tasks.records import Task
from app.core import editing
from app.core.fault import Missing
from app.core.record import today
from app.core.text import current_language, pick
from app.worksheets.chains import actions as chains
from app.worksheets.chains.actions import Ring
from app.worksheets.pictures import arrange
from app.worksheets.pictures.shapes import Picture
from app.worksheets.pictures.sheet import Agreed, Drawn
from app.worksheets.pictures.wrapping import Measure
from app.worksheets.sheets import actions
from app.worksheets.sheets.content import Content
from app.worksheets.sheets.records import DONE, Worksheet
from app.worksheets.types.own import type_with
from app.worksheets.types.rules import WorksheetType

WIDTH, HEIGHT = 770.0, 480.0


@dataclass(frozen=True)
class Sight:
    """A sheet as it is now.

    Attributes:
        tasks: what was agreed on it; ``marks`` how many open tasks hang on each note.
        chain: what led to it and what it led to, itself among them.
    """

    sheet_id: str
    name: str
    purpose: str
    type: WorksheetType
    content: Content
    picture: Picture
    finished: bool = False
    tasks: Sequence[Agreed] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    chain: Sequence[Ring] = ()

    @property
    def done(self) -> int:
        """How many of its tasks are done."""
        return sum(each.done for each in self.tasks)


def agreed(task: Task) -> Agreed:
    """A task in words."""
    status = tasks.state(task)
    when = wording.when(status, task.due, task.done_on, today())
    return Agreed(
        what=task.what,
        who=task.who,
        due=when.say() if when else "",
        state=dict(task_rules.STATES)[status].say(),
        done=status == task_rules.DONE,
        item=task.source_item,
    )


def drawn(session: Session, sheet_id: str, measure: Measure, width: float = WIDTH) -> Drawn:
    """What the picture of a sheet is drawn from, in the language of just now and to a width.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    type_ = type_with(session, sheet.type_key)
    content = actions.content_of(type_, actions.entries(session, sheet_id))
    if type_.layout == "survey":
        from app.worksheets.pulse import actions as pulse  # noqa: PLC0415

        values = {**content.values, **pulse.values_for_picture(session, sheet_id)}
        content = Content(values, content.items)
    counts = tasks.counts_of_source(session, "worksheet", sheet_id)
    return Drawn(
        type_,
        content,
        measure,
        width,
        HEIGHT * width / WIDTH,
        tasks=[agreed(each) for each in tasks.of_source(session, "worksheet", sheet_id)],
        marks={item: every for item, (_open, every) in counts.items()},
        language=current_language(),
    )


def look(session: Session, sheet_id: str, measure: Measure, width: float = WIDTH) -> Sight:
    """A sheet as it is now, its picture with it.

    Raises:
        Missing: there is no such sheet, it is in the bin, or its type is gone.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    if sheet.deleted_at:
        raise Missing
    made = drawn(session, sheet_id, measure, width)
    return Sight(
        sheet_id,
        sheet.name,
        sheet.purpose or pick(made.type.summary),
        made.type,
        made.content,
        arrange.draw(made),
        sheet.status == DONE,
        made.tasks,
        made.marks,
        chains.chain(session, "worksheet", sheet_id),
    )
