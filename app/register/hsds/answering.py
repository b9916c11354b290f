"""Answers of the open interface: JSON with what caches need, for pages of any other site."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.sync.protocol import encode

JSON, NDJSON = "application/json", "application/x-ndjson"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match, Accept-Language",
    "Access-Control-Max-Age": "86400",
}


def answer(
    request: Request,
    body: Any,
    language: str = "",
    modified_at: int | None = None,
    media_type: str = JSON,
) -> Response:
    """An answer, or that it is still the one that the reader has.

    Args:
        request: what was asked.
        body: what is told, as JSON, or as bytes.
        language: in which language.
        modified_at: since when it is so, in milliseconds.
        media_type: of the body.
    """
    content = body if isinstance(body, bytes) else encode(body)
    tag = f'"{sha256(language.encode() + content).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Language",
        **({"Content-Language": language} if language else {}),
        **last_modified(modified_at),
    }
    asks_again = request.method in {"GET", "HEAD"}
    if asks_again and _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)


def last_modified(moment: int | None) -> Mapping[str, str]:
    """The header that tells since when it is so."""
    if moment is None:
        return {}
    return {
        "Last-Modified": format_datetime(datetime.fromtimestamp(moment / 1000, UTC), usegmt=True)
    }


def _has(told: str, tag: str) -> bool:
    tags = {each.strip().removeprefix("W/") for each in told.split(",")}
    return tag in tags or "*" in tags
