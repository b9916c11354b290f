"""Numbers given by others: business ids, account numbers, personal identity codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.core.identifier import IDENTIFIERS
from app.core.value.base import Value


@dataclass(frozen=True)
class Identified(Value):
    """A text with a form of its own: a business id, an IBAN, an e-mail address, a link."""

    name: str = ""
    empty = ""

    def check(self, value: Any) -> str:
        return IDENTIFIERS[self.name].normalise(value) if value else ""

    def show(self, value: Any, language: str | None = None) -> str:
        return IDENTIFIERS[self.name].display(value) if value else ""

    def words(self, value: Any) -> Iterable[str]:
        return {value, self.show(value)} if value else ()


@dataclass(frozen=True)
class Secret(Identified):
    """An identifier that is shown masked, never leaves in a file, and is found only whole.

    The search index holds a keyed hash of it, so that nobody can read it there.
    """

    def words(self, value: Any) -> Iterable[str]:
        return ()

    def secrets(self, value: Any) -> Iterable[str]:
        return (value,) if value else ()
