"""Two texts beside each other, word by word: what stands only in one of them. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 6_000
"""Longer texts aren't compared word by word but paragraph by paragraph."""
_WORD = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Piece:
    """A piece of a text; ``differs`` when the other text doesn't have it."""

    text: str
    differs: bool = False


def marked(first: str, second: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces."""
    parts = [_WORD.findall(first), _WORD.findall(second)]
    if max(len(each) for each in parts) > MOST_WORDS:
        parts = [_LINE.findall(first), _LINE.findall(second)]
    found = SequenceMatcher(None, *parts, autojunk=False).get_opcodes()
    left = [(name != "equal", parts[0][a:b]) for name, a, b, _c, _d in found]
    right = [(name != "equal", parts[1][c:d]) for name, _a, _b, c, d in found]
    return list(_joined(left)), list(_joined(right))


def _joined(spans: Sequence[tuple[bool, Sequence[str]]]) -> Iterator[Piece]:
    """Pieces as long as they can be: a space alone between two that differ belongs to them."""
    pieces = [Piece("".join(words), differs) for differs, words in spans if words]
    differs, text = False, ""
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        between = not piece.text.strip() and differs and after is not None and after.differs
        now = piece.differs or between
        if text and now != differs:
            yield Piece(text, differs)
            text = ""
        differs, text = now, text + piece.text
    if text:
        yield Piece(text, differs)
