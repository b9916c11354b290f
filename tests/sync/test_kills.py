"""Office and register are killed in the middle of a synchronisation, and the disk fills up: nothing is lost or doubled.

The moments are chosen by chance that is the same at each run: around which request, how long after it came, and
whether the office or the register dies.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from sqlalchemy import event, func, select

from app.core import store as stores
from app.core.change import Changes
from app.core.history import CREATED, Change
from app.core.store import Store
from app.core.text import _l
from app.passphrase import VARIABLE
from app.register import tables
from app.register.database import open_database
from app.services.records import ServicePath
from app.sync import outbox, refused, status
from app.sync.records import Conflict, Shared
from app.sync.trouble import FULL, Stopped
from tests.conftest import PASSPHRASE
from tests.sync.proxy import Proxy
from tests.sync.running import ROOT, Network, Register, connect, office, paths, sync

ADDED = 240
AT_ONCE = 40
"""So many records the offices of these tests send and fetch in one request, so that there are many to die in."""
MOST_WAIT = 0.1
"""Seconds after a request came in which it, its answer and what the office does with it fall."""
OFFICE, REGISTER = "office", "register"
SMALL_PAGES = (
    "from app.sync import protocol; "
    f"protocol.MOST_CHANGES = protocol.MOST_PULLED = {AT_ONCE}; "
    "from app.__main__ import main; main()"
)
SMALL_DISK = (
    "import resource; limit = {}; resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)); "
)


class Line(Proxy):
    """A line that tells when a request passes."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.passes: Callable[[str], None] = lambda _path: None
        # That the register is gone is what is tested here, and nothing to be printed.
        self._server.handle_error = lambda request, client_address: None

    def ask(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, Any, bytes]:
        self.passes(path)
        return super().ask(method, path, headers, body)


class World:
    """A register that can be killed, the line to it, and two computers of an organisation."""

    def __init__(self, folder: Path, empty: Path) -> None:
        self.file, self.empty = folder / "register.db", empty
        self.register = Register(f"sqlite:///{self.file}").start()
        self.line = Line(self.register.url)
        self.database = open_database(self.register.database_url)
        self.words = folder / "passphrase.txt"
        self.words.write_text(PASSPHRASE)

    def begin(self, folder: Path) -> None:
        """A new network, and both computers with nothing in them."""
        self.folder, self.network, self.killed = folder, Network(self.database), 0
        for name in ("first", "second"):
            with office(self.empty, folder, name) as made:
                connect(made, self.line.url, self.network, "Arkiapu")

    def close(self) -> None:
        self.line.__exit__(None, None, None)
        self.register.kill()
        self.database.close()

    def open(self, name: str) -> Store:
        return stores.open_store(self.folder / f"{name}.kumppani", PASSPHRASE)

    def process(self, name: str, before: str = "") -> "subprocess.Popen[bytes]":
        """The program synchronises an office."""
        path = self.folder / f"{name}.kumppani"
        return subprocess.Popen(
            [sys.executable, "-c", before + SMALL_PAGES, "sync", "--store", str(path)],
            cwd=ROOT,
            env={**os.environ, VARIABLE: str(self.words)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def synchronise_and_kill(self, name: str, chance: random.Random, victim: str) -> None:
        """Run the program on an office, and kill it or the register at some moment."""
        process = self.process(name)
        kill = self.register.kill if victim == REGISTER else process.kill
        left, timers = chance.randint(1, ADDED // AT_ONCE), list[Timer]()

        def passes(_path: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                timers.append(Timer(chance.random() * MOST_WAIT, kill))
                timers[0].start()

        self.line.passes = passes
        _said, told = process.communicate(timeout=100)
        for each in timers:
            each.join()
        self.line.passes = lambda _path: None
        assert b"Traceback" not in told, told.decode()
        if victim == OFFICE:
            self.killed += process.returncode == -signal.SIGKILL
        if victim == REGISTER:
            assert process.returncode in {0, 1}, told.decode()
            self.register.kill()
            assert _is_whole(self.file)
            self.register.start()


def _is_whole(file: Path) -> bool:
    connection = sqlite3.connect(file)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


def add_many(store: Store, number: int) -> None:
    def work(session: Any) -> Changes:
        session.add_all(ServicePath(name={"fi": f"Polku {each}"}) for each in range(number))
        return Changes(_l("Added"))

    store.write(work)


def check_office(store: Store) -> None:
    """Everything is sent, nothing was refused, and each record was made once."""
    store.check()
    with store.read() as session:
        assert outbox.waiting_count(session) == 0
        assert refused.waiting_count(session) == 0
        assert session.query(Conflict).count() == 0
        made = select(Change.record_id, func.count()).where(
            Change.kind == "service_path", Change.field == CREATED
        )
        assert {number for _id, number in session.execute(made.group_by(Change.record_id))} == {1}
        shared = set(session.scalars(select(Shared.record_id).where(Shared.sent)))
        assert set(session.scalars(select(ServicePath.id))) <= shared


@pytest.fixture(scope="module")
def whole_world(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("world"), empty)
    yield made
    made.close()


@pytest.fixture
def world(whole_world: World, tmp_path: Path) -> World:
    whole_world.begin(tmp_path)
    return whole_world


@pytest.mark.parametrize("seed", range(1))
def test_kills_at_any_moment_lose_and_double_nothing(world: World, seed: int) -> None:
    chance, devices = random.Random(seed), dict[str, str]()
    for victim in (OFFICE, REGISTER):
        with world.open("first") as first:
            add_many(first, ADDED)
        world.synchronise_and_kill("first", chance, victim)
        world.synchronise_and_kill("second", chance, victim)
        for name in ("first", "second"):
            with world.open(name) as opened:
                opened.check()
                assert devices.setdefault(name, opened.keys.device) == opened.keys.device
    assert world.killed, "it was always done before it was killed"
    with world.open("first") as first, world.open("second") as second:
        sync(first), sync(second), sync(first)
        check_office(first), check_office(second)
        known = paths(first)
        assert len(known) == 2 * ADDED
        theirs = paths(second)
        assert theirs.keys() == known.keys()
        assert all(theirs[each].name == record.name for each, record in known.items())
    with world.database.reading() as connection:
        stored = connection.execute(
            select(tables.record.c.record_id, tables.record.c.position).where(
                tables.record.c.network_id == world.network.id
            )
        ).all()
        answers = select(func.count()).where(tables.change.c.network_id == world.network.id)
        answered = connection.scalar(answers)
    assert sorted(each for each, _position in stored) == sorted(known)
    assert sorted(position for _each, position in stored) == list(range(1, len(known) + 1))
    assert answered == len(known)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
@pytest.mark.parametrize("size", [50_000, 80_000])
def test_a_full_disk_is_told_and_nothing_is_stuck(world: World, size: int) -> None:
    with world.open("first") as first:
        add_many(first, ADDED)
    for name in ("first", "second"):
        limited = world.process(name, SMALL_DISK.format(size))
        _said, told = limited.communicate(timeout=100)
        assert limited.returncode == 1, told.decode()
        assert "levy on täynnä" in told.decode() or "disk is full" in told.decode()
        with world.open(name) as again:
            sync(again)
    with world.open("first") as first, world.open("second") as second:
        sync(first), sync(second)
        check_office(first), check_office(second)
        assert paths(first).keys() == paths(second).keys()


def test_a_full_disk_is_a_trouble_with_words(world: World) -> None:
    with world.open("first") as first, world.open("second") as second:
        add_many(first, ADDED)
        sync(first)
        second._engine.dispose()

        @event.listens_for(second._engine, "connect")
        def limit(connection: Any, _record: object) -> None:
            (size,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {size + 5}")

        with pytest.raises(Stopped) as stopped:
            sync(second)
        assert stopped.value.trouble.code == FULL
        assert not stopped.value.trouble.question
        assert str(stopped.value.trouble.words) != str(stopped.value.trouble.advice)
    with world.open("second") as second:
        assert sync(second).pulled == ADDED
        with second.read() as session:
            assert status.read(session).trouble is None
