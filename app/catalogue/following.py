"""Following the records of a network: what has changed since the last time is taken into the catalogue.

All of it is bounded and repeatable: taking the same records again changes nothing. Made from nothing, or made
anew, the catalogue follows from position 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from app.catalogue import tables
from app.catalogue.tables import BLOCK, entry, ordering, posting, span, state
from app.catalogue.taking import Change, Taking
from app.catalogue.writing import put

VERSION = 2
"""Of the rules by which entries are made: with another one the catalogue is made anew by itself."""
AT_ONCE = BLOCK
"""So many records are taken in one transaction by default: of as many, each row of postings is written once."""


Source = Callable[[int, int, int], Sequence[Change]]
"""The records that have changed after a position, up to another one, at most so many, by their position."""


@dataclass(frozen=True)
class Progress:
    """Up to where the catalogue has come, and whether that is all there is."""

    position: int
    done: bool


def is_behind(connection: Connection, network_id: str, position: int, horizon: int) -> bool:
    """Whether a network has changes that the catalogue hasn't taken in yet; asks without locking anything."""
    row = connection.execute(select(state).where(state.c.network_id == network_id)).one_or_none()
    if row is None:
        return True
    return row.rebuilding or row.position != position or _outdated(row, position, horizon)


def follow(
    connection: Connection,
    network_id: str,
    source: Source,
    position: int,
    horizon: int,
    now: int,
    limit: int = AT_ONCE,
) -> Progress | None:
    """Take in what comes next, in the connection's transaction.

    Args:
        connection: of a transaction that writes.
        network_id: the network.
        source: gives the changed records.
        position: of the network's latest change.
        horizon: deletions up to this position may have been forgotten.
        now: this moment in milliseconds.
        limit: at most so many records.

    Returns:
        How far the catalogue is now; ``None`` when another transaction is at it.
    """
    row = _locked(connection, network_id)
    if row is None:
        return None
    at, generation, rebuilding = row.position, row.generation, row.rebuilding
    if _outdated(row, position, horizon):
        at, generation, rebuilding = 0, generation + 1, True
        if row.version != VERSION:
            _forget_terms(connection, network_id)
    if rebuilding:  # to the end of a block of postings, so that each is written once
        limit = min(limit, BLOCK - (row.last_number + 1) % BLOCK)
    changed = source(at, position, limit)
    writer = Taking(connection, network_id, row.last_number, generation, now)
    writer.take(changed)
    whole = len(changed) < limit
    at = position if whole else changed[-1].position
    if whole and rebuilding:
        rebuilding = writer.sweep()
    values = {
        "position": at,
        "last_number": writer.last_number,
        "version": VERSION,
        "generation": generation,
        "rebuilding": rebuilding,
    }
    connection.execute(update(state).where(state.c.network_id == network_id).values(values))
    return Progress(at, whole and not rebuilding)


def take(connection: Connection, network_id: str, changed: Sequence[Change], now: int) -> None:
    """Take in some records, whatever their positions, in the connection's transaction, which nobody else shares."""
    row = _locked(connection, network_id)
    assert row is not None, "one writer"
    writer = Taking(connection, network_id, row.last_number, row.generation, now)
    writer.take(changed)
    connection.execute(
        update(state)
        .where(state.c.network_id == network_id)
        .values(last_number=writer.last_number, version=VERSION, rebuilding=False)
    )


def forget(connection: Connection, network_id: str) -> None:
    """Throw a network's catalogue away."""
    for table in tables.metadata.sorted_tables:
        connection.execute(delete(table).where(table.c.network_id == network_id))


def _outdated(row: Any, position: int, horizon: int) -> bool:
    """Whether the catalogue has to be made anew: by other rules, or because it may have missed deletions.

    A register that was restored from an older copy has a lower position than the catalogue remembers.
    """
    missed = row.position < horizon and not row.rebuilding
    return row.version != VERSION or missed or row.position > position


def _locked(connection: Connection, network_id: str) -> Any:
    """A network's state, locked; ``None`` while another transaction has it."""
    query = select(state).where(state.c.network_id == network_id)
    if connection.execute(query).one_or_none() is None:
        put(connection, state, [(network_id, 0, 0, VERSION, 1, True)], over=False)
    return connection.execute(query.with_for_update(skip_locked=True)).one_or_none()


def _forget_terms(connection: Connection, network_id: str) -> None:
    """Let every entry be found by nothing: what stands there was made by other rules."""
    for table in (posting, ordering, span):
        connection.execute(delete(table).where(table.c.network_id == network_id))
    connection.execute(
        update(entry)
        .where(entry.c.network_id == network_id)
        .values(terms="", words="", generation=0)
    )
