"""Pages of the outbox on the line: while one is being sent, the next is put together and the last one taken in."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from app.core.store import Store
from app.sync import link as links
from app.sync import pictures, protocol, pushing
from app.sync.protocol import PushAnswer
from app.sync.pushing import Page
from app.sync.register_api import Body, Register, packed
from app.sync.trouble import ANSWER, Stopped, Trouble


def answered(store: Store, register: Register) -> Iterator[tuple[Page, PushAnswer | None]]:
    """Each page that waits, with what the register said to it; ``None`` when there was nothing to say.

    It ends after a page of which something came back: by that, those behind it may have changed.

    Raises:
        Refused, Stopped: as ``Register.post``.
    """
    plain = True

    def send(page: Page, body: Body) -> PushAnswer | None:
        nonlocal plain
        answer = _send(store, register, page, body) if plain else None
        plain = plain and pushing.is_plain(answer)
        return answer

    line = ThreadPoolExecutor(1)
    try:
        page = _next_page(store, 0)
        sending = line.submit(send, page, _packed(page)) if page else None
        while sending is not None:
            following = _next_page(store, page.last) if page.more else Page()
            ahead = line.submit(send, following, _packed(following)) if following else None
            yield page, (answer := sending.result())
            if not pushing.is_plain(answer):
                return
            page, sending = following, ahead
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
