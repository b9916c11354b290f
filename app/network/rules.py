"""What is true of synchronising by itself: when the next time is, and what passes without anybody. Pure."""

from app.sync.protocol import Code
from app.sync.trouble import ANSWER, OFFLINE

EVERY = 5
"""Minutes between two synchronisations while all is well."""
SOON = 10
"""Seconds after a change until it is sent."""
LONGEST = 60
"""Minutes between two attempts at most."""
_WAITS = (1, 2, 4, 8, 16, 32, LONGEST)
_PASSING = frozenset({OFFLINE, ANSWER, Code.BUSY, Code.SLOW_DOWN})


def minutes_until_next(failures: int) -> int:
    """How long to wait after so many attempts that failed one after the other."""
    return _WAITS[min(failures, len(_WAITS)) - 1] if failures else EVERY


def passes(code: str) -> bool:
    """Whether a trouble goes away without anybody doing anything."""
    return code in _PASSING
