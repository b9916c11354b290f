"""Which kind of value a field of a worksheet holds, so that it is typed, shown and checked as anywhere else."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from app.core import format as written
from app.core.codes import codes
from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.text import Text, _l, current_language, literal, pick
from app.core.value import (
    Choice,
    Day,
    Minutes,
    Money,
    Number,
    Percent,
    PlainText,
    Repeated,
    Value,
    Whole,
    Year,
    YesNo,
)
from app.worksheets.types.rules import NUMBERS, SheetField

LONGEST_TEXT = 100_000
"""Characters of a note or a text: more than anyone writes, so that nothing pasted is lost."""
LONGEST_LINE = 300
NAMES = (("worksheet", "owner"), ("task", "who"), ("person", "calendar_name"))
_LARGEST = Decimal(1_000_000_000)
_BETWEEN = ("–", "—", " - ", "…", "..")
"""What people write between the two days of a period."""
_NO_YEAR = re.compile(r"\d{1,2}\.\d{1,2}\.?")


@dataclass(frozen=True)
class Period(Value):
    """Two days, the first and the last, kept as ``2026-01-01/2026-03-31``; the last may be open."""

    empty = ""

    def check(self, value: Any) -> str:
        if not value:
            return ""
        first, last = days_of(str(value))
        if last and last < first:
            raise InvalidValue(_l("It ends before it begins. Check the days."))
        return f"{first.isoformat()}/{last.isoformat() if last else ''}"

    def show(self, value: Any, language: str | None = None) -> str:
        if not value:
            return ""
        first, last = days_of(value)
        return f"{written.show_date(first, language)}–{written.show_date(last, language) if last else ''}"

    def read(self, text: str) -> str:
        clean = text.strip()
        if not clean:
            return ""
        for mark in _BETWEEN:
            clean = clean.replace(mark, "–")
        first, _mark, last = clean.partition("–")
        if not _mark and first.count("-") == 1:
            first, _mark, last = first.partition("-")
        begins = written.read_date(first)
        ends = written.read_date(last) if last.strip() else None
        if ends and _NO_YEAR.fullmatch(first.strip()):  # 1.3.–31.5.2027: both are of that year
            begins = begins.replace(year=ends.year - (begins.replace(year=ends.year) > ends))
        return self.check(f"{begins.isoformat()}/{ends.isoformat() if ends else ''}")


def days_of(period: str) -> tuple[date, date | None]:
    """The days of a stored period."""
    first, _mark, last = period.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last) if last else None


@dataclass(frozen=True)
class Scale(Whole):
    """A whole number on a scale of a few steps, chosen and not typed."""


@dataclass(frozen=True)
class Moment(Value):
    """A day and a time of it, kept as ``2026-01-01T12:00``; as people write them in this country."""

    empty = ""

    def check(self, value: Any) -> str:
        return datetime.fromisoformat(value).strftime("%Y-%m-%dT%H:%M") if value else ""

    def show(self, value: Any, language: str | None = None) -> str:
        if not value:
            return ""
        moment = datetime.fromisoformat(value)
        day = written.show_date(moment.date(), language)
        clock = written.show_clock(moment.hour * 60 + moment.minute, language)
        return _l("{day} at {time}", day=day, time=clock).say(language)

    def read(self, text: str) -> str:
        clean = text.strip()
        if not clean:
            return ""
        for mark in (" klo ", " at ", ","):
            clean = clean.replace(mark, " ")
        day, _space, clock = clean.rpartition(" ")
        if not day:
            day, clock = clock, ""
        minutes = written.read_clock(clock) if clock else 0
        moment = datetime.combine(written.read_date(day), datetime.min.time())
        return self.check((moment + timedelta(minutes=minutes)).isoformat())


def _choice(field: SheetField) -> Choice:
    if field.source:
        return Choice(options=tuple((each.id, literal(each.names)) for each in codes(field.source)))
    return Choice(options=tuple((each.key, literal(each.label)) for each in field.options))


@lru_cache(maxsize=2048)
def _value(kind: str, least: int, most: int, places: int) -> Value:
    values: dict[str, Value] = {
        "text": PlainText(LONGEST_TEXT, long=True),
        "notes": PlainText(LONGEST_TEXT, long=True),
        "line": PlainText(LONGEST_LINE),
        "person": Repeated(120, sources=NAMES),
        "number": Number(places, least=-_LARGEST),
        "computed": Number(places, least=-_LARGEST),
        "money": Money(least=-_LARGEST),
        "minutes": Minutes(),
        "percent": Percent(most=Decimal(100)),
        "scale": Scale(least, most),
        "year": Year(),
        "date": Day(),
        "period": Period(),
        "moment": Moment(),
        "yesno": YesNo(),
    }
    return values.get(kind, values["text"])


def value_of(field: SheetField) -> Value:
    """The kind of value of a field, or of the main text of its items."""
    if field.type == "choice":
        return _choice(field)
    if field.type == "scale":
        return _value("scale", field.least, field.most, 0)
    return _value(field.type, 0, 0, field.places)


def described_field(field: SheetField) -> Field:
    """A field as forms and lists know fields."""
    return Field(field.key, value_of(field), labelled(field), help=helped(field), searched=True)


def labelled(field: SheetField) -> Text:
    """What a field is called, its unit beside it."""
    if field.unit:
        return _l("{label} ({unit})", label=dict(field.label), unit=dict(field.unit))
    return literal(field.label)


def helped(field: SheetField) -> Text | None:
    """One line about a field, the ends of a scale with it."""
    if field.type == "scale" and (field.low or field.high):
        ends = _l(
            "{least} = {low}, {most} = {high}",
            least=field.least,
            low=dict(field.low),
            most=field.most,
            high=dict(field.high),
        )
        return _l("{help} {ends}", help=dict(field.help), ends=ends) if field.help else ends
    return literal(field.help) if field.help else None


def shown(field: SheetField, stored: Any, language: str | None = None) -> str:
    """A stored value of a single field as a person reads it."""
    if field.type == "choice" and not field.source:
        option = field.option(str(stored)) if stored else None
        return pick(option.label, language) if option else str(stored or "")
    if type(stored) in {int, str} and field.type in {*NUMBERS, "computed"}:
        return _shown_number(value_of(field), stored, language or current_language())
    return _shown(value_of(field), stored, language)


def _shown(value: Value, stored: Any, language: str | None) -> str:
    try:
        found = value.from_json(stored)
        return "" if value.is_empty(found) else value.show(found, language)
    except (ValueError, TypeError, ArithmeticError):  # of an earlier version of the type
        return str(stored)


_shown_number = lru_cache(maxsize=4096)(_shown)
"""The same few numbers stand on hundreds of notes."""


def number_of(stored: Any) -> float | None:
    """A stored value as a number; yes is 1, a choice whose keys are numbers is that number."""
    if stored is None or stored == "":
        return None
    try:
        found = float(stored)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if isfinite(found) else None
