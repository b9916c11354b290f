"""The addresses of the open interface."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from app.register.audience import OPEN
from app.register.hsds import answering, asking, beyond, describing, paging
from app.register.hsds.asking import Parameter
from app.register.hsds.details import DETAILS, Detail, taken
from app.register.hsds.lists import LISTS, List
from app.register.hsds.making import Reader
from app.register.hsds.viewing import Database, Told, Views
from app.register.public.following import Follower
from app.register.refused import Refused
from app.register.settings import Settings
from app.sync.protocol import Code, encode

_CHUNK = 200
"""So many objects are read at once for a stream: nothing is held while a slow reader takes them."""
Answering = Callable[[Request], Awaitable[Response]]


def add(app: FastAPI, database: Database, follower: Follower, settings: Settings) -> None:
    """Let the application answer for the open interface."""
    views = Views(database, follower, settings)

    def put(path: str, answers: Answering, *, posts: bool = False) -> None:
        async def whole(request: Request) -> Response:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=answering.PREFLIGHT)
            return await answers(request)

        methods = ["GET", "OPTIONS", *(["POST"] if posts else [])]
        app.router.routes.append(Route(f"{OPEN}{path}", whole, methods=methods))

    for path in ("", "/"):
        put(path, _base(settings))
    put("/openapi.json", _file(lambda: describing.description(settings.address)))
    for name in describing.profile():
        put(f"/profile/{name}", _file(lambda name=name: describing.profile()[name]))
    for name in describing.merged():
        put(f"/schema/{name}", _file(lambda name=name: describing.merged()[name]))
    for name, listing in LISTS.items():
        put(f"/{name}", _list(views, listing), posts=True)
        put(f"/{name}/{{id}}", _detail(views, DETAILS[name], taken(name)))
    for name, listing in beyond.BEYOND.items():
        put(f"/x/{name}", _list(views, listing))
    put("/x/events.ics", _calendar(views))


def _base(settings: Settings) -> Answering:
    async def base(request: Request) -> Response:
        await asking.told(request, {})
        return answering.answer(request, describing.base(settings.address))

    return base


def _file(content: Callable[[], Any]) -> Answering:
    @cache
    def written() -> bytes:
        return encode(content())

    async def file(request: Request) -> Response:
        return answering.answer(request, await run_in_threadpool(written))

    return file


def _list(views: Views, listing: List) -> Answering:
    async def answers(request: Request) -> Response:
        told = await asking.told(request, listing.parameters)
        reader = views.reader(request, told)
        if told.get("format") == "ndjson":
            if request.method == "HEAD":
                return Response(headers=_streamed(reader), media_type=answering.NDJSON)
            return await run_in_threadpool(_stream, views, listing, told, reader)
        page, per_page = told.get("page", 1), paging.size(told)

        def made() -> Any:
            views.follow()
            with views.view(reader) as view:
                total, keys = listing.keys(view, told, (page - 1) * per_page, per_page)
                return paging.wrapped(listing.made(view, told, keys), total, page, per_page)

        body = await run_in_threadpool(made)
        return await run_in_threadpool(answering.answer, request, body, reader.language)

    return answers


def _stream(views: Views, listing: List, told: Told, reader: Reader) -> Response:
    """Everything, a line each, in the order of its pages."""
    views.follow()
    with views.view(reader) as view:
        _total, keys = listing.keys(view, told, 0, None)
    chunk = min(_CHUNK, paging.most(told))

    def lines() -> Iterator[bytes]:
        for at in range(0, len(keys), chunk):
            with views.view(reader) as view:
                some = listing.made(view, told, keys[at : at + chunk])
            yield b"".join(encode(each) + b"\n" for each in some)

    return StreamingResponse(lines(), media_type=answering.NDJSON, headers=_streamed(reader))


def _streamed(reader: Reader) -> Mapping[str, str]:
    return {
        "Cache-Control": "no-store",
        "Content-Language": reader.language,
        "Vary": "Accept-Language",
    }


def _detail(views: Views, detail: Detail, known: Mapping[str, Parameter]) -> Answering:
    async def answers(request: Request) -> Response:
        told = await asking.told(request, known)
        reader = views.reader(request, told)
        its_id = asking.read({"id": request.path_params["id"]}, asking.PATH)["id"]

        def made() -> Any:
            views.follow()
            with views.view(reader) as view:
                return detail(view, told, its_id)

        found = await run_in_threadpool(made)
        if found is None:
            raise Refused(Code.MISSING, "There is nothing of this id, or not any more.")
        body, modified_at = found
        return answering.answer(request, body, reader.language, modified_at)

    return answers


def _calendar(views: Views) -> Answering:
    async def answers(request: Request) -> Response:
        told = await asking.told(request, beyond.CALENDAR)
        reader = views.reader(request, told)

        def made() -> bytes:
            views.follow()
            with views.view(reader) as view:
                return beyond.calendar(view, told)

        body = await run_in_threadpool(made)
        return answering.answer(request, body, reader.language, media_type="text/calendar")

    return answers
