"""Many rows at once: read by their ids, inserted, updated. One statement each, however many there are.

PostgreSQL takes the rows as one array for each column, in binary: written as text each value would have to
be searched for what needs escaping. SQLite takes them one after another in C.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table

from app.register.database import POSTGRESQL, Raced

_ROW_BY_ROW = (
    "SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)"
)
"""For this transaction: a table that PostgreSQL hasn't counted yet seems small to it, and it would read all."""


def find(
    connection: Connection,
    columns: Sequence[Column[Any]],
    key: Column[Any],
    network_id: str,
    ids: Iterable[str],
    *,
    lock: bool = False,
) -> Sequence[Any]:
    """Rows of a network by their ids, in the order of these.

    Args:
        connection: of the transaction.
        columns: what is wanted of them, all of one table.
        key: the column of the ids.
        network_id: the network.
        ids: the ids.
        lock: whether nobody else may change the rows until the transaction has ended.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return []
    names = ", ".join(f'"{column.name}"' for column in columns)
    if connection.dialect.name == POSTGRESQL:
        # One look into the key's index for each id, whatever the planner thinks of the table's size, and
        # in the order of the ids: two that lock the same rows never wait for each other in a circle.
        query = (
            f"SELECT found.* FROM unnest(%b::text[]) AS wanted(id) CROSS JOIN LATERAL ("  # noqa: S608 - names of columns
            f'SELECT {names} FROM "{key.table.name}" WHERE network_id = %s '
            f'AND "{key.name}" = wanted.id LIMIT 1{" FOR UPDATE" if lock else ""}) AS found'
        )
        values: tuple[Any, ...] = (wanted, network_id)
    else:
        query = (
            f'SELECT {names} FROM "{key.table.name}" WHERE network_id = ? '  # noqa: S608 - names of columns
            f'AND "{key.name}" IN ({", ".join("?" * len(wanted))}) ORDER BY "{key.name}"'
        )
        values = (network_id, *wanted)
    return connection.exec_driver_sql(query, values).all()


def insert(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that nobody has inserted yet; each has a value for every column of the table.

    Raises:
        Raced: another transaction has inserted one of them meanwhile.
    """
    if not rows:
        return
    if connection.dialect.name == POSTGRESQL:
        source, values = _source(table.columns, rows)
        found = connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({_names(table.columns)}) {source} ON CONFLICT DO NOTHING',
            values,
        )
        if found.rowcount != len(rows):
            raise Raced
        return
    places = ", ".join("?" * len(table.columns))
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({_names(table.columns)}) VALUES ({places})',  # noqa: S608 - names of columns
        list(map(tuple, rows)),
    )


def update(
    connection: Connection,
    table: Table,
    key: Column[Any],
    columns: Sequence[Column[Any]],
    network_id: str,
    rows: Sequence[Sequence[Any]],
) -> None:
    """Give rows of a network new values; each of ``rows`` holds those of ``columns``, then its id."""
    if not rows:
        return
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql(_ROW_BY_ROW)
        source, values = _source((*columns, key), rows)
        sets = ", ".join(f'"{column.name}" = new."{column.name}"' for column in columns)
        connection.exec_driver_sql(
            f'UPDATE "{table.name}" AS old SET {sets} FROM ({source}) AS new '  # noqa: S608 - names of columns
            f'WHERE old.network_id = %s AND old."{key.name}" = new."{key.name}"',
            (*values, network_id),
        )
        return
    sets = ", ".join(f'"{column.name}" = ?' for column in columns)
    connection.exec_driver_sql(
        f'UPDATE "{table.name}" SET {sets} WHERE "{key.name}" = ? AND network_id = ?',  # noqa: S608 - names of columns
        [(*row, network_id) for row in rows],
    )


def _source(
    columns: Iterable[Column[Any]], rows: Sequence[Sequence[Any]]
) -> tuple[str, tuple[Any, ...]]:
    """A query of PostgreSQL that gives the rows, and its values.

    What is the same in all rows is told once; the rest are arrays, one a column.
    """
    said, arrays, singles, lists = [], [], [], []
    for column, values in zip(columns, zip(*rows, strict=True), strict=True):
        kind = "bigint" if isinstance(column.type, BigInteger) else "text"
        if len(values) > 1 and values.count(values[0]) == len(values):
            said.append(f'%b::{kind} AS "{column.name}"')
            singles.append(values[0])
        else:
            said.append(f'each."{column.name}"')
            arrays.append((f"%b::{kind}[]", f'"{column.name}"'))
            lists.append(list(values))
    types, names = (", ".join(part) for part in zip(*arrays, strict=True))
    query = f"SELECT {', '.join(said)} FROM unnest({types}) AS each({names})"  # noqa: S608 - names of columns
    return query, (*singles, *lists)


def _names(columns: Iterable[Column[Any]]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)
