"""What stands around the register's core; ``server.create_app`` adds each to the application.

What these need of the core: a request that came with a known token has its device in
``request.state.device`` (``device_id``, ``network_id``, ``organisation_id``, ``role``) before its route
runs; the answers of a push are told in ``request.state.answers``, to be counted.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from app.register import blobs, daily, health, join, logs, metrics, pages, verify
from app.register.headers import SecurityHeaders
from app.register.hsds import routes as hsds
from app.register.limits import Limits
from app.register.public import following
from app.register.settings import Settings
from app.register.watching import Served, Watching
from app.register.web import directory
from app.register.web.failing import InWords

if TYPE_CHECKING:
    from app.register.database import Database
else:
    Database = Any

Extra = Callable[[FastAPI, Database, Settings], None]


def _pages(app: FastAPI, _database: Database, _settings: Settings) -> None:
    pages.add(app)
    join.add(app)


def _verify(app: FastAPI, database: Database, _settings: Settings) -> None:
    verify.add(app, database)


def _blobs(app: FastAPI, database: Database, _settings: Settings) -> None:
    blobs.add(app, database)


def _health(app: FastAPI, database: Database, _settings: Settings) -> None:
    app.state.readiness = health.Readiness(database)
    health.add(app, app.state.readiness)


def _daily(app: FastAPI, database: Database, settings: Settings) -> None:
    if settings.compaction:
        daily.add(app, database)


def _public(app: FastAPI, database: Database, settings: Settings) -> None:
    app.state.follower = following.Follower(database)
    following.add(app, app.state.follower)
    hsds.add(app, database, app.state.follower, settings)
    directory.add(app, database, app.state.follower, settings.address)


def _layers(app: FastAPI, database: Database, settings: Settings) -> None:
    """The layers around all routes; the last one is the outermost."""
    numbers = metrics.Metrics(database)
    metrics.add(app, numbers, settings)

    def told(served: Served) -> None:
        logs.tell(served)
        numbers.tell(served)

    app.add_middleware(Limits, settings=settings)
    app.add_middleware(InWords)
    app.add_middleware(Watching, told=told)
    app.add_middleware(SecurityHeaders, https=settings.address.startswith("https:"))


EXTRAS: tuple[Extra, ...] = (_pages, _verify, _blobs, _health, _daily, _public, _layers)
