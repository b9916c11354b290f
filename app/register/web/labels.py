"""What codes are called on a page."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from app.core.codes import codes
from app.core.text import current_language
from app.organisation.records import SECTORS


def label(name: str, code: str) -> str:
    """What a code of a list is called in the page's language; blank for one that isn't in it."""
    return _label(name, code, current_language())


def labels(name: str, found: Iterable[str]) -> list[str]:
    """What codes are called, those that aren't known left out."""
    return [each for code in found if (each := label(name, code))]


def sector(code: str) -> str:
    """What a sector is called."""
    words = dict(SECTORS).get(code)
    return words.say() if words else ""


def known(name: str, code: str) -> bool:
    """Whether a list has a code."""
    return codes(name).get(code) is not None


def where(municipalities: Iterable[str], most: int = 4) -> tuple[str, int]:
    """Municipalities by name, at most so many, and how many more there are."""
    names = labels("municipalities", municipalities)
    return ", ".join(names[:most]), max(0, len(names) - most)


def minutes_words(fields: Mapping[str, Any], name: str) -> str:
    """A duration of a record; blank without one."""
    from app.core.format import show_minutes  # noqa: PLC0415 - loads the data of languages

    minutes = fields.get(name)
    return show_minutes(minutes) if minutes else ""


@lru_cache(maxsize=8192)
def _label(name: str, code: str, language: str) -> str:
    entry = codes(name).get(code)
    return entry.label(language) if entry else ""
