"""Words are searched without case and accents."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.words import words_of


def test_words_are_folded() -> None:
    assert words_of("Hämäläinen, ÅÄÖ-24/7 l’Été Straße_x") == [
        "hamalainen", "aao", "24", "7", "l", "ete", "strasse", "x",
    ]  # fmt: skip


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
