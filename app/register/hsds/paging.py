"""The page in which HSDS wraps a list, in one place: it may go one day."""

from collections.abc import Sequence

from app.register.hsds.making import Made


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
