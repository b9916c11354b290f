"""Up to where each device holds everything: the cursor that it tells with every request."""

from sqlalchemy import Connection, update

from app.register.devices import UNTOLD, Device
from app.register.refused import Refused
from app.register.tables import device
from app.sync.protocol import Code

SEEN_EVERY = 60_000
"""When a device was seen is written down so often at most, in milliseconds."""


def check(whose: Device, after: int) -> None:
    """Whether a device can go on from a cursor.

    One that begins from 0 although it was further is an old copy of its file too: what it wrote itself since
    then wouldn't be told to it.

    Raises:
        Refused: another copy of its file is ahead, or deletions that it hasn't heard of are forgotten.
    """
    if after < whose.cursor:
        raise Refused(Code.COPY, "Another copy of this file is ahead of this one.")
    if whose.cursor == UNTOLD and 0 < after < whose.horizon:
        raise Refused(Code.FRESH, "Deletions since then are forgotten. Take a fresh copy.")


def is_news(whose: Device, after: int, moment: int) -> bool:
    """Whether what a device tells of itself has to be written down."""
    unheard = whose.seen_at == whose.created_at or moment - whose.seen_at >= SEEN_EVERY
    return unheard or (after != whose.cursor and after <= whose.position)


def note(connection: Connection, whose: Device, after: int, moment: int) -> None:
    """Write down that a device was seen, and the cursor that it told.

    Not when somebody has changed the cursor since the device was read: the register itself when it
    forgot deletions, of which an answer that was put together before may know less.
    """
    cursor = after if after <= whose.position else whose.cursor
    seen = max(moment, whose.created_at + 1)
    connection.execute(
        update(device)
        .where(
            device.c.network_id == whose.network_id,
            device.c.device_id == whose.device_id,
            device.c.cursor == whose.cursor,
        )
        .values(cursor=cursor, seen_at=seen)
    )
