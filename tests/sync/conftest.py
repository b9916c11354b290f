"""A register for the tests of this folder, and networks on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.store import Store
from app.register.database import Database, open_database
from app.sync import register_api
from tests.sync.running import Join, Network, Register, connect, office


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of the register: a SQLite file."""
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def register(database: Database) -> Iterator[Register]:
    """A running register."""
    running = Register(f"sqlite:///{Path(database.engine.url.database or '')}").start()
    yield running
    running.kill()


@pytest.fixture
def network(database: Database) -> Network:
    """A new network of the register."""
    return Network(database)


@pytest.fixture
def join(network: Network, register: Register, empty: Path, tmp_path: Path) -> Iterator[Join]:
    """Offices that have joined that network."""
    made: list[Store] = []

    def joined(name: str, organisation: str, **more: Any) -> Store:
        made.append(office(empty, tmp_path, name))
        connect(made[-1], register.url, network, organisation, **more)
        return made[-1]

    yield joined
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second try comes at once."""
    monkeypatch.setattr(register_api, "PAUSE", 0.001)
