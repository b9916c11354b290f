"""The catalogue of the register follows its records: a little whenever a page is read, the rest beside serving."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app.catalogue import following
from app.catalogue.following import Change, Progress
from app.register import clock
from app.register.refused import Refused
from app.register.tables import network, record
from app.register.watching import in_short

if TYPE_CHECKING:
    from app.register.database import Database
else:
    Database = Any

AT_ONCE = 200
"""So many records a reader takes in before it reads; when there are more, it sees them a little later."""
_MANY = 2000
_SECONDS = 5.0
_log = logging.getLogger("kumppani.register")


class Follower:
    """Keeps the catalogue of a database; of the threads of this process one does it at a time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._busy = threading.Lock()

    def step(self, limit: int = AT_ONCE) -> bool:
        """Take in at most so many records of each network; whether more may wait.

        Whoever finds another one at it waits for nothing.
        """
        if not self._busy.acquire(blocking=False):
            return True
        try:
            with self.database.reading() as connection:
                behind = _behind(connection)
            waits = [self._follow(each, limit) for each in behind]
            return any(waits)
        finally:
            self._busy.release()

    def catch_up(self) -> None:
        """Take in everything that waits."""
        while self.step(_MANY):
            pass

    def _follow(self, network_id: str, limit: int) -> bool:
        progress = self.database.write(lambda connection: _take(connection, network_id, limit))
        return progress is None or not progress.done


def add(app: FastAPI, follower: Follower) -> None:
    """Let the application follow beside serving."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def with_following(of: Any) -> AsyncIterator[Any]:
        async with inner(of) as state:
            task = asyncio.create_task(_on_and_on(follower))
            try:
                yield state
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    app.router.lifespan_context = with_following


async def _on_and_on(follower: Follower) -> None:
    while True:
        try:
            more = await run_in_threadpool(follower.step, _MANY)
        except Exception as fault:  # noqa: BLE001 - serving goes on, and it is tried again
            known = isinstance(fault, SQLAlchemyError | Refused)
            level = logging.WARNING if known else logging.ERROR
            _log.log(level, "not followed", extra={"facts": in_short(fault)})
            more = False
        await asyncio.sleep(0.05 if more else _SECONDS)


def _behind(connection: Connection) -> list[str]:
    """The networks that have what the catalogue hasn't taken in yet."""
    rows = connection.execute(select(network.c.network_id, network.c.position, network.c.horizon))
    return [row[0] for row in rows if following.is_behind(connection, *row)]


def _take(connection: Connection, network_id: str, limit: int) -> Progress | None:
    row = connection.execute(
        select(network.c.position, network.c.horizon).where(network.c.network_id == network_id)
    ).one()

    def source(after: int, up_to: int, count: int) -> Sequence[Change]:
        rows = connection.execute(
            select(
                record.c.record_id,
                record.c.kind,
                record.c.owner,
                record.c.fields,
                record.c.position,
                record.c.deleted_at,
            )
            .where(
                record.c.network_id == network_id,
                record.c.position > after,
                record.c.position <= up_to,
            )
            .order_by(record.c.position)
            .limit(count)
        )
        return [Change(*each[:5], deleted=each.deleted_at is not None) for each in rows]

    return following.follow(
        connection, network_id, source, row.position, row.horizon, clock.now(), limit
    )
