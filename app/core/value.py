"""Kinds of value that a field can hold: how each is stored, checked, shown, read and searched.

A value kind is a small immutable description. From it come the database column, the widget in the
form, the cell in a table or a spreadsheet and the words in the history. Values that are containers
(dicts, lists) are never changed in place: a field is given a new one.
"""

import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Date, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.core import format as written
from app.core.codes import Code, codes
from app.core.fault import InvalidValue
from app.core.identifier import IDENTIFIERS
from app.core.text import Text, _l, current_language, pick

if TYPE_CHECKING:
    from app.core.field import Field

SEPARATOR = "; "
FIRST_YEAR, LAST_YEAR = 1500, 2200


@dataclass(frozen=True)
class Naming:
    """How references are put into words and understood again.

    Attributes:
        name: what a record with an id is called.
        write: the same in a file, where it has to tell the record from its namesakes; given the kind.
        find: the id of the record of a kind that has this key or title, or that was written so;
            raises ``InvalidValue``.
    """

    name: Callable[[str], str]
    write: Callable[[str, str], str]
    find: Callable[[str, str], str]


_naming: ContextVar[Naming | None] = ContextVar("naming", default=None)


@contextmanager
def naming(known: Naming) -> Generator[None]:
    """Within it, references are shown by their titles and read from keys and titles."""
    token = _naming.set(Naming(cache(known.name), cache(known.write), cache(known.find)))
    try:
        yield
    finally:
        _naming.reset(token)


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


@dataclass(frozen=True)
class PlainText(Value):
    """One line, or with ``long`` several lines, of at most ``limit`` characters."""

    limit: int = 200
    long: bool = False
    empty = ""

    def check(self, value: Any) -> str:
        return _limited(str(value or ""), self.limit, self.long)


@dataclass(frozen=True)
class Repeated(PlainText):
    """One line that has usually been written before, such as a worker's name; the form offers those.

    ``sources`` are the kinds and fields where it has been written.
    """

    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Words(Value):
    """A language text: a value a language, blank languages left out."""

    limit: int = 200
    long: bool = False

    @property
    def empty(self) -> Mapping[str, str]:
        return {}

    def column(self) -> TypeEngine[Any]:
        return JSON()

    def is_empty(self, value: Any) -> bool:
        return not any((value or {}).values())

    def check(self, value: Any) -> dict[str, str]:
        if isinstance(value, str):
            value = {current_language(): value}
        clean = {
            language: _limited(text, self.limit, self.long)
            for language, text in (value or {}).items()
        }
        return {language: text for language, text in clean.items() if text}

    def show(self, value: Any, language: str | None = None) -> str:
        return pick(value, language)

    def words(self, value: Any) -> Iterable[str]:
        return (value or {}).values()


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


@dataclass(frozen=True)
class Reference(Value):
    """The id of another record of kind ``kind``."""

    kind: str = ""

    def check(self, value: Any) -> str | None:
        return value or None

    def show(self, value: Any, language: str | None = None) -> str:
        known = _naming.get()
        return "" if not value else known.name(value) if known else str(value)

    def write(self, value: Any) -> str:
        known = _naming.get()
        return known.write(self.kind, value) if known and value else self.show(value)

    def read(self, text: str) -> str | None:
        known, clean = _naming.get(), text.strip()
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


def _limited(text: str, limit: int, long: bool) -> str:
    clean = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not long:
        clean = " ".join(clean.split())
    if len(clean) > limit:
        raise InvalidValue(
            _l(
                "This text is {length} characters long. Shorten it to {limit} at most.",
                length=len(clean),
                limit=limit,
            )
        )
    return clean
