"""The files of the directory that aren't written by hand: the network's mark and the brand's font."""

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.core.mark import svg
from app.register.accepting import takes
from app.register.faults import refusal
from app.sync.protocol import Code

_WEEK = 7 * 24 * 60 * 60
_FACES = ("SourceSansPro-Regular", "SourceSansPro-Semibold")


def add(app: FastAPI) -> None:
    """Let the application answer for them."""
    app.router.routes.append(
        Route("/files/{name}", _file, methods=["GET", "HEAD"], include_in_schema=False)
    )


def _file(request: Request) -> Response:
    found = _files().get(request.path_params["name"])
    if found is None:
        return refusal(404, Code.MISSING, "There is nothing at this address.")
    content, kind, tag = found
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, max-age={_WEEK}",
        "Vary": "Accept-Encoding",
        "Content-Encoding": "gzip",
    }
    if request.headers.get("if-none-match") == tag:
        del headers["Content-Encoding"]
        return Response(status_code=304, headers=headers)
    if not takes(request.headers.get("accept-encoding", ""), "gzip"):
        del headers["Content-Encoding"]
        content = gzip.decompress(content)
    return Response(content, headers=headers, media_type=kind)


@cache
def _files() -> dict[str, tuple[bytes, str, str]]:
    """What there is, by name: its content shortened, its type and its tag."""
    from font_source_sans_pro import font_files_ttf  # noqa: PLC0415 - looks through a folder

    found = {"mark.svg": (svg().encode(), "image/svg+xml")}
    for file in map(Path, map(str, font_files_ttf.values())):
        if file.stem in _FACES:
            found[file.name] = (file.read_bytes(), "font/ttf")
    return {
        name: (gzip.compress(content, 9, mtime=0), kind, f'W/"{sha256(content).hexdigest()[:20]}"')
        for name, (content, kind) in found.items()
    }
