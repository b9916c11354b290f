"""The addresses at which an office joins a network, and asks what it may know of it."""

import msgspec
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.register import body, enrolling, offices
from app.register.asking import anybody_asks, device_acts, device_looks
from app.register.database import Database
from app.register.described import described
from app.register.devices import Device
from app.sync.protocol import (
    ENROL,
    NETWORK,
    OFFICES,
    RENEW,
    Code,
    Enrolled,
    EnrolRequest,
    NetworkAnswer,
    OfficesAnswer,
    RenewRequest,
)

_ENROL = msgspec.json.Decoder(EnrolRequest)
_RENEW = msgspec.json.Decoder(RenewRequest)


def add(app: FastAPI, database: Database) -> None:
    """Let the application answer at these addresses."""

    @app.post(
        ENROL,
        **described(
            "Join a network with the code of an invitation",
            Enrolled,
            asks=EnrolRequest,
            codes=(Code.INVITATION, Code.COPY),
            needs_token=False,
        ),
    )
    async def enrol(request: Request) -> Response:
        def work(content: bytes) -> Enrolled:
            encoding = request.headers.get("content-encoding", "")
            asked = body.decode(content, encoding, _ENROL, body.SMALL)
            return enrolling.enrol(database, asked.code, asked.device)

        return await anybody_asks(request, work, body.SMALL)

    @app.post(
        RENEW,
        **described(
            "Go on as a device of its own, after the office's file was copied",
            Enrolled,
            asks=RenewRequest,
            codes=(Code.COPY,),
        ),
    )
    async def renew(request: Request) -> Response:
        def work(device: Device, content: bytes) -> Enrolled:
            encoding = request.headers.get("content-encoding", "")
            asked = body.decode(content, encoding, _RENEW, body.SMALL)
            return enrolling.renew(database, device, asked.device)

        return await device_acts(request, database, work, body.SMALL)

    @app.get(NETWORK, **described("What a device may know of its network", NetworkAnswer))
    async def network(request: Request) -> Response:
        return await device_looks(
            request,
            database,
            lambda connection, device, _content: offices.network(connection, device),
        )

    @app.get(OFFICES, **described("Whose device each tag is", OfficesAnswer))
    async def whose(request: Request) -> Response:
        return await device_looks(
            request,
            database,
            lambda connection, device, _content: offices.offices(connection, device),
        )
