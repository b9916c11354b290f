"""Words of a question and their beginnings, as they are looked for. Pure functions of folded words."""

from collections.abc import Iterable

from app.core.words import words_of

MOST_WORD = 40
MOST_ASKED = 8
"""So many words of a question count."""
SHORT = 2
"""A beginning of so many letters or fewer is a term of its own, because so many words begin with it."""


def asked(text: str) -> list[str]:
    """The words of a question, each once and none that another one begins with."""
    words = list(dict.fromkeys(word[:MOST_WORD] for word in words_of(text)))
    longest = [
        word
        for word in words
        if not any(other != word and other.startswith(word) for other in words)
    ]
    return longest[:MOST_ASKED]


def beginnings(words: Iterable[str]) -> set[str]:
    """The short beginnings of words."""
    found, longer = set[str](), {word[:SHORT] for word in words}
    for length in range(SHORT - 1, 0, -1):
        found |= longer
        longer = {word[:length] for word in longer}
    return found | longer
