"""A register with a world in it, on SQLite and on PostgreSQL, on a day in November."""

from datetime import date

import pytest
from fastapi import FastAPI

from app.register import verified
from app.register.database import Database
from tests.register.hsds import world as worlds
from tests.register.hsds.world import World

DAY = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verified, "today", lambda: DAY)


@pytest.fixture(scope="module")
def world(database: Database) -> World:
    return worlds.made(database)


@pytest.fixture
def served(application: FastAPI, world: World) -> FastAPI:
    """The register, asked after it has caught up."""
    application.state.follower.catch_up()
    return application
