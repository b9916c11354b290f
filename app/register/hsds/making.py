"""Making objects of HSDS: without blanks, in one language. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.core.codes import codes
from app.core.text import LanguageText, Text, languages, pick_from

Made = dict[str, Any]
_CENTS = 100


@dataclass(frozen=True)
class Reader:
    """For whom the objects are made: in which language, and where the register is reached."""

    language: str
    address: str

    @property
    def spoken(self) -> str:
        """The language in which the program itself speaks to the reader."""
        return self.language if self.language in languages() else languages()[0]

    def said(self, words: LanguageText | None) -> str:
        """A text in the reader's language, or in the nearest that there is."""
        return pick_from(words, self.language)[0]

    def label(self, name: str, code: str) -> str:
        """The name of a code."""
        found = codes(name).get(code)
        return found.label(self.language) if found else code

    def text(self, words: Text) -> str:
        """A text of the program, in the nearest language that it speaks."""
        return words.say(self.spoken)


def without_blanks(**values: Any) -> Made:
    """An object without what is blank: HSDS knows no null."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def translations(fields: Mapping[str, LanguageText], language: str) -> dict[str, dict[str, str]]:
    """Texts in the other languages that they are in, by language and by what HSDS calls them."""
    found: dict[str, dict[str, str]] = {}
    for name, words in fields.items():
        for other, said in (words or {}).items():
            if other != language:
                found.setdefault(other, {})[name] = said
    return dict(sorted(found.items()))


def untranslated(fields: Mapping[str, LanguageText], language: str) -> list[str]:
    """Which texts aren't in a language, so that they are said in the nearest one."""
    return [name for name, words in fields.items() if words and language not in words]


def moment(milliseconds: int) -> str:
    """A moment as HSDS writes it."""
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clock(minutes: int) -> str:
    """A time of day, from minutes since midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def euros(price: str) -> float:
    """A price as a number."""
    return round(float(price) * _CENTS) / _CENTS
