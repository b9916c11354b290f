"""Records as rows of a list, and the choices that several pages offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.catalogue.entries import ANYWHERE
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.codes import codes
from app.core.format import show_number
from app.core.text import Text, _l, _n, current_language
from app.register.web import labels, links, prices
from app.register.web.asked import Asked
from app.register.web.said import Said

ANYWHERE_WORDS = _l("Available everywhere")
FEW_WAYS = 12
"""So many groups or classes are told at once, the rest when somebody wants them."""


@dataclass(frozen=True)
class ServiceCard:
    """A service as a row.

    Attributes:
        where: the municipalities, or that it is available everywhere.
        price: the lowest one for somebody who pays himself, in words; blank when none is told.
        network: whose it is, where there are several.
    """

    href: str
    name: Said
    promise: Said
    provider: Said
    where: str
    price: str
    certified: bool
    network: str


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen.

    Attributes:
        count: how many there are; ``None`` when that isn't told.
        depth: how deep it stands below others.
    """

    code: str
    label: str
    count: int | None = None
    chosen: bool = False
    depth: int = 0

    @property
    def words(self) -> str:
        """The label with the number behind it."""
        indent = "\u2003" * self.depth
        told = "" if self.count is None else f" ({plain_number(self.count)})"
        return f"{indent}{self.label}{told}"


@dataclass(frozen=True)
class Choices:
    """Choices under one heading."""

    label: str
    choices: tuple[Choice, ...]
    count: int = 0


def plain_number(number: int) -> str:
    """A number as the language writes it; short ones are the same in all."""
    return _grouped(number, current_language()) if number >= 1000 else str(number)  # noqa: PLR2004 - from here on digits are grouped


@lru_cache(maxsize=16_384)
def _grouped(number: int, language: str) -> str:
    """A page tells hundreds of numbers, and each takes a while to be written in its language."""
    return show_number(number, language=language)


def service(asked: Asked, item: Item, beside: Item | None = None) -> ServiceCard:
    """A service as a row; ``beside`` is the organisation on whose own page it stands, which needn't be told there."""
    provider = item.organisation.name if item.organisation else {}
    lowest = item.lowest_price(asked.day)
    return ServiceCard(
        href=asked.href(item),
        name=asked.reader.name(item.name),
        promise=asked.reader.name(item.fields.get("promise")),
        provider=Said() if beside else asked.reader.name(provider),
        where=where_words(item),
        price=prices.from_words(lowest, several=len(item.fields.get("prices", ())) > 1),
        certified=bool(item.valid),
        network="" if beside else asked.network_of(item),
    )


def where_words(item: Item) -> str:
    """Where a service is available, in a few words."""
    codes_of_it = item.fields.get("municipalities", ())
    if not codes_of_it:
        return ANYWHERE_WORDS.say()
    names, more = labels.where(codes_of_it)
    if more:
        return _n(
            "{names} and {count} other", "{names} and {count} others", more, names=names
        ).say()
    return names


def service_count(count: int) -> str:
    """So many services."""
    return _services(count).say()


def _services(count: int) -> Text:
    return _n("{count} service", "{count} services", count)


def municipality_choices(
    asked: Asked, told: Mapping[str, int] | None = None, chosen: str = ""
) -> list[Choices]:
    """The municipalities for which there are services, by county, with their numbers.

    What is available everywhere counts in each. ``told`` are the numbers, those of all services by default.
    """
    counts = dict(asked.counts(Wanted(), "municipality") if told is None else told)
    everywhere = counts.pop(ANYWHERE, 0)
    if chosen:
        counts.setdefault(chosen, 0)
    found: dict[str, list[Choice]] = {}
    for code, count in counts.items():
        entry = codes("municipalities").get(code)
        if entry:
            label = labels.label("municipalities", code)
            choice = Choice(code, label, count + everywhere, code == chosen)
            found.setdefault(entry.parent, []).append(choice)
    groups = [
        Choices(labels.label("counties", county), tuple(sorted(its, key=lambda each: each.label)))
        for county, its in found.items()
    ]
    return sorted(groups, key=lambda each: each.label)


def ways(
    name: str,
    listed: str,
    counts: Mapping[str, int],
    kept: Sequence[tuple[str, str]] = (),
    skipped: str = "",
) -> list[tuple[str, Choice]]:
    """The groups or classes that have services, as searches, those with the most services first.

    Where it leaves nothing out, only what stands below a class is told and not the class itself.

    Args:
        name: the parameter of the address.
        listed: the list of the codes.
        counts: how many services each code has.
        kept: further parameters of the address.
        skipped: a code that isn't told.
    """
    found = [
        Choice(each.id, labels.label(listed, each.id), counts[each.id])
        for each in codes(listed)
        if counts.get(each.id) and each.id != skipped and not _stands_above(each.id, counts)
    ]
    found.sort(key=lambda each: -(each.count or 0))
    return [(links.query([*kept, (name, each.code)]), each) for each in found]


def _stands_above(code: str, counts: Mapping[str, int]) -> bool:
    """Whether all that a class has stands in the classes below it."""
    below = sum(
        count
        for each, count in counts.items()
        if each.startswith(f"{code}.") and each.count(".") == code.count(".") + 1
    )
    return below >= counts[code]
