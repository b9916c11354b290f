"""What is chosen: yes or no, or from a list of codes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Boolean
from sqlalchemy.types import TypeEngine

from app.core.codes import Code, codes
from app.core.fault import InvalidValue
from app.core.text import Text, _l
from app.core.value.base import SEPARATOR, Value
from app.core.value.texts import PlainText


@dataclass(frozen=True)
class YesNo(Value):
    """Yes or no; not answered counts as no."""

    empty = False

    def column(self) -> TypeEngine[Any]:
        return Boolean()

    def check(self, value: Any) -> bool:
        return bool(value)

    def show(self, value: Any, language: str | None = None) -> str:
        return _l("Yes").say(language) if value else _l("No").say(language)

    def read(self, text: str) -> bool:
        clean = text.strip().casefold()
        if clean in {"", "0", "no", "n", "ei", "e", "false", "nej", "epätosi"}:
            return False
        if clean in {"1", "yes", "y", "kyllä", "k", "true", "x", "ja", "joo", "on", "tosi"}:
            return True
        raise InvalidValue(_l("Write yes or no."))

    def words(self, value: Any) -> Iterable[str]:
        return ()


@dataclass(frozen=True)
class Choice(Value):
    """One of a code list in ``resources/reference``, or of ``options`` given here.

    ``options`` is for a handful of states that the program itself gives a meaning to.
    """

    list_name: str = ""
    options: tuple[tuple[str, Text], ...] = ()

    @property
    def empty(self) -> Any:
        return ""

    def ids(self) -> Sequence[str]:
        """The codes in their own order."""
        return [key for key, _label in self.options] or [code.id for code in codes(self.list_name)]

    def label(self, code: str, language: str | None = None) -> str:
        """A code in words; a code no longer in the list is shown as itself."""
        if self.options:
            for key, label in self.options:
                if key == code:
                    return label.say(language)
            return code
        known = codes(self.list_name).get(code)
        return known.label(language) if known else code

    def check(self, value: Any) -> Any:
        return str(value or "")

    def show(self, value: Any, language: str | None = None) -> str:
        return self.label(value, language) if value else ""

    def read(self, text: str) -> Any:
        clean = text.strip()
        return self._code(clean) if clean else ""

    def _code(self, words: str) -> str:
        folded = words.casefold()
        for code in self.ids():
            if folded == code.casefold() or any(
                folded == self.label(code, language).casefold() for language in ("fi", "en", "sv")
            ):
                return code
        raise InvalidValue(_l("“{words}” is not one of the choices.", words=words))

    def words(self, value: Any) -> Iterable[str]:
        return {self.label(value, language) for language in ("fi", "en", "sv")} if value else ()


@dataclass(frozen=True)
class Choices(Choice):
    """Several of a code list, in the order they were chosen."""

    @property
    def empty(self) -> list[str]:
        return []

    sorts = False

    def column(self) -> TypeEngine[Any]:
        return JSON()

    def check(self, value: Any) -> list[str]:
        return list(dict.fromkeys(value or []))

    def show(self, value: Any, language: str | None = None) -> str:
        return ", ".join(self.label(code, language) for code in value or [])

    def read(self, text: str) -> list[str]:
        parts = text.split(";") if ";" in text else text.split(",")
        return self.check([self._code(part.strip()) for part in parts if part.strip()])

    def write(self, value: Any) -> Any:
        return SEPARATOR.join(self.label(code) for code in value or [])

    def words(self, value: Any) -> Iterable[str]:
        return (word for code in value or [] for word in super(Choices, self).words(code))


@dataclass(frozen=True)
class Classified(PlainText):
    """A code of a classification: one of the lists, or another one that has the form ``pattern``.

    The lists hold only what is usual in the field, so a code that isn't among them is accepted.
    """

    list_names: tuple[str, ...] = ()
    pattern: str = ""

    def known(self, code: str) -> Code | None:
        """The entry of a code in the first list that has it."""
        return next((found for name in self.list_names if (found := codes(name).get(code))), None)

    def check(self, value: Any) -> str:
        code = " ".join(str(value or "").split()).replace(".", "")
        if code and not self.known(code) and not re.fullmatch(self.pattern, code):
            raise InvalidValue(
                _l(
                    "“{words}” is not a code or a name in the classification. Write what you do, and "
                    "choose one that is offered.",
                    words=code,
                )
            )
        return code

    def show(self, value: Any, language: str | None = None) -> str:
        found = self.known(value) if value else None
        return f"{value} {found.label(language)}" if found else value or ""

    def read(self, text: str) -> str:
        return self.check(text.split(maxsplit=1)[0] if text[:1].isdigit() else text)

    def words(self, value: Any) -> Iterable[str]:
        if found := self.known(value) if value else None:
            return {value, *found.names.values()}
        return super().words(value)


@dataclass(frozen=True)
class Languages(Choices):
    """Spoken languages by their codes, shown by name in the reader's language."""

    list_name: str = "languages"
