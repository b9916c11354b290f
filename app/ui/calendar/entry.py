"""What a calendar draws: something on a day, and the place to which it may be moved."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Entry(Protocol):
    """Something that has a day."""

    @property
    def id(self) -> str:
        """What it is known by."""
        ...

    @property
    def day(self) -> date:
        """Its day."""
        ...


@dataclass(frozen=True)
class Place:
    """Where an entry is or would be: a day, a time of day, and whose column (``None``: as it is)."""

    day: date
    start: int | None = None
    worker: str | None = None
