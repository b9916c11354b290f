"""The ids of what comes from a directory: the same at every run, so that it is known again. Pure functions."""

import re
from uuid import UUID, uuid5

_SPACE = UUID("5f0c8e0e-57b0-5c3b-9d0f-6b1f4a2a7c11")
_CANONICAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOTHING = {UUID(int=0), UUID(int=2**128 - 1)}


def made(source: str, kind: str, key: str) -> str:
    """The id of something of a kind that a directory knows by a key of its own."""
    return str(uuid5(_SPACE, "\x1f".join((source.casefold(), kind, key))))


def of(source: str, kind: str, key: str) -> str:
    """The id of something of a directory: its own one when that is a UUID, else one that is made."""
    kept = key.strip().strip("{}").lower()
    if _CANONICAL.fullmatch(kept) and UUID(kept) not in _NOTHING:
        return kept
    return made(source, kind, key)
