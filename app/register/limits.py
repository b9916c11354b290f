"""What one request may be, and how many an address may make: size, time, pages, tries at codes and tokens."""

import asyncio
import re
import time

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.register import audience
from app.register.addresses import address
from app.register.faults import refusal
from app.register.rates import Rate
from app.register.settings import Settings
from app.sync.protocol import BLOBS, ENROL, MOST_BLOB, MOST_BYTES, Code

SPARE = 16 * 1024
"""A body may be so much larger than what is in it: compression may add a little to what it can't shorten."""
_TOKEN_REFUSED = 401
_DIGITS = 18
_NUMBER = re.compile(r"^[0-9]+$")


class BodyCut(Exception):
    """The rest of a request's body isn't read: it is too large or takes too long."""


class Limits:
    """Counts what comes in, and refuses what is too much of it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.enrolling = Rate(settings.enrol_tries)
        self.open = Rate(settings.public_requests)
        self.pages = Rate(settings.page_requests)
        self.wrong_tokens = Rate(settings.wrong_tokens)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        whose = address(scope, trust_proxy=self.settings.trust_proxy)
        refused = self._too_many(scope, whose, headers) or _too_large(scope, headers)
        if refused is not None:
            await refused(scope, receive, send)
            return
        body = _Body(receive, most_of(scope["path"]), self.settings.body_seconds)

        async def counting(message: Message) -> None:
            if message.get("status") == _TOKEN_REFUSED:
                self.wrong_tokens.count(whose)
            # What is said about half a body is left out: why it was cut is said below.
            if body.cut is None or body.answered:
                body.answered = True
                await send(message)

        try:
            await self.app(scope, body.receive, counting)
        except BodyCut:
            if body.answered:
                raise
        if body.cut is not None and not body.answered:
            await body.cut(scope, receive, send)

    def _too_many(self, scope: Scope, whose: str, headers: Headers) -> Response | None:
        wait = 0
        if (rate := self._rate(scope["path"])) is not None:
            wait = rate.wait(whose)
            if not wait:
                rate.count(whose)
        if "authorization" in headers:
            wait = max(wait, self.wrong_tokens.wait(whose))
        if not wait:
            return None
        return refusal(
            429, Code.SLOW_DOWN, "Too many requests from this address.", retry=wait, close=True
        )

    def _rate(self, path: str) -> Rate | None:
        """What counts the requests for an address, if anything does."""
        if path == ENROL:
            return self.enrolling
        if audience.is_open(path):
            return self.open
        return self.pages if audience.is_page(path) else None


class _Body:
    """A request's body as it arrives, watched for its size and its time."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive = receive
        self.most = most
        self.deadline = time.monotonic() + seconds
        self.arrived = 0
        self.whole = False
        self.answered = False
        self.cut: Response | None = None

    async def receive(self) -> Message:
        """The next part.

        Raises:
            BodyCut: there is more than may be, or it takes longer.
        """
        if self.whole:  # what comes now is only that the connection has ended
            return await self._receive()
        try:
            async with asyncio.timeout(max(0.0, self.deadline - time.monotonic())):
                message = await self._receive()
        except TimeoutError as fault:
            self.cut = refusal(
                503, Code.BUSY, "The request took too long to arrive.", retry=60, close=True
            )
            raise BodyCut from fault
        self.arrived += len(message.get("body", b""))
        if self.arrived > self.most:
            self.cut = _large(self.most)
            raise BodyCut
        self.whole = not message.get("more_body", False)
        return message


def most_of(path: str) -> int:
    """How many bytes the body of a request to an address may have."""
    return MOST_BLOB if path.startswith(f"{BLOBS}/") else MOST_BYTES + SPARE


def _too_large(scope: Scope, headers: Headers) -> Response | None:
    told = headers.get("content-length", "")
    most = most_of(scope["path"])
    return _large(most) if _NUMBER.match(told) and int(told[:_DIGITS]) > most else None


def _large(most: int) -> Response:
    return refusal(413, Code.TOO_LARGE, f"The body is larger than {most} bytes.", close=True)
