"""Many rows at once into the catalogue's tables, in one statement each: over those that are there."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Boolean, Column, Connection, LargeBinary, Table

T = TypeVar("T")
_AT_ONCE = 4000
MOST_ASKED = 2000
"""So many values stand in one question: databases limit how many."""
_POSTGRESQL = "postgresql"


def put(
    connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], *, over: bool = True
) -> None:
    """Write rows, each with a value for every column.

    Args:
        connection: of the transaction.
        table: one of the catalogue's.
        rows: no two of them with the same key.
        over: whether one that is there with the same key is written over; otherwise it stays.
    """
    if not rows:
        return
    names = [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key.columns]
    rest = [name for name in names if name not in keys]
    then = f"DO UPDATE SET {', '.join(f'{each} = excluded.{each}' for each in rest)}"
    if not (rest and over):
        then = "DO NOTHING"
    said = f"INSERT INTO {table.name} ({', '.join(names)})"
    clash = f"ON CONFLICT ({', '.join(keys)}) {then}"
    if connection.dialect.name != _POSTGRESQL:
        places = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"{said} VALUES ({places}) {clash}", list(rows))
        return
    arrays = ", ".join(f"%b::{_kind(column)}[]" for column in table.columns)
    for some in parts(rows, _AT_ONCE):
        values = tuple(list(column) for column in zip(*some, strict=True))
        # WHERE true: otherwise ON CONFLICT could be read as the condition of a join.
        connection.exec_driver_sql(
            f"{said} SELECT * FROM unnest({arrays}) AS given WHERE true {clash}",  # noqa: S608 - names of columns
            values,
        )


def change(
    connection: Connection,
    table: Table,
    columns: Sequence[Column[Any]],
    keys: Sequence[Column[Any]],
    rows: Sequence[Any],
) -> None:
    """Change some columns of rows that are there.

    Args:
        connection: of the transaction.
        table: one of the catalogue's.
        columns: those that change.
        keys: those that tell which row is meant.
        rows: for each row the values of ``columns``, then those of ``keys``.
    """
    if not rows:
        return
    place = _place(connection)
    values = ", ".join(f"{column.name} = {place}" for column in columns)
    condition = " AND ".join(f"{column.name} = {place}" for column in keys)
    connection.exec_driver_sql(f"UPDATE {table.name} SET {values} WHERE {condition}", list(rows))  # noqa: S608 - names of columns


def remove(
    connection: Connection, table: Table, columns: Sequence[Column[Any]], rows: Sequence[Any]
) -> None:
    """Remove the rows that have, in some columns, the values of one of ``rows``."""
    if not rows:
        return
    place = _place(connection)
    condition = " AND ".join(f"{column.name} = {place}" for column in columns)
    connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {condition}", list(rows))  # noqa: S608 - names of columns


def _place(connection: Connection) -> str:
    """What stands in a statement for a value."""
    return "%s" if connection.dialect.name == _POSTGRESQL else "?"


def parts(values: Iterable[T], size: int = MOST_ASKED) -> Iterator[list[T]]:
    """Values in lists of at most a size."""
    source = iter(values)
    while some := list(islice(source, size)):
        yield some


def _kind(column: Column[Any]) -> str:
    match column.type:
        case BigInteger():
            return "bigint"
        case Boolean():
            return "boolean"
        case LargeBinary():
            return "bytea"
        case _:
            return "text"
