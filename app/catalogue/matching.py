"""Which entries are wanted: those that fit everything that is told, as the bits of their numbers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Table, cast, func, or_, select

from app.catalogue import copies, folding, postings
from app.catalogue.entries import ALL, ANYWHERE, CERTIFIED, HELD, PRICE
from app.catalogue.index import Bits, Index
from app.catalogue.items import ZONE, midnight
from app.catalogue.tables import entry, span
from app.catalogue.wanted import FACETS, Wanted

_ANYWHERE = frozenset({"municipality", "county"})


def entries(connection: Connection, networks: Sequence[str], wanted: Wanted, day: date) -> Bits:
    """The entries of some networks that are wanted on a day."""
    if not networks:
        return {}
    index = Index(connection, networks)
    bits = index.with_terms(wanted.kind, ALL, [""])
    if len(networks) > 1:
        bits = without(bits, copies.of(connection, networks))
    told = [(name, getattr(wanted, name)) for name in FACETS]
    for name, terms in (*((name, terms) for name, terms in told if terms), *wanted.also):
        if bits:
            reach = (*terms, ANYWHERE) if name in _ANYWHERE else terms
            bits = both(bits, index.with_terms(wanted.kind, name, reach))
    if wanted.words.strip():
        words = folding.asked(wanted.words)
        bits = bits if words else {}
        for word in words:
            bits = bits and both(bits, index.with_word(wanted.kind, word))
    for condition in _on_days(wanted, day):
        if bits:
            bits = both(bits, _numbered(connection, networks, condition))
    if wanted.modified_after is not None and bits:
        bits = both(bits, _modified(connection, networks, wanted, day))
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


def both(some: Bits, others: Bits) -> Bits:
    """Those that are among some and among others."""
    found = {place: bits & others.get(place, 0) for place, bits in some.items()}
    return {place: bits for place, bits in found.items() if bits}


def without(some: Bits, others: Bits) -> Bits:
    """Those that are among some, but not among others."""
    found = {place: bits & ~others.get(place, 0) for place, bits in some.items()}
    return {place: bits for place, bits in found.items() if bits}
