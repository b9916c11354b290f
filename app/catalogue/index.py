"""The postings of a network as they are kept: read for a question, changed when entries change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from app.catalogue import folding, postings
from app.catalogue.entries import BEGINNING, WORD, split
from app.catalogue.tables import BLOCK, posting, state
from app.catalogue.writing import parts, put, remove

Place = tuple[str, int]
"""A network and a block in it."""
Bits = dict[Place, int]
"""Which numbers are meant, by place."""
_Change = tuple[dict[str, list[int]], dict[str, list[int]]]
"""The places that terms get, and those that they lose."""
Found = tuple[AbstractSet[str], AbstractSet[str]]
"""By which terms and by which words an entry is found."""
_FEW = 300
"""For more terms than this all of a block are read: that is one walk through the table."""
_LAST = "\U0010ffff"
"""Sorts behind every letter."""


class Changes:
    """Which terms and words entries of a network get and lose, gathered to be written together."""

    def __init__(self, network_id: str) -> None:
        self.network_id = network_id
        self._blocks: dict[int, dict[str, _Change]] = defaultdict(
            lambda: defaultdict(lambda: (defaultdict(list), defaultdict(list)))
        )

    def note(self, kind: str, number: int, before: Found, now: Found) -> None:
        """An entry was found by some terms and words, and now is by others. Numbers come in their order."""
        block, place = divmod(number, BLOCK)
        its = self._blocks[block]
        if before[0] != now[0]:
            _note(its[kind], place, before[0], now[0])
        if before[1] != now[1]:
            _note(its[_facet(kind, WORD)], place, before[1], now[1])
            old, new = folding.beginnings(before[1]), folding.beginnings(now[1])
            _note(its[_facet(kind, BEGINNING)], place, old, new)

    def write(self, connection: Connection) -> None:
        """Write them."""
        for block, its in sorted(self._blocks.items()):
            changes: dict[tuple[str, str], tuple[Sequence[int], Sequence[int]]] = {}
            for name, (gained, lost) in its.items():
                written = "." in name
                for each, places in gained.items():
                    key = (name, each) if written else _key(name, each)
                    changes[key] = (places, lost.pop(each, ()))
                for each, places in lost.items():
                    key = (name, each) if written else _key(name, each)
                    changes[key] = ((), places)
            kept = _kept(connection, self.network_id, block, changes)
            rows, gone = [], []
            for key in sorted(changes):
                before = kept.get(key)
                now = postings.changed(before, *changes[key])
                if now is not None:
                    rows.append((self.network_id, block, *key, now))
                elif before is not None:
                    gone.append((self.network_id, block, *key))
            put(connection, posting, rows)
            remove(connection, posting, list(posting.primary_key.columns), gone)
        self._blocks.clear()


class Index:
    """The postings of some networks, to be asked."""

    def __init__(self, connection: Connection, networks: Sequence[str]) -> None:
        self.connection = connection
        last = connection.scalar(
            select(func.max(state.c.last_number)).where(state.c.network_id.in_(networks))
        )
        # All blocks are named, so that the key's index is used from its beginning to its end.
        self._where = and_(
            posting.c.network_id.in_(networks),
            posting.c.block.in_(range((last or 0) // BLOCK + 1)),
        )

    def with_terms(self, kind: str, facet: str, terms: Sequence[str]) -> Bits:
        """Which entries have at least one of some terms of a facet."""
        found: Bits = {}
        for some in parts(terms):
            self._gather(found, kind, facet, posting.c.term.in_(some))
        return found

    def with_word(self, kind: str, word: str) -> Bits:
        """Which entries have a word that begins so."""
        if len(word) <= folding.SHORT:
            return self.with_terms(kind, BEGINNING, [word])
        found: Bits = {}
        between = and_(posting.c.term >= word, posting.c.term < word + _LAST)
        self._gather(found, kind, WORD, between)
        return found

    def by_term(self, kind: str, facet: str) -> dict[str, Bits]:
        """All terms of a facet, each with the entries that have it."""
        found: dict[str, Bits] = defaultdict(dict)
        rows = self.connection.execute(
            select(posting.c.term, posting.c.network_id, posting.c.block, posting.c.numbers).where(
                self._where, posting.c.facet == _facet(kind, facet)
            )
        )
        for word, network_id, block, numbers in rows:
            found[word][network_id, block] = postings.unpacked(numbers)
        return found

    def _gather(self, found: Bits, kind: str, facet: str, condition: ColumnElement[bool]) -> None:
        rows = self.connection.execute(
            select(posting.c.network_id, posting.c.block, posting.c.numbers).where(
                self._where, posting.c.facet == _facet(kind, facet), condition
            )
        )
        for network_id, block, numbers in rows:
            place = network_id, block
            found[place] = found.get(place, 0) | postings.unpacked(numbers)


def _facet(kind: str, facet: str) -> str:
    """The name of a kind's facet in the table."""
    return f"{kind}.{facet}"


def _key(kind: str, written: str) -> tuple[str, str]:
    """The facet and the term in the table."""
    facet, word = split(written)
    return _facet(kind, facet), word


def _note(change: _Change, place: int, before: AbstractSet[str], now: AbstractSet[str]) -> None:
    gained, lost = change
    for each in now - before:
        gained[each].append(place)
    for each in before - now:
        lost[each].append(place)


def _kept(
    connection: Connection, network_id: str, block: int, wanted: Mapping[tuple[str, str], Any]
) -> dict[tuple[str, str], bytes]:
    """The postings of a block as they are, at least those that are wanted."""
    here = select(posting.c.facet, posting.c.term, posting.c.numbers).where(
        posting.c.network_id == network_id, posting.c.block == block
    )
    if len(wanted) > _FEW:
        rows = connection.execute(here).all()
        return {(facet, word): numbers for facet, word, numbers in rows}
    by_facet: dict[str, list[str]] = defaultdict(list)
    for facet, word in wanted:
        by_facet[facet].append(word)
    return {
        (facet, word): numbers
        for name, terms in by_facet.items()
        for facet, word, numbers in connection.execute(
            here.where(posting.c.facet == name, posting.c.term.in_(terms))
        )
    }
