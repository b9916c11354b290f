"""One office in a process of its own, so that its memory and time are its alone: prints JSON on standard output."""

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from sqlalchemy import select

from app.core import editing
from app.core.store import Store, open_store
from app.sync import client, enrolling
from benchmarks.syncing import filling

CHANGED, TIMES = 100, 7
_requests: list[str] = []


def _count_requests() -> None:
    send = httpx.Client.send

    def counted(client: httpx.Client, request: httpx.Request, **more: Any) -> httpx.Response:
        _requests.append(request.url.path)
        return send(client, request, **more)

    # pyrefly: ignore[bad-assignment] - it hands on whatever it is called with
    httpx.Client.send = counted


def peak() -> float:
    """The most memory that this process has had, in megabytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1e3
    return 0.0


def timed(work: Callable[[], client.Report]) -> dict[str, Any]:
    """Run and measure."""
    _requests.clear()
    before, begin, busy = peak(), time.perf_counter(), time.process_time()
    report = work()
    return {
        "seconds": time.perf_counter() - begin,
        "busy": time.process_time() - busy,
        "requests": len(_requests),
        "memory": peak(),
        "before": before,
        "bytes": report.bytes,
        "records": report.pushed + report.pulled,
        "other": report.refused + report.conflicts,
    }


def make(path: Path, kind: str, number: str) -> dict[str, Any]:
    """A store with so many records."""
    with filling.new_store(path) as store:
        filling.fill(store, kind, int(number))
    return {}


def join(path: Path, url: str, code: str) -> dict[str, Any]:
    """Join a network, and note what is to be sent."""
    with _open(path) as store:
        begin = time.perf_counter()
        enrolling.connect(store, url, code)
        return {"seconds": time.perf_counter() - begin}


def sync(path: Path) -> dict[str, Any]:
    """Synchronise."""
    with _open(path) as store:
        return timed(lambda: client.synchronise(store))


def deltas(path: Path, other: str, kind: str) -> dict[str, Any]:
    """Changes of one office are sent by it and fetched by another one, several times; the middle one counts."""
    found: dict[str, list[dict[str, Any]]] = {"push": [], "pull": [], "idle": []}
    with ExitStack() as both:
        first, second = both.enter_context(_open(path)), both.enter_context(_open(Path(other)))
        client.synchronise(second)
        for at in range(TIMES):
            _change(first, kind, at)
            found["push"].append(timed(lambda: client.synchronise(first)))
            found["pull"].append(timed(lambda: client.synchronise(second)))
            found["idle"].append(timed(lambda: client.synchronise(second)))
    return {
        name: {key: median(each[key] for each in runs) for key in runs[0]}
        for name, runs in found.items()
    }


def _change(store: Store, kind: str, at: int) -> None:
    record, chance = filling.KINDS[kind], random.Random(at)
    with store.read() as session:
        ids = session.scalars(select(record.id).limit(5000)).all()
    name = "field_3" if kind == filling.PLAIN else "promise"
    words = filling.words(chance, 28)
    values = {name: words if kind == filling.PLAIN else {"fi": words}}
    for record_id in chance.sample(ids, CHANGED):
        store.write(partial(editing.change, record=record, record_id=record_id, values=values))


def _open(path: Path) -> Store:
    return open_store(path, filling.PASSPHRASE)


if __name__ == "__main__":
    gc.freeze()  # as the program does
    _count_requests()
    deed: Callable[..., dict[str, Any]] = {
        "make": make,
        "join": join,
        "sync": sync,
        "deltas": deltas,
    }[sys.argv[1]]
    print(json.dumps(deed(Path(sys.argv[2]), *sys.argv[3:])))
