"""Pages of the outbox on the line: while some are being sent, the next are put together and the last ones taken in."""

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from app.core.store import Store
from app.sync import link as links
from app.sync import pictures, protocol, pushing
from app.sync.protocol import PushAnswer
from app.sync.pushing import Answered, Page
from app.sync.register_api import Body, Register, packed
from app.sync.trouble import ANSWER, Stopped, Trouble

_AHEAD = 2
"""So many pages wait for the line while one is on it, so that it always has something to do."""
_TOGETHER = 8
"""So many pages at most are taken in at once: each time costs a commit, and the same pages of the file are written."""
_SECONDS = 1.0
"""On a slow line they are taken in after so long, however few they are."""


def answered(store: Store, register: Register) -> Iterator[list[Answered]]:
    """The pages that wait, some at a time, each with what the register said to it.

    It ends after a page of which something came back: by that, those behind it may have changed. Those that were
    answered before the line failed come before the exception does.

    Raises:
        Refused, Stopped: as ``Register.post``.
    """
    plain = True

    def send(page: Page, body: Body) -> tuple[PushAnswer | None, bool]:
        nonlocal plain
        answer = _send(store, register, page, body) if plain else None
        plain = plain and pushing.is_plain(answer)
        return answer, plain

    line = ThreadPoolExecutor(1)
    sent: deque[tuple[Page, Future[tuple[PushAnswer | None, bool]]]] = deque()
    together: list[Answered] = []
    until, last, more = time.monotonic() + _SECONDS, 0, True
    try:
        while more or sent:
            while more and len(sent) <= _AHEAD:
                page = _next_page(store, last)
                last, more = page.last, page.more
                if page:
                    sent.append((page, line.submit(send, page, _packed(page))))
            if not sent:
                break
            page, sending = sent.popleft()
            try:
                answer, goes_on = sending.result()
            except Exception:
                if together:
                    yield together
                raise
            together.append((page, answer))
            over = not sent or not goes_on
            if over or len(together) == _TOGETHER or time.monotonic() >= until:
                yield together
                together, until = [], time.monotonic() + _SECONDS
            if not goes_on:
                return
    finally:
        line.shutdown(cancel_futures=True)


def _next_page(store: Store, behind: int) -> Page:
    with store.read() as session:
        link = links.connected(session)
        return pushing.next_page(session, link, behind) if link else Page()


def _packed(page: Page) -> Body:
    """Put together before it is its turn, so that the line doesn't wait for it."""
    return packed(pushing.request(page))


def _send(store: Store, register: Register, page: Page, body: Body) -> PushAnswer | None:
    if not page.changes:
        return None
    pictures.send(store, register, page.changes)
    answer = register.post(protocol.PUSH, body, PushAnswer)
    if [each.id for each in answer.answers] != [each.id for each in page.changes]:
        raise Stopped(Trouble(ANSWER, links.local_now()))
    return answer
