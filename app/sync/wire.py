"""Records as they go out and come in: values in JSON.

What goes out is put together by SQLite itself, so that a first synchronisation of tens of thousands of
records doesn't have to make an object of each.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    String,
    case,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from app.core.fault import InvalidValue
from app.core.record import Record
from app.sync.kinds import SharedKind
from app.sync.merge import DELETED

_PAGE = 500


def outgoing(session: Session, kind: SharedKind, ids: Iterable[str]) -> dict[str, str]:
    """The shared values of records as JSON objects in text, by id."""
    table = kind.record.__table__
    columns = {column.key: column for column in table.columns}
    pairs: list[Any] = []
    for name in kind.names:
        pairs += [name, _said_as(kind, name, _in_json(columns[name]))]
    whole = func.json_object(*pairs)
    wanted, found = list(ids), dict[str, str]()
    for start in range(0, len(wanted), _PAGE):
        part = wanted[start : start + _PAGE]
        rows = session.execute(select(columns["id"], whole).where(columns["id"].in_(part)))
        found.update((record_id, written) for record_id, written in rows)
    return found


def _in_json(column: Column[Any]) -> ColumnElement[Any]:
    """An expression that gives a column's value as JSON has it."""
    stored = type_coerce(column, String)
    match column.type:
        case JSON():
            return func.json(stored)
        case Boolean():
            return func.json(case((column.is_(True), "true"), else_="false"))
        case Date() | Integer() | String():
            return stored
        case _ if column.key == DELETED:
            return func.replace(stored, " ", "T", type_=String) + "+00:00"
        case _:
            raise TypeError(f"{column.key}: {column.type!r}")


def _said_as(kind: SharedKind, name: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
    said = kind.said_as.get(name)
    return case(dict(said), value=value, else_=value) if said else value


def value_of(kind: SharedKind, record: Record, name: str) -> Any:
    """A shared value of a record in JSON, as it goes out."""
    if name == DELETED:
        moment = record.deleted_at
        return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "+00:00"
    return kind.outward(name, kind.fields[name].value.to_json(getattr(record, name)))


def put(kind: SharedKind, record: Record, name: str, value: Any) -> bool:
    """Give a field of a record the value that came in; whether it could be taken.

    What a newer program allows and this one doesn't isn't taken: it stays beside the record.
    """
    if value_of(kind, record, name) == value:
        return True
    try:
        if name == DELETED:
            record.deleted_at = None if value is None else datetime.fromisoformat(value)
            return True
        field = kind.fields[name]
        read = field.value.from_json(value)
        setattr(record, name, field.value.check(read))
    except (InvalidValue, ValueError, TypeError, AttributeError, ArithmeticError):
        return False
    return True
