"""The addresses at which changes are sent and fetched."""

import msgspec
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.register import body, pulling, pushing
from app.register.asking import device_acts, device_looks, whole
from app.register.database import Database
from app.register.described import described, parameter
from app.register.devices import Device
from app.sync.protocol import (
    MOST_PULLED,
    PULL,
    PUSH,
    Code,
    PullAnswer,
    PushAnswer,
    PushRequest,
)

USUAL = 500
_LAST = 2**62
_PUSH = msgspec.json.Decoder(PushRequest)


def add(app: FastAPI, database: Database) -> None:
    """Let the application answer at these addresses."""

    @app.post(
        PUSH,
        **described(
            "Send changes: each is applied at most once and answered on its own",
            PushAnswer,
            asks=PushRequest,
            codes=(Code.COPY, Code.FRESH),
        ),
    )
    async def push(request: Request) -> Response:
        def work(device: Device, content: bytes) -> PushAnswer:
            encoding = request.headers.get("content-encoding", "")
            return pushing.push(database, device, body.decode(content, encoding, _PUSH))

        return await device_acts(request, database, work)

    @app.get(
        PULL,
        **described(
            "Fetch the records that others have changed since a cursor, in commit order",
            PullAnswer,
            parameters=(
                parameter(
                    "after",
                    {"type": "integer", "minimum": 0, "maximum": _LAST},
                    required=True,
                    words="The cursor of the office; 0 for everything.",
                ),
                parameter(
                    "limit",
                    {"type": "integer", "minimum": 1, "maximum": MOST_PULLED, "default": USUAL},
                    required=False,
                    words="So many records on a page at most.",
                ),
            ),
            codes=(Code.COPY, Code.FRESH),
        ),
    )
    async def pull(request: Request) -> Response:
        after = whole(request, "after", 0, _LAST)
        limit = whole(request, "limit", 1, MOST_PULLED, USUAL)
        return await device_looks(
            request,
            database,
            lambda connection, device, _content: pulling.page(connection, device, after, limit),
            afterwards=lambda device: pulling.note(database, device, after),
        )
