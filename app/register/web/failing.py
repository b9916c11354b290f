"""What a browser is told where a program is told a fault: the same in words, with a way on."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.text import Text, _l, languages
from app.register import audience, pages
from app.register.watching import OUT_OF_REACH

_FIRST_FAULT, _MISSING, _TOO_MANY, _FAILED, _BUSY = 400, 404, 429, 500, 503
_TOLD: dict[int, tuple[Text, ...]] = {
    _MISSING: (
        _l("There is nothing at this address"),
        _l("The address may be mistyped, or what was there isn’t shown any more."),
    ),
    _TOO_MANY: (
        _l("That was too fast"),
        _l("So many pages have been asked for from your network that the register rests a little."),
        _l("Try again in a minute."),
    ),
    _FAILED: (
        _l("This page can’t be shown just now"),
        _l("The fault is ours, not yours, and the register’s keeper sees it."),
        _l("Try again in a minute."),
    ),
    _BUSY: (
        _l("The directory is busy"),
        _l("Nothing is lost: the register is doing a lot just now."),
        _l("Try again in a minute."),
    ),
}
_WORDS = {"directory": _l("Directory of welfare services"), "services": _l("All services")}
_RETRY = {_FAILED: "60", _BUSY: "10"}
_KEPT = ("retry-after", "connection", "allow")


class InWords:
    """Puts a page in the place of a fault where somebody with a browser has asked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; what nobody caught is told on after the page."""
        if scope["type"] != "http" or not _is_somebody(scope):
            await self.app(scope, receive, send)
            return
        begun = False
        instead: Response | None = None

        async def in_words(message: Message) -> None:
            nonlocal begun, instead
            if message["type"] == "http.response.start":
                begun = True
                headers = Headers(raw=message["headers"])
                is_data = headers.get("content-type", "").startswith("application/json")
                if message["status"] >= _FIRST_FAULT and is_data:
                    instead = told(Request(scope), message["status"], headers)
            if instead is None:
                await send(message)

        try:
            await self.app(scope, receive, in_words)
        except Exception as fault:
            if not begun:
                status = _BUSY if isinstance(fault, OUT_OF_REACH) else _FAILED
                await told(Request(scope), status)(scope, receive, send)
            raise
        if instead is not None:
            await instead(scope, receive, send)


def told(request: Request, status: int, headers: Headers | None = None) -> Response:
    """The page of a fault.

    Args:
        request: what was asked.
        status: the HTTP status.
        headers: those of the answer in whose place it stands.
    """
    known = status if status in _TOLD else _FAILED if status > _FAILED else _MISSING
    title, *sentences = _TOLD[known]
    first = request.url.path.lstrip("/").partition("/")[0]
    language = first if first in languages() else ""
    said = [each.say(language or pages.language_of(request)) for each in sentences]
    response = pages.page(request, "told.html", title, _WORDS, language=language, sentences=said)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept, Accept-Language"
    kept = {name: headers[name] for name in _KEPT if name in headers} if headers else {}
    if status in _RETRY:
        kept.setdefault("retry-after", _RETRY[status])
    response.headers.update(kept)
    return response


def _is_somebody(scope: Scope) -> bool:
    """Whether a person with a browser asks; elsewhere it is a program, whatever it says that it reads."""
    if scope["method"] not in {"GET", "HEAD"} or not audience.is_for_people(scope["path"]):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "").lower()
