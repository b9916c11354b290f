"""What an entry is found by beside its own classes and words: classes above them, counties, names of codes."""

from collections.abc import Iterable
from functools import lru_cache

from app.core.codes import codes
from app.core.words import words_of


def with_parents(found: Iterable[str]) -> set[str]:
    """Classes with those above them: a class stands below another one by the dots in its code."""
    return {part for each in found for part in _line_of(each)}


@lru_cache(maxsize=4096)
def _line_of(code: str) -> tuple[str, ...]:
    parts = code.split(".")
    return tuple(".".join(parts[: length + 1]) for length in range(len(parts)))


def divided(found: Iterable[str]) -> set[str]:
    """Classes of industries with their divisions, which are the first two digits."""
    return {part for each in found for part in (each, each[:2])}


def counties(municipalities: Iterable[str]) -> list[str]:
    """The wellbeing services counties of some municipalities."""
    known = codes("municipalities")
    found = (known.get(each) for each in municipalities)
    return list(dict.fromkeys(each.parent for each in found if each and each.parent))


def labels(name: str, found: Iterable[str]) -> list[str]:
    """The folded words of the names, in every language, of some codes of a list."""
    return [word for each in found for word in _label(name, each)]


@lru_cache(maxsize=2048)
def _label(name: str, code: str) -> tuple[str, ...]:
    entry = codes(name).get(code)
    return tuple(words_of(" ".join(entry.names.values()))) if entry else ()
