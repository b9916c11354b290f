"""Lists of records: which ones, in which order, found without opening them.

A list is first a row of ids (fast at any size), then the records of the rows that are seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select, text, true
from sqlalchemy.orm import Session

from app.core import search
from app.core.field import fields_of
from app.core.record import Record
from app.core.search import DirectoryTitle
from app.core.text import current_language
from app.core.value import Choice, Choices, Words

R = TypeVar("R", bound=Record)
TITLE = "title"
"""The column of titles; its order is ready-made in the directory."""


@dataclass(frozen=True)
class Listing:
    """What a list shows.

    Attributes:
        words: what the filter box holds.
        order: a field name or :data:`TITLE`; ``descending`` turns it round.
        where: conditions on the record's columns, from the filter chips.
        deleted: the bin instead of the records in use.
    """

    words: str = ""
    order: str = TITLE
    descending: bool = False
    where: tuple[ColumnElement[bool], ...] = field(default_factory=tuple)
    deleted: bool = False


def ids(session: Session, record: type[Record], listing: Listing) -> list[str]:
    """The ids of the records in the list, in its order."""
    return list(session.scalars(_statement(record, listing)))


def _statement(record: type[Record], listing: Listing) -> Select[Any]:
    statement = select(DirectoryTitle.record_id).where(
        DirectoryTitle.kind == record.kind.name,
        DirectoryTitle.deleted == listing.deleted,
        DirectoryTitle.language == current_language(),
    )
    if listing.words.strip():
        statement = statement.where(_words_found(record, listing.words))
    if listing.where or listing.order != TITLE:
        statement = statement.join(record, record.id == DirectoryTitle.record_id)
        statement = statement.where(*listing.where)
    order: list[Any] = [] if listing.order == TITLE else [_order(record, listing.order)]
    order.append(DirectoryTitle.sort_key)
    first = order[0].desc() if listing.descending else order[0].asc()
    return statement.order_by(first, *order[1:], DirectoryTitle.record_id)


def _words_found(record: type[Record], words: str) -> ColumnElement[bool]:
    expression = search.match_expression(words, [record.kind.name])
    if not expression:
        return ~true()
    matches = text("SELECT rowid FROM directory_words WHERE directory_words MATCH :expression")
    return DirectoryTitle.entry_id.in_(
        matches.bindparams(expression=expression).columns(search.words_table.c.rowid)
    )


def _order(record: type[Record], name: str) -> ColumnElement[Any]:
    column = record.__table__.columns[name]
    value = fields_of(record)[name].value if name in fields_of(record) else None
    if isinstance(value, Words):
        return func.lower(func.coalesce(column[current_language()].as_string(), ""))
    if isinstance(value, Choice) and not isinstance(value, Choices):
        ranked = sorted(value.ids(), key=lambda code: search.sort_key(value.label(code)))
        if value.options:
            ranked = [code for code, _label in value.options]
        return case({code: rank for rank, code in enumerate(ranked)}, value=column, else_=-1)
    return column


def records(session: Session, record: type[R], wanted: Sequence[str]) -> list[R]:
    """The records with these ids, in this order; those that are gone are left out."""
    found = {one.id: one for one in session.scalars(select(record).where(record.id.in_(wanted)))}
    return [found[record_id] for record_id in wanted if record_id in found]


def count(
    session: Session,
    record: type[Record],
    where: ColumnElement[bool] | None = None,
    *,
    deleted: bool = False,
) -> int:
    """How many records there are, in use or in the bin, that meet a condition."""
    in_bin = record.deleted_at.is_not(None) if deleted else record.deleted_at.is_(None)
    statement = select(func.count()).select_from(record).where(in_bin)
    if where is not None:
        statement = statement.where(where)
    return session.scalar(statement) or 0
