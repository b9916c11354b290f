"""What a write returns: which records changed, and the words for it."""

from dataclasses import dataclass, field
from typing import Any

from app.core.text import Text

Touched = frozenset[tuple[str, str]]
"""Pairs of kind and record id."""


@dataclass(frozen=True)
class Changes:
    """The outcome of one action.

    An action fills in ``words`` (what a person would say was done, also shown as what Ctrl+Z will
    undo) and, where it made something, ``result``. The store completes the rest.
    """

    words: Text
    result: Any = None
    touched: Touched = field(default_factory=frozenset)
    action_id: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that changed."""
        return frozenset(kind for kind, _id in self.touched)

    def ids(self, kind: str) -> frozenset[str]:
        """The changed records of one kind."""
        return frozenset(record_id for k, record_id in self.touched if k == kind)

    def __bool__(self) -> bool:
        return bool(self.touched)
