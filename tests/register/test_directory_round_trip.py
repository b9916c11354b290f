"""What one register shows in its open interface goes into another one, and is shown there the same."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from app.exchange.directories.reading import opened
from app.exchange.directories.report import Report
from app.register import networks, verified
from app.register.database import Database, open_database
from app.register.directories.importing import Importing
from app.register.server import create_app
from app.register.settings import Settings
from tests.register.hsds import world as worlds
from tests.register.hsds.world import said

DAY = date(2026, 11, 29)
ASKED = {"full": "true", "per_page": "100", "lang": "fi"}
LISTS = ("services", "organizations")
OF_THE_REGISTER = frozenset(
    {
        "x_network",
        "x_network_id",
        "x_last_modified",
        "last_modified",
        "x_certificates",
        "accreditations",
    }
)
"""What tells of the register itself, or what only its own certifiers can vouch for."""


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verified, "today", lambda: DAY)


@pytest.fixture
def registers(tmp_path: Path) -> Iterator[list[tuple[Database, FastAPI]]]:
    made = []
    for name in ("first", "second", "third"):
        database = open_database(f"sqlite:///{tmp_path / name}.db")
        made.append((database, create_app(database, Settings(compaction=False))))
    yield made
    for database, _application in made:
        database.close()


def shown(application: FastAPI, folder: Path) -> dict[str, Any]:
    """Everything that a register shows, written into a folder as it was answered."""
    application.state.follower.catch_up()
    folder.mkdir()
    answers = {}
    for name in LISTS:
        answers[name] = said(application, f"/{name}", params=ASKED)
        (folder / f"{name}.json").write_text(json.dumps(answers[name]), encoding="utf-8")
    return {
        f"{name} {each['id']} {place}": value
        for name, answer in answers.items()
        for each in answer["contents"]
        for place, value in plainly(each)
    }


def plainly(found: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """What is said and where, without the register itself and the ids that it makes of its own rows."""
    if isinstance(found, list):
        kept = [each for each in found if not is_of_network(each)]
        for at, each in enumerate(kept):
            yield from plainly(each, f"{place}/{at}")
    elif isinstance(found, dict):
        ids = {"id", "location_id", "link_id"} if place else set()
        for name in found.keys() - OF_THE_REGISTER - ids:
            yield from plainly(found[name], f"{place}/{name}")
    else:
        yield place, found


def is_of_network(found: Any) -> bool:
    return isinstance(found, dict) and found.get("link_type") in {"network", "path", "certificate"}


def take(database: Database, folder: Path) -> Report:
    network_id = database.write(lambda connection: networks.make(connection, "Verkosto"))
    with opened(folder, "Toinen rekisteri") as directory:
        return Importing(database, network_id, directory).run()


def test_from_register_to_register(
    registers: list[tuple[Database, FastAPI]], tmp_path: Path
) -> None:
    (first, its), (second, others), (third, last) = registers
    world = worlds.made(first)
    # As an office stores it.
    world.put("o", "organisation", {**worlds.ORGANISATION, "association_number": "123456"})
    before = shown(its, tmp_path / "a")
    report = take(second, tmp_path / "a")
    assert report.refused == []
    after = shown(others, tmp_path / "b")
    assert after == before
    take(third, tmp_path / "b")
    assert shown(last, tmp_path / "c") == after
