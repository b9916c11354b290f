"""The pages of a list: how many objects one may have, and how HSDS wraps it, in one place: that may go one day."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.register.hsds.asking import MOST_PAGE, PER_PAGE
from app.register.hsds.making import Made

_MOST = {"full": 100, "full_service": 20}
"""So many objects stand on a page with everything nested in them: a page is in memory whole."""


def most(told: Mapping[str, Any]) -> int:
    """How many objects a page may have as they are asked for."""
    return min([MOST_PAGE, *(number for name, number in _MOST.items() if told.get(name))])


def size(told: Mapping[str, Any]) -> int:
    """How many are on a full page: as many as were asked for, if a page may have so many."""
    return min(told.get("per_page", PER_PAGE), most(told))


def wrapped(contents: Sequence[Made], total: int, page: int, per_page: int) -> Made:
    """A page of a list.

    Args:
        contents: what is on it.
        total: how many there are on all pages.
        page: which it is, from 1.
        per_page: how many are on a full one.
    """
    pages = -(-total // per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
