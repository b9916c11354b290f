"""Words as they are searched: without case and accents, in letters and digits. Pure functions."""

import re
import unicodedata
from collections.abc import Iterable

MOST_WORD = 40
MOST_ASKED = 8
"""So many words of a question count."""
SHORT = 2
"""A beginning of so many letters or fewer is a term of its own, because so many words begin with it."""
_MOST_LETTERS = 4096
_WORD = re.compile(r"[^\W_]+")
_APART = {point: " " for point in range(128) if not chr(point).isalnum()}
_USUAL = (("ä", "a"), ("ö", "o"), ("å", "a"))
"""The letters that nearly every text has beside the plain ones, and what they are when they are folded."""


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    folded = _folded(text)
    if folded.isascii():  # as most are, and this is four times as fast
        return folded.translate(_APART).split()
    return _WORD.findall(folded)


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


class _Letters(dict[int, str]):
    """What letters are when they are folded, by their code points: found out once for those that are met."""

    def __missing__(self, point: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(point))
        folded = "".join(part for part in plain if not unicodedata.combining(part)).casefold()
        if len(self) < _MOST_LETTERS:
            self[point] = folded
        return folded


_letters = _Letters()


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = text.casefold()
    for letter, plain in _USUAL:
        folded = folded.replace(letter, plain)
    return folded if folded.isascii() else folded.translate(_letters)
