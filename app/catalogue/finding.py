"""Finding in the catalogue: by words, classes and days, all of which must fit, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Table, cast, func, or_, select

from app.catalogue import folding, ordered, postings, reading, shapes
from app.catalogue.entries import ALL, ANYWHERE, CERTIFIED, HELD, PRICE
from app.catalogue.index import Bits, Index
from app.catalogue.items import ZONE, Item, midnight
from app.catalogue.tables import entry, span
from app.catalogue.writing import parts
from app.core.text import languages

MOST_PAGE = 1000
_FACETS = (
    "municipality", "county", "language", "sector", "legal_form", "ptv_class", "target_group",
    "shl_service", "industry", "payer", "place", "form", "rhythm", "owner", "organisation", "path",
    "sort", "partnership", "member", "stage", "at_location",
)  # fmt: skip
_ANYWHERE = frozenset({"municipality", "county"})

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What is looked for. Everything that is told must fit; of several values of one thing, any of them.

    Attributes:
        kind: of which kind, :data:`app.catalogue.shapes.SERVICE` for example.
        words: each of them must begin a word of the record.
        organisation: the ids of organisations, whose services are looked for for example; ``owner`` are the ids
            by which the register knows them.
        scheme: services with a valid certificate by one of these schemes; ``certified`` by any.
        price_to: services that cost at most so many cents, for a ``price_unit`` where one is told; what is
            free costs that little for every unit.
        also: further facets with their values, each of which must fit too.
        modified_after: in milliseconds; what was modified then or later.
        from_day, to_day: events that are held on one of these days.
        by: ``fi`` or another language for the order of titles in it, ``day`` for that of days.
        nearest: whether those that have the words in their titles come first, where few enough are found.
        page, per_page: from 1; at most :data:`MOST_PAGE`.
    """

    kind: str = shapes.SERVICE
    words: str = ""
    municipality: Terms = ()
    county: Terms = ()
    language: Terms = ()
    sector: Terms = ()
    legal_form: Terms = ()
    ptv_class: Terms = ()
    target_group: Terms = ()
    shl_service: Terms = ()
    industry: Terms = ()
    payer: Terms = ()
    place: Terms = ()
    form: Terms = ()
    rhythm: Terms = ()
    owner: Terms = ()
    organisation: Terms = ()
    path: Terms = ()
    sort: Terms = ()
    partnership: Terms = ()
    member: Terms = ()
    stage: Terms = ()
    at_location: Terms = ()
    also: tuple[tuple[str, Terms], ...] = ()
    scheme: Terms = ()
    certified: bool = False
    price_to: int | None = None
    price_unit: str = ""
    modified_after: int | None = None
    from_day: date | None = None
    to_day: date | None = None
    by: str = ""
    nearest: bool = False
    page: int = 1
    per_page: int = 20


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
    bits = _matching(connection, networks, wanted, day)
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
    bits = _matching(connection, networks, wanted, day)
    found: set[tuple[str, str]] = set()
    for its in Index(connection, networks).by_term(wanted.kind, facet).values():
        for (network_id, block), both in _both(bits, its).items():
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
    bits = _matching(connection, networks, wanted, day)
    found = Index(connection, networks).by_term(wanted.kind, facet) if networks else {}
    return {term: both for term, its in found.items() if (both := _both(bits, its))}


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
    matching: dict[Wanted, Bits] = {}
    found: dict[str, dict[str, int]] = {}
    for facet in facets:
        others = replace(wanted, **{facet: ()})
        if others not in matching:
            matching[others] = _matching(connection, networks, others, day)
        found[facet] = index.counts(wanted.kind, facet, matching[others])
    return found


def _matching(connection: Connection, networks: Sequence[str], wanted: Wanted, day: date) -> Bits:
    if not networks:
        return {}
    index = Index(connection, networks)
    bits = index.with_terms(wanted.kind, ALL, [""])
    told = [(name, getattr(wanted, name)) for name in _FACETS]
    for name, terms in (*((name, terms) for name, terms in told if terms), *wanted.also):
        if bits:
            reach = (*terms, ANYWHERE) if name in _ANYWHERE else terms
            bits = _both(bits, index.with_terms(wanted.kind, name, reach))
    if wanted.words.strip():
        words = folding.asked(wanted.words)
        bits = bits if words else {}
        for word in words:
            bits = bits and _both(bits, index.with_word(wanted.kind, word))
    for condition in _on_days(wanted, day):
        if bits:
            bits = _both(bits, _numbered(connection, networks, condition))
    if wanted.modified_after is not None and bits:
        bits = _both(bits, _modified(connection, networks, wanted, day))
    return bits


def _on_days(wanted: Wanted, day: date) -> list[ColumnElement[bool]]:
    """The conditions that depend on days."""
    on = day.isoformat()
    now = (span.c.first <= on) & (span.c.last >= on)
    found: list[ColumnElement[bool]] = []
    if wanted.certified:
        found.append((span.c.facet == CERTIFIED) & now)
    if wanted.scheme:
        found.append((span.c.facet == CERTIFIED) & now & span.c.term.in_(wanted.scheme))
    if wanted.price_to is not None:
        cheap = (span.c.facet == PRICE) & (span.c.amount <= wanted.price_to) & now
        if wanted.price_unit:
            cheap &= (span.c.term == wanted.price_unit) | (span.c.amount == 0)
        found.append(cheap)
    if wanted.from_day is not None or wanted.to_day is not None:
        held = span.c.facet == HELD
        if wanted.from_day is not None:
            held &= span.c.last >= wanted.from_day.isoformat()
        if wanted.to_day is not None:
            held &= span.c.first <= wanted.to_day.isoformat()
        found.append(held)
    return found


def _numbered(
    connection: Connection, networks: Sequence[str], condition: ColumnElement[bool]
) -> Bits:
    return _bits(connection, networks, select(span.c.number).where(condition), span)


def _modified(connection: Connection, networks: Sequence[str], wanted: Wanted, day: date) -> Bits:
    """What was written since a moment, or shows another certificate since then because a day has begun."""
    after = wanted.modified_after or 0
    written = select(entry.c.number).where(
        entry.c.kind == wanted.kind, entry.c.modified_at >= after
    )
    found = _bits(connection, networks, written, entry)
    since = _day_of(after)
    if midnight(since) < after:
        since += timedelta(days=1)
    if since <= day:
        begun = span.c.first.between(since.isoformat(), day.isoformat())
        before = timedelta(days=1)
        ended = span.c.last.between((since - before).isoformat(), (day - before).isoformat())
        turned = (span.c.facet == CERTIFIED) & or_(begun, ended)
        for place, bits in _numbered(connection, networks, turned).items():
            found[place] = found.get(place, 0) | bits
    return found


def _day_of(moment: int) -> date:
    """The day of a moment; one before 1971 or after 9000 is taken as one within."""
    seconds = min(max(moment / 1000, 31_536_000), 221_000_000_000)
    return datetime.fromtimestamp(seconds, ZONE).date()


def _bits(
    connection: Connection, networks: Sequence[str], query: Select[Any], table: Table
) -> Bits:
    """The numbers that a query gives for each network."""
    found: Bits = {}
    for network_id in networks:
        numbers = query.where(table.c.network_id == network_id).subquery()
        # As one text: a hundred thousand rows of one number each would take longer than all the rest.
        text = func.aggregate_strings(cast(numbers.c.number, String), ",")
        told = connection.scalar(select(text)) or ""
        its = map(int, told.split(",")) if told else ()
        found |= {(network_id, block): bits for block, bits in postings.bits_of(its).items()}
    return found


def _both(some: Bits, others: Bits) -> Bits:
    found = {place: bits & others.get(place, 0) for place, bits in some.items()}
    return {place: bits for place, bits in found.items() if bits}


def _count(bits: Bits) -> int:
    return sum(each.bit_count() for each in bits.values())
