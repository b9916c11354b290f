"""Entries in their order: those of a page among all that were found."""

import heapq
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, select, tuple_

from app.catalogue.index import Bits
from app.catalogue.postings import numbers_of
from app.catalogue.tables import BLOCK, ordering
from app.catalogue.writing import parts
from app.core.inflection import finds
from app.core.words import words_of

Places = Sequence[tuple[str, int]]
"""Networks and numbers in them."""
_FEW = 1500
"""So many are put in order by themselves; more are picked out of the order of all."""
_FIRST, _CHUNK = 250, 4000
"""So many are read at first, and at most: a first page is mostly among the first."""
_ONE = ord("1")
_DIGITS = re.compile(r"\d+")
_LETTERS = str.maketrans("{|}", "aao")
"""What the last letters of the Finnish alphabet are in a key, as words are folded."""


def some(
    connection: Connection,
    networks: Sequence[str],
    kind: str,
    by: str,
    bits: Bits,
    first: int,
    count: int,
    words: Sequence[str] = (),
) -> Places:
    """The places of some of what was found, beginning with the one at ``first`` in the order by ``by``.

    What has the same place in the order stands by network and number, so that it always stands so. Of at most
    :data:`_FEW`, those come first that have the most of some folded words in their titles.
    """
    total = sum(each.bit_count() for each in bits.values())
    if total <= _FEW:
        found = sorted(_sorted_by(connection, by, bits))
        if words:
            found.sort(key=lambda row: missing(row[0], words))
        return [(network_id, number) for _sort, network_id, number in found[first : first + count]]
    walks = [
        _walk(connection, network_id, kind, by, bits)
        for network_id in networks
        if any(place[0] == network_id for place in bits)
    ]
    merged = heapq.merge(*walks) if len(walks) > 1 else chain(*walks)
    return [
        (network_id, number) for _sort, network_id, number in islice(merged, first, first + count)
    ]


def missing(key: str, words: Sequence[str]) -> int:
    """How many of some folded words aren't in a title, told by its :func:`app.core.search.sort_key`."""
    there = words_of(_plain(key.translate(_LETTERS)))
    return sum(not any(finds(_plain(word), each) for each in there) for word in words)


def _plain(words: str) -> str:
    """Numbers as they are, without what puts them in order."""
    return _DIGITS.sub(lambda match: match[0].lstrip("0") or "0", words)


def _sorted_by(connection: Connection, by: str, bits: Bits) -> Iterator[tuple[Any, ...]]:
    numbers: dict[str, list[int]] = {}
    for (network_id, block), each in bits.items():
        numbers.setdefault(network_id, []).extend(numbers_of(block, each))
    for network_id, its in numbers.items():
        for part in parts(its):
            rows = connection.execute(
                select(ordering.c.sort, ordering.c.network_id, ordering.c.number).where(
                    ordering.c.network_id == network_id,
                    ordering.c.number.in_(part),
                    ordering.c.by == by,
                )
            )
            yield from (tuple(row) for row in rows)


def _walk(
    connection: Connection, network_id: str, kind: str, by: str, bits: Bits
) -> Iterator[tuple[str, str, int]]:
    """All of a network that were found, picked out of the order of all."""
    here = _flags({block: each for (network, block), each in bits.items() if network == network_id})
    most = len(here)
    query = (
        select(ordering.c.sort, ordering.c.number)
        .where(ordering.c.network_id == network_id, ordering.c.kind == kind, ordering.c.by == by)
        .order_by(ordering.c.sort, ordering.c.number)
    )
    size = min(_FIRST, _CHUNK)
    rows = connection.execute(query.limit(size)).all()
    while rows:
        for sort, number in rows:
            if number < most and here[number] == _ONE:
                yield sort, network_id, number
        if len(rows) < size:
            return
        size = min(4 * size, _CHUNK)
        after = tuple_(ordering.c.sort, ordering.c.number) > tuple_(*rows[-1])
        rows = connection.execute(query.where(after).limit(size)).all()


def _flags(bits: Mapping[int, int]) -> bytes:
    """The bits of blocks as signs, one for each number."""
    blocks = range(max(bits, default=-1) + 1)
    return b"".join(f"{bits.get(block, 0):0{BLOCK}b}"[::-1].encode() for block in blocks)
