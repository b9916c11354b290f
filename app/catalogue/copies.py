"""Records that several networks have: where these are looked through together, each is found once.

It stands in the network whose id sorts first, which is the one that was made first; there its address leads too.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from sqlalchemy import Connection, exists, select

from app.catalogue import postings
from app.catalogue.entries import SHOWN
from app.catalogue.index import Bits
from app.catalogue.tables import entry, state
from app.catalogue.writing import parts

_MOST_KEPT = 32
_kept: dict[tuple[tuple[str, int, int], ...], Bits] = {}
"""The copies among some networks, by how far the catalogue of each of them has come."""


def of(connection: Connection, networks: Sequence[str]) -> Bits:
    """The shown entries of some networks whose records another one, which sorts before, shows too."""
    rows = connection.execute(
        select(state.c.network_id, state.c.generation, state.c.position, state.c.rebuilding)
        .where(state.c.network_id.in_(networks))
        .order_by(state.c.network_id)
    ).all()
    if len(rows) < 2:  # noqa: PLR2004 - one alone has no copies
        return {}
    key = tuple((row[0], row[1], row[2]) for row in rows)
    if key in _kept:
        return _kept[key]
    found = _found(connection, [row.network_id for row in rows])
    if not any(
        row.rebuilding for row in rows
    ):  # while one is made anew, its entries go without a trace
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = found
    return found


def _found(connection: Connection, networks: Sequence[str]) -> Bits:
    ids = {each for pair in combinations(networks, 2) for each in _in_both(connection, *pair)}
    numbers: dict[str, set[int]] = defaultdict(set)
    for some in parts(sorted(ids)):
        query = select(entry.c.record_id, entry.c.kind, entry.c.network_id, entry.c.number).where(
            entry.c.network_id.in_(networks), entry.c.record_id.in_(some), entry.c.state == SHOWN
        )
        met = set[tuple[str, str]]()
        for record_id, kind, network_id, number in sorted(map(tuple, connection.execute(query))):
            if (record_id, kind) in met:
                numbers[network_id].add(number)
            met.add((record_id, kind))
    return {
        (network_id, block): bits
        for network_id, its in numbers.items()
        for block, bits in postings.bits_of(its).items()
    }


def _in_both(connection: Connection, network_id: str, other: str) -> Sequence[str]:
    """The ids of the records that two networks have: read from the key alone, so that a hundred thousand are quick."""
    there = entry.alias("there")
    query = select(entry.c.record_id).where(
        entry.c.network_id == network_id,
        exists().where(there.c.network_id == other, there.c.record_id == entry.c.record_id),
    )
    return connection.scalars(query).all()
