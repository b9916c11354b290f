"""The answers of the register: JSON, packed where the office asks for it; refusals as ``Fault``."""

import msgspec
import zstandard
from starlette.requests import Request
from starlette.responses import Response

from app.register.accepting import takes
from app.register.faults import refusal
from app.register.refused import RETRY, Refused
from app.sync.protocol import VERSION, VERSION_HEADER, Code, encode

WORTH = 600
"""An answer that is smaller in bytes isn't packed."""
_LEVEL = 3
_UNAUTHORIZED = 401


def answer(request: Request, said: msgspec.Struct) -> Response:
    """The answer to a request that was done."""
    content = encode(said)
    headers = {
        VERSION_HEADER: str(VERSION),
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding",
    }
    if len(content) >= WORTH and takes(request.headers.get("accept-encoding", ""), "zstd"):
        content = zstandard.ZstdCompressor(level=_LEVEL).compress(content)
        headers["Content-Encoding"] = "zstd"
    return Response(content, headers=headers, media_type="application/json")


def refused(fault: Refused) -> Response:
    """The answer to a request that was refused."""
    retry = RETRY if fault.code in {Code.BUSY, Code.SLOW_DOWN} else None
    response = refusal(fault.status, fault.code, fault.reason, retry=retry)
    if fault.status == _UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
