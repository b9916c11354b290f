"""Finding in the catalogue: by words, classes and days, all of which must fit, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.catalogue import folding, matching, ordered, postings, reading
from app.catalogue.entries import CERTIFIED
from app.catalogue.index import Bits, Index
from app.catalogue.items import Item
from app.catalogue.tables import entry, span
from app.catalogue.wanted import Wanted
from app.catalogue.writing import parts
from app.core.text import languages

MOST_PAGE = 1000


@dataclass(frozen=True)
class Found:
    """A page of what was found, and how many there are in all."""

    total: int
    items: tuple[Item, ...]


def find(connection: Connection, networks: Sequence[str], wanted: Wanted, day: date) -> Found:
    """What there is in some networks of what is wanted, on a day."""
    first = (wanted.page - 1) * wanted.per_page
    count = max(0, min(wanted.per_page, MOST_PAGE))
    total, places = find_places(connection, networks, wanted, day, first, count)
    return Found(total, tuple(reading.items(connection, places, day)))


def find_places(
    connection: Connection,
    networks: Sequence[str],
    wanted: Wanted,
    day: date,
    first: int = 0,
    count: int | None = None,
) -> tuple[int, ordered.Places]:
    """How many there are, and where some of them stand, or all from the first on: :func:`reading.items` reads them."""
    bits = matching.entries(connection, networks, wanted, day)
    total = _count(bits)
    if first >= total:
        return total, []
    by = wanted.by or languages()[0]
    many = total if count is None else count
    words = folding.asked(wanted.words) if wanted.nearest else ()
    return total, ordered.some(connection, networks, wanted.kind, by, bits, first, many, words)


def entry_of(
    connection: Connection, networks: Sequence[str], kind: str, record_id: str, day: date
) -> Item | None:
    """A record by its id: one that is shown, or a service that has ended less than :data:`reading.ENDED_DAYS` ago."""
    return next(iter(reading.by_ids(connection, networks, kind, [record_id], day)), None)


def terms(connection: Connection, networks: Sequence[str], kind: str, facet: str) -> list[str]:
    """The terms of a facet that something shown has."""
    return sorted(Index(connection, networks).by_term(kind, facet)) if networks else []


def schemes(connection: Connection, networks: Sequence[str], day: date) -> list[str]:
    """The schemes by which certificates are valid on a day."""
    on = day.isoformat()
    query = select(span.c.term).where(
        span.c.network_id.in_(networks),
        span.c.facet == CERTIFIED,
        span.c.first <= on,
        span.c.last >= on,
    )
    return sorted(connection.scalars(query.distinct()))


def owners(
    connection: Connection, networks: Sequence[str], wanted: Wanted, facet: str, day: date
) -> set[tuple[str, str]]:
    """Whose the records are that are wanted and have some term of a facet: networks and owners."""
    bits = matching.entries(connection, networks, wanted, day)
    found: set[tuple[str, str]] = set()
    for its in Index(connection, networks).by_term(wanted.kind, facet).values():
        for (network_id, block), both in matching.both(bits, its).items():
            for part in parts(postings.numbers_of(block, both)):
                query = select(entry.c.owner).where(
                    entry.c.network_id == network_id, entry.c.number.in_(part)
                )
                found |= {(network_id, owner) for owner in connection.scalars(query)}
    return found


def counted(
    connection: Connection, networks: Sequence[str], wanted: Wanted, facet: str, day: date
) -> dict[str, Bits]:
    """The records that are wanted, apart by the terms of a facet."""
    bits = matching.entries(connection, networks, wanted, day)
    found = Index(connection, networks).by_term(wanted.kind, facet) if networks else {}
    return {term: both for term, its in found.items() if (both := matching.both(bits, its))}


def counts(
    connection: Connection, networks: Sequence[str], wanted: Wanted, facet: str, day: date
) -> dict[str, int]:
    """How many there would be for each value of a facet, with everything else that is wanted.

    Of a service that is available everywhere it is told at :data:`app.catalogue.entries.ANYWHERE`.
    """
    return all_counts(connection, networks, wanted, (facet,), day)[facet]


def all_counts(
    connection: Connection,
    networks: Sequence[str],
    wanted: Wanted,
    facets: Sequence[str],
    day: date,
) -> dict[str, dict[str, int]]:
    """The :func:`counts` of several facets, by facet: what is wanted is looked for once for most of them."""
    index = Index(connection, networks)
    known: dict[Wanted, Bits] = {}
    found: dict[str, dict[str, int]] = {}
    for facet in facets:
        without: dict[str, Any] = {facet: ()}
        others = replace(wanted, **without)
        if others not in known:
            known[others] = matching.entries(connection, networks, others, day)
        found[facet] = index.counts(wanted.kind, facet, known[others])
    return found


def _count(bits: Bits) -> int:
    return sum(each.bit_count() for each in bits.values())
