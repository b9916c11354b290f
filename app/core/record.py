"""What every record has: an id that sorts by time, moments, and a place in the bin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator
from uuid_utils.compat import uuid7

from app.core.text import LanguageText, Text

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A UUIDv7 as text: unique without asking anyone, and later ids sort later."""
    return str(uuid7())


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


FILES = "files"
"""The name by which a record withholds its attachments."""


def today() -> date:
    """The user's own calendar day."""
    return date.today()  # noqa: DTZ011 - a calendar day, not a moment


class Moment(TypeDecorator[datetime]):
    """A moment kept in UTC and read back with its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """The base of every table in the store."""

    metadata = MetaData(naming_convention=NAMING)


@dataclass(frozen=True)
class Kind:
    """A kind of record as people and the program speak of it.

    Attributes:
        name: the stored name, for example ``service``.
        plural: the word on the command line, for example ``services``.
        label: one of them; ``label_plural`` is several of them.
        icon: a Phosphor icon, for example ``heart``.
        key: the field by which an import recognises a record, or ``""``.
        columns: the fields a list shows first, beside the title.
        bound: it belongs to another record and has no list of its own.
        owner: the reference to the record it belongs to, where the search leads to that; or ``""``.
        numbered: letters before a running number (``S-2026-007``) that a new record's key gets when
            nothing is given; ``""`` for none.
    """

    name: str
    plural: str
    label: Text
    label_plural: Text
    icon: str
    key: str = ""
    columns: tuple[str, ...] = ()
    bound: bool = False
    owner: str = ""
    numbered: str = ""


class Record(Table):
    """A record that people work with: it has a kind, a title, a history and a bin."""

    __abstract__ = True

    kind: ClassVar[Kind]
    STARTS: ClassVar[Mapping[str, Any]] = {}
    """What a new record holds where nothing is said."""
    WITHHELD_BY: ClassVar[frozenset[str]] = frozenset()
    """Fields that decide what is withheld, also of the records that are named by this one."""
    NAMED_BY: ClassVar[tuple[str, ...]] = ()
    """Relationships to records whose titles are part of this one's title; it follows when they change."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id, sort_order=-3)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now, sort_order=-2)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, sort_order=-1)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment, default=None, sort_order=-1)

    def title(self) -> LanguageText:
        """What the record is called, a value a language."""
        raise NotImplementedError

    def lead(self) -> LanguageText:
        """The sentence that tells it from its neighbours, a value a language; may be empty."""
        return {}

    def kept_by(self) -> str:
        """The organisation of the network that alone changes it, ``""`` when that is this office."""
        return ""

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        """What is wrong with the values together, by field; ``before`` is ``None`` for a new one."""
        return {}

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values, with blank ones filled in that follow from the others."""
        return values

    @classmethod
    def follows(cls, session: Session, field: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a record chosen in a row of ``field`` proposes for the row's other fields, in JSON."""
        return {}

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """What can't be beside the other records in use, by field; ``record_id`` is ``""`` for a new one."""
        return {}

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values of a copy, made from those of the original.

        Raises:
            Refusal: such records aren't copied.
        """
        return values

    @classmethod
    def holds(cls, session: Session, records: Sequence["Record"]) -> Text | None:
        """Why records of other kinds can't go to the bin while records of this kind rest on them."""
        return None

    def withheld(self) -> frozenset[str]:
        """Fields that are not to be seen by chance: left out of pages, lists, papers, files, search."""
        return frozenset()


def record_kinds() -> dict[str, type[Record]]:
    """The record class of every kind whose room has been loaded."""
    found: dict[str, type[Record]] = {}
    for mapper in Table.registry.mappers:
        record: Any = mapper.class_
        if issubclass(record, Record):
            found[record.kind.name] = record
    return dict(sorted(found.items()))
