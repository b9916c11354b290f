"""The addresses at which an office compares what it holds with what the register holds."""

import msgspec
from fastapi import FastAPI
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from app.register import body, digests
from app.register.asking import device_looks
from app.register.database import Database
from app.register.described import described, parameter
from app.register.devices import Device
from app.register.refused import Refused
from app.sync.protocol import (
    DIGESTS,
    HEADS,
    RECORDS,
    Code,
    DigestsAnswer,
    HeadsAnswer,
    Kind,
    RecordsAnswer,
    RecordsRequest,
)

_RECORDS = msgspec.json.Decoder(RecordsRequest)
_MOST = 64 * 1024


def add(app: FastAPI, database: Database) -> None:
    """Let the application answer at these addresses."""

    @app.get(DIGESTS, **described("All records of each kind in short", DigestsAnswer))
    async def all_digests(request: Request) -> Response:
        return await device_looks(
            request,
            database,
            lambda connection, device, _content: digests.digests(connection, device),
        )

    @app.get(
        HEADS,
        **described(
            "The mark of each record of a kind",
            HeadsAnswer,
            parameters=(
                parameter(
                    "kind", msgspec.json.schema(Kind), required=True, words="The kind of record."
                ),
            ),
        ),
    )
    async def heads(request: Request) -> Response:
        kind = _kind(request)

        return await device_looks(
            request,
            database,
            lambda connection, device, _content: digests.heads(connection, device, kind),
        )

    @app.post(
        RECORDS,
        **described(
            "Records as they stand, whoever changed them last",
            RecordsAnswer,
            asks=RecordsRequest,
        ),
    )
    async def records(request: Request) -> Response:
        def look(connection: Connection, device: Device, content: bytes) -> RecordsAnswer:
            encoding = request.headers.get("content-encoding", "")
            asked = body.decode(content, encoding, _RECORDS, _MOST)
            return digests.records(connection, device, asked.ids)

        return await device_looks(request, database, look, most=_MOST)


def _kind(request: Request) -> str:
    try:
        return msgspec.convert(request.query_params.get("kind"), Kind)
    except msgspec.ValidationError as fault:
        raise Refused(Code.MALFORMED, f"kind is the name of a kind: {fault}") from fault
