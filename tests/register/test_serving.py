"""The server as a process: how it starts beside others, and how it stops."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.register import daily
from app.register.database import Database, open_database
from app.sync.protocol import PUSH
from tests.register.around import known

ROOT = Path(__file__).parents[2]


class Serving:
    """A process of ``serve`` on a free port."""

    def __init__(self, address: str, **settings: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.register", "--language", "en", "serve", "--database", address, "--port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8",
            env={**os.environ, **{f"KUMPPANI_REGISTER_{name}": value for name, value in settings.items()}},
        )  # fmt: skip
        self.url = ""

    def listening(self) -> "Serving":
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        self.url = line.split(" at ")[1].split(". ")[0]
        return self

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", timeout=20)

    def tell(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def ended(self) -> tuple[int, list[dict[str, Any]]]:
        """How it ended, and the lines of its log."""
        _said, log = self.process.communicate(timeout=30)
        return self.process.returncode, [json.loads(line) for line in log.splitlines()]


def started(address: str, number: int, **settings: str) -> Iterator[list[Serving]]:
    made = [Serving(address, **settings) for _time in range(number)]
    yield made
    for each in made:
        with suppress(OSError):
            each.process.kill()
        each.process.communicate()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serving") / "new" / "register.db"


@pytest.fixture(scope="module")
def two(file: Path) -> Iterator[list[Serving]]:
    """Two that were started at once on a file that wasn't there; each test ends one of them at most."""
    for made in started(f"sqlite:///{file}", 2, DRAIN_SECONDS="1"):
        yield [each.listening() for each in made]


def test_two_start_at_once_on_no_file(two: list[Serving]) -> None:
    for each in two:
        assert each.get("/ready").json() == {"ready": True}


def test_two_start_at_once_on_an_empty_postgresql(new_postgresql: Callable[[], str]) -> None:
    for both in started(new_postgresql(), 2):
        for each in both:
            assert each.listening().get("/ready").json() == {"ready": True}
            each.tell()
        for each in both:
            status, log = each.ended()
            assert status == 0
            assert {line["level"] for line in log} <= {"info"}, log


def test_what_runs_is_finished_when_it_is_told_to_stop(two: list[Serving], file: Path) -> None:
    database = open_database(f"sqlite:///{file}")
    office = known(database, "Esimerkki Oy")
    database.close()
    serving = two[0]
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        ThreadPoolExecutor() as threads,
    ):
        other.execute("BEGIN IMMEDIATE")
        body = {"after": 0, "changes": [_change(office.device_id)]}
        answer = threads.submit(
            httpx.post, f"{serving.url}{PUSH}", json=body, headers=office.headers, timeout=20
        )
        time.sleep(0.5)
        serving.tell()
        assert _refuses_connections(serving)
        assert not answer.done()
        other.execute("ROLLBACK")
        assert answer.result().json()["answers"][0]["id"] == body["changes"][0]["id"]
    status, log = serving.ended()
    assert status == 0
    (line,) = [each for each in log if each.get("route") == PUSH]
    told = (line["status"], line["device"], line["network"])
    assert told == (200, office.device_id, office.network_id)
    assert office.token not in json.dumps(log)


def _refuses_connections(serving: Serving) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            serving.get("/health")
        except httpx.ConnectError:
            return True
        time.sleep(0.05)
    return False


def _change(device: str) -> dict[str, Any]:
    from app.core.record import new_id
    from app.sync.stamp import Clock, tag_of

    stamp = Clock(round(time.time() * 1000)).stamp(tag_of(device))
    fields = {"name": {"fi": "Polku"}, "deleted_at": None}
    return {
        "id": new_id(), "kind": "service_path", "record": new_id(), "stamp": stamp, "fields": fields, "whole": True,
    }  # fmt: skip


def test_it_says_that_it_stops_before_it_does(two: list[Serving]) -> None:
    serving = two[1]
    assert serving.get("/ready").status_code == 200
    serving.tell(signal.SIGINT)
    until = time.monotonic() + 0.8
    found = serving.get("/ready")
    while found.status_code == 200 and time.monotonic() < until:
        found = serving.get("/ready")
    assert (found.status_code, found.json()["problem"]) == (503, "stopping")
    assert serving.ended()[0] == 0


def test_one_process_clears_up(postgresql: str) -> None:
    first, second = open_database(postgresql), open_database(postgresql)
    inside, go_on = threading.Event(), threading.Event()
    kept = daily.compaction.compact

    def slow(database: Database, days: int = 180) -> int:
        inside.set()
        go_on.wait(10)
        return kept(database, days)

    try:
        daily.compaction.compact = slow
        with ThreadPoolExecutor() as threads:
            running = threads.submit(daily.clear_up, first)
            inside.wait(10)
            assert daily.clear_up(second) is None
            go_on.set()
            assert running.result() == 0
        assert daily.clear_up(second) == 0
    finally:
        daily.compaction.compact = kept
        first.close()
        second.close()
