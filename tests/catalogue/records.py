"""Records as offices share them, and a catalogue that takes them in."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine

from app.catalogue import finding, following
from app.catalogue.following import Change
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.record import new_id

TODAY = date(2026, 11, 29)
NOW = 1_795_000_000_000


def organisation(name: str = "Rantakylän Arkiapu ry", **also: Any) -> dict[str, Any]:
    return {
        "name": {"fi": name},
        "sector": "third",
        "home_municipality": "167",
        "deleted_at": None,
        **also,
    }


def service(name: str = "Saattoapu", **also: Any) -> dict[str, Any]:
    return {
        "name": {"fi": name},
        "promise": {"fi": "Kaupassa ja lääkärillä et ole yksin"},
        "stage": "productised",
        "municipalities": ["167"],
        "languages": ["fi"],
        "deleted_at": None,
        **also,
    }


def certificate(*services: str, **also: Any) -> dict[str, Any]:
    return {
        "name": {"fi": "Verkoston laatu"},
        "code": "V-2026-ABC123",
        "services": [{"service_id": each} for each in services],
        "valid_from": "2026-01-01",
        "valid_to": "2027-12-31",
        "status": "valid",
        "self_declared": False,
        "signature": "abc",
        "content": json.dumps({"scheme": {"key": "network_quality", "version": "1"}}),
        "deleted_at": None,
        **also,
    }


class Kept:
    """A catalogue of one network, and the records that it follows."""

    def __init__(self, engine: Engine, network_id: str = "") -> None:
        self.engine = engine
        self.network = network_id or new_id()
        self.records: dict[str, Change] = {}
        self.position = self.horizon = 0
        self.now = NOW

    def put(
        self,
        kind: str,
        fields: Mapping[str, Any] | str,
        record_id: str = "",
        owner: str = "owner",
        *,
        deleted: bool = False,
    ) -> str:
        """A record as it stands from now on."""
        self.position += 1
        made = record_id or new_id()
        written = fields if isinstance(fields, str) else json.dumps(fields)
        self.records[made] = Change(made, kind, owner, written, self.position, deleted)
        return made

    def delete(self, record_id: str) -> None:
        before = self.records[record_id]
        self.put(before.kind, before.fields, record_id, before.owner, deleted=True)

    def source(self, after: int, up_to: int, count: int) -> list[Change]:
        found = [each for each in self.records.values() if after < each.position <= up_to]
        return sorted(found, key=lambda each: each.position)[:count]

    def follow(self, limit: int = 100) -> None:
        while True:
            with self.engine.begin() as connection:
                done = following.follow(
                    connection,
                    self.network,
                    self.source,
                    self.position,
                    self.horizon,
                    self.now,
                    limit,
                )
            assert done is not None
            if done.done:
                return

    @contextmanager
    def reading(self) -> Generator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    def find(self, day: date = TODAY, **wanted: Any) -> list[Item]:
        with self.reading() as connection:
            found = finding.find(connection, [self.network], Wanted(**wanted), day)
            assert found.total >= len(found.items)
            return list(found.items)

    def names(self, day: date = TODAY, **wanted: Any) -> list[str]:
        return [each.name.get("fi", "") for each in self.find(day, **wanted)]

    def one(self, record_id: str, kind: str = "service", day: date = TODAY) -> Item | None:
        with self.reading() as connection:
            return finding.entry_of(connection, [self.network], kind, record_id, day)
