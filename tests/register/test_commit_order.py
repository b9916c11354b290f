"""Positions become visible in their order: a reader that has passed one has missed none before it."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection

from app.register import devices, pulling, stored
from app.register.database import Database, open_database
from tests.register.offices import Net
from tests.register.process import push, serve

WAIT = 20


class Reader:
    """Polls as an office does."""

    def __init__(self, database: Database, token: str) -> None:
        self.database, self.token = database, token
        self.cursor, self.seen = 0, list[str]()

    def poll(self) -> None:
        with self.database.reading() as connection:
            device = devices.by_token(connection, self.token)
            page = pulling.page(connection, device, self.cursor, 100)
        self.seen += [state.id for state in page.records]
        self.cursor = page.next


@pytest.fixture
def another(address: str) -> Iterator[Database]:
    """The same database as another server has it open."""
    opened = open_database(address)
    yield opened
    opened.close()


Save = Callable[..., None]


def test_a_later_push_does_not_overtake_one_that_has_its_positions(
    net: Net, another: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One push is held between being given its positions and its commit."""
    first, second = net.office("A"), net.office("B")
    reader = Reader(another, net.office("C").token)
    numbered, go_on = threading.Event(), threading.Event()
    save = stored.save

    def held(connection: Connection, *more: Any) -> None:
        if connection.engine.pool is net.database.engine.pool:
            numbered.set()
            assert go_on.wait(WAIT)
        save(connection, *more)

    monkeypatch.setattr(stored, "save", held)
    with ThreadPoolExecutor(2) as servers:
        early: Future[list[str]] = servers.submit(push, net.database, first.token, "early", 3)
        assert numbered.wait(WAIT)
        late = servers.submit(push, another, second.token, "late")
        for _poll in range(10):
            reader.poll()
            time.sleep(0.02)
        assert not late.done(), "it waits for the positions before its own"
        assert (reader.seen, reader.cursor) == ([], 0)
        go_on.set()
        wanted = early.result(WAIT) + late.result(WAIT)
    reader.poll()
    assert reader.seen == wanted
    assert [net.row(each)["position"] for each in wanted] == [1, 2, 3, 4]


def test_a_push_that_fails_leaves_no_gap_to_wait_for(
    net: Net, another: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = net.office("A")
    reader = Reader(another, net.office("B").token)
    save = stored.save

    def fails(*_more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(stored, "save", fails)
    with pytest.raises(ZeroDivisionError):
        push(net.database, office.token, "lost")
    monkeypatch.setattr(stored, "save", save)
    ids = push(another, office.token, "kept")
    reader.poll()
    assert (reader.seen, reader.cursor) == (ids, 1)


def test_networks_do_not_wait_for_each_other(
    net: Net, application: FastAPI, another: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not another.is_postgresql:
        pytest.skip("SQLite has one writer at a time")
    held_office = net.office("A")
    with Net(net.database, application) as other_net:
        office = other_net.office("A")
        numbered, go_on = threading.Event(), threading.Event()
        save = stored.save

        def held(connection: Connection, network_id: str, *more: Any) -> None:
            if network_id == net.id:
                numbered.set()
                assert go_on.wait(WAIT)
            save(connection, network_id, *more)

        monkeypatch.setattr(stored, "save", held)
        with ThreadPoolExecutor(1) as server:
            early = server.submit(push, net.database, held_office.token, "held")
            assert numbered.wait(WAIT)
            assert push(another, office.token, "free")
            assert not early.done()
            go_on.set()
            early.result(WAIT)


@pytest.fixture(scope="session")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Two processes of their own."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as made:
        yield made


def test_two_servers_and_a_reader(net: Net, address: str, processes: ProcessPoolExecutor) -> None:
    """Two real processes push as fast as they can while a reader polls."""
    offices = [net.office("A"), net.office("B")]
    reader = Reader(net.database, net.office("C").token)
    running = [processes.submit(serve, address, office.token, office.tag, 12) for office in offices]
    while wait(running, timeout=0.001).not_done:
        reader.poll()
    reader.poll()
    wanted = [each for done in running for each in done.result()]
    assert len(reader.seen) == len(set(reader.seen)) == len(wanted) == 72
    assert set(reader.seen) == set(wanted)
    assert reader.cursor == net.position == 72
