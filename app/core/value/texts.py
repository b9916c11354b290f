"""Texts: a line or several, in one language or in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.types import TypeEngine

from app.core.fault import InvalidValue
from app.core.text import _l, current_language, pick
from app.core.value.base import Value


@dataclass(frozen=True)
class PlainText(Value):
    """One line, or with ``long`` several lines, of at most ``limit`` characters."""

    limit: int = 200
    long: bool = False
    empty = ""

    def check(self, value: Any) -> str:
        return _limited(str(value or ""), self.limit, self.long)


@dataclass(frozen=True)
class Repeated(PlainText):
    """One line that has usually been written before, such as a worker's name; the form offers those.

    ``sources`` are the kinds and fields where it has been written.
    """

    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Words(Value):
    """A language text: a value a language, blank languages left out."""

    limit: int = 200
    long: bool = False

    @property
    def empty(self) -> Mapping[str, str]:
        return {}

    def column(self) -> TypeEngine[Any]:
        return JSON()

    def is_empty(self, value: Any) -> bool:
        return not any((value or {}).values())

    def check(self, value: Any) -> dict[str, str]:
        if isinstance(value, str):
            value = {current_language(): value}
        clean = {
            language: _limited(text, self.limit, self.long)
            for language, text in (value or {}).items()
        }
        return {language: text for language, text in clean.items() if text}

    def show(self, value: Any, language: str | None = None) -> str:
        return pick(value, language)

    def words(self, value: Any) -> Iterable[str]:
        return (value or {}).values()


def _limited(text: str, limit: int, long: bool) -> str:
    clean = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not long:
        clean = " ".join(clean.split())
    if len(clean) > limit:
        raise InvalidValue(
            _l(
                "This text is {length} characters long. Shorten it to {limit} at most.",
                length=len(clean),
                limit=limit,
            )
        )
    return clean
