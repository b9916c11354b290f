"""How records that others refer to are put into words and understood again."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Naming:
    """How references are put into words and understood again.

    Attributes:
        name: what a record with an id is called.
        write: the same in a file, where it has to tell the record from its namesakes; given the kind.
        find: the id of the record of a kind that has this key or title, or that was written so;
            raises ``InvalidValue``.
    """

    name: Callable[[str], str]
    write: Callable[[str, str], str]
    find: Callable[[str, str], str]


_way: ContextVar[Naming | None] = ContextVar("naming", default=None)


@contextmanager
def naming(way: Naming) -> Generator[None]:
    """Within it, references are shown by their titles and read from keys and titles."""
    token = _way.set(Naming(cache(way.name), cache(way.write), cache(way.find)))
    try:
        yield
    finally:
        _way.reset(token)


def known() -> Naming | None:
    """How references are named here; ``None`` where nobody has told it."""
    return _way.get()
