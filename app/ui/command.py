"""Something that can be found by its words in the find box, and done."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.text import Text


@dataclass(frozen=True)
class Command:
    """Its words, what sort of thing it is, and what runs it."""

    words: Text
    kind: Text
    run: Callable[[], object]
