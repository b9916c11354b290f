"""Records as they go out and come in: values in JSON.

What goes out is put together by SQLite itself, so that a first synchronisation of tens of thousands of
records doesn't have to make an object of each.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    case,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from app.core.fault import Refusal
from app.core.record import Record, now
from app.core.value import FIRST_YEAR, LAST_YEAR, Scaled
from app.sync import pictures
from app.sync.kinds import SharedKind, shared_kinds
from app.sync.merge import DELETED


def outgoing(session: Session, kind: SharedKind, ids: Iterable[str]) -> dict[str, str]:
    """The shared values of records as JSON objects in text, by id."""
    rows = session.execute(_outgoing(kind.name), {"ids": list(ids)})
    return {record_id: written for record_id, written in rows}  # noqa: C416 - rows, not pairs


def among(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a column is among the parameter ``ids``, which goes to SQLite as one value however many they are."""
    ids = func.json_each(bindparam("ids", type_=JSON)).table_valued("value")
    return column.in_(select(ids.c.value))


@cache
def _outgoing(kind_name: str) -> Select[Any, Any]:
    kind = shared_kinds()[kind_name]
    table: Any = kind.record.__table__
    columns = {column.key: column for column in table.columns}
    # Put together as text: ``json_object`` would read the JSON of each column and write it anew, at twice the cost
    # of fetching the record.
    parts: list[Any] = []
    for name in kind.names:
        parts += [f'{"," if parts else "{"}"{name}":', _written(kind, name, columns[name])]
    return select(columns["id"], func.concat(*parts, "}", type_=String)).where(among(columns["id"]))


def _written(kind: SharedKind, name: str, column: Column[Any]) -> ColumnElement[Any]:
    """An expression that gives a column's value as JSON text, as it goes out."""
    if name in kind.pictures:
        return func.coalesce(pictures.in_json(column), "null")
    stored = type_coerce(column, String)
    match column.type:
        case JSON():
            return func.coalesce(stored, "null")
        case Boolean():
            return case((column.is_(True), "true"), else_="false")
        case Date() | Integer() | String():
            return func.json_quote(_said_as(kind, name, stored))
        case Scaled(places=places):
            return func.json_quote(_decimal(type_coerce(column, Integer), places))
        case _ if column.key == DELETED:
            return func.json_quote(func.replace(stored, " ", "T", type_=String) + "+00:00")
        case _:
            raise TypeError(f"{column.key}: {column.type!r}")


def _decimal(units: ColumnElement[Any], places: int) -> ColumnElement[Any]:
    """A whole number of smallest units as a decimal in text, the way that Python writes it."""
    sign = case((units < 0, "-"), else_="")
    one = 10**places
    parts = sign, func.abs(units).op("/")(one), func.abs(units).op("%")(one)
    written = func.printf(f"%s%d.%0{places}d", *parts, type_=String)
    return case((units.is_(None), None), else_=written)


def _said_as(kind: SharedKind, name: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
    said = kind.said_as.get(name)
    return case(dict(said), value=value, else_=value) if said else value


def value_of(session: Session, kind: SharedKind, record: Record, name: str) -> Any:
    """A shared value of a record in JSON, as it goes out."""
    if name == DELETED:
        moment = record.deleted_at
        return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "+00:00"
    if name in kind.pictures:
        return pictures.told(session, getattr(record, name))
    return kind.outward(name, kind.fields[name].value.to_json(getattr(record, name)))


def put(
    session: Session,
    kind: SharedKind,
    record: Record,
    name: str,
    value: Any,
    files: Mapping[str, bytes],
) -> bool:
    """Give a field of a record the value that came in; whether it could be taken.

    What a newer program allows and this one doesn't isn't taken: it stays beside the record. ``files`` holds the
    pictures that came with the record, by checksum.
    """
    try:
        value = kind.outward(name, value)  # what no program of ours tells isn't believed either
        if value_of(session, kind, record, name) == value:
            return True
        if name in kind.pictures:
            setattr(record, name, pictures.kept(session, record.id, value, files))
            return True
        if name == DELETED:
            record.deleted_at = None if value is None else _moment(value)
            return True
        setattr(record, name, kind.read(name, value))
    except (Refusal, LookupError, ValueError, TypeError):
        return False
    return True


def _moment(value: Any) -> datetime:
    """Since when a record is in the bin: since now when that can't be told, for it is there nevertheless."""
    try:
        said = datetime.fromisoformat(value)
        moment = (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, ArithmeticError):
        return now()
    return moment if FIRST_YEAR < moment.year < LAST_YEAR else now()
