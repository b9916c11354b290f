"""Pages of what has changed, on their way here: while one is taken in, the next is being fetched."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from app.core.store import Store
from app.sync import pictures, pulling
from app.sync.protocol import PullAnswer
from app.sync.records import Link
from app.sync.register_api import Register

Page = tuple[PullAnswer, Mapping[str, bytes]]


def pages(store: Store, register: Register, link: Link) -> Iterator[tuple[Link, Page]]:
    """Each page after the cursor of ``link``, with its pictures, and the link as it is to be when it is taken in.

    Raises:
        Refused, Stopped: as ``pulling.fetch``.
    """

    def fetch(after: int, *, ahead: bool) -> Page:
        answer = pulling.fetch(register, after, ahead=ahead)
        return answer, pictures.fetched(store, register, answer.records)

    line = ThreadPoolExecutor(1)
    try:
        coming = line.submit(fetch, link.cursor, ahead=False)
        while coming is not None:
            answer, files = coming.result()
            more = answer.more
            coming = line.submit(fetch, answer.next, ahead=True) if more else None
            yield link, (answer, files)
            link.cursor = answer.next
    finally:
        line.shutdown(cancel_futures=True)
