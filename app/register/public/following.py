"""The catalogue of the register follows its records: a little whenever a page is read, the rest beside serving."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app.catalogue import following
from app.catalogue.following import Change, Progress
from app.register import clock, originals
from app.register.database import Database
from app.register.refused import Refused
from app.register.tables import network, original, record
from app.register.watching import in_short

AT_ONCE = 200
"""So many records a reader takes in before it reads; when there are more, it sees them a little later."""
_SHORT = 0.2
"""So many seconds a reader waits for another write."""
_MANY = following.AT_ONCE
_SECONDS, _PAUSE = 5.0, 0.05
_RUSH = 500
"""When so many changes have come in since the last look, somebody is sending all that he has, and following gives
way for a second: both want the same processor, and on SQLite only one may write."""
_PATIENCE = 30
"""So many seconds it gives way at most before it takes in everything that there is."""
_log = logging.getLogger("kumppani.register")


class Follower:
    """Keeps the catalogue of a database; of the threads of this process one does it at a time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._busy = threading.Lock()
        self._changes = 0

    def step(self, limit: int = AT_ONCE, wait: float | None = None) -> bool:
        """Take in at most so many records of each network; whether more may wait.

        Whoever finds another one at it waits for nothing.

        Raises:
            Refused: another write didn't end in ``wait`` seconds, or in the database's time without it.
        """
        if not self._busy.acquire(blocking=False):
            return True
        try:
            with self.database.reading() as connection:
                behind = _behind(connection)
            waits = [self._follow(each, limit, wait) for each in behind]
            return any(waits)
        finally:
            self._busy.release()

    def glance(self) -> None:
        """Take in a little before somebody reads, who hardly waits for another write: what is new comes later then."""
        with suppress(Refused):
            self.step(AT_ONCE, _SHORT)

    def catch_up(self) -> None:
        """Take in everything that waits."""
        while self.step(_MANY):
            pass

    def is_rush(self) -> bool:
        """Whether many changes have come in since this was last asked."""
        with self.database.reading() as connection:
            changes = connection.scalar(select(func.sum(network.c.position))) or 0
        before, self._changes = self._changes, int(changes)
        return self._changes - before >= _RUSH

    def _follow(self, network_id: str, limit: int, wait: float | None) -> bool:
        progress = self.database.write(lambda each: _take(each, network_id, limit), wait)
        return progress is None or not progress.done


def add(app: FastAPI, follower: Follower) -> None:
    """Let the application follow beside serving."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def with_following(of: Any) -> AsyncGenerator[Any]:
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
    patience = _PATIENCE
    while True:
        try:
            if patience and await run_in_threadpool(follower.is_rush):
                patience -= 1
                await asyncio.sleep(1)
                continue
            begun = time.monotonic()
            more = await run_in_threadpool(follower.step, _MANY)
            rest = max(
                time.monotonic() - begun, _PAUSE
            )  # whoever fetches meanwhile has half of the time
            patience = patience if more else _PATIENCE
        except Exception as fault:  # noqa: BLE001 - serving goes on, and it is tried again
            known = isinstance(fault, SQLAlchemyError | Refused)
            level = logging.WARNING if known else logging.ERROR
            _log.log(level, "not followed", extra={"facts": in_short(fault)})
            more, rest = False, _SECONDS
        await asyncio.sleep(rest if more else _SECONDS)


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
                record.c.stamps,
                original.c.facts,
                original.c.tag,
            )
            .join_from(
                record,
                original,
                (original.c.network_id == record.c.network_id)
                & (original.c.record_id == record.c.record_id),
                isouter=True,
            )
            .where(
                record.c.network_id == network_id,
                record.c.position > after,
                record.c.position <= up_to,
            )
            .order_by(record.c.position)
            .limit(count)
        )
        return [
            Change(
                *each[:5],
                deleted=each.deleted_at is not None,
                beside=originals.beside(each.facts, each.tag, each.stamps),
            )
            for each in rows
        ]

    return following.follow(
        connection, network_id, source, row.position, row.horizon, clock.now(), limit
    )
