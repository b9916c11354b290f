"""What synchronising costs, each beside what nobody can be faster than in the same run.

    python benchmarks/sync.py [--records 10000 50000] [--offices 200] [--databases SQLite PostgreSQL]

Prints tables in Markdown on standard output.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.syncing import filling
from benchmarks.syncing.office import CHANGED
from benchmarks.syncing.registers import POSTGRESQL, ROOT, SQLITE, Network, Register, databases

Row = tuple[object, ...]
CROWDS = 2
"""So many processes play the offices of a crowd."""
_OWN_ROWS = 10_000
"""So many records at most are fetched into an office's own tables, with history and search."""


def child(module: str, *arguments: object) -> dict[str, Any]:
    """What a process of a part of this benchmark says."""
    command = [sys.executable, "-m", f"benchmarks.syncing.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def office(*arguments: object) -> dict[str, Any]:
    """What one office did in a process of its own."""
    return child("office", *arguments)


def table(headings: Row, rows: list[Row]) -> None:
    """Print a table in Markdown."""
    print("| " + " | ".join(map(str, headings)) + " |")
    print("|---" + "|---:" * (len(headings) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print(flush=True)


class Measured:
    """The rows of the table of one kind of record on one database."""

    def __init__(self, kind: str, product: str) -> None:
        self.title = f"{kind.capitalize()}, register on {product}"
        self.rows: list[Row] = []

    def add(self, what: str, found: dict[str, Any], limit: float, server: float | None) -> None:
        """A row: how long it took, how long it takes at least, and what it needed."""
        seconds = found["seconds"]
        self.rows.append(
            (
                what,
                _time(seconds),
                _time(limit) if limit else "",
                f"{seconds / limit:.1f}" if limit else "",
                _time(found["busy"]),
                _time(server) if server is not None else "",
                f"{found['memory']:.0f} MB (+{found['memory'] - found['before']:.0f})",
                f"{found['bytes'] / 1e3:,.1f} kB",
                found["requests"],
                f"{found['records']:.0f}" + (f" (!{found['other']:.0f})" if found["other"] else ""),
            )
        )

    def tell(self) -> None:
        """Print it."""
        print(f"### {self.title}\n")
        heads = ("", "time", "limit", "ratio", "office’s processor", "register’s processor")
        table(
            (*heads, "office’s memory", "on the wire", "requests", "fields or records"), self.rows
        )


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def measure(
    folder: Path, kind: str, number: int, product: str, make: Callable[[str], str]
) -> list[Row]:
    """First push, first pull, deltas and an idle synchronisation of one register."""
    measured, address = Measured(kind, product), make(product)
    first, second, third = (folder / f"{name}.kumppani" for name in ("first", "second", "third"))
    place = SQLITE if product == SQLITE else make(product)
    office("make", first, kind, number)
    office("make", second, kind, 0)
    network = Network(address)
    limit = child("limits", first, kind, number, place)
    small = child("limits", first, kind, CHANGED, place)
    common = limit["encode"] + limit["loopback"]
    few = small["encode"] + small["loopback"]
    with Register(address) as register:

        def run(what: str, least: float, *deed: object) -> None:
            before = register.seconds()
            found = office(*deed)
            measured.add(what, found, least, register.seconds() - before)

        office("join", first, register.url, network.invite("Arkiapu"))
        run(f"first push of {number:,}", limit["register"] + common, "sync", first)
        office("join", second, register.url, network.invite("Naapuri"))
        run(f"first pull of {number:,}", limit["office"] + common, "sync", second)
        found = office("deltas", first, second, kind)
        measured.add(
            f"push of {CHANGED} in {number:,}", found["push"], small["register"] + few, None
        )
        measured.add(f"pull of {CHANGED} in {number:,}", found["pull"], small["office"] + few, None)
        measured.add(f"nothing to do in {number:,}", found["idle"], 0, None)
        if number <= _OWN_ROWS:
            office("make", third, kind, 0)
            office("join", third, register.url, network.invite("Arkiapu"))
            run(f"first pull of {number:,} of one’s own", 0, "sync", third)
        memory = register.megabytes()
    measured.tell()
    print(
        f"Limits: JSON {_time(limit['encode'])}, {limit['bytes'] / 1e6:.0f} MB over loopback "
        f"{_time(limit['loopback'])}, insert into SQLCipher {_time(limit['office'])}, into {product} "
        f"{_time(limit['register'])}. The register’s memory: {memory:.0f} MB.\n",
        flush=True,
    )
    network.database.close()
    return measured.rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="*", default=[10_000, 50_000])
    parser.add_argument("--kinds", nargs="*", default=[filling.RICH, filling.PLAIN])
    parser.add_argument("--databases", nargs="*", default=[SQLITE, POSTGRESQL])
    parser.add_argument("--offices", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as make:
        for kind in asked.kinds:
            for product in asked.databases:
                for number in asked.records:
                    with tempfile.TemporaryDirectory(dir=folder) as place:
                        measure(Path(place), kind, number, product, make)
        if asked.offices:
            crowd(asked.offices, asked.seconds, make)


def crowd(offices: int, seconds: int, make: Callable[[str], str]) -> None:
    """Many offices at once, against one and two processes of a register on PostgreSQL."""
    rows: list[Row] = []
    for servers in (1, 2):
        for pause in (0.0, 20.0):
            rows.append(_crowd(offices, servers, seconds, pause, make(POSTGRESQL)))
    print(f"### {offices} offices at once, register on PostgreSQL\n")
    heads = ("", "pushes/s", "p50", "p95", "pulls/s", "p50", "p95", "records fetched/s")
    table((*heads, "on the wire", "registers’ processors"), rows)


def _crowd(offices: int, servers: int, seconds: int, pause: float, address: str) -> Row:
    network = Network(address)
    with ExitStack() as running:
        registers = [running.enter_context(Register(address)) for _server in range(servers)]
        known = [
            (registers[at % servers].port, *network.enrol(f"Toimisto {at}"))
            for at in range(offices)
        ]
        begin = time.time() + 10 + offices / 20
        command = [sys.executable, "-m", "benchmarks.syncing.crowd"]
        given = {"begin": begin, "seconds": seconds, "pause": pause}
        processes = []
        for at in range(CROWDS):
            process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            processes.append(process)
            assert process.stdin
            process.stdin.write(json.dumps({**given, "offices": known[at::CROWDS]}))
            process.stdin.close()
            process.stdin = None
        time.sleep(max(0.0, begin - time.time()))
        busy = sum(each.seconds() for each in registers)
        said = [json.loads(process.communicate()[0]) for process in processes]
        took = max(each["took"] for each in said)
        busy = sum(each.seconds() for each in registers) - busy
    network.database.close()
    pushes, pulls = (sorted(x for each in said for x in each[name]) for name in ("pushes", "pulls"))
    what = "without a pause" if not pause else f"each every {pause:.0f} s"
    return (
        f"{servers} process{'es' if servers > 1 else ''}, {what}",
        *(f"{len(pushes) / took:.0f}", *_middle(pushes)),
        *(f"{len(pulls) / took:.0f}", *_middle(pulls)),
        f"{sum(each['fetched'] for each in said) / took:,.0f}",
        f"{sum(each['bytes'] for each in said) / took / 1e3:,.0f} kB/s",
        f"{busy / took:.1f}",
    )


def _middle(times: list[float]) -> tuple[str, str]:
    return _time(times[len(times) // 2]), _time(times[len(times) * 95 // 100])


if __name__ == "__main__":
    main()
