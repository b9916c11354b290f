"""Rows of described fields inside a record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON
from sqlalchemy.types import TypeEngine

from app.core.fault import InvalidValue
from app.core.text import _l
from app.core.value.base import SEPARATOR, Value
from app.core.value.references import Reference
from app.core.value.texts import PlainText

if TYPE_CHECKING:
    from app.core.field import Field


@dataclass(frozen=True)
class Rows(Value):
    """A short ordered list of rows, each with the same described fields, kept inside the record.

    Each row is a dict of JSON values by field name, with an ``id`` that stays the same when the row
    is edited. For what belongs to one record and is edited with it: price lines, contacts, steps.
    """

    fields: "tuple[Field, ...]" = ()
    limit: int = 200

    @property
    def seen(self) -> "tuple[Field, ...]":
        """The fields that people see, without what is carried along behind them."""
        return tuple(f for f in self.fields if not f.behind)

    @property
    def empty(self) -> list[dict[str, Any]]:
        return []

    sorts = False

    def column(self) -> TypeEngine[Any]:
        return JSON()

    def row(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """A stored row as values, missing fields blank."""
        return {
            f.name: f.value.from_json(stored[f.name]) if f.name in stored else f.value.empty
            for f in self.fields
        }

    def check(self, value: Any) -> list[dict[str, Any]]:
        if len(value or []) > self.limit:
            raise InvalidValue(_l("At most {limit} rows fit here.", limit=self.limit))
        return [dict(row) for row in value or []]

    def show(self, value: Any, language: str | None = None) -> str:
        return SEPARATOR.join(self.show_row(row, language) for row in value or [])

    def show_row(self, stored: Mapping[str, Any], language: str | None = None) -> str:
        """One row in one line; a name that was also written out stands in it once."""
        values = self.row(stored)
        shown: list[str] = []
        named: set[str] = set()
        for f in self.seen:
            value = values[f.name]
            part = "" if f.value.is_empty(value) else f.value.show(value, language)
            if isinstance(f.value, Reference):
                named.add(part)
            elif part in named and isinstance(f.value, PlainText):
                continue
            shown.append(part)
        return ", ".join(part for part in shown if part)

    def write(self, value: Any) -> str:
        """A line a row."""
        return "\n".join(self.show_row(row) for row in value or [])

    def read(self, text: str) -> Any:
        raise InvalidValue(_l("This column can't be imported; fill it in the window."))

    def words(self, value: Any) -> Iterable[str]:
        for stored in value or []:
            values = self.row(stored)
            for f in self.seen:
                yield from f.value.words(values[f.name])
