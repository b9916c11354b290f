"""The directory's addresses, and how a request becomes a page: follow, read one moment, speak, render, answer."""

import functools
from collections.abc import Callable, Mapping

from fastapi import FastAPI
from sqlalchemy import Connection, func, select
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.catalogue.items import midnight
from app.catalogue.shapes import KINDS
from app.catalogue.tables import entry
from app.core.text import languages, speaking
from app.register import networks, pages, verified
from app.register.database import Database
from app.register.public.following import Follower
from app.register.web import (
    event_pages,
    files,
    front,
    gone,
    network_pages,
    organisation_pages,
    path_pages,
    place_pages,
    plain_pages,
    rendering,
    results,
    service_page,
    sitemap,
)
from app.register.web.answering import Content, respond
from app.register.web.asked import Asked, Unknown
from app.register.web.rendering import Elsewhere, File, Page

View = Callable[[Asked], Page | Elsewhere | File]
VIEWS: Mapping[str, View] = {
    "/": front.page,
    "/services": results.page,
    "/services/{id}": service_page.page,
    "/services/{id}/{slug}": service_page.page,
    "/paths": path_pages.all_of_them,
    "/paths/{id}": path_pages.one,
    "/organisations": organisation_pages.all_of_them,
    "/organisations/{id}": organisation_pages.one,
    "/municipalities": place_pages.all_of_them,
    "/municipalities/{code}": place_pages.one,
    "/events": event_pages.all_of_them,
    "/events/{id}.ics": event_pages.calendar,
    "/events/{id}": event_pages.one,
    "/networks": network_pages.all_of_them,
    "/networks/{id}": network_pages.one,
    "/certified": plain_pages.certified,
    "/about": plain_pages.about,
}
"""What stands at which address below a language."""
_SEE_OTHER, _MOVED = 303, 302


class Directory:
    """The directory of a database."""

    def __init__(self, database: Database, follower: Follower, site: str) -> None:
        self.database, self.follower, self.site = database, follower, site

    def show(self, view: View, language: str, request: Request) -> Response:
        """Answer with what a view makes, or that there is nothing at the address."""
        self.follower.glance()
        day = verified.today()
        with self.database.reading() as connection, speaking(language):
            shown = networks.public(connection)
            asked = Asked(request, language, connection, shown, day, self.site)
            try:
                found = view(asked)
            except Unknown:
                found = gone.missing(asked)
            if isinstance(found, Elsewhere):
                return RedirectResponse(f"{asked.base}/{found.path}", _MOVED)
            if isinstance(found, File):
                kept = {"Content-Disposition": f'attachment; filename="{found.name}"'}
                content = Content(found.content, found.media_type, language=language, headers=kept)
            else:
                body = rendering.html(asked, found)
                since = max(found.modified, last_change(connection, list(shown)), midnight(day))
                content = Content(body, status=found.status, language=language, modified=since)
        return respond(request, content, day)

    def choose(self, request: Request) -> Response:
        """Lead to the front page in the reader's language."""
        language = pages.language_of(request)
        headers = {"Vary": "Accept-Language", "Cache-Control": "public, max-age=60"}
        return RedirectResponse(f"{pages.root(request)}/{language}/", _SEE_OTHER, headers)

    def sitemap(self, request: Request) -> Response:
        """The addresses of all pages, for search engines."""
        self.follower.glance()
        day = verified.today()
        with self.database.reading() as connection:
            shown = networks.public(connection)
            asked = Asked(request, languages()[0], connection, shown, day, self.site)
            written = sitemap.written(asked, request.path_params.get("part", ""))
        if written is None:
            return self.show(_nothing, pages.language_of(request), request)
        return respond(request, Content(written, "application/xml; charset=utf-8"), day)

    def robots(self, request: Request) -> Response:
        """What search engines may read."""
        content = Content(sitemap.robots(self.site), "text/plain; charset=utf-8")
        return respond(request, content, verified.today())


def add(app: FastAPI, database: Database, follower: Follower, site: str) -> None:
    """Let the application answer for the directory.

    Args:
        app: the application.
        database: its database.
        follower: keeps the catalogue.
        site: the register's address as anybody reaches it, without a slash at the end.
    """
    directory = Directory(database, follower, site)

    def route(path: str, endpoint: Callable[[Request], Response]) -> None:
        app.router.routes.append(
            Route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)
        )

    files.add(app)
    route("/", directory.choose)
    route("/robots.txt", directory.robots)
    route("/sitemap.xml", directory.sitemap)
    route("/sitemap-{part}.xml", directory.sitemap)
    for language in languages():
        for path, view in VIEWS.items():
            route(f"/{language}{path}", _endpoint(directory, view, language))
        front_page = functools.partial(_with_slash, language)
        route(f"/{language}", front_page)
        route(f"/{language}/{{rest:path}}", _endpoint(directory, _nothing, language))


def last_change(connection: Connection, shown: list[str]) -> int:
    """When something of some networks last changed, in milliseconds."""
    found = [
        connection.scalar(
            select(func.max(entry.c.modified_at)).where(
                entry.c.network_id == network_id, entry.c.kind == kind
            )
        )
        for network_id in shown
        for kind in KINDS
    ]
    return max((each for each in found if each), default=0)


def _endpoint(directory: Directory, view: View, language: str) -> Callable[[Request], Response]:
    return functools.partial(directory.show, view, language)


def _with_slash(language: str, request: Request) -> Response:
    return RedirectResponse(f"{pages.root(request)}/{language}/", 308)


def _nothing(_asked: Asked) -> Page:
    raise Unknown
