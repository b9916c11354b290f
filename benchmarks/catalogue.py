"""What the catalogue costs: made from nothing, and asked by the pages of the web, each beside a measure of the same run.

    python benchmarks/catalogue.py [--services 20000] [--databases SQLite PostgreSQL]

Seconds and milliseconds are of the processor in this process, the lowest of several where something is asked,
so that other work on the machine counts little. What PostgreSQL itself needs isn't in them. Prints tables in
Markdown on standard output.
"""

import argparse
import gc
import json
import random
import resource
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterator
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec
from fastapi.testclient import TestClient
from sqlalchemy import func, insert, select, update

from app.catalogue import finding, following, shapes
from app.catalogue.finding import Wanted
from app.catalogue.tables import posting
from app.core.codes import codes
from app.core.record import new_id
from app.register.database import Database
from app.register.public.following import Follower
from app.register.server import create_app
from app.register.settings import Settings
from app.register.tables import network, record
from benchmarks.sync import Row, table
from benchmarks.syncing.registers import POSTGRESQL, SQLITE, Network, databases

DAY = date(2026, 11, 29)
_TIMES = 7
_OFTEN = 25
"""So many services an organisation has; a certificate names every third."""
_PAGE = 2_000
_SYLLABLES = (
    "ka ko ki ta te to ti sa se so si pa pe po pi ma me mi mo ra re ri ro la le li lo na ne ni no va ve vi "
    "hä he hi hö jä jo ju tu ku su mu lu ru"
)
_WORDS = 60_000
Fields = dict[str, Any]


class World:
    """Organisations, their services and the certificates of these, made of words as often as words are."""

    def __init__(self, services: int) -> None:
        self.chance = random.Random(services)
        self.services = services
        syllables = _SYLLABLES.split()
        self.known = [
            "".join(self.chance.choices(syllables, k=self.chance.randint(2, 6)))
            for _word in range(_WORDS)
        ]
        self._often = list(accumulate(1 / (at + 3) for at in range(_WORDS)))
        self._places = [each.id for each in codes("municipalities")]
        self._classes = [each.id for each in codes("ptv_service_classes")]
        self._groups = [each.id for each in codes("target_groups")]

    def records(self) -> Iterator[tuple[str, str, str, Fields]]:
        """Ids, kinds, owners and fields."""
        owners = [new_id() for _each in range(max(1, self.services // _OFTEN))]
        for owner in owners:
            yield new_id(), shapes.ORGANISATION, owner, self._organisation()
        made = [new_id() for _each in range(self.services)]
        for service in made:
            yield service, shapes.SERVICE, self.chance.choice(owners), self._service()
        for service in made[::3]:
            yield new_id(), shapes.CERTIFICATE, owners[0], _certificate(service)

    def _text(self, count: int) -> dict[str, str]:
        most = self._often[-1]
        found = (bisect(self._often, self.chance.random() * most) for _word in range(count))
        return {"fi": " ".join(self.known[each] for each in found)}

    def _organisation(self) -> Fields:
        return {
            "name": self._text(2),
            "summary": self._text(8),
            "sector": self.chance.choice(("business", "third", "public")),
            "home_municipality": self.chance.choice(self._places),
        }

    def _service(self) -> Fields:
        """A service as a careful office describes it: a hundred words."""
        steps = [{"title": self._text(2), "text": self._text(6)} for _step in range(3)]
        price = f"{self.chance.randint(20, 120)}.50"
        return {
            "name": {**self._text(3), "en": self._text(3)["fi"]},
            "promise": self._text(10),
            "description": self._text(60),
            "need": self._text(10),
            "included": self._text(15),
            "steps": steps,
            "target_groups": self.chance.sample(self._groups, 2),
            "prices": [{"unit": "hour", "price": price, "vat": "standard"}],
            "payers": ["self_pay", "voucher"],
            "place": ["home"],
            "form": ["individual"],
            "rhythm": ["regular"],
            "municipalities": self.chance.sample(self._places, self.chance.choice((0, 1, 3, 12))),
            "languages": ["fi", "sv"][: self.chance.randint(1, 2)],
            "ptv_class": self.chance.choice(self._classes),
            "stage": "productised",
        }


def _certificate(service: str) -> Fields:
    return {
        "name": {"fi": "Laatu"},
        "code": "V-2026-ABC123",
        "services": [{"service_id": service}],
        "valid_from": "2026-01-01",
        "valid_to": "2028-01-01",
        "status": "valid",
        "signature": "x",
        "content": json.dumps({"scheme": {"key": "network_quality", "version": "1"}}),
    }


def fill(database: Database, network_id: str, world: World) -> float:
    """Insert the records in bulk, as no office could; how many seconds that took the processor."""
    spent, rows, position = 0.0, list[Fields](), 0

    def put() -> None:
        nonlocal spent
        begin = time.process_time()
        with database.writing() as connection:
            connection.execute(insert(record), rows)
        spent += time.process_time() - begin
        rows.clear()

    for record_id, kind, owner, fields in world.records():
        position += 1
        given = {"record_id": record_id, "kind": kind, "owner": owner, "position": position}
        written = msgspec.json.encode(fields).decode()
        also = {"fields": written, "stamps": "{}", "writer": "", "deleted_at": None}
        rows.append({"network_id": network_id, **given, **also})
        if len(rows) == _PAGE:
            put()
    if rows:
        put()
    with database.writing() as connection:
        connection.execute(
            update(network).where(network.c.network_id == network_id).values(position=position)
        )
    return spent


def lowest(work: Callable[[], object]) -> float:
    """The fewest milliseconds of the processor that something took."""
    work()
    taken = []
    for _time in range(_TIMES):
        gc.collect()
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken) * 1000


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(product: str, address: str, services: int) -> None:
    """Build a register's catalogue and ask it."""
    its = Network(address)
    database, world = its.database, World(services)
    bulk, before = fill(database, its.id, world), megabytes()
    follower = Follower(database)
    begin = time.process_time()
    steps = 1
    while follower.step(following.AT_ONCE):
        steps += 1
    built = time.process_time() - begin
    with database.reading() as connection:
        rows = connection.scalar(select(func.count()).select_from(posting))
    print(f"### {services:,} services, {product}\n")
    table(
        ("", "seconds", "times a bulk insert of the records"),
        [
            ("bulk insert of the records", f"{bulk:.1f}", "1"),
            ("catalogue made from nothing", f"{built:.1f}", f"{built / bulk:.1f}"),
        ],
    )
    print(
        f"{steps} transactions, {rows:,} rows of postings, {megabytes() - before:.0f} MB of memory more.\n"
    )
    _ask(database, its.id, world)
    its.database.close()


def _ask(database: Database, network_id: str, world: World) -> None:
    settings = Settings(compaction=False)
    client = TestClient(create_app(database, settings), base_url="http://register")
    common, rare = world.known[0], world.known[5_000]
    asked = {
        "everything": ({}, ""),
        "a common word": ({"words": common}, f"q={common}"),
        "a rare word": ({"words": rare}, f"q={rare}"),
        "a municipality": ({"municipality": ("167",)}, "municipality=167"),
        "a word in a municipality, certified": (
            {"words": common, "municipality": ("167",), "certified": True},
            f"q={common}&municipality=167&certified=1",
        ),
        "a price": ({"price_to": 4_000}, "price=40"),
    }
    rows: list[Row] = []
    for what, (wanted, query) in asked.items():

        def find(wanted: Fields = wanted) -> None:
            with database.reading() as connection:
                finding.find(connection, [network_id], Wanted(by="fi", **wanted), DAY)

        def show(query: str = query) -> None:
            assert client.get(f"/fi/services?{query}").is_success

        found, shown = lowest(find), lowest(show)
        rows.append((what, f"{found:.1f}", f"{shown:.1f}", f"{shown / found:.1f}"))
    table(("search for", "catalogue, ms", "whole page, ms", "times"), rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, nargs="*", default=[20_000])
    parser.add_argument("--databases", nargs="*", default=[SQLITE, POSTGRESQL])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as make:
        for product in asked.databases:
            for services in asked.services:
                measure(product, make(product), services)


if __name__ == "__main__":
    main()
