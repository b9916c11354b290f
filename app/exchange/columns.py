"""Which columns a kind of record has in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.field import Field, fields_of
from app.core.record import Record
from app.core.text import _l, language_called, language_name, languages, speaking
from app.core.value import Picture, Rows, Words

ID = "id"


@dataclass(frozen=True)
class Column:
    """One column: a field, and for a language text which language of it."""

    field: Field
    language: str = ""

    @property
    def key(self) -> str:
        """A name that is the same in every language: ``name.fi``."""
        return f"{self.field.name}.{self.language}" if self.language else self.field.name

    def header(self, language: str | None = None) -> str:
        """What stands at the top."""
        label = self.field.label.say(language)
        return f"{label} ({language_called(self.language, language)})" if self.language else label

    @property
    def importable(self) -> bool:
        """Whether a cell can be read back; rows inside a record are only shown."""
        return not isinstance(self.field.value, Rows | Picture)

    def cell(self, record: Record) -> Any:
        """The value of a record as a cell."""
        if self.field.name in record.withheld():
            return ""
        value = getattr(record, self.field.name)
        if self.language:
            return value.get(self.language, "")
        return self.field.value.write(value)

    def headers(self) -> set[str]:
        """Every way the column may be headed, folded."""
        found = {self.key, self.field.name} if not self.language else {self.key}
        for language in languages():
            with speaking(language):
                found.add(self.header(language))
                if self.language:
                    found.add(f"{self.field.label.say()} ({language_name(self.language)})")
        return {header.casefold() for header in found}

    def bare_header(self) -> str:
        """The label alone, folded: what somebody’s own sheet says, in the language of the text."""
        return self.field.label.say(self.language or None).casefold()


def columns_of(record: type[Record]) -> list[Column]:
    """The columns of a kind, in the order of its fields."""
    found: list[Column] = []
    for field in fields_of(record).values():
        if not field.exported:
            continue
        if isinstance(field.value, Words):
            found += [Column(field, language) for language in languages()]
        else:
            found.append(Column(field))
    return found


def only_shown(record: type[Record]) -> set[str]:
    """Every way the columns may be headed that can't be read back, folded."""
    columns = (column for column in columns_of(record) if not column.importable)
    return {header for column in columns for header in column.headers()}


def match(record: type[Record], headers: Sequence[str]) -> dict[int, str]:
    """Which column of a sheet is which: position to key; ``id`` is the record's own id."""
    columns = [column for column in columns_of(record) if column.importable]
    known = {header: column.key for column in columns for header in column.headers()}
    for column in columns:
        known.setdefault(column.bare_header(), column.key)
    known[ID] = ID
    found: dict[int, str] = {}
    for position, header in enumerate(headers):
        key = known.get(header.strip().casefold())
        if key and key not in found.values():
            found[position] = key
    return found


def label_of(record: type[Record], key: str) -> str:
    """What a column is called in the current language."""
    if key == ID:
        return _l("Identifier of the record").say()
    return next((c.header() for c in columns_of(record) if c.key == key), key)
