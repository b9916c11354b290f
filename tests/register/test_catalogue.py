"""The register's catalogue: it follows what offices push, on both databases and with several at it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, delete, func, select, update

from app.catalogue import finding, tables
from app.catalogue.wanted import Wanted
from app.core.record import new_id
from app.register import cli, networks, schema, transfer
from app.register.database import Database, open_database
from app.register.public.following import Follower
from app.register.tables import TOLD, network, record
from tests.catalogue.records import certificate, organisation, service
from tests.register.certificates import record as made
from tests.register.offices import Net, part

TODAY = date(2026, 11, 29)


@pytest.fixture
def follower(database: Database) -> Follower:
    return Follower(database)


def names(database: Database, *ids: str, **wanted: Any) -> list[str]:
    with database.reading() as connection:
        found = finding.find(connection, ids, Wanted(**wanted), TODAY)
    return [each.name["fi"] for each in found.items]


def test_what_offices_push_is_found(net: Net, follower: Follower) -> None:
    office = net.office("Arkiapu")
    office.add({"name": {"fi": "Rantakylän Arkiapu ry"}, "sector": "third"}, "organisation")
    change = office.add({"name": {"fi": "Saattoapu"}, "stage": "productised"}, "service")
    follower.catch_up()
    assert names(net.database, net.id, words="rantak saatto") == ["Saattoapu"]
    office.push(part(office, change, {"name": {"fi": "Kauppa-apu"}}))
    follower.catch_up()
    assert names(net.database, net.id) == ["Kauppa-apu"]
    office.push(part(office, change, {"deleted_at": "2026-11-29T10:00:00.000Z"}))
    follower.catch_up()
    assert names(net.database, net.id) == []


def test_drafts_are_never_kept_as_shown(net: Net, follower: Follower) -> None:
    office = net.office("Arkiapu")
    office.add({"name": {"fi": "Arkiapu ry"}, "sector": "third"}, "organisation")
    change = office.add({"name": {"fi": "Salainen"}, "stage": "productised"}, "service")
    office.push(part(office, change, {"stage": "draft"}))
    follower.catch_up()
    with net.database.reading() as connection:
        found = finding.entry_of(connection, [net.id], "service", change.record, TODAY)
        assert found is None
    assert names(net.database, net.id) == []


def filled(connection: Connection, network_id: str, count: int) -> str:
    """An organisation with services, as pushes leave them; the id of the first service."""
    owner = networks.make_organisation(connection, network_id, "Arkiapu")
    made(connection, network_id, "organisation", owner, organisation())
    ids = [
        made(connection, network_id, "service", owner, service(f"Palvelu {number}"))
        for number in range(count)
    ]
    number = 0
    for row in connection.execute(
        select(record.c.record_id).where(record.c.network_id == network_id)
    ):
        number += 1
        connection.execute(
            update(record).where(record.c.record_id == row.record_id).values(position=number)
        )
    connection.execute(
        update(network).where(network.c.network_id == network_id).values(position=number)
    )
    return ids[0]


def test_several_follow_at_once(database: Database, address: str) -> None:
    with database.writing() as connection:
        network_id = networks.make(connection, "Verkosto")
        filled(connection, network_id, 60)
    other = open_database(address)
    together = threading.Barrier(2)

    def run(where: Database) -> None:
        together.wait(20)
        follower = Follower(where)
        for _step in range(200):
            if not follower.step(7):
                return
        raise AssertionError("it should have come to its end")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, (database, other)))
    other.close()
    assert len(names(database, network_id, per_page=100, words="palvelu")) == 60
    with database.reading() as connection:
        row = connection.execute(
            select(tables.state).where(tables.state.c.network_id == network_id)
        ).one()
        assert (row.position, row.last_number, row.rebuilding) == (61, 61, False)


def test_whoever_finds_it_locked_waits_for_nothing(database: Database, net: Net) -> None:
    if not database.is_postgresql:
        follower = Follower(database)
        with follower._busy:  # another thread of this process
            assert follower.step()
        return
    Follower(database).catch_up()
    office = net.office("A")
    with database.writing() as connection:
        connection.execute(
            select(tables.state).where(tables.state.c.network_id == net.id).with_for_update()
        )
        office.add({"name": {"fi": "Arkiapu ry"}, "sector": "third"}, "organisation")
        assert Follower(database).step(), "there is more, and somebody else is at it"
    assert not Follower(database).step()


def test_compaction_hides_no_deletion(
    net: Net, follower: Follower, at: Callable[[int], None]
) -> None:
    office = net.office("Arkiapu")
    office.add({"name": {"fi": "Arkiapu ry"}, "sector": "third"}, "organisation")
    change = office.add({"name": {"fi": "Saattoapu"}, "stage": "productised"}, "service")
    office.add({"name": {"fi": "Kotihoito"}, "stage": "productised"}, "service")
    follower.catch_up()
    office.push(part(office, change, {"deleted_at": "2026-11-29T10:00:00.000Z"}))
    with (
        net.database.writing() as connection
    ):  # as compaction leaves it, long before we looked again
        connection.execute(delete(record).where(record.c.record_id == change.record))
        connection.execute(
            update(network).where(network.c.network_id == net.id).values(horizon=net.position)
        )
    follower.catch_up()
    assert names(net.database, net.id) == ["Kotihoito"]


def test_a_certificate_counts_while_it_is_valid(database: Database) -> None:
    with database.writing() as connection:
        network_id = networks.make(connection, "Verkosto")
        first = filled(connection, network_id, 3)
        its = certificate(first, valid_to="2026-11-29")
        made(connection, network_id, "certificate", "x", its)
        connection.execute(update(record).where(record.c.kind == "certificate").values(position=99))
        connection.execute(
            update(network).where(network.c.network_id == network_id).values(position=99)
        )
    Follower(database).catch_up()
    with database.reading() as connection:
        for day, total in ((TODAY, 1), (date(2026, 11, 30), 0)):
            found = finding.find(connection, [network_id], Wanted(certified=True), day)
            assert found.total == total


@pytest.fixture
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('catalogue') / 'register.db'}")
    yield opened
    opened.close()


def test_a_hidden_network_is_hidden(sqlite: Database) -> None:
    with sqlite.writing() as connection:
        shown, hidden = (networks.make(connection, name) for name in ("Yksi", "Kaksi"))
    for command, there in (("hide", [shown]), ("show", sorted([shown, hidden]))):
        ran = CliRunner().invoke(
            cli.main, ["network", command, hidden, "--database", str(sqlite.engine.url)]
        )
        assert ran.exit_code == 0, ran.output
        with sqlite.reading() as connection:
            assert list(networks.public(connection)) == there
    ran = CliRunner().invoke(
        cli.main, ["network", "hide", new_id(), "--database", str(sqlite.engine.url)]
    )
    assert ran.exit_code == 1


def test_a_moved_network_makes_its_catalogue_itself(sqlite: Database, database: Database) -> None:
    with sqlite.writing() as connection:
        network_id = networks.make(connection, "Verkosto")
        filled(connection, network_id, 3)
        networks.show(connection, network_id, public=False)
    Follower(sqlite).catch_up()
    with sqlite.reading() as connection:
        lines = list(transfer.lines(connection, schema.head(), [network_id]))
    assert b"catalogue" not in b"".join(lines)
    database.write(lambda connection: transfer.take_in(connection, lines, schema.head()))
    assert names(database, network_id) == []
    Follower(database).catch_up()
    assert names(database, network_id) == names(sqlite, network_id) != []
    with database.reading() as connection:
        assert network_id not in networks.public(connection)


def test_only_what_offices_told_is_moved() -> None:
    assert {table.name for table in TOLD}.isdisjoint(tables.metadata.tables)


def test_an_older_database_gets_its_catalogue(address: str, database: Database) -> None:
    assert database
    with database.reading() as connection:
        assert schema.revision(connection) == schema.head() >= "0002"
        connection.scalar(select(func.count()).select_from(tables.entry))


def test_a_reader_hardly_waits_for_another_write(
    address: str, net: Net, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower.catch_up()
    net.office("A").add({"name": {"fi": "Arkiapu ry"}, "sector": "third"}, "organisation")
    waited = list[float | None]()
    step = follower.step
    monkeypatch.setattr(
        follower, "step", lambda limit, wait: (waited.append(wait), step(limit, wait))
    )
    other = open_database(address)
    with other.writing() as connection:
        connection.execute(update(network).values(position=network.c.position + 1))
        follower.glance()
    other.close()
    assert waited[0] is not None
    assert waited[0] < 1
    with net.database.writing() as connection:  # the next write waits as long as ever
        assert connection.get_execution_options()["wait"] > 1


def test_following_gives_way_while_much_comes_in(net: Net, follower: Follower) -> None:
    def come(number: int) -> None:
        with net.database.writing() as connection:
            here = update(network).where(network.c.network_id == net.id)
            connection.execute(here.values(position=network.c.position + number))

    follower.is_rush()
    assert not follower.is_rush()
    come(3)
    assert not follower.is_rush(), "offices that work as every day don't hold it up"
    come(2000)
    assert follower.is_rush()
    assert not follower.is_rush()
