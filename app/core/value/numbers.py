"""Numbers, and what is counted in them: years, durations, times of day, money, percent."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.core import format as written
from app.core.fault import InvalidValue
from app.core.text import _l
from app.core.value.base import Value


class Scaled(TypeDecorator[Decimal]):
    """A decimal kept as a whole number of its smallest units, so that sums and sorting are exact."""

    impl = Integer
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: object) -> int | None:
        return (
            None if value is None else int(Decimal(value).scaleb(self.places).to_integral_value())
        )

    def process_result_value(self, value: int | None, dialect: object) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


@dataclass(frozen=True)
class Whole(Value):
    """A whole number between ``least`` and ``most``, with an optional unit in words."""

    least: int = 0
    most: int = 1_000_000_000

    def column(self) -> TypeEngine[Any]:
        return Integer()

    def check(self, value: Any) -> int | None:
        if value is None:
            return None
        if not self.least <= value <= self.most:
            raise InvalidValue(
                _l("Write a number from {least} to {most}.", least=self.least, most=self.most)
            )
        return int(value)

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else written.show_number(value, language)

    def read(self, text: str) -> int | None:
        if not text.strip():
            return None
        number = written.read_number(text)
        if number != number.to_integral_value():
            raise InvalidValue(_l("Write a whole number, without decimals."))
        return self.check(int(number))

    def write(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Year(Whole):
    """A calendar year, written without separators."""

    least: int = 1500
    most: int = 2200

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Minutes(Whole):
    """A duration in minutes."""

    most: int = 60 * 24 * 366

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else written.show_minutes(value, language)

    def read(self, text: str) -> int | None:
        return self.check(written.read_minutes(text)) if text.strip() else None

    def write(self, value: Any) -> Any:
        return self.show(value)


@dataclass(frozen=True)
class Clock(Whole):
    """A time of day, in minutes from midnight."""

    most: int = 24 * 60 - 1

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else written.show_clock(value, language)

    def read(self, text: str) -> int | None:
        return self.check(written.read_clock(text)) if text.strip() else None

    def write(self, value: Any) -> Any:
        return self.show(value)


@dataclass(frozen=True)
class Number(Value):
    """A decimal number with a fixed number of decimals."""

    places: int = 2
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1_000_000_000)

    def column(self) -> TypeEngine[Any]:
        return Scaled(self.places)

    def check(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        if value < self.least:
            raise InvalidValue(_l("Write a number that is at least {least}.", least=self.least))
        if value > self.most:
            raise InvalidValue(_l("Write a number that is at most {most}.", most=self.most))
        return Decimal(value).quantize(Decimal(1).scaleb(-self.places))

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else written.show_number(value, language)

    def read(self, text: str) -> Decimal | None:
        return self.check(written.read_number(text)) if text.strip() else None

    def write(self, value: Any) -> Any:
        """A whole number without decimals, as people write it."""
        return int(value) if value is not None and value == int(value) else value

    def to_json(self, value: Any) -> Any:
        return None if value is None else str(value)

    def from_json(self, stored: Any) -> Any:
        return None if stored is None else Decimal(stored)


@dataclass(frozen=True)
class Money(Number):
    """Euros and cents."""

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else written.show_money(value, language)

    def read(self, text: str) -> Decimal | None:
        return self.check(written.read_money(text)) if text.strip() else None

    def write(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Percent(Number):
    """A share in percent; 100 is the whole."""

    def show(self, value: Any, language: str | None = None) -> str:
        return "" if value is None else written.show_percent(value, language)

    def read(self, text: str) -> Decimal | None:
        return super().read(text.replace("%", ""))
