"""What a card of the board says of a task."""

from datetime import date

from app.agenda.tasks import actions, rules, wording
from app.agenda.tasks.records import Task
from app.core.brand import Tone
from app.core.text import Text, literal
from app.ui.board.slip import Slip, SmallLine


def slip_of(task: Task, day: date) -> Slip:
    """What there is to say of a task on a day; a day stands in a tag only when it has passed."""
    status = actions.state(task)
    lines = [SmallLine("user", wording.who(task.who))]
    if status == rules.WAITING and task.waits_for:
        lines.append(SmallLine("hourglass", literal(task.waits_for)))
    if any((task.source_title or {}).values()):
        lines.append(SmallLine("link-simple", literal(task.source_title)))
    foot: list[tuple[Text, Tone | None]] = []
    if when := wording.when(status, task.due, task.done_on, day):
        foot.append((when, "bad" if rules.late(status, task.due, day) else None))
    return Slip(task.id, status, task.what, tuple(lines), tuple(foot))
