"""What nobody can be faster than: the same rows inserted, the same JSON encoded, the same bytes over loopback.

Run in a process of its own; prints JSON on standard output.
"""

import json
import socket
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import psycopg
from sqlalchemy import select

from app.core.record import new_id
from app.core.store import connect, open_store
from app.sync import wire
from app.sync.kinds import shared_kinds
from benchmarks.syncing import filling
from benchmarks.syncing.registers import SQLITE

_STAMPS = '{"":"019c3b1e2f00000089ab12cd34ef"}'
_OFFICE = """
CREATE TABLE shared (record_id VARCHAR(36) NOT NULL PRIMARY KEY, kind VARCHAR(40) NOT NULL, owner VARCHAR(36)
NOT NULL, own BOOLEAN NOT NULL, sent BOOLEAN NOT NULL, stamps TEXT NOT NULL, fields TEXT NOT NULL);
CREATE INDEX by_kind ON shared (kind, own, owner);
"""
_REGISTER = """
CREATE TABLE stored (network_id VARCHAR(36) NOT NULL, record_id VARCHAR(36) NOT NULL, kind VARCHAR(40) NOT NULL,
owner VARCHAR(36) NOT NULL, fields TEXT NOT NULL, stamps TEXT NOT NULL, position BIGINT NOT NULL,
PRIMARY KEY (network_id, record_id));
CREATE INDEX by_position ON stored (network_id, position);
CREATE INDEX by_kind ON stored (network_id, kind, owner);
"""
_CHUNK = 256 * 1024


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main(path: Path, kind: str, number: int, address: str) -> dict[str, float]:
    """The limits for the first records of a store."""
    with open_store(path, filling.PASSPHRASE) as store, store.read() as session:
        record = filling.KINDS[kind]
        ids = session.scalars(select(record.id).limit(number)).all()
        written = wire.outgoing(session, shared_kinds()[record.kind.name], ids)
        key = store.data_key
    values = [msgspec.json.decode(each) for each in written.values()]
    size = sum(len(each.encode()) for each in written.values())
    folder = path.parent
    return {
        "office": _office(folder, key, kind, written),
        "register": _register(folder, address, kind, written),
        "encode": timed(lambda: [msgspec.json.encode(each) for each in values]),
        "loopback": _loopback(size),
        "bytes": size,
    }


def _office(folder: Path, key: bytes, kind: str, written: dict[str, str]) -> float:
    place = folder / "limit.kumppani"
    connection, owner = connect(place, key), new_id()
    for statement in _OFFICE.split(";"):
        connection.execute(statement)
    rows = [(each, kind, owner, 0, 1, _STAMPS, fields) for each, fields in written.items()]

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO shared VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")

    took = timed(insert)
    connection.close()
    _remove(place)
    return took


def _register(folder: Path, address: str, kind: str, written: dict[str, str]) -> float:
    network, owner = new_id(), new_id()
    rows = [
        (network, each, kind, owner, fields, _STAMPS, at)
        for at, (each, fields) in enumerate(written.items())
    ]
    if address == SQLITE:
        place = folder / "limit.db"
        store = sqlite3.connect(place, isolation_level=None)
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("PRAGMA synchronous=FULL")
        store.executescript(_REGISTER)

        def insert() -> None:
            store.execute("BEGIN IMMEDIATE")
            store.executemany("INSERT INTO stored VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            store.execute("COMMIT")

        took = timed(insert)
        store.close()
        _remove(place)
        return took
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        for statement in filter(str.strip, _REGISTER.split(";")):
            connection.execute(statement)
        connection.commit()

        def copy() -> None:
            with connection.cursor().copy("COPY stored FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(row)
            connection.commit()

        took = timed(copy)
        connection.execute("DROP TABLE stored")
    return took


def _loopback(size: int) -> float:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sender = socket.create_connection(listener.getsockname())
        receiver, _address = listener.accept()
    block = b"x" * _CHUNK

    def send() -> None:
        left = size
        while left > 0:
            sender.sendall(block[:left])
            left -= _CHUNK
        sender.close()

    def receive() -> None:
        thread = Thread(target=send)
        thread.start()
        while receiver.recv(_CHUNK):
            pass
        thread.join()

    took = timed(receive)
    receiver.close()
    return took


def _remove(place: Path) -> None:
    for name in (place.name, f"{place.name}-wal", f"{place.name}-shm"):
        place.with_name(name).unlink(missing_ok=True)


if __name__ == "__main__":
    path, kind, number, address = sys.argv[1:]
    found: dict[str, Any] = main(Path(path), kind, int(number), address)
    print(json.dumps(found))
