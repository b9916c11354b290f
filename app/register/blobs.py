"""Blobs: logos and shared files of a network, asked for and sent by the hash of their content.

Both can go on after a bad line: a request asks for a range, or brings one. How much of a blob has arrived is
told by the answer to each part, and in ``Upload-Offset`` to whoever asks for what isn't whole yet.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.register import blob_rules, blob_store, clock, devices
from app.register.asking import check_version, token
from app.register.blob_store import Held, Kept, Unfit
from app.register.described import described, parameter
from app.register.devices import Device
from app.register.faults import refusal
from app.register.limits import BodyCut
from app.register.refused import Refused
from app.sync.protocol import BLOBS, MOST_BLOB, VERSION, VERSION_HEADER, BlobAnswer, Code, encode

if TYPE_CHECKING:
    from app.register.database import Database

_PRIVATE = "private, max-age=31536000, immutable"


def add(app: FastAPI, database: "Database") -> None:
    """Let the application keep and hand out blobs."""

    @app.head(BLOBS + "/{sha}", include_in_schema=False)
    @app.get(BLOBS + "/{sha}", **_GIVEN)
    def get(request: Request) -> Response:
        return _get(database, request, request.path_params["sha"])

    @app.put(BLOBS + "/{sha}", **_TAKEN)
    async def put(request: Request) -> Response:
        return await _put(database, request, request.path_params["sha"])


def _given() -> dict[str, Any]:
    """How a blob is fetched, for the description."""
    told = described(
        "Fetch a blob, or a range of it", BlobAnswer, parameters=(_SHA,), codes=(Code.MISSING,)
    )
    content = {kind: {"schema": _BYTES} for kind in blob_rules.MEDIA_TYPES}
    words = {200: "The blob.", 206: "The range that was asked for."}
    responses = {
        **told["responses"],
        416: {**told["responses"][400], "description": "The blob ends before the range."},
        **{status: {"description": said, "content": content} for status, said in words.items()},
    }
    return {**told, "responses": responses, "response_class": Response}


def _taken() -> dict[str, Any]:
    """How a blob is sent, for the description."""
    told = described(
        "Send a blob, or a part of it with Content-Range", BlobAnswer, parameters=(_SHA,)
    )
    body = {"required": True, "content": {"application/octet-stream": {"schema": _BYTES}}}
    part = {**told["responses"][200], "description": "The part has arrived; others are missing."}
    return {
        **told,
        "responses": {**told["responses"], 202: part},
        "openapi_extra": {**told["openapi_extra"], "requestBody": body},
    }


_BYTES = {"type": "string", "format": "binary"}
_SHA = parameter(
    "sha",
    {"type": "string", "pattern": blob_rules.SHA256.pattern},
    required=True,
    words="The SHA-256 of the content, in hexadecimal.",
    place="path",
)
_GIVEN, _TAKEN = _given(), _taken()


def _get(database: "Database", request: Request, sha: str) -> Response:
    whose = _device(database, request)
    with database.reading() as connection:
        held = blob_store.find(connection, whose.network_id, sha)
        mine = held is not None and held.organisation_id == whose.organisation_id
        if held is None or not (held.complete or mine):
            raise Refused(Code.MISSING, "The network has no such blob.")
        if not held.complete:
            return _half(held)
        part = _wanted(request, held)
        start, end = part or (0, held.size)
        body = b""
        if request.method != "HEAD":
            body = blob_store.content(connection, whose.network_id, sha, start, end)
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": _PRIVATE,
        "Content-Disposition": "attachment",
        "Content-Length": str(end - start),
        "ETag": f'"{sha}"',
        "Upload-Complete": "?1",
        VERSION_HEADER: str(VERSION),
    }
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{held.size}"
    return Response(body, 200 if part is None else 206, headers, held.media_type)


def _half(held: Held) -> Response:
    words = f"Of this blob {held.received} of {held.size} bytes have arrived."
    answer = refusal(404, Code.MISSING, words)
    answer.headers["Upload-Complete"] = "?0"
    answer.headers["Upload-Offset"] = str(held.received)
    return answer


def _wanted(request: Request, held: Held) -> tuple[int, int] | None:
    try:
        return blob_rules.wanted(request.headers.get("range"), held.size)
    except blob_rules.BadPart as fault:
        raise Refused(Code.MALFORMED, str(fault), 416) from None


async def _put(database: "Database", request: Request, sha: str) -> Response:
    whose = await run_in_threadpool(_device, database, request)
    if not blob_rules.SHA256.match(sha):
        raise Refused(Code.MALFORMED, "A blob is named by its SHA-256 in hexadecimal.")
    headers = request.headers
    try:
        part = blob_rules.part(headers.get("content-range"), headers.get("content-length"))
    except blob_rules.BadPart as fault:
        raise Refused(Code.MALFORMED, str(fault)) from None
    if not part.total:
        raise Refused(Code.MALFORMED, "A blob isn't empty.")
    if not blob_rules.fits(part.total):
        raise Refused(Code.TOO_LARGE, f"A blob has {MOST_BLOB} bytes at most.")
    arrived, cut = await _arrived(request, part.length)
    work = partial(
        blob_store.keep,
        network_id=whose.network_id,
        organisation_id=whose.organisation_id,
        sha=sha,
        part=part,
        arrived=arrived,
        now=clock.now(),
    )
    kept = await run_in_threadpool(database.write, work)
    if cut is not None:
        raise cut
    return _answer(sha, kept)


async def _arrived(request: Request, length: int) -> tuple[bytes, BodyCut | None]:
    """What came of a part. When the line breaks, it is as much as had come until then."""
    arrived, cut = bytearray(), None
    try:
        async for some in request.stream():
            arrived += some
    except ClientDisconnect:
        pass
    except BodyCut as fault:
        cut = fault
    return bytes(arrived[:length]), cut


def _answer(sha: str, kept: Kept | Unfit) -> Response:
    if isinstance(kept, Unfit):
        raise Refused(kept.code, kept.reason, kept.status)
    return _told(sha, kept.received, complete=kept.complete)


def _told(sha: str, received: int, *, complete: bool) -> Response:
    answer = BlobAnswer(sha, received, complete)
    headers = {
        "Cache-Control": "no-store",
        "Upload-Complete": f"?{int(complete)}",
        "Upload-Offset": str(received),
        VERSION_HEADER: str(VERSION),
    }
    return Response(encode(answer), 200 if complete else 202, headers, "application/json")


def _device(database: "Database", request: Request) -> Device:
    check_version(request)
    with database.reading() as connection:
        known = devices.by_token(connection, token(request))
    request.state.device = known
    return known
