"""The sentences about tasks that stand both on the screen and on paper."""

from datetime import date

from app.agenda.tasks import rules
from app.core.text import Text, _l, literal


def when(status: str, due: date | None, done_on: date | None, day: date) -> Text | None:
    """The day that matters in its state, in words."""
    if status == rules.DONE:
        return _l("Done {day}", day=done_on) if done_on else None
    if due is None:
        return None
    return _l("Late: {day}", day=due) if rules.late(status, due, day) else _l("By {day}", day=due)


def who(name: str) -> Text:
    """Whose it is, in words."""
    return literal(name) if name else _l("Nobody has taken this yet")
