"""Whether the register says how it is."""

import asyncio
from typing import Any

from sqlalchemy.exc import OperationalError

from app.register import schema
from app.register.database import Database
from app.register.health import Readiness
from app.register.server import create_app
from app.register.settings import Settings
from tests.register.around import ask

READY = ("GET", "/ready", {})


def test_alive_and_ready(database: Database) -> None:
    application = create_app(database, Settings())
    alive, ready = ask(application, ("GET", "/health", {}), READY)
    assert (alive.status_code, ready.status_code) == (200, 200)
    assert ready.json() == {"ready": True}
    application.state.readiness.stopping = True
    alive, ready = ask(application, ("GET", "/health", {}), READY)
    assert (alive.status_code, ready.status_code, ready.json()["problem"]) == (200, 503, "stopping")


def test_other_tables_are_not_ready(database: Database, monkeypatch: Any) -> None:
    application = create_app(database, Settings())
    monkeypatch.setattr(schema, "head", lambda: "9999")
    (ready,) = ask(application, READY)
    assert (ready.status_code, ready.json()["problem"]) == (503, "tables")


def test_a_database_that_is_away_is_not_ready(database: Database, monkeypatch: Any) -> None:
    def away() -> Any:
        raise OperationalError("", {}, Exception())

    application = create_app(database, Settings())
    monkeypatch.setattr(database, "reading", away)
    (ready,) = ask(application, READY)
    assert (ready.status_code, ready.json()["problem"]) == (503, "database")


def test_a_slow_database_is_asked_once() -> None:
    asked = []

    class Slow(Database):
        def __init__(self) -> None:
            pass

        def reading(self) -> Any:
            import time

            asked.append(1)
            time.sleep(0.3)
            raise AssertionError

    async def go() -> list[str]:
        readiness = Readiness(Slow())
        from app.register import health

        health_seconds, health.MOST_SECONDS = health.MOST_SECONDS, 0.05
        try:
            return list(await asyncio.gather(*(readiness.problem() for _time in range(20))))
        finally:
            health.MOST_SECONDS = health_seconds

    assert asyncio.run(go()) == ["database"] * 20
    assert len(asked) == 1
