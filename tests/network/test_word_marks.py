"""Two texts beside each other: nothing of either is lost, and what differs is marked."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.network import word_marks
from app.network.word_marks import Piece, marked

WORDS = st.lists(st.sampled_from(["koti", "apu", "arki", " ", "\n", ",", "ä", "1"]), max_size=40)


@given(WORDS, WORDS)
def test_the_pieces_make_the_text_again(first: list[str], second: list[str]) -> None:
    texts = "".join(first), "".join(second)
    for text, pieces in zip(texts, marked(*texts), strict=True):
        assert "".join(each.text for each in pieces) == text
        assert all(a.differs != b.differs for a, b in pairwise(pieces))
        if texts[0] == texts[1]:
            assert not any(each.differs for each in pieces)
    if texts[0] != texts[1]:
        assert any(each.differs for pieces in marked(*texts) for each in pieces)


def test_whole_words_are_marked_and_the_space_between_two_of_them_too() -> None:
    mine, theirs = marked("Siivous ja arjen askareet.", "Siivous ja ulkoilu.")
    assert mine == [Piece("Siivous ja "), Piece("arjen askareet", True), Piece(".")]
    assert theirs == [Piece("Siivous ja "), Piece("ulkoilu", True), Piece(".")]


def test_one_empty_text_differs_as_a_whole() -> None:
    assert marked("", "Uusi teksti") == ([], [Piece("Uusi teksti", True)])


def test_long_texts_are_compared_by_paragraph() -> None:
    text = "sana " * word_marks.MOST_WORDS
    mine, theirs = marked(f"{text}\nloppu", f"{text}\nalku")
    assert mine[-1] == Piece("loppu", True)
    assert theirs[-1] == Piece("alku", True)
    assert not mine[0].differs
