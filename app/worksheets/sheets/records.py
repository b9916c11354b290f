"""What is stored of worksheets: the sheet, each of its values and items, and its versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, select
from sqlalchemy.orm import Mapped, Session
from sqlalchemy.types import TypeEngine

from app.core.fault import InvalidValue
from app.core.field import Group, described
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all, languages, pick
from app.core.value import Choice, Day, PlainText, Reference, Repeated, Value, Whole, Words
from app.worksheets.types.records import OwnType
from app.worksheets.types.rules import WorksheetType
from app.worksheets.types.values import LONGEST_TEXT, NAMES

SHEET = Group("sheet", _l("Worksheet"))
TIME = Group("time", _l("When"))
OPEN, DONE = "open", "done"
STATES: tuple[tuple[str, Text], ...] = ((OPEN, _l("In use")), (DONE, _l("Finished")))
MOST_CONTENT = 50_000_000
"""Characters of a whole kept version."""
MOST_TITLE = 200


@dataclass(frozen=True)
class Stored(Value):
    """Values by key as JSON keeps them: what the columns of an item hold."""

    sorts = False

    @property
    def empty(self) -> dict[str, Any]:
        return {}

    def column(self) -> TypeEngine[Any]:
        return JSON()

    def check(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise InvalidValue(_l("This isn't understood: give each thing its name."))
        return {key: each for key, each in value.items() if each not in (None, "")}

    def show(self, value: Any, language: str | None = None) -> str:
        return " · ".join(str(each) for each in (value or {}).values())

    def words(self, value: Any) -> Iterable[str]:
        return (each for each in (value or {}).values() if isinstance(each, str))


def type_of(key: str) -> WorksheetType | None:
    """A type that comes with the program, by key; its file is read when first asked for."""
    from app.worksheets.types import library  # noqa: PLC0415 - not while the window opens

    return library.built_in_type(key)


class Worksheet(Record):
    """A worksheet: a SWOT, a value stream map, an experiment … by one of the types."""

    __tablename__ = "worksheet"
    __table_args__ = (
        Index("ix_worksheet_type", "deleted_at", "type_key"),
        Index("ix_worksheet_review", "deleted_at", "status", "review_on"),
        Index("ix_worksheet_follows", "follows_id"),
    )

    kind = Kind(
        "worksheet",
        "worksheets",
        _l("Worksheet"),
        _l("Worksheets"),
        "note-pencil",
        columns=("held_on", "status"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"status": OPEN}

    name: Mapped[str] = described(
        PlainText(160), _l("Name"), group=SHEET, required=True, searched=True
    )
    type_key: Mapped[str] = described(PlainText(60), _l("Type"), required=True)
    type_name: Mapped[LanguageText] = described(
        Words(120), _l("Type"), exported=False, searched=True
    )
    purpose: Mapped[str] = described(
        PlainText(600, long=True),
        _l("What it is for"),
        help=_l("What you want to know or decide. It stands first on paper."),
        group=SHEET,
        searched=True,
    )
    owner: Mapped[str] = described(
        Repeated(120, sources=NAMES), _l("Responsible"), group=SHEET, searched=True
    )
    held_on: Mapped[date | None] = described(Day(), _l("Made on"), group=TIME)
    review_on: Mapped[date | None] = described(
        Day(), _l("To be looked at again"), help=_l("You are reminded in time."), group=TIME
    )
    status: Mapped[str] = described(Choice(options=STATES), _l("Status"), group=TIME)
    follows_id: Mapped[str | None] = described(Reference("worksheet"), _l("Follows"))

    def title(self) -> LanguageText:
        return in_all(self.name or "–")

    def lead(self) -> LanguageText:
        told = {}
        for language in languages():
            parts = (pick(self.type_name, language) or self.type_key, self.purpose)
            told[language] = " · ".join(part for part in parts if part)
        return told

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The name of the type is kept beside its key, so that it is found and shown without its file."""
        type_ = type_of(values.get("type_key") or "")
        return {**values, "type_name": dict(type_.name)} if type_ else values

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        keys = [each.key for each in records if isinstance(each, OwnType)]
        used = select(cls).where(cls.type_key.in_(keys), cls.deleted_at.is_(None)).limit(1)
        if keys and (found := session.scalar(used)):
            return _l("“{title}” is of this type, so it stays.", title=found.title())
        return None


class Entry(Record):
    """One value or item of a sheet: a note, a row, a step, a point, or what a field holds."""

    __tablename__ = "worksheet_entry"
    __table_args__ = (Index("ix_worksheet_entry_sheet", "sheet_id", "deleted_at", "field"),)

    kind = Kind(
        "worksheet_entry",
        "worksheet-entries",
        _l("Note on a worksheet"),
        _l("Notes on worksheets"),
        "note",
        bound=True,
        owner="sheet_id",
    )

    sheet_id: Mapped[str | None] = described(Reference("worksheet"), _l("Worksheet"), required=True)
    field: Mapped[str] = described(PlainText(60), _l("Field"), required=True)
    parent_id: Mapped[str] = described(PlainText(36), _l("Stands under"))
    position: Mapped[int | None] = described(Whole(-(2**62), 2**62), _l("Place"))
    text: Mapped[str] = described(PlainText(LONGEST_TEXT, long=True), _l("Text"), searched=True)
    facts: Mapped[dict[str, Any]] = described(Stored(), _l("Facts"), searched=True)
    colour: Mapped[str] = described(PlainText(20), _l("Colour"))
    votes: Mapped[int | None] = described(Whole(0, 10_000), _l("Votes"))

    def title(self) -> LanguageText:
        return in_all(" ".join(self.text[:MOST_TITLE].split()) or "–")


class SheetVersion(Record):
    """A sheet as it was once, kept to be compared and taken back."""

    __tablename__ = "worksheet_version"
    __table_args__ = (Index("ix_worksheet_version_sheet", "sheet_id", "deleted_at"),)

    kind = Kind(
        "worksheet_version",
        "worksheet-versions",
        _l("Version of a worksheet"),
        _l("Versions of worksheets"),
        "clock-counter-clockwise",
        bound=True,
        owner="sheet_id",
    )

    sheet_id: Mapped[str | None] = described(Reference("worksheet"), _l("Worksheet"), required=True)
    name: Mapped[str] = described(PlainText(120), _l("Name"), required=True)
    made_on: Mapped[date | None] = described(Day(), _l("Made on"))
    made_by: Mapped[str] = described(PlainText(100), _l("Made by"))
    content: Mapped[str] = described(
        PlainText(MOST_CONTENT, long=True), _l("Content"), exported=False
    )

    def title(self) -> LanguageText:
        return in_all(self.name or "–")
