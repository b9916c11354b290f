"""The office's link to its network: whether there is one, and the clock that it keeps."""

import time

from sqlalchemy.orm import Session

from app.core import history
from app.sync.records import CONNECTED, ONLY, Link
from app.sync.stamp import Clock, tag_of

LEAST_OFFSET = 2_000
"""A difference of the clocks below this, in milliseconds, is the way of the answer and not an error."""


def of(session: Session) -> Link | None:
    """The link, also one that has ended; ``None`` when the office never was in a network."""
    return session.get(Link, ONLY)


def connected(session: Session) -> Link | None:
    """The link while the office is connected."""
    found = of(session)
    return found if found is not None and found.state == CONNECTED else None


def local_now() -> int:
    """This computer's clock, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def network_now(link: Link) -> int:
    """The register's clock as this office knows it."""
    return local_now() + link.offset


def next_stamp(session: Session, link: Link) -> str:
    """The stamp of something that is done now by this copy of the file; the clock goes on with it.

    A restored copy has a device id of its own before the register knows it, so that no two copies ever
    make the same stamp.
    """
    clock = Clock(link.clock_time, link.clock_counter).tick(network_now(link))
    link.clock_time, link.clock_counter = clock.time, clock.counter
    return clock.stamp(tag_of(session.info.get(history.DEVICE) or link.device))


def see(link: Link, stamp: str) -> None:
    """Move the clock on to a stamp of another device."""
    clock = Clock(link.clock_time, link.clock_counter).seen(stamp)
    link.clock_time, link.clock_counter = clock.time, clock.counter


def hear(link: Link, register_now: int) -> None:
    """Learn from an answer how far the register's clock is from this computer's."""
    if not register_now:
        return
    offset = register_now - local_now()
    if abs(offset - link.offset) >= LEAST_OFFSET:
        link.offset = offset
