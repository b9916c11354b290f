"""Sets of numbers come back as they went, few or many, whatever was added and taken away."""

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import folding, postings
from app.catalogue.tables import BLOCK

PLACES = st.sets(st.integers(0, BLOCK - 1), max_size=400)


@given(st.lists(st.tuples(PLACES, PLACES), max_size=4))
def test_what_came_and_went_is_what_is_there(steps: list[tuple[set[int], set[int]]]) -> None:
    kept, expected = None, set[int]()
    for gained, others in steps:
        lost = others - gained
        expected = (expected | gained) - lost
        kept = postings.changed(kept, sorted(gained), sorted(lost))
        bits = postings.unpacked(kept) if kept else 0
        assert postings.numbers_of(3, bits) == [3 * BLOCK + each for each in sorted(expected)]
        assert kept is None or len(kept) <= BLOCK // 8 + 1


@given(st.sets(st.integers(0, 5 * BLOCK), max_size=300))
def test_numbers_are_bits_by_block(numbers: set[int]) -> None:
    found = [
        number
        for block, bits in postings.bits_of(numbers).items()
        for number in postings.numbers_of(block, bits)
    ]
    assert sorted(found) == sorted(numbers)


@given(st.lists(st.text("abc", min_size=1, max_size=5)))
def test_every_short_beginning_is_there_and_nothing_else(words: list[str]) -> None:
    expected = {
        word[:length]
        for word in words
        for length in range(1, folding.SHORT + 1)
        if len(word) >= length
    }
    assert folding.beginnings(words) == expected
