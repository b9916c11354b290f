"""How a request of an office is taken: its token, its version of the protocol, its parameters, its body."""

import re
from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.register import body, devices
from app.register.answers import answer
from app.register.database import Database
from app.register.devices import Device
from app.register.refused import Refused
from app.sync.protocol import LOWEST, MOST_BYTES, VERSION_HEADER, Code, PushAnswer

Act = Callable[[Device, bytes], Struct]
Look = Callable[[Connection, Device, bytes], Struct]
_WHOLE = re.compile(r"(0|[1-9][0-9]{0,18})", re.ASCII)


async def device_acts(
    request: Request, database: Database, work: Act, most: int = MOST_BYTES
) -> Response:
    """Answer a request that needs a token: the body is read, then the work is done off the event loop.

    Raises:
        Refused: it can't be done.
    """
    check_version(request)
    content = await body.read(request, most)

    def done() -> Response:
        with database.reading() as connection:
            device = _known(request, connection)
        said = work(device, content)
        if isinstance(said, PushAnswer):
            request.state.answers = said.answers
        return answer(request, said)

    return await run_in_threadpool(done)


async def device_looks(
    request: Request,
    database: Database,
    look: Look,
    *,
    most: int = 0,
    afterwards: Callable[[Device], None] | None = None,
) -> Response:
    """Answer a request that needs a token and changes nothing: at one moment of the database.

    Args:
        request: the request.
        database: the database.
        look: puts the answer together.
        most: the largest body, in bytes.
        afterwards: what is still to be done when it has been put together.

    Raises:
        Refused: it can't be done.
    """
    check_version(request)
    content = await body.read(request, most)

    def done() -> Response:
        with database.reading() as connection:
            device = _known(request, connection)
            said = look(connection, device, content)
        if afterwards is not None:
            afterwards(device)
        return answer(request, said)

    return await run_in_threadpool(done)


def _known(request: Request, connection: Connection) -> Device:
    request.state.device = device = devices.by_token(connection, token(request))
    return device


async def anybody_asks(request: Request, work: Callable[[bytes], Struct], most: int) -> Response:
    """Answer a request that needs no token.

    Raises:
        Refused: it can't be done.
    """
    check_version(request)
    content = await body.read(request, most)
    return await run_in_threadpool(lambda: answer(request, work(content)))


def check_version(request: Request) -> None:
    """Whether the office's program speaks the protocol as this register does.

    Raises:
        Refused: it is too old, or says something else than a version.
    """
    told = request.headers.get(VERSION_HEADER)
    if told is None:
        return
    if not _WHOLE.fullmatch(told):
        raise Refused(Code.MALFORMED, f"{VERSION_HEADER} is a whole number.")
    if int(told) < LOWEST:
        raise Refused(Code.UPDATE, f"This register speaks the protocol from version {LOWEST} on.")


def token(request: Request) -> str:
    """The token of a request, ``""`` when it has none."""
    kind, _space, written = request.headers.get("authorization", "").partition(" ")
    return written.strip() if kind.lower() == "bearer" else ""


def whole(request: Request, name: str, least: int, most: int, usual: int | None = None) -> int:
    """A whole number among the parameters of a request.

    Raises:
        Refused: it is missing and there is no usual one, or it isn't between ``least`` and ``most``.
    """
    told = request.query_params.get(name)
    if told is None and usual is not None:
        return usual
    if told is None or not _WHOLE.fullmatch(told) or not least <= int(told) <= most:
        raise Refused(Code.MALFORMED, f"{name} is a whole number from {least} to {most}.")
    return int(told)
