"""What is true of synchronising by itself: when the next time is, and what passes without anybody. Pure."""

from collections.abc import Iterable

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


def is_another(invited: str, called: Iterable[str]) -> bool:
    """Whether an invitation names another organisation than the one that is called so here.

    What the names differ in must be more than capitals, spaces and a part that one of them leaves out
    (“ry”, “oy”); where either is unknown, nothing is supposed.
    """
    name = _plain(invited)
    known = [plain for each in called if (plain := _plain(each))]
    return bool(name and known) and not any(name in each or each in name for each in known)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def passes(code: str) -> bool:
    """Whether a trouble goes away without anybody doing anything."""
    return code in _PASSING
