"""Days of the calendar."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date
from sqlalchemy.types import TypeEngine

from app.core import format as written
from app.core.fault import InvalidValue
from app.core.text import _l
from app.core.value.base import Value

FIRST_YEAR, LAST_YEAR = 1500, 2200


@dataclass(frozen=True)
class Day(Value):
    """A calendar day of a year from :data:`FIRST_YEAR` to :data:`LAST_YEAR`."""

    def check(self, value: Any) -> date | None:
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise InvalidValue(_l("Check the year: {year}.", year=str(value.year)))
        return value

    def column(self) -> TypeEngine[Any]:
        return Date()

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else written.show_date(value, language)

    def read(self, text: str) -> date | None:
        return self.check(written.read_date(text)) if text.strip() else None

    def write(self, value: Any) -> Any:
        return value

    def to_json(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def from_json(self, stored: Any) -> Any:
        return None if stored is None else date.fromisoformat(stored)
