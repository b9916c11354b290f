"""How a page goes out: its tag, how long it may be kept, shortened for the wire, and nothing when it is unchanged."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from app.catalogue.items import midnight
from app.register.accepting import takes

HTML = "text/html; charset=utf-8"
FRESH = 60
"""So many seconds a page may be shown again without asking."""
_SHORT = 800
"""What is shorter isn't worth shortening."""
_LEVEL = 5
_OK = 200


@dataclass(frozen=True)
class Content:
    """What is answered.

    Attributes:
        modified: since when it stands so, in milliseconds; 0 when that isn't known.
        language: of the content; blank for what has none.
    """

    body: str | bytes
    media_type: str = HTML
    status: int = _OK
    language: str = ""
    modified: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)


def fresh_for(now: datetime, day: date) -> int:
    """For how many seconds a page of a day may be kept: never past its midnight, when certificates end."""
    left = midnight(day + timedelta(days=1)) / 1000 - now.timestamp()
    return max(0, min(FRESH, int(left)))


def respond(request: Request, content: Content, day: date, now: datetime | None = None) -> Response:
    """The answer to a request for a page of a day."""
    body = content.body.encode() if isinstance(content.body, str) else content.body
    headers = {
        "ETag": f'W/"{sha256(body).hexdigest()[:24]}"',
        "Cache-Control": f"public, max-age={fresh_for(now or datetime.now(UTC), day)}",
        "Vary": "Accept-Encoding",
        **content.headers,
    }
    if content.language:
        headers["Content-Language"] = content.language
    if content.modified:
        headers["Last-Modified"] = _written(content.modified)
    if content.status == _OK and _is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if len(body) > _SHORT and takes(request.headers.get("accept-encoding", ""), "gzip"):
        body = gzip.compress(body, _LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        headers["Content-Length"] = str(len(body))
        body = b""
    return Response(body, content.status, headers, content.media_type)


def _is_known(request: Request, tag: str) -> bool:
    """Whether the browser has it already. Only its tag tells: a page also changes by what is taken away."""
    known = request.headers.get("if-none-match", "")
    plain = tag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") in {plain, "*"} for each in known.split(","))


def _written(moment: int) -> str:
    return format_datetime(datetime.fromtimestamp(moment // 1000, UTC), usegmt=True)
