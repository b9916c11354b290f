"""A task written in one line, “what, who, when”: which part is what. Pure functions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from babel import Locale, dates

from app.agenda.tasks.rules import folded
from app.core.fault import InvalidValue
from app.core.format import read_date

_COMMA = re.compile(r",\s+|,(?!\d)")
"""A comma between parts, not one inside a number."""
_MOST_WORDS = 3
"""A name that nobody has written before has so many words at most."""
_LANGUAGES = ("fi", "en", "sv")
_WEEK = 7
_ENDING = 3
"""So many letters an inflected weekday is longer at most: “perjantaina”, “lauantaihin”."""


@dataclass(frozen=True)
class Quick:
    """What a line says: what is to be done, and where it tells that, by whom and by when."""

    what: str
    who: str = ""
    due: date | None = None

    def values(self) -> dict[str, Any]:
        """The values of the task."""
        said = {"what": self.what, "who": self.who, "due": self.due}
        return {name: value for name, value in said.items() if value}


def read(line: str, names: Iterable[str], today: date) -> Quick:
    """Read a line: its last parts may be a name and a day, in either order.

    A part is a name when it is, or is a part of, one of ``names``, or looks like one.
    """
    parts = [part for part in (part.strip() for part in _COMMA.split(line)) if part]
    known = list(names)
    who, due = "", None
    while len(parts) > 1:
        if due is None and (day := day_in(parts[-1], today)):
            due = day
        elif not who and (name := name_in(parts[-1], known)):
            who = name
        else:
            break
        parts.pop()
    return Quick(", ".join(parts), who, due)


def day_in(words: str, today: date) -> date | None:
    """The day that words name: a date, or the next such weekday; ``None`` when they name none."""
    try:
        return read_date(words, today)
    except InvalidValue:
        pass
    number = _weekday(words.strip().rstrip(".").casefold())
    if number is None:
        return None
    return today + timedelta(days=(number - today.weekday() - 1) % _WEEK + 1)


def _weekday(word: str) -> int | None:
    for whole, short, number in _weekdays():
        if word == short or (word.startswith(whole) and len(word) <= len(whole) + _ENDING):
            return number
    return None


@cache
def _weekdays() -> tuple[tuple[str, str, int], ...]:
    """The weekdays in every language: the whole word, the short one, and the number from Monday."""
    found = []
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        whole = dates.get_day_names("wide", "format", locale)
        bare = dates.get_day_names("wide", "stand-alone", locale)
        short = dates.get_day_names("abbreviated", "stand-alone", locale)
        for number in range(_WEEK):
            brief = short[number].casefold().rstrip(".")
            found += [(words[number].casefold(), brief, number) for words in (bare, whole)]
    return tuple(found)


def name_in(words: str, names: Iterable[str]) -> str:
    """The name that words give, ``""`` when they are something else."""
    wanted = folded(words)
    whole = [name for name in names if folded(name) == wanted]
    within = [name for name in names if wanted in folded(name).split()]
    if whole:
        return whole[0]
    if len(within) == 1:
        return within[0]
    each = words.split()
    looks = len(each) <= _MOST_WORDS and all(_is_name(word) for word in each)
    return " ".join(each) if looks else ""


def _is_name(word: str) -> bool:
    letters = word.replace("-", "").replace("’", "").rstrip(".")
    return letters.isalpha() and word[0].isupper() and not word.isupper()
