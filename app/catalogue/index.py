"""The postings of a network as they are kept: read for a question, changed when entries change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from app.catalogue import folding, postings
from app.catalogue.entries import BEGINNING, WORD, split
from app.catalogue.tables import BLOCK, posting, state
from app.catalogue.writing import parts, put, remove
from app.core.inflection import finds, trunks

Place = tuple[str, int]
"""A network and a block in it."""
Bits = dict[Place, int]
"""Which numbers are meant, by place."""
_Key = tuple[str, str]
"""A facet and a term in the table."""
_Change = tuple[dict[str, set[int]], dict[str, set[int]]]
"""The places that terms get, and those that they lose."""
Found = tuple[AbstractSet[str], AbstractSet[str]]
"""By which terms and by which words an entry is found."""
_FEW = 300
"""For more terms than this all of a block are read: that is one walk through the table."""
_LAST = "\U0010ffff"
"""Sorts behind every letter."""


class Changes:
    """Which terms and words entries of a network get and lose, gathered to be written together.

    An entry may be noted several times: what was noted last of a place counts.
    """

    def __init__(self, network_id: str) -> None:
        self.network_id = network_id
        self._new: dict[int, dict[str, dict[str, list[int]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        self._last = 0
        self._old: dict[int, dict[str, _Change]] = defaultdict(
            lambda: defaultdict(lambda: (defaultdict(set), defaultdict(set)))
        )

    def note(self, kind: str, number: int, before: Found, now: Found) -> None:
        """An entry was found by some terms and words, and now is by others; one that is new, by all of them."""
        block, place = divmod(number, BLOCK)
        if number > self._last and not (before[0] or before[1]):
            self._last = number  # so that the places stand in their order
            new = self._new[block]
            for name, found in ((kind, now[0]), (_facet(kind, WORD), now[1])):
                gained = new[name]
                for each in found:
                    gained[each].append(place)
            return
        old = self._old[block]
        if before[0] != now[0]:
            _note(old[kind], place, before[0], now[0])
        if before[1] != now[1]:
            _note(old[_facet(kind, WORD)], place, before[1], now[1])
            begun, begins = folding.beginnings(before[1]), folding.beginnings(now[1])
            _note(old[_facet(kind, BEGINNING)], place, begun, begins)

    def write(self, connection: Connection) -> None:
        """Write them, each row once."""
        for block in sorted({*self._new, *self._old}):
            changes = self._of(block)
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
        self._new.clear()
        self._old.clear()

    def _of(self, block: int) -> dict[_Key, tuple[Sequence[int], Collection[int]]]:
        """What the terms of a block get, in its order, and what they lose."""
        found: dict[_Key, tuple[Sequence[int], Collection[int]]] = {}
        for name, new in self._new.pop(block, {}).items():
            if "." not in name:
                found |= {_key(name, each): (places, ()) for each, places in new.items()}
                continue
            found |= {(name, word): (places, ()) for word, places in new.items()}
            kind = name.partition(".")[0]
            begun = _begun(new)
            facet = _facet(kind, BEGINNING)
            found |= {(facet, each): (sorted(places), ()) for each, places in begun.items()}
        for name, (gained, lost) in self._old.pop(block, {}).items():
            for each in gained.keys() | lost.keys():
                key = (name, each) if "." in name else _key(name, each)
                more, less = gained.get(each, ()), lost.get(each, ())
                first = found[key][0] if key in found else ()
                found[key] = (sorted({*first, *more}.difference(less)), less)
        return found


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
            _add(found, self._rows_of(kind, facet, posting.c.term.in_(some)))
        return found

    def with_word(self, kind: str, word: str) -> Bits:
        """Which entries have a word that begins so, or is another form of it."""
        if len(word) <= folding.SHORT:
            return self.with_terms(kind, BEGINNING, [word])
        found: Bits = {}
        for trunk in trunks(
            word
        ):  # one range at a time: for several at once all of the facet would be read
            between = and_(posting.c.term >= trunk, posting.c.term < trunk + _LAST)
            rows = self._rows_of(kind, WORD, between)
            right = {term for term in {row[0] for row in rows} if finds(word, term)}
            _add(found, (row for row in rows if row[0] in right))
        return found

    def by_term(self, kind: str, facet: str) -> dict[str, Bits]:
        """All terms of a facet, each with the entries that have it."""
        found: dict[str, Bits] = defaultdict(dict)
        for word, network_id, block, numbers in self._rows_of(kind, facet):
            found[word][network_id, block] = postings.unpacked(numbers)
        return found

    def counts(self, kind: str, facet: str, bits: Bits) -> dict[str, int]:
        """How many of some entries have each term of a facet, those that none of them has left out."""
        found: dict[str, int] = defaultdict(int)
        flags = {place: postings.flags_of(each) for place, each in bits.items()}
        for word, network_id, block, numbers in self._rows_of(kind, facet):
            place = network_id, block
            if place in bits and (count := postings.shared(numbers, bits[place], flags[place])):
                found[word] += count
        return dict(found)

    def _rows_of(self, kind: str, facet: str, *conditions: ColumnElement[bool]) -> Sequence[Any]:
        """The rows of a facet, all or those on some conditions."""
        columns = posting.c.term, posting.c.network_id, posting.c.block, posting.c.numbers
        here = (self._where, posting.c.facet == _facet(kind, facet))
        return self.connection.execute(select(*columns).where(*here, *conditions)).all()


def _add(found: Bits, rows: Iterable[Any]) -> None:
    """Add the entries of some rows."""
    for _term, network_id, block, numbers in rows:
        place = network_id, block
        found[place] = found.get(place, 0) | postings.unpacked(numbers)


def _facet(kind: str, facet: str) -> str:
    """The name of a kind's facet in the table."""
    return f"{kind}.{facet}"


def _key(kind: str, written: str) -> _Key:
    """The facet and the term in the table."""
    facet, word = split(written)
    return _facet(kind, facet), word


def _note(change: _Change, place: int, before: AbstractSet[str], now: AbstractSet[str]) -> None:
    for some, others, found in (
        (*change, now - before),
        (change[1], change[0], before - now),
    ):
        for each in found:
            some[each].add(place)
            if each in others:
                others[each].discard(place)


def _begun(words: Mapping[str, Sequence[int]]) -> dict[str, set[int]]:
    """The places of the short beginnings of words, of the places of the words."""
    found: dict[str, set[int]] = defaultdict(set)
    for word, places in words.items():
        found[word[: folding.SHORT]].update(places)
    for length in range(folding.SHORT - 1, 0, -1):
        for each in [each for each in found if len(each) == length + 1]:
            found[each[:length]].update(found[each])
    return found


def _kept(
    connection: Connection, network_id: str, block: int, wanted: Mapping[_Key, Any]
) -> dict[_Key, bytes]:
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
