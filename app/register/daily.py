"""What a serving process does once a day: forget what every device has seen go, and halves of uploads.

Of several processes on one PostgreSQL one does it; on a SQLite file they would take turns, and the second
finds nothing left to do.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app.register import blob_store, clock, compaction
from app.register.refused import Refused
from app.register.watching import in_short

if TYPE_CHECKING:
    from app.register.database import Database

HOUR = 60 * 60.0
DAY = 24 * HOUR
_LOCK = 0x6B756D71
"""The number of PostgreSQL's advisory lock under which one process clears up."""
_log = logging.getLogger("kumppani.register")


def clear_up(database: "Database") -> int | None:
    """Do it now; returns how many rows have gone, ``None`` while another process does it."""
    with _alone(database) as mine:
        if not mine:
            return None
        gone = compaction.compact(database)
        return gone + database.write(
            lambda connection: blob_store.forget_half(connection, clock.now())
        )


@contextmanager
def _alone(database: "Database") -> Generator[bool]:
    if not database.is_postgresql:
        yield True
        return
    lock = {"lock": _LOCK}
    with database.engine.connect() as connection:
        mine = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), lock))
        connection.commit()  # the lock is the session's: no transaction stays open meanwhile
        try:
            yield mine
        finally:
            if mine:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), lock)
                connection.commit()


def add(app: FastAPI, database: "Database") -> None:
    """Let the application do it when it starts and every day, beside serving."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def with_clearing(of: Any) -> AsyncGenerator[Any]:
        async with inner(of) as state:
            task = asyncio.create_task(_every_day(database))
            try:
                yield state
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    app.router.lifespan_context = with_clearing


async def _every_day(database: "Database") -> None:
    while True:
        pause = DAY
        try:
            gone = await run_in_threadpool(clear_up, database)
        except Exception as fault:  # noqa: BLE001 - serving goes on, and it is tried again
            known = isinstance(fault, SQLAlchemyError | Refused)
            level = logging.WARNING if known else logging.ERROR
            _log.log(level, "not cleared up", extra={"facts": in_short(fault)})
            pause = HOUR
        else:
            if gone is not None:
                _log.info("cleared up", extra={"facts": {"gone": gone}})
        await asyncio.sleep(pause)
