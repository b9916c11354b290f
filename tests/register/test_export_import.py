"""Whole networks move between databases, and come whole or not at all."""

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Boolean, Column, LargeBinary, func, insert, select

from app.core.fault import Refusal
from app.core.record import new_id
from app.register import schema, transfer
from app.register.database import Database, open_database
from app.register.tables import TOLD, certificate, record

Open = Callable[[str], Database]
ROWS = 3


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Open]:
    opened = []

    def made(name: str) -> Database:
        opened.append(open_database(f"sqlite:///{tmp_path / name}.db"))
        return opened[-1]

    yield made
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The export of one network."""
    source = open_database(f"sqlite:///{tmp_path_factory.mktemp('export') / 'source.db'}")
    fill(source, new_id())
    found = export(source)
    source.close()
    return found


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty register."""
    made = open_database(f"sqlite:///{tmp_path_factory.mktemp('import') / 'target.db'}")
    yield made
    made.close()


def value(column: Column[Any], network_id: str, number: int) -> Any:
    """Something that is hard to carry, for each kind of column."""
    if column.name == "network_id":
        return network_id
    match column.type:
        case BigInteger():
            return None if column.nullable and number == 1 else 2**62 - number
        case Boolean():
            return number % 2 == 1
        case LargeBinary():
            return bytes(range(256)) * (number + 1)
        case _ if column.name in {"fields", "stamps", "value", "answer"}:
            return '{"nimi":"Ä „lainaus\\" 😀 \\u0000 \\n\u2028","luku":1.50}' * (1 + number % ROWS)
        case _:
            length = column.type.length or 36
            return new_id() if length == 36 else f"ä{secrets.token_hex(20)}"[:length]


def fill(database: Database, network_id: str) -> None:
    """Rows in every table of a network."""
    with database.writing() as connection:
        for table in TOLD:
            alone = table.primary_key.columns.keys() == ["network_id"]
            for number in range(1 if alone else ROWS):
                row = {each.name: value(each, network_id, number) for each in table.columns}
                connection.execute(insert(table).values(row))


def export(database: Database, *ids: str) -> list[bytes]:
    with database.reading() as connection:
        wanted = list(ids) or transfer.networks(connection)
        return list(transfer.lines(connection, schema.head(), wanted))


def take_in(database: Database, lines: list[bytes]) -> int:
    return database.write(lambda c: transfer.take_in(c, lines, schema.head()))


def count(database: Database) -> int:
    with database.reading() as connection:
        return sum(
            connection.scalar(select(func.count()).select_from(table)) or 0 for table in TOLD
        )


def test_sqlite_to_postgresql_and_back(sqlite: Open, postgresql: str) -> None:
    first, second = sqlite("first"), sqlite("second")
    ids = sorted([new_id(), new_id()])
    for each in ids:
        fill(first, each)
    lines = export(first)
    middle = open_database(postgresql)
    try:
        rows = take_in(middle, lines)
        assert rows == count(first) == len(lines) - 2
        assert export(middle) == lines
        assert take_in(second, export(middle, *ids)) == rows
    finally:
        middle.close()
    assert export(second) == lines


def test_one_network_of_several(sqlite: Open) -> None:
    first, second = sqlite("first"), sqlite("second")
    ids = [new_id(), new_id()]
    for each in ids:
        fill(first, each)
    take_in(second, export(first, ids[0]))
    assert count(second) * 2 == count(first)
    take_in(second, export(first, ids[1]))
    assert export(second) == export(first)


def test_never_over_a_network_that_is_there(sqlite: Open) -> None:
    first = sqlite("first")
    fill(first, new_id())
    lines, before = export(first), count(first)
    with pytest.raises(Refusal, match=r"01"):
        take_in(first, lines)
    assert count(first) == before


def test_what_clashes_is_refused_whole(sqlite: Open) -> None:
    first, second = sqlite("first"), sqlite("second")
    fill(first, new_id())
    fill(second, new_id())
    with second.writing() as connection, first.reading() as reading:
        number = reading.scalar(select(certificate.c.number).limit(1))
        connection.execute(
            certificate.update()
            .where(
                certificate.c.record_id
                == select(func.min(certificate.c.record_id)).scalar_subquery()
            )
            .values(number=number)
        )
    before = export(second)
    with pytest.raises(Refusal):
        take_in(second, export(first))
    assert export(second) == before


@given(st.data())
def test_what_isnt_whole_is_refused_whole(
    lines: list[bytes], target: Database, data: st.DataObject
) -> None:
    damaged = list(lines)
    at = data.draw(st.integers(0, len(lines) - 1))
    match data.draw(st.sampled_from(("drop", "cut", "change", "double", "end"))):
        case "drop":
            del damaged[at]
        case "cut":
            damaged[at] = damaged[at][: len(damaged[at]) // 2]
        case "change":
            where = data.draw(st.integers(0, len(damaged[at]) - 2))
            line = bytearray(damaged[at])
            line[where] ^= 1
            damaged[at] = bytes(line)
        case "double":
            damaged.insert(at, damaged[at])
        case "end":
            damaged = damaged[:at]
    with pytest.raises(Refusal):
        take_in(target, damaged)
    assert count(target) == 0


def test_rows_of_other_networks_are_refused(lines: list[bytes], sqlite: Open) -> None:
    head = json.loads(lines[0])
    head["networks"] = [new_id()]
    told = [json.dumps(head).encode() + b"\n", *lines[1:]]
    with pytest.raises(Refusal):
        take_in(sqlite("first"), told)


def test_other_tables_are_refused_with_their_version(lines: list[bytes], sqlite: Open) -> None:
    head = json.loads(lines[0])
    head["schema"] = "9999"
    told = [json.dumps(head).encode() + b"\n", *lines[1:]]
    with pytest.raises(Refusal, match="9999"):
        take_in(sqlite("first"), told)


def test_an_empty_register_is_a_file_too(sqlite: Open) -> None:
    lines = export(sqlite("first"))
    assert len(lines) == 2
    assert take_in(sqlite("second"), lines) == 0


def test_many_rows_go_in_few_at_a_time(sqlite: Open) -> None:
    first, second = sqlite("first"), sqlite("second")
    network_id = new_id()
    fill(first, network_id)
    with first.writing() as connection:
        connection.execute(
            insert(record),
            [
                {each.name: value(each, network_id, number) for each in record.columns}
                for number in range(520)
            ],
        )
    assert take_in(second, export(first)) == count(first)
