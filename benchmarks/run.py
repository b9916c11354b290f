"""What things cost, as ratios within one run: ``python benchmarks/run.py [records]``."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import text

from app import demo
from app.clients.billing import proposals
from app.clients.visits import actions as visits
from app.core import editing, listing, search
from app.core.keys import Cost
from app.core.listing import Listing
from app.core.store import Store, connect, create
from app.core.text import set_language
from app.services.records import ServiceProduct

ROOT = Path(__file__).resolve().parents[1]
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
a = QApplication([]); w = QMainWindow(); w.show(); a.processEvents()
import os; os._exit(0)
"""
OURS = """
import gc, os, sys, time
gc.disable()
import app.cli
from pathlib import Path
from PySide6.QtCore import QEventLoop
from app.core.store import open_store
from app.ui import start
from app.ui.language import set_language
from app.ui.preferences import Preferences
from app.ui.theme import theme
gc.freeze(); gc.enable()
wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
a = start.make_application(); set_language("fi"); theme.apply(a)
s = open_store(Path(sys.argv[1]), "x y z")
w = start.make_window(s, Preferences.load(Path(sys.argv[1] + ".json"))); w.show()
while w.page._day is None:
    a.processEvents(wait)
a.processEvents()
if len(sys.argv) > 2:
    begin = time.perf_counter()
    w.go("services")
    while not w.page.bench.list.model.ids:
        a.processEvents(wait)
    a.processEvents()
    print(round((time.perf_counter() - begin) * 1000))
os._exit(0)
"""


def timed(work: Callable[[], object], times: int = 7) -> float:
    """The median of several runs, in seconds."""
    taken = []
    for _time in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return median(taken)


def process(script: str, *arguments: str) -> float:
    """How long a whole process takes."""
    return timed(
        lambda: subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=ROOT,
            check=True,
            env=COMPILED,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ),
        5,
    )


def main(records: int) -> None:
    """Measure and print."""
    set_language("fi")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.kumppani"
        store, _key = create(path, "x y z", Cost(1, 64, 1))
        demo.SIZES["benchmark"] = records
        begin = time.perf_counter()
        demo.fill(store, "benchmark", date.today())
        print(
            f"{records} records made in {time.perf_counter() - begin:.0f} s, {path.stat().st_size / 1e6:.0f} MB"
        )
        for typed in ("k", "koti", "kotiapu joensuu"):
            filter_ratio(store, typed)
        saving_ratio(store)
        day_ratio(store)
        whole = timed(lambda: ids(store, Listing()))
        print(f"whole list of ids: {whole * 1000:.0f} ms")
        print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
        store.close()
        process(OURS, str(path))  # as after an installation: the modules are compiled
        bare, ours = process(BARE), process(OURS, str(path))
        print(
            f"start to usable window: {ours * 1000:.0f} ms, bare window {bare * 1000:.0f} ms, ratio {ours / bare:.1f}"
        )
        opened = subprocess.run(
            [sys.executable, "-c", OURS, str(path), "list"],
            cwd=ROOT,
            check=True,
            env=COMPILED,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        print(f"first opening of the list: {opened.stdout.decode().strip()} ms")


def ids(store: Store, question: Listing) -> list[str]:
    """The ids of a list."""
    with store.read() as session:
        return listing.ids(session, ServiceProduct, question)


def filter_ratio(store: Store, typed: str) -> None:
    """A key in the filter against the bare full-text query."""
    expression = search.match_expression(typed, ["service"])
    connection = connect(store.path, store.data_key)
    bare = timed(
        lambda: connection.execute(
            "SELECT rowid FROM directory_words WHERE directory_words MATCH ?", (expression,)
        ).fetchall()
    )
    connection.close()
    with store.read() as session:
        rows = listing.order(session, ServiceProduct, Listing())
        ours = timed(lambda: listing.narrow(session, ServiceProduct, rows, typed))
        found = len(listing.narrow(session, ServiceProduct, rows, typed))
    print(
        f"filter {typed!r}: {found} found, {ours * 1000:.1f} ms, bare {bare * 1000:.1f} ms, ratio {ours / bare:.1f}"
    )


def day_ratio(store: Store) -> None:
    """A day of the calendar, with names and what doesn't fit, against the bare query of its visits."""
    day = date.today()
    with store.read() as session:
        query = text("SELECT * FROM visit WHERE deleted_at IS NULL AND day = :day ORDER BY start")
        bare = timed(lambda: session.execute(query, {"day": day.isoformat()}).all())
        ours = timed(lambda: visits.calendar(session, day, day))
        month = timed(lambda: proposals.month(session, day), 3)
        number = len(visits.slots(session, day, day))
    print(
        f"calendar of a day with {number} visits: {ours * 1000:.0f} ms, bare {bare * 1000:.1f} ms, "
        f"ratio {ours / bare:.1f}; a month's billing: {month * 1000:.0f} ms"
    )


def saving_ratio(store: Store) -> None:
    """Saving a record, with history and search, against a bare transaction of one update."""
    record_id = ids(store, Listing())[0]
    number = iter(range(1, 10_000))
    ours = timed(
        lambda: store.write(
            lambda s: editing.change(s, ServiceProduct, record_id, {"capacity": next(number)})
        ),
        15,
    )
    update = text("UPDATE service_product SET capacity = :n WHERE id = :id")
    bare = timed(
        lambda: store.keep(lambda s: s.execute(update, {"n": next(number), "id": record_id})), 15
    )
    print(
        f"saving: {ours * 1000:.1f} ms, bare transaction {bare * 1000:.1f} ms, ratio {ours / bare:.1f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
