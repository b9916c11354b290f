"""How hours that were noted by hand are looked at."""

from app.core.text import _l
from app.employment.hours.records import WORK, WorkedHours
from app.ui.desk import Chip, Desk


def hours_desk() -> Desk:
    """Hours by hand, the latest day first."""
    return Desk(
        WorkedHours,
        sentence=_l(
            "Note here the work that isn't a visit: office days, meetings, training. The hours of visits "
            "come by themselves."
        ),
        new_words=_l("Note hours"),
        chips=tuple(Chip(code, words, WorkedHours.work == code) for code, words in WORK),
        right=frozenset({"minutes"}),
        order=("day", True),
    )
