"""Registers of every earlier version are brought up to date with what they hold, on both databases."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, insert, inspect, select

from app.core.record import new_id
from app.register import networks, schema, transfer
from app.register.database import Database, open_database
from app.register.public.following import Follower
from app.register.tables import TOLD, metadata
from tests.register.test_export_import import ROWS, count, value

EARLIER = sorted(
    each.revision
    for each in ScriptDirectory(str(schema.folder())).walk_revisions()
    if each.revision != schema.head()
)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/register.db"
    new: Callable[..., str] = request.getfixturevalue("new_postgresql")
    return new()


@pytest.fixture(params=EARLIER)
def earlier(
    empty: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Database, str]]:
    """A register of an earlier version with rows in each of its tables, and the id of its network."""
    with monkeypatch.context() as patched:
        patched.setattr(
            schema,
            "bring_up_to_date",
            lambda made: with_transaction(made, lambda c: schema.upgrade(c, request.param)),
        )
        made = open_database(empty)
    network_id = new_id()
    with_transaction(made, lambda connection: fill(connection, network_id))
    yield made, network_id
    made.close()


def with_transaction(database: Any, work: Callable[[Connection], Any]) -> Any:
    with database.writing() as connection:
        return work(connection)


def tables_of(connection: Connection) -> dict[str, Table]:
    """The tables of those that move with a network as the database has them."""
    there = MetaData()
    there.reflect(connection)
    return {each.name: there.tables[each.name] for each in TOLD if each.name in there.tables}


def fill(connection: Connection, network_id: str) -> None:
    for table in tables_of(connection).values():
        alone = [each.name for each in table.primary_key.columns] == ["network_id"]
        for number in range(1 if alone else ROWS):
            columns = [metadata.tables[table.name].columns[each.name] for each in table.columns]
            row = {each.name: value(each, network_id, number) for each in columns}
            if table.name == "network":
                row["public"] = True
            known = {name: it for name, it in row.items() if name in table.columns}
            connection.execute(insert(table).values(known))


def rows_of(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [dict(row) for row in connection.execute(
            select(table).order_by(*table.primary_key.columns)).mappings()]
        for name, table in tables_of(connection).items()
    }  # fmt: skip


def test_nothing_is_lost(earlier: tuple[Database, str]) -> None:
    database, network_id = earlier
    with database.reading() as connection:
        before = rows_of(connection)
    schema.bring_up_to_date(database)
    with database.reading() as connection:
        after = rows_of(connection)
        assert schema.revision(connection) == schema.head()
        assert networks.public(connection).keys() == {network_id}
        for name, rows in before.items():
            now = [{each: row[each] for each in rows[0]} for row in after[name]]
            assert now == rows, name
        assert {name for name, rows in after.items() if not rows} == after.keys() - before.keys()


def test_the_tables_are_those_of_a_new_register(earlier: tuple[Database, str]) -> None:
    database, _network_id = earlier
    schema.bring_up_to_date(database)
    with database.reading() as connection:
        there = inspect(connection)
        for table in metadata.sorted_tables:
            columns = {each["name"]: each["nullable"] for each in there.get_columns(table.name)}
            assert columns == {each.name: each.nullable for each in table.columns}, table.name
            indexes = {each["name"] for each in there.get_indexes(table.name)}
            assert indexes >= {each.name for each in table.indexes}, table.name


def test_it_can_be_moved_and_shown(earlier: tuple[Database, str], tmp_path: Path) -> None:
    database, network_id = earlier
    schema.bring_up_to_date(database)
    with database.reading() as connection:
        lines = list(transfer.lines(connection, schema.head(), [network_id]))
    other = open_database(f"sqlite:///{tmp_path}/other.db")
    assert other.write(lambda c: transfer.take_in(c, lines, schema.head())) == count(database)
    other.close()
    Follower(database).catch_up()
    assert json.loads(lines[0])["networks"] == [network_id]
