"""The two databases: how they are opened, brought up to date, and what is said when they can't be used."""

import re
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from app.core.fault import Refusal
from app.register import database as databases
from app.register import networks, schema
from app.register.database import Database, Raced, open_database
from app.register.refused import Refused
from app.register.tables import metadata
from tests.register.offices import Net, fault


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_postgresql")()
    return f"sqlite:///{tmp_path / 'deeper' / 'register.db'}"


def test_the_migrations_make_the_tables_of_the_program(empty: str) -> None:
    opened = open_database(empty)
    with opened.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert schema.revision(connection) == schema.head()
    opened.close()


def test_a_migration_imports_nothing_of_the_program() -> None:
    for file in (schema.folder() / "versions").glob("*.py"):
        assert not re.search(r"^\s*(from|import) app\b", file.read_text(), re.MULTILINE), file


def test_two_servers_start_at_once(empty: str) -> None:
    together = threading.Barrier(3)

    def start(_number: int) -> Database:
        together.wait(20)
        return open_database(empty)

    with ThreadPoolExecutor(3) as servers:
        opened = list(servers.map(start, range(3)))
    for each in opened:
        with each.reading() as connection:
            assert schema.revision(connection) == schema.head()
        each.close()


def test_tables_of_a_newer_program_are_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "head", lambda: "0000")
    with pytest.raises(Refusal, match=r"newer|uudem"):
        open_database(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "register.db",
        "mysql://localhost/register",
        "sqlite://",
        "postgresql+psycopg://nobody@127.0.0.1:1/none",
        "sqlite:////proc/none/register.db",
    ],
)
def test_what_can_not_be_opened_is_refused_in_words(address: str) -> None:
    with pytest.raises(Refusal) as refusal:
        open_database(address)
    assert len(str(refusal.value)) > 20


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Hyvä vastaanottaja, " * 100)
    with pytest.raises(Refusal):
        open_database(f"sqlite:///{path}")
    assert path.read_text().startswith("Hyvä")


def test_a_file_is_for_its_owner_and_survives_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    opened = open_database(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with opened.reading() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    opened.close()


def test_postgresql_is_known_by_its_short_name(postgresql: str) -> None:
    opened = open_database(postgresql.replace("postgresql+psycopg", "postgresql"))
    assert opened.is_postgresql
    opened.close()


def test_a_read_sees_one_moment(database: Database) -> None:
    before = "SELECT count(*) FROM network"
    with database.reading() as connection:
        count = connection.scalar(text(before))
        database.write(lambda c: networks.make(c, "Toinen"))
        assert connection.scalar(text(before)) == count
    with database.reading() as connection:
        assert connection.scalar(text(before)) == count + 1


def test_a_write_that_raises_leaves_nothing(database: Database) -> None:
    made: list[str] = []

    def fails(connection: Connection) -> None:
        made.append(networks.make(connection, "Kesken"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(fails)
    with database.reading() as connection:
        query = text("SELECT count(*) FROM network WHERE network_id = :id")
        assert connection.scalar(query, {"id": made[0]}) == 0


def test_a_write_is_done_again_when_another_was_faster(database: Database) -> None:
    tries: list[str] = []

    def raced(connection: Connection) -> str:
        tries.append(networks.make(connection, "Uudestaan"))
        if len(tries) < 3:
            raise Raced
        return tries[-1]

    assert database.write(raced) == tries[2]
    with database.reading() as connection:
        query = text("SELECT network_id FROM network WHERE name = 'Uudestaan'")
        assert list(connection.scalars(query)) == tries[2:]

    def always(_connection: Connection) -> None:
        raise Raced

    with pytest.raises(Refused, match="busy"):
        database.write(always)


def test_who_waits_too_long_is_told_to_come_back(
    address: str, monkeypatch: pytest.MonkeyPatch, net: Net
) -> None:
    """One server holds what another needs for longer than that waits."""
    office = net.office("A")
    monkeypatch.setattr(databases, "_WAIT", 0.2)
    monkeypatch.setattr(
        databases, "_POSTGRESQL_OPTIONS", "-c lock_timeout=200ms -c statement_timeout=10s"
    )
    other = open_database(address)
    with net.database.writing() as connection:
        connection.execute(text("UPDATE network SET position = position + 1"))
        with pytest.raises(Refused) as refused, other.writing() as waiting:
            waiting.execute(text("UPDATE network SET position = position + 1"))
        assert refused.value.status == 503
        with other.reading() as reading:  # who only reads doesn't wait
            assert reading.scalar(text("SELECT count(*) FROM device"))
    assert office.page(0).position >= 0
    other.close()


def test_a_database_that_has_gone_is_a_busy_register(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = net.office("A")

    def gone() -> None:
        raise databases.OperationalError("SELECT", {}, Gone())

    class Gone(databases.sqlite3.OperationalError):
        sqlite_errorcode = databases.sqlite3.SQLITE_IOERR

    for engine in {net.database.engine, net.database._readers}:
        monkeypatch.setattr(engine, "connect", gone, raising=False)
    answer = office.fetch(0)
    assert fault(answer) == (503, "busy")
    assert int(answer.headers["retry-after"]) >= 1
