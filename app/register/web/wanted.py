"""What is looked for, as it stands in an address, and back. Pure functions.

What can't be read is left out: an address that somebody has typed or an old one still finds something. Only
a price that isn't a number is told, because it was typed into a field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from app.catalogue.wanted import Wanted
from app.core.codes import codes
from app.core.fault import InvalidValue
from app.core.format import read_number
from app.organisation.records import SECTORS
from app.register.web import links

MOST_WORDS = 200
MOST_PAGE = 10_000
_MOST_PRICE = 1_000_000
PER_PAGE = 20
SINGLE = {
    "municipality": "municipalities",
    "class": "ptv_service_classes",
    "group": "target_groups",
}
"""What is chosen one of, and the list of its codes."""
SEVERAL = {
    "place": "delivery_places",
    "payer": "payers",
    "language": "languages",
    "sector": "",
}
"""What may be chosen several of; the sectors stand in no list."""
FACETS = {"class": "ptv_class", "group": "target_group"}
"""How the catalogue calls what is called otherwise in addresses."""
NETWORK = "network"


@dataclass(frozen=True)
class Search:
    """What somebody looks for.

    Attributes:
        words: as they were typed.
        chosen: the codes that were chosen, by the parameter of the address.
        price: the highest price as it was typed; ``price_to`` in cents, ``None`` when it isn't a number.
        live: whether the page looks again as soon as something is chosen.
        page: from 1.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    certified: bool = False
    price: str = ""
    price_to: int | None = None
    live: bool = False
    page: int = 1

    def of(self, name: str) -> tuple[str, ...]:
        """The codes that were chosen of something."""
        return self.chosen.get(name, ())

    @property
    def price_is_wrong(self) -> bool:
        """Whether a price was typed that can't be read."""
        return bool(self.price) and self.price_to is None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is looked for at all."""
        return bool(self.pairs(page=False, live=False))

    def pairs(self, *, page: bool = True, live: bool = True) -> list[tuple[str, str]]:
        """The parameters of its address, always in the same order."""
        found = [("q", self.words)] if self.words else []
        for name in (*SINGLE, *SEVERAL, NETWORK):
            found += [(name, each) for each in self.of(name)]
        if self.price:
            found.append(("price", self.price))
        if self.certified:
            found.append(("certified", "1"))
        if live and self.live:
            found.append(("live", "1"))
        if page and self.page > 1:
            found.append(("page", str(self.page)))
        return found

    def address(self, **changed: Any) -> str:
        """The parameters of the same search with something changed; its first page by default."""
        return links.query(replace(self, **{"page": 1, **changed}).pairs())

    def without(self, name: str, code: str) -> "Search":
        """The same without one of the codes that were chosen."""
        kept = tuple(each for each in self.of(name) if each != code)
        return replace(self, chosen={**self.chosen, name: kept}, page=1)

    def with_only(self, name: str, code: str) -> "Search":
        """The same with another code in the place of what was chosen."""
        return replace(self, chosen={**self.chosen, name: (code,)}, page=1)

    def wanted(self, language: str) -> Wanted:
        """The question to the catalogue."""
        chosen: dict[str, Any] = {
            FACETS.get(name, name): self.of(name) for name in (*SINGLE, *SEVERAL)
        }
        return Wanted(
            words=self.words,
            certified=self.certified,
            price_to=self.price_to,
            by=language,
            nearest=True,
            page=self.page,
            per_page=PER_PAGE,
            **chosen,
        )


def read(pairs: Iterable[tuple[str, str]], networks: Sequence[str]) -> Search:
    """What an address looks for.

    Args:
        pairs: its parameters.
        networks: the ids of those that may be chosen.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    sectors = [code for code, _words in SECTORS]
    chosen: dict[str, tuple[str, ...]] = {}
    for name, listed in {**SINGLE, **SEVERAL, NETWORK: ""}.items():
        allowed = networks if name == NETWORK else sectors
        good = [
            each
            for each in dict.fromkeys(given.get(name, ()))
            if (codes(listed).get(each) if listed else each in allowed)
        ]
        if good:
            chosen[name] = tuple(good[:1] if name in SINGLE else good)
    price = _last(given, "price").strip()[:20]
    return Search(
        words=" ".join(_last(given, "q").split())[:MOST_WORDS],
        chosen=chosen,
        certified=_last(given, "certified") == "1",
        price=price,
        price_to=_cents(price),
        live=_last(given, "live") == "1",
        page=page_number(_last(given, "page")),
    )


def page_number(written: str) -> int:
    """The number of a page, 1 when it can't be read."""
    if not (written.isascii() and written.isdigit()):
        return 1
    return min(max(1, int(written[:9])), MOST_PAGE)


def _cents(written: str) -> int | None:
    try:
        euros = read_number(written.replace("€", "")) if written else None
    except InvalidValue:
        return None
    if euros is None or not 0 <= euros <= _MOST_PRICE:
        return None
    return int(euros * Decimal(100))


def _last(given: Mapping[str, list[str]], name: str) -> str:
    return given.get(name, [""])[-1]
