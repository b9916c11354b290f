"""Long lists of records, a page at a time."""

from dataclasses import dataclass, replace
from math import ceil

from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.text import _l
from app.register.web import links
from app.register.web.asked import Asked
from app.register.web.wanted import MOST_WORDS, page_number

PER_PAGE = 30
Pairs = tuple[tuple[str, str], ...]
"""Names of parameters with their values."""


@dataclass(frozen=True)
class Listed:
    """A page of a list.

    Attributes:
        number, last: which page of how many.
        kept: the parameters of the address beside the page's number.
    """

    items: tuple[Item, ...]
    total: int
    number: int
    last: int
    kept: Pairs = ()

    def pairs(self, number: int) -> list[tuple[str, str]]:
        """The parameters of the address of a page."""
        return [*self.kept, *([("page", str(number))] if number > 1 else [])]

    @property
    def words(self) -> str:
        """Which page of how many."""
        return page_words(self.number, self.last)

    def address(self, number: int) -> str:
        """The same as they stand in an address."""
        return links.query(self.pairs(number)) or "?"


def page_words(number: int, last: int) -> str:
    """Which page of how many."""
    return _l("Page {number} of {last}", number=number, last=last).say()


def words_of(asked: Asked) -> str:
    """The words that are looked for."""
    return " ".join(asked.request.query_params.get("q", "").split())[:MOST_WORDS]


def page_of(asked: Asked, wanted: Wanted, kept: Pairs = ()) -> Listed:
    """The page of a list that the address names, the last one for a number beyond it.

    Args:
        asked: what is asked with.
        wanted: what the list holds.
        kept: the parameters of the address beside the page's number.
    """
    number = page_number(asked.request.query_params.get("page", ""))
    found = asked.find(replace(wanted, page=number, per_page=PER_PAGE))
    last = max(1, ceil(found.total / PER_PAGE))
    if number > last:
        number = last
        found = asked.find(replace(wanted, page=number, per_page=PER_PAGE))
    return Listed(found.items, found.total, number, last, kept)
