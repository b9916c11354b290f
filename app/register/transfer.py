"""Whole networks in a file and out of it: JSON lines that any database of a register takes in.

The first line tells what the file is, each other one row of a table, and the last how many there were and
the hash of all before it, so that half a file is never taken for a whole one. The catalogue isn't in it: it
makes itself from the records. Times, positions, tokens'
hashes, stamps and signing keys are the same afterwards: offices notice nothing.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, LargeBinary, Table, insert, select
from sqlalchemy.exc import IntegrityError

from app.core.fault import Refusal
from app.core.text import _l
from app.register.tables import TOLD, blob, network

FORMAT = "kumppani-register"
_TABLES = {table.name: table for table in TOLD}
_AT_ONCE = 500
_FEW = 8
"""Blobs are large: so few of them are in memory at once."""


class Head(Struct):
    """The first line. ``schema`` is the revision of the tables that the rows come from."""

    format: str
    schema: str
    networks: list[str]


class _Row(Struct):
    table: str
    row: dict[str, Any]


class _Tail(Struct):
    rows: int
    sha256: str


def networks(connection: Connection) -> list[str]:
    """The ids of all networks."""
    return list(connection.scalars(select(network.c.network_id).order_by(network.c.network_id)))


def lines(connection: Connection, schema: str, ids: Sequence[str]) -> Iterator[bytes]:
    """The lines of the file for some networks, as they stand in the connection's transaction."""
    count, seen = 0, sha256()
    head = msgspec.json.encode(Head(FORMAT, schema, list(ids))) + b"\n"
    seen.update(head)
    yield head
    for table in _TABLES.values():
        for each in ids:
            for row in _rows(connection, table, each):
                # pyrefly: ignore[unnecessary-type-conversion] - the name is a str of SQLAlchemy's own kind
                line = msgspec.json.encode(_Row(str(table.name), row)) + b"\n"
                seen.update(line)
                count += 1
                yield line
    yield msgspec.json.encode(_Tail(count, seen.hexdigest())) + b"\n"


def _rows(connection: Connection, table: Table, network_id: str) -> Iterator[dict[str, Any]]:
    query = (
        select(table).where(table.c.network_id == network_id).order_by(*table.primary_key.columns)
    )
    few = _FEW if table is blob else _AT_ONCE
    found = connection.execution_options(yield_per=few).execute(query)
    for row in found.mappings():
        yield {str(name): value for name, value in row.items()}


def take_in(connection: Connection, written: Iterable[bytes], schema: str) -> int:
    """Put the rows of a file into the database, in the connection's transaction; returns how many.

    Raises:
        Refusal: the file isn't such a file, isn't whole, is of another version, or its network is here.
    """
    source = iter(written)
    first = next(source, b"")
    head = _head(first, schema)
    _refuse_known(connection, head)
    rows = _Reading(source, set(head.networks), sha256(first))
    try:
        for name, some in groupby(rows, key=lambda each: each.table):
            _insert(connection, _TABLES[name], some)
    except IntegrityError as fault:
        raise Refusal(
            _l("This register already has something of what the file holds; nothing was imported.")
        ) from fault
    if not rows.whole:
        raise damaged()
    return rows.count


def is_export(line: bytes) -> bool:
    """Whether a first line, also a broken one, is that of an export."""
    return FORMAT.encode() in line


def damaged() -> Refusal:
    """What is said of a file that isn't whole."""
    return Refusal(
        _l("This isn't an export of a register, or it is damaged. Nothing was imported.")
    )


class _Reading:
    """The rows of a file, counted and hashed as they are read."""

    def __init__(self, source: Iterator[bytes], ids: set[str], seen: Any) -> None:
        self.source, self.ids, self.seen = source, ids, seen
        self.count = 0
        self.whole = False

    def __iter__(self) -> Iterator[_Row]:
        for line in self.source:
            if self.whole:
                raise damaged()
            try:
                found = msgspec.json.decode(line, type=dict[str, Any])
                if "rows" in found:
                    tail = msgspec.convert(found, _Tail)
                    self.whole = tail == _Tail(self.count, self.seen.hexdigest())
                    continue
                row = msgspec.convert(found, _Row)
            except msgspec.MsgspecError as fault:
                raise damaged() from fault
            table = _TABLES.get(row.table)
            if table is None or row.row.keys() != set(table.columns.keys()):
                raise damaged()
            if row.row["network_id"] not in self.ids:
                raise damaged()
            self.seen.update(line)
            self.count += 1
            yield row


def _head(line: bytes, schema: str) -> Head:
    try:
        head = msgspec.json.decode(line, type=Head)
    except msgspec.MsgspecError as fault:
        raise damaged() from fault
    if head.format != FORMAT:
        raise damaged()
    if head.schema != schema:
        raise Refusal(
            _l(
                "The file is of version {theirs} of the tables, this register has {ours}. Import it with the same version of Kumppani, then update.",
                theirs=head.schema,
                ours=schema,
            )
        )
    return head


def _refuse_known(connection: Connection, head: Head) -> None:
    known = set(networks(connection)) & set(head.networks)
    if known:
        raise Refusal(
            _l(
                "The register already has the network {network}; nothing was imported.",
                network=min(known),
            )
        )


def _insert(connection: Connection, table: Table, rows: Iterable[_Row]) -> None:
    binary = [column.key for column in table.columns if isinstance(column.type, LargeBinary)]
    most = _FEW if binary else _AT_ONCE
    waiting: list[dict[str, Any]] = []
    for each in rows:
        for name in binary:
            each.row[name] = _bytes(each.row[name])
        waiting.append(each.row)
        if len(waiting) == most:
            connection.execute(insert(table), waiting)
            waiting = []
    if waiting:
        connection.execute(insert(table), waiting)


def _bytes(written: Any) -> bytes:
    try:
        return base64.b64decode(written, validate=True)
    except (ValueError, TypeError) as fault:
        raise damaged() from fault
