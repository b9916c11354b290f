"""Sets of numbers as they are kept: few as a list, many as bits. Pure functions.

While they are worked with, the numbers of a block are the bits of one whole number: ``&`` and ``|`` of all
blocks of a hundred thousand entries take microseconds.
"""

import sys
from array import array
from collections.abc import Collection, Iterable, Sequence

from app.catalogue.tables import BLOCK

_LIST, _BITS = b"\x00", b"\x01"
_ONE = ord("1")
_FLAGS = bytes.maketrans(b"01", b"\x00\x01")
_MOST_LISTED = BLOCK // 8 // 2
"""A list of more numbers than this is longer than the bits."""


def bits_of(numbers: Iterable[int]) -> dict[int, int]:
    """Numbers as bits, by block."""
    found: dict[int, bytearray] = {}
    for number in numbers:
        block = number // BLOCK
        row = found.get(block)
        if row is None:
            row = found[block] = bytearray(b"0" * BLOCK)
        row[~(number % BLOCK)] = _ONE
    # Written with the last number first, this is the number in base two.
    return {block: int(row, 2) for block, row in found.items()}


def numbers_of(block: int, bits: int) -> list[int]:
    """The numbers of a block's bits, in their order."""
    begin = block * BLOCK
    if bits.bit_count() <= _MOST_LISTED:
        found = []
        while bits:
            low = bits & -bits
            found.append(begin + low.bit_length() - 1)
            bits ^= low
        return found
    written = f"{bits:b}"[::-1]
    return [begin + place for place, bit in enumerate(written) if bit == "1"]


def unpacked(kept: bytes) -> int:
    """The bits of what :func:`changed` wrote."""
    if kept[:1] == _BITS:
        return int.from_bytes(kept[1:], "little")
    row = bytearray(BLOCK // 8)
    for place in _listed(kept):
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")


def flags_of(bits: int) -> bytes:
    """The bits of a block as a one or a nought for each number."""
    return f"{bits:0{BLOCK}b}"[::-1].encode().translate(_FLAGS)


def shared(kept: bytes, bits: int, flags: bytes) -> int:
    """How many of some numbers, told in both ways, are in a set as :func:`changed` wrote it."""
    if kept[:1] == _BITS:
        return (bits & unpacked(kept)).bit_count()
    return sum(map(flags.__getitem__, _listed(kept)))


def changed(kept: bytes | None, gained: Sequence[int], lost: Collection[int]) -> bytes | None:
    """A set of places in a block as it is kept, after some came and some went.

    Args:
        kept: as it was, ``None`` for none.
        gained: the places that came, in their order.
        lost: the places that went, none of which came.

    Returns:
        As it is now, ``None`` for none.
    """
    places: Sequence[int]
    if kept is None:
        places = gained
    elif kept[:1] == _BITS:
        bits = unpacked(kept)
        for place in gained:
            bits |= 1 << place
        for place in lost:
            bits &= ~(1 << place)
        if bits.bit_count() > _MOST_LISTED:
            return _BITS + bits.to_bytes(BLOCK // 8, "little")
        places = numbers_of(0, bits)
    else:
        listed = _listed(kept)
        if gained and not lost and gained[0] > listed[-1]:
            listed.extend(gained)  # as most do: new entries come last
            places = listed
        else:
            places = sorted({*listed, *gained}.difference(lost))
    if not places:
        return None
    if len(places) > _MOST_LISTED:
        row = bytearray(b"0" * BLOCK)
        for place in places:
            row[~place] = _ONE
        return _BITS + int(row, 2).to_bytes(BLOCK // 8, "little")
    listed = array("H", places)
    if sys.byteorder == "big":
        listed.byteswap()
    return _LIST + listed.tobytes()


def _listed(kept: bytes) -> "array[int]":
    listed = array("H", kept[1:])
    if sys.byteorder == "big":
        listed.byteswap()
    return listed
