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

    def in_words(self, texts: Mapping[str, LanguageText]) -> Made:
        """Texts by what HSDS calls them, with what stands beside them in other languages."""
        said = {name: self.said(words) for name, words in texts.items()}
        return without_blanks(**said, **self.beside(texts))

    def beside(self, texts: Mapping[str, LanguageText]) -> Made:
        """What stands beside texts that are said in one language.

        Which of them aren't in it, so that they are said in the nearest one; and what they are in the other
        languages that they are in.
        """
        others: dict[str, dict[str, str]] = {}
        for name, words in texts.items():
            for other, said in words.items():
                if other != self.language:
                    others.setdefault(other, {})[name] = said
        return without_blanks(
            x_untranslated=[
                name for name, words in texts.items() if words and self.language not in words
            ],
            x_translations=dict(sorted(others.items())),
        )

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


def flat(made: Made) -> Made:
    """An object without its lists."""
    return {name: value for name, value in made.items() if not isinstance(value, list)}


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
