"""The register's database: a SQLite file, or PostgreSQL, with the same tables and the same rules.

A read sees one moment of the database however many queries it makes. A write is one transaction: on
SQLite one at a time, on PostgreSQL side by side, where a row that both change is locked first.
"""

import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core.fault import Refusal
from app.core.text import _l
from app.register import schema
from app.register.refused import Refused, busy

T = TypeVar("T")
SQLITE, POSTGRESQL = "sqlite", "postgresql"
TRIES = 8
"""So often a write is done again when another one took what it was about to take."""
_WAIT = 20
"""Seconds for which a write waits for another one, and a request for a connection."""
_AGAIN = frozenset({"40001", "40P01", "23505"})
_SQLITE_BUSY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_POSTGRESQL_OPTIONS = (
    f"-c lock_timeout={_WAIT}s -c statement_timeout=120s "
    "-c idle_in_transaction_session_timeout=120s -c timezone=UTC"
)


class Raced(Exception):
    """Another write was faster; this one is done again from its beginning."""


class Database:
    """An open database with the newest tables.

    Attributes:
        engine: for tests and for whoever copies the database; everything else uses the methods.
        is_postgresql: which of the two it is.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_postgresql = engine.dialect.name == POSTGRESQL
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._readers = engine.execution_options(**snapshot) if self.is_postgresql else engine
        self._writers = engine if self.is_postgresql else engine.execution_options(immediate=True)
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A transaction that sees one moment of the database and changes nothing.

        Raises:
            Refused: no connection became free in time.
        """
        with _told(), self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, wait: float | None = None) -> Generator[Connection]:
        """A transaction that commits when the block ends, and undoes everything when it raises.

        Args:
            wait: for so many seconds it waits for another write, as long as for anything without it; on PostgreSQL
                the options of the connection tell that.

        Raises:
            Refused: another write didn't end in time.
        """
        seconds = _WAIT if wait is None else wait
        writers = self._writers.execution_options(wait=seconds)
        with _told(), self._turn(seconds), writers.connect() as connection, connection.begin():
            yield connection

    def write(self, work: Callable[[Connection], T], wait: float | None = None) -> T:
        """Do a piece of work in a transaction, again from its beginning when another write was faster.

        Raises:
            Refused: others were faster every time, or didn't end in time.
        """
        for _try in range(TRIES):
            try:
                with self.writing(wait) as connection:
                    return work(connection)
            except Raced:
                continue
            except DBAPIError as fault:
                if not _again(fault):
                    raise
        raise busy()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _turn(self, wait: float) -> Generator[None]:
        """On SQLite the writes of this process wait for each other in line, not by asking again and again."""
        if self.is_postgresql:
            yield
            return
        if not self._lock.acquire(timeout=wait):
            raise busy()
        try:
            yield
        finally:
            self._lock.release()


def open_database(address: str, *, pool: int = 20) -> Database:
    """Open a database and bring its tables up to date; several servers may do so at once.

    Args:
        address: ``sqlite:///FILE`` or ``postgresql+psycopg://…``.
        pool: so many requests may use PostgreSQL at the same time.

    Raises:
        Refusal: the address is of no known kind, the database can't be reached or was made by a newer
            version of the program.
    """
    url = _url(address)
    engine = _sqlite(url) if url.get_backend_name() == SQLITE else _postgresql(url, pool)
    database = Database(engine)
    try:
        schema.bring_up_to_date(database)
    except (DBAPIError, Refused) as fault:
        database.close()
        cause = fault if isinstance(fault, DBAPIError) else fault.__cause__
        raise Refusal(
            _l(
                "The register’s database can’t be opened: {why}",
                why=str(getattr(cause, "orig", cause)).strip(),
            )
        ) from fault
    except BaseException:
        database.close()
        raise
    return database


def _url(address: str) -> URL:
    refusal = Refusal(
        _l("A database’s address begins with sqlite:/// and a file, or with postgresql+psycopg://.")
    )
    try:
        url = make_url(address)
    except ArgumentError as fault:
        raise refusal from fault
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "postgresql+psycopg" or (url.drivername == SQLITE and url.database):
        return url
    raise refusal


def _sqlite(url: URL) -> Engine:
    path = Path(url.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it holds the networks' private keys
    except OSError as fault:
        raise Refusal(
            _l("The register’s database can’t be opened: {why}", why=fault.strerror or str(fault))
        ) from fault
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=40,
        pool_timeout=_WAIT,
        connect_args={"timeout": _WAIT, "isolation_level": None, "cached_statements": 256},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "temp_store=MEMORY",
            "cache_size=-32000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("immediate"):
            wait = round(options.get("wait", _WAIT) * 1000)
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _postgresql(url: URL, pool: int) -> Engine:
    return create_engine(
        url,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=_WAIT,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 10,
            "application_name": "kumppani-register",
            "options": _POSTGRESQL_OPTIONS,
        },
    )


@contextmanager
def _told() -> Generator[None]:
    """Tell in one way that the database has no time."""
    try:
        yield
    except DBAPIError as fault:
        if _is_busy(fault):
            raise busy() from fault
        raise
    except NoConnection as fault:
        raise busy() from fault


def _is_busy(fault: DBAPIError) -> bool:
    """Whether it is worth trying again later: it is in use, can't be reached, or its disk is full."""
    if isinstance(fault.orig, sqlite3.Error):
        return getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_BUSY
    state = getattr(fault.orig, "sqlstate", None)
    return state not in _AGAIN and isinstance(fault, OperationalError | InterfaceError)


def _again(fault: DBAPIError) -> bool:
    state: Any = getattr(fault.orig, "sqlstate", None)
    return state in _AGAIN or (state is None and isinstance(fault, IntegrityError))
