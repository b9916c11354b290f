"""What is true of tasks: when one is late, when it is brought up, in which order they stand. Pure functions."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from app.core.brand import Tone
from app.core.text import Text, _l

TODO, DOING, WAITING, DONE = "todo", "doing", "waiting", "done"
STATES = (
    (TODO, _l("To do")),
    (DOING, _l("Being done")),
    (WAITING, _l("Waiting")),
    (DONE, _l("Completed")),
)
ORDER = tuple(code for code, _words in STATES)
TONES: dict[str, Tone] = {TODO: "plain", DOING: "main", WAITING: "watch", DONE: "good"}
REMIND_DAYS = 3
"""How long before its day a task is brought up, where nobody says otherwise."""
MOST_REMIND_DAYS = 60
SHORT = 80


def short(what: str) -> str:
    """The beginning of what is to be done, for a line that names it."""
    return shorten(what, SHORT, placeholder=" …")


def late(status: str, due: date | None, day: date) -> bool:
    """Whether a task should have been done by now."""
    return status != DONE and due is not None and due < day


def reminder(due: date | None, remind_days: int | None) -> date | None:
    """The day from which a task is brought up; one without a day isn't."""
    return due and due - timedelta(days=remind_days or 0)


def reminded(status: str, due: date | None, remind_days: int | None, day: date) -> bool:
    """Whether a task is brought up on a day."""
    begins = reminder(due, remind_days)
    return status != DONE and begins is not None and begins <= day


def place(due: date | None, name: str) -> tuple[date, str]:
    """Where an open task stands beside others: the earliest day first, no day last."""
    return due or date.max, name


def is_of(who: str, name: str) -> bool:
    """Whether it is somebody's: also when only a part of the name is known, such as the call name."""
    wanted = set(folded(name).split())
    return bool(wanted) and wanted <= set(folded(who).split())


def folded(name: str) -> str:
    """A name as it is compared with another."""
    return " ".join(name.split()).casefold()


def problems(values: Mapping[str, Any], day: date) -> dict[str, Text]:
    """What is wrong with a task's values together, by field."""
    if values["done_on"] and values["done_on"] > day:
        return {"done_on": _l("Done on a day that is still to come? Write the day it was done.")}
    return {}


def contains(texts: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether texts hold all the words that are wanted."""
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in wanted)
