"""The addresses at which changes are sent and fetched."""

from typing import Annotated

import msgspec
from fastapi import FastAPI
from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from app.register import body, pulling, pushing
from app.register.asking import device_acts, device_looks, whole
from app.register.database import Database
from app.register.described import described, parameter
from app.register.devices import Device
from app.register.refused import Refused
from app.sync.protocol import (
    MOST_CHANGES,
    MOST_PULLED,
    PULL,
    PUSH,
    Change,
    Code,
    Position,
    PullAnswer,
    PushAnswer,
    PushRequest,
)

USUAL = 500
_LAST = 2**62


class _Sent(Struct):
    """A ``PushRequest`` whose cursor may be written ``5.0``: to JSON that is the same number."""

    after: Position | Annotated[float, Meta(ge=0, le=_LAST)]
    changes: Annotated[list[Change], Meta(max_length=MOST_CHANGES)]


_PUSH = msgspec.json.Decoder(_Sent)


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
            sent = body.decode(content, encoding, _PUSH)
            if sent.after != int(sent.after):
                raise Refused(Code.MALFORMED, "after is a whole number.")
            return pushing.push(database, device, PushRequest(int(sent.after), sent.changes))

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
                parameter(
                    "ahead",
                    {"type": "integer", "minimum": 0, "maximum": 1, "default": 0},
                    required=False,
                    words="1 while the office is still taking in what comes before.",
                ),
            ),
            codes=(Code.COPY, Code.FRESH),
        ),
    )
    async def pull(request: Request) -> Response:
        after = whole(request, "after", 0, _LAST)
        limit = whole(request, "limit", 1, MOST_PULLED, USUAL)
        ahead = whole(request, "ahead", 0, 1, 0)
        return await device_looks(
            request,
            database,
            lambda connection, device, _content: pulling.page(connection, device, after, limit),
            afterwards=None if ahead else lambda device: pulling.note(database, device, after),
        )
