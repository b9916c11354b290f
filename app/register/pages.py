"""The register's web pages: Jinja2 templates and their style, in the reader's language, from here only."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.core import paths
from app.core.brand import DARK, FONT_FAMILY, LIGHT, Palette
from app.core.text import Text, languages, speaking
from app.register.accepting import weights
from app.register.faults import refusal
from app.sync.protocol import Code

_TYPES = {".css": "text/css", ".js": "text/javascript"}
_HOUR = 60 * 60


def language_of(request: Request) -> str:
    """The language that the address names (``?lang=fi``), else the first that the browser asks for, else Finnish."""
    if (chosen := request.query_params.get("lang", "")) in languages():
        return chosen
    asked = weights(request.headers.get("accept-language", ""))
    wanted = [
        (weight, code)
        for tag, weight in asked.items()
        if weight > 0 and (code := tag.partition("-")[0]) in languages()
    ]
    return max(wanted, key=itemgetter(0))[1] if wanted else languages()[0]


def page(
    request: Request,
    template: str,
    title: Text,
    words: Mapping[str, Text],
    /,
    language: str = "",
    **given: Any,
) -> HTMLResponse:
    """A page outside the directory.

    Args:
        request: what was asked.
        template: its name in ``resources/register/templates``.
        title: the heading.
        words: the texts of the page, said in its language as ``words.NAME``.
        language: of the page; without it the reader's.
        given: anything else that the template shows.
    """
    language = language or language_of(request)
    with speaking(language):
        said = SimpleNamespace(**{name: text.say() for name, text in words.items()})
        html = (
            _templates()
            .get_template(template)
            .render(language=language, title=title.say(), words=said, root=root(request), **given)
        )
    headers = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return HTMLResponse(html, headers=headers)


def root(request: Request) -> str:
    """The register's own root as seen from the page that is asked for, wherever a proxy has put it."""
    depth = request.url.path.count("/") - 1
    return "/".join([".."] * depth) or "."


def add(app: FastAPI) -> None:
    """Let the application answer for the style and the scripts of its pages."""

    @app.api_route("/static/{name}", methods=["GET", "HEAD"], include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        found = _static().get(name)
        if found is None:
            return refusal(404, Code.MISSING, "There is nothing at this address.")
        content, kind, tag = found
        headers = {"ETag": tag, "Cache-Control": f"public, max-age={_HOUR}"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type=kind)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(paths.resources() / "register" / "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _static() -> dict[str, tuple[bytes, str, str]]:
    """What may be fetched, by name: content, type and tag. Nothing else of the disk can be asked for."""
    found = {}
    for file in (paths.resources() / "register" / "static").iterdir():
        if file.suffix in _TYPES:
            content = file.read_bytes()
            if file.suffix == ".css":
                content = _brand().encode() + content
            found[file.name] = (
                content,
                _TYPES[file.suffix],
                f'"{sha256(content).hexdigest()[:20]}"',
            )
    return found


def _brand() -> str:
    """The colours and the font that every style finds before it; paper is light, whatever the screen is."""

    def named(palette: Palette) -> str:
        return " ".join(
            f"--{name.replace('_', '-')}: {code};" for name, code in palette.items().items()
        )

    return (
        f':root {{ color-scheme: light dark; --font: "{FONT_FAMILY}"; {named(LIGHT)} }}\n'
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {named(DARK)} }} }}\n"
        + (paths.resources() / "register" / "font.css").read_text(encoding="utf-8")
    )
