"""How blobs are kept: by the hash of their content, each network's on its own, part after part."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from app.register.blob_rules import LEAST, Part, may_become, media_type
from app.register.tables import blob
from app.sync.protocol import Code

MOST_OF_ORGANISATION = 200 * 1024 * 1024
"""All blobs of one organisation together, in bytes."""
HALF_KEPT = 7 * 24 * 60 * 60 * 1000
"""For how many milliseconds a blob is kept of which no further part has come."""


@dataclass(frozen=True)
class Held:
    """A blob as far as it has arrived."""

    size: int
    received: int
    complete: bool
    organisation_id: str
    beginning: bytes

    @property
    def media_type(self) -> str:
        """What it is."""
        return media_type(self.beginning) or "application/octet-stream"


@dataclass(frozen=True)
class Kept:
    """How much of a blob is there now."""

    received: int
    complete: bool


@dataclass(frozen=True)
class Unfit:
    """Why a content isn't kept."""

    status: int
    code: Code
    reason: str


def find(connection: Connection, network_id: str, sha: str) -> Held | None:
    """A blob of a network, whole or not."""
    row = connection.execute(
        select(
            blob.c.size,
            blob.c.received,
            blob.c.complete,
            blob.c.organisation_id,
            func.substr(blob.c.content, 1, LEAST).label("beginning"),
        ).where(blob.c.network_id == network_id, blob.c.sha256 == sha)
    ).one_or_none()
    if row is None:
        return None
    return Held(
        row.size, row.received, row.complete, row.organisation_id, bytes(row.beginning or b"")
    )


def content(connection: Connection, network_id: str, sha: str, start: int, end: int) -> bytes:
    """The bytes of a blob from ``start`` to before ``end``."""
    return bytes(
        connection.execute(
            select(func.substr(blob.c.content, start + 1, end - start)).where(
                blob.c.network_id == network_id, blob.c.sha256 == sha
            )
        ).scalar_one()
    )


def keep(
    connection: Connection,
    network_id: str,
    organisation_id: str,
    sha: str,
    part: Part,
    arrived: bytes,
    now: int,
) -> Kept | Unfit:
    """Keep what has arrived of a part; what turns out to be something else is thrown away.

    A part that begins beyond what is there is left out, and one that overlaps it goes on where it ends.
    What another organisation has left half is begun anew.
    """
    row = connection.execute(
        select(blob).where(blob.c.network_id == network_id, blob.c.sha256 == sha).with_for_update()
    ).one_or_none()
    if row is not None and row.complete:
        return Kept(row.size, complete=True)
    there = _there(row, organisation_id, part)
    if part.start > len(there) or not arrived:
        return Kept(len(there), complete=False)
    if not there and _too_much(connection, network_id, organisation_id, sha, part.total):
        reason = f"An organisation may have {MOST_OF_ORGANISATION} bytes of blobs."
        return Unfit(413, Code.TOO_LARGE, reason)
    whole = there + arrived[len(there) - part.start :]
    complete = len(whole) >= part.total
    if unfit := _unfit(whole, sha, complete=complete):
        _delete(connection, network_id, sha)
        return unfit
    values = {
        "organisation_id": organisation_id,
        "size": part.total,
        "received": len(whole),
        "complete": complete,
        "content": whole,
        "created_at": now,
    }
    if row is None:
        connection.execute(insert(blob).values(network_id=network_id, sha256=sha, **values))
    else:
        connection.execute(
            update(blob).where(blob.c.network_id == network_id, blob.c.sha256 == sha).values(values)
        )
    return Kept(len(whole), complete)


def forget_half(connection: Connection, now: int) -> int:
    """Remove what was begun and never finished; returns how many."""
    return connection.execute(
        delete(blob).where(blob.c.complete.is_(False), blob.c.created_at < now - HALF_KEPT)
    ).rowcount


def _there(row: Row | None, organisation_id: str, part: Part) -> bytes:
    if row is None or row.organisation_id != organisation_id or row.size != part.total:
        return b""
    return bytes(row.content)


def _unfit(whole: bytes, sha: str, *, complete: bool) -> Unfit | None:
    if not may_become(whole[:LEAST]) or (complete and media_type(whole[:LEAST]) is None):
        return Unfit(400, Code.VALUE, "Only PNG and JPEG pictures and PDF files are shared.")
    if complete and sha256(whole).hexdigest() != sha:
        return Unfit(400, Code.VALUE, "The content doesn't have this hash. Send it from the start.")
    return None


def _too_much(
    connection: Connection, network_id: str, organisation_id: str, sha: str, size: int
) -> bool:
    held = connection.scalar(
        select(func.coalesce(func.sum(blob.c.size), 0)).where(
            blob.c.network_id == network_id,
            blob.c.organisation_id == organisation_id,
            blob.c.sha256 != sha,
        )
    )
    return int(held or 0) + size > MOST_OF_ORGANISATION


def _delete(connection: Connection, network_id: str, sha: str) -> None:
    connection.execute(delete(blob).where(blob.c.network_id == network_id, blob.c.sha256 == sha))
