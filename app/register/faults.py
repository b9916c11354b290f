"""How a request is refused before it reaches a route: with the protocol's ``Fault``."""

import time

from starlette.responses import Response

from app.sync.protocol import VERSION, VERSION_HEADER, Code, Fault, encode


def refusal(
    status: int, code: Code, reason: str, *, retry: int | None = None, close: bool = False
) -> Response:
    """The answer to a refused request.

    Args:
        status: the HTTP status.
        code: why, for the office's program.
        reason: why, in words for whoever reads the protocol.
        retry: after how many seconds it is worth trying again.
        close: whether the connection ends with it, because the request's body was left unread.
    """
    fault = Fault(code, reason, round(time.time() * 1000))
    headers = {VERSION_HEADER: str(VERSION), "Cache-Control": "no-store"}
    if retry is not None:
        headers["Retry-After"] = str(max(1, retry))
    if close:
        headers["Connection"] = "close"
    return Response(encode(fault), status, headers, media_type="application/json")
