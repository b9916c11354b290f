"""Other records and pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.core.value import named
from app.core.value.base import Value


@dataclass(frozen=True)
class Reference(Value):
    """The id of another record of kind ``kind``."""

    kind: str = ""

    def check(self, value: Any) -> str | None:
        return value or None

    def show(self, value: Any, language: str | None = None) -> str:
        known = named.known()
        return "" if not value else known.name(value) if known else str(value)

    def write(self, value: Any) -> str:
        known = named.known()
        return known.write(self.kind, value) if known and value else self.show(value)

    def read(self, text: str) -> str | None:
        known, clean = named.known(), text.strip()
        return known.find(self.kind, clean) if known and clean else self.check(clean)

    def words(self, value: Any) -> Iterable[str]:
        return ()


@dataclass(frozen=True)
class Picture(Value):
    """The id of an attachment that is a picture."""

    def check(self, value: Any) -> str | None:
        return value or None

    def words(self, value: Any) -> Iterable[str]:
        return ()
