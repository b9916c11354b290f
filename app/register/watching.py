"""What each request was and what became of it, told to the log and to the metrics.

It stands around all that may fail: it gives the request its id, and turns what nobody caught into an answer and
one line of the log. The words of such an exception are left out, for they may hold somebody's values.
"""

import logging
import re
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from uuid import uuid4

from sqlalchemy import exc
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.register.faults import refusal
from app.sync.protocol import Code

REQUEST_ID = "X-Request-Id"
_GIVEN_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
_FRAMES = 12
OUT_OF_REACH = (exc.OperationalError, exc.TimeoutError)
"""What a database says that is away, or that has no connection left."""
_log = logging.getLogger("kumppani.register")


@dataclass(frozen=True)
class Served:
    """One request. ``route`` is the template of its address, never the address itself.

    Attributes:
        status: 0 when the office went away before it was answered.
        seconds: from its headers until the last byte of the answer.
        received, sent: the bytes of the bodies.
        network, device: ids of whom its token told, ``""`` without one.
        answers: what became of the changes of a push, ``None`` for anything else.
    """

    id: str
    method: str
    route: str
    status: int
    seconds: float
    received: int
    sent: int
    network: str
    device: str
    answers: Any = None


class Watching:
    """The layer around all that may fail."""

    def __init__(self, app: ASGIApp, told: Callable[[Served], None]) -> None:
        self.app = app
        self.told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        given = Headers(scope=scope).get(REQUEST_ID, "")
        request_id = given if _GIVEN_ID.match(given) else uuid4().hex
        status = received = sent = 0

        async def counted_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        async def counted_send(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, counted_receive, counted_send)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it becomes an answer and a line
            out_of_reach = isinstance(fault, OUT_OF_REACH)
            level = logging.WARNING if out_of_reach else logging.ERROR
            _log.log(level, "failed", extra={"facts": {"request": request_id, **in_short(fault)}})
            if status == 0:
                answer = _failed(out_of_reach=out_of_reach)
                await answer(scope, counted_receive, counted_send)
        finally:
            state = scope.get("state", {})
            device = state.get("device")
            self.told(
                Served(
                    request_id,
                    scope["method"],
                    getattr(scope.get("route"), "path", "-"),
                    status,
                    time.perf_counter() - started,
                    received,
                    sent,
                    getattr(device, "network_id", ""),
                    getattr(device, "device_id", ""),
                    state.get("answers"),
                )
            )


def _failed(*, out_of_reach: bool) -> Response:
    if out_of_reach:
        return refusal(503, Code.BUSY, "The register's database is out of reach.", retry=10)
    return refusal(500, Code.BUSY, "The register failed at this. Try again later.", retry=60)


def in_short(fault: BaseException) -> dict[str, Any]:
    """What failed and where: the classes of the exception and of its causes, and the lines of the program."""
    names, at = [], fault
    while at is not None and len(names) < _FRAMES:
        names.append(type(at).__name__)
        at = at.__cause__ or at.__context__
    return {"fault": " < ".join(names), "at": _frames(fault.__traceback__)}


def _frames(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
