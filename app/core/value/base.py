"""What every kind of value can do."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

SEPARATOR = "; "


class Value:
    """What every kind of value can do."""

    sorts: bool = True

    @property
    def empty(self) -> Any:
        """What a field left blank holds; a fresh one each time where it can be changed."""
        return None

    def column(self) -> TypeEngine[Any]:
        """The column that stores it."""
        return String()

    def is_empty(self, value: Any) -> bool:
        """Whether the field counts as blank."""
        return value is None or value == self.empty

    def check(self, value: Any) -> Any:
        """The value in its stored form.

        Raises:
            InvalidValue: it can't be accepted; the words say what to write.
        """
        return value

    def show(self, value: Any, language: str | None = None) -> str:
        """The value as a person reads it, ``""`` when blank."""
        return "" if value is None else str(value)

    def read(self, text: str) -> Any:
        """The value from what a person typed or a spreadsheet holds.

        Raises:
            InvalidValue: the text can't be understood.
        """
        return self.check(text.strip())

    def write(self, value: Any) -> Any:
        """The value in a spreadsheet cell: a number, a date or a text that :meth:`read` accepts."""
        return self.show(value)

    def to_json(self, value: Any) -> Any:
        """The value in JSON, for the history and the sync."""
        return value

    def from_json(self, stored: Any) -> Any:
        """The value that :meth:`to_json` wrote."""
        return stored

    def words(self, value: Any) -> Iterable[str]:
        """What the search finds it by, in every language."""
        shown = self.show(value)
        return [shown] if shown else []

    def secrets(self, value: Any) -> Iterable[str]:
        """What the search finds it by only when it is typed whole, and what the index can't tell."""
        return ()
