"""Lists of records: which ones, in which order, found without opening them.

A list is first a row of ids (fast at any size), then the records of the rows that are seen.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Select, case, func, select, text
from sqlalchemy.orm import Session

from app.core import search
from app.core.field import fields_of
from app.core.record import Record, record_kinds
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


LAST_LETTER = "\U0010ffff"
SOME = 500
FEW_IN = 16
"""When fewer than one row in this many is found, they are looked up one by one."""


@dataclass(frozen=True)
class Order:
    """A list without its filter words: directory entry and record id of each row, in order."""

    entries: Sequence[int]
    ids: Sequence[str]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {entry: place for place, entry in enumerate(self.entries)}

    def only(self, found: Collection[int]) -> list[str]:
        """The ids of the rows whose entries are found, in the order of the list."""
        if len(found) * FEW_IN < len(self.entries):
            places = sorted(self._places[entry] for entry in found if entry in self._places)
            return [self.ids[place] for place in places]
        return list(compress(self.ids, map(set(found).__contains__, self.entries)))


def order(session: Session, record: type[Record], listing: Listing) -> Order:
    """The rows of a list, its filter words left aside.

    It stays the same while somebody types into the filter, so that a page can keep it and only
    :func:`narrow` it at each key.
    """
    rows = _statement(record, listing).subquery()
    # One row, so that Python's lock is taken once and not at each of a hundred thousand rows: the
    # window goes on answering meanwhile.
    both = select(func.json_group_array(rows.c.entry_id), func.json_group_array(rows.c.record_id))
    entries, ids = session.execute(both).one()
    return Order(msgspec.json.decode(entries), msgspec.json.decode(ids))


def narrow(session: Session, record: type[Record], rows: Order, words: str) -> list[str]:
    """The ids of those rows in which every word is found, in the same order."""
    if not words.strip():
        return list(rows.ids)
    expression = search.match_expression(search.blinded(session, words), [record.kind.name])
    if not expression:
        return []
    matching = text(
        "SELECT json_group_array(rowid) FROM directory_words WHERE directory_words MATCH :expression"
    )
    return rows.only(
        msgspec.json.decode(session.scalars(matching, {"expression": expression}).one())
    )


def ids(session: Session, record: type[Record], listing: Listing) -> list[str]:
    """The ids of the records in the list, in its order."""
    return narrow(session, record, order(session, record, listing), listing.words)


def _statement(record: type[Record], listing: Listing) -> Select[int, str]:
    statement = select(DirectoryTitle.entry_id, DirectoryTitle.record_id).where(
        DirectoryTitle.kind == record.kind.name,
        DirectoryTitle.deleted == listing.deleted,
        DirectoryTitle.language == current_language(),
    )
    if listing.where or listing.order != TITLE:
        statement = statement.join(record, record.id == DirectoryTitle.record_id)
        statement = statement.where(*listing.where)
    keys: list[Any] = [] if listing.order == TITLE else [_order(record, listing.order)]
    keys.append(DirectoryTitle.sort_key)
    first = keys[0].desc() if listing.descending else keys[0].asc()
    return statement.order_by(first, *keys[1:], DirectoryTitle.record_id)


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


def beginning(session: Session, record: type[Record], letters: str) -> list[str]:
    """Ids of records whose titles begin with the letters, :data:`SOME` at most, in their order."""
    start = search.sort_key(letters)
    statement = (
        select(DirectoryTitle.record_id)
        .where(
            DirectoryTitle.kind == record.kind.name,
            DirectoryTitle.language == current_language(),
            DirectoryTitle.deleted.in_((False, True)),
            DirectoryTitle.sort_key >= start,
            DirectoryTitle.sort_key < start + LAST_LETTER,
        )
        .order_by(DirectoryTitle.sort_key)
        .limit(SOME)
    )
    return list(session.scalars(statement))


def written(session: Session, sources: Iterable[tuple[str, str]], limit: int = SOME) -> list[str]:
    """What has been written in some fields, given as kind and field, each once and in order."""
    kinds, found = record_kinds(), set[str]()
    for kind, name in sources:
        record = kinds[kind]
        column = record.__table__.columns[name]
        texts = select(column).where(record.deleted_at.is_(None), column != "").distinct()
        found.update(session.scalars(texts.limit(limit)))
    return sorted(found, key=search.sort_key)


def records(session: Session, record: type[R], wanted: Sequence[str]) -> list[R]:
    """The records with these ids, in this order; those that are gone are left out."""
    found = {one.id: one for one in session.scalars(select(record).where(record.id.in_(wanted)))}
    return [found[record_id] for record_id in wanted if record_id in found]


def counts(
    session: Session, record: type[Record], conditions: Mapping[str, ColumnElement[bool] | None]
) -> dict[str, int]:
    """How many records in use meet each condition (``None``: all), in one pass."""
    columns = [
        func.count()
        if condition is None
        else func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in conditions.values()
    ]
    row = session.execute(
        select(*columns).select_from(record).where(record.deleted_at.is_(None))
    ).one()
    return dict(zip(conditions, row, strict=True))


def in_bin(session: Session, record: type[Record]) -> int:
    """How many records of the kind are in the bin."""
    statement = select(func.count()).select_from(record).where(record.deleted_at.is_not(None))
    return session.scalar(statement) or 0
