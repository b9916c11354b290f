"""Whether the process lives (``/health``) and whether requests should come to it (``/ready``)."""

import asyncio
from typing import TYPE_CHECKING

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from app.register import schema
from app.register.refused import Refused

if TYPE_CHECKING:
    from app.register.database import Database

MOST_SECONDS = 3.0
"""A database that takes longer to answer counts as one that doesn't."""


class Readiness:
    """Asks the database, once for all who want to know at the same time.

    Attributes:
        stopping: whether the server was told to stop.
    """

    def __init__(self, database: "Database") -> None:
        self.database = database
        self.stopping = False
        self._asking: asyncio.Task[str] | None = None

    async def problem(self) -> str:
        """Why requests should go elsewhere, ``""`` when they may come."""
        if self.stopping:
            return "stopping"
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(run_in_threadpool(self._ask))
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking), MOST_SECONDS)
        except TimeoutError:
            return "database"

    def _ask(self) -> str:
        try:
            with self.database.reading() as connection:
                return "" if schema.revision(connection) == schema.head() else "tables"
        except (SQLAlchemyError, Refused):
            return "database"


def add(app: FastAPI, readiness: Readiness) -> None:
    """Let the application answer how it is."""

    @app.get("/health", include_in_schema=False)
    async def health() -> Response:
        return JSONResponse({"alive": True}, headers=_FRESH)

    @app.get("/ready", include_in_schema=False)
    async def ready() -> Response:
        problem = await readiness.problem()
        answer = {"ready": not problem, **({"problem": problem} if problem else {})}
        return JSONResponse(answer, 503 if problem else 200, headers=_FRESH)


_FRESH = {"Cache-Control": "no-store"}
