"""The lists of HSDS: which keys stand on a page, and the objects of some keys."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from app.catalogue import finding, folding, reading, shapes
from app.catalogue.entries import LOCATIONS
from app.catalogue.index import Bits
from app.catalogue.items import Item
from app.catalogue.ordered import Places, some
from app.catalogue.tables import BLOCK
from app.core.inflection import finds
from app.core.words import words_of
from app.register.hsds import composing, taxonomies
from app.register.hsds.asking import Parameter, parameters
from app.register.hsds.making import Made
from app.register.hsds.taxonomies import TAXONOMIES, Taxonomy, Term
from app.register.hsds.viewing import Told, View
from app.register.hsds.wanting import taxonomy_of, wanted_of, within

PAGED = ("search", "page", "per_page", "format", "lang")
OURS = ("municipality", "county", "language", "sector", "certified", "network")
Keys = tuple[int, Sequence[Any]]
"""How many there are in all, and the keys of some."""


class List(Protocol):
    """A list of the open interface."""

    parameters: dict[str, Parameter]

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        """The keys of some, beginning with the one at ``first``; of all from there on when no count is told."""
        raise NotImplementedError

    def made(self, view: View, told: Told, keys: Sequence[Any]) -> list[Made]:
        """The objects of some keys."""
        raise NotImplementedError


class Services:
    """The services."""

    parameters = parameters(
        *PAGED, *OURS, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after",
        "minimal", "full",
    )  # fmt: skip

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        return _places(view, told, shapes.SERVICE, first, count)

    def made(self, view: View, told: Told, keys: Places) -> list[Made]:
        items = _items(view, keys)
        if told.get("minimal"):
            return [composing.minimal_service(view, each) for each in items]
        if told.get("full"):
            return [composing.whole_service(view, each) for each in items]
        return [composing.listed_service(view, each) for each in items]


class Organizations:
    """The organisations."""

    parameters = parameters(
        *PAGED, "municipality", "county", "language", "sector", "network", "taxonomy_term_id",
        "taxonomy_id", "modified_after", "full", "full_service",
    )  # fmt: skip

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        return _places(view, told, shapes.ORGANISATION, first, count)

    def made(self, view: View, told: Told, keys: Places) -> list[Made]:
        items = _items(view, keys)
        if not (told.get("full") or told.get("full_service")):
            return [composing.listed_organization(view, each) for each in items]
        full = told.get("full_service", False)
        return [composing.whole_organization(view, each, full=full) for each in items]


class ServicesAtLocations:
    """The services at locations: each service as often as it is given at a location."""

    parameters = parameters(
        *PAGED, *OURS, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after",
        "full",
    )  # fmt: skip

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        wanted = wanted_of(view, told, shapes.SERVICE)
        if wanted is None:
            return 0, ()
        ids = within(view, told).ids
        by_count = finding.counted(view.connection, ids, wanted, LOCATIONS, view.day)
        total = sum(int(many) * _number(bits) for many, bits in by_count.items())
        every: Bits = {}
        for bits in by_count.values():
            for place, each in bits.items():
                every[place] = every.get(place, 0) | each
        walk = some(view.connection, ids, wanted.kind, wanted.by, every, 0, _number(every))
        last = total if count is None else first + count
        found, at = list[tuple[tuple[str, int], int]](), 0
        for place in walk:
            many = next(int(term) for term, bits in by_count.items() if _has(bits, place))
            found += [(place, each) for each in range(many) if first <= at + each < last]
            at += many
            if at >= last:
                break
        return total, found

    def made(
        self, view: View, told: Told, keys: Sequence[tuple[tuple[str, int], int]]
    ) -> list[Made]:
        places = list(dict.fromkeys(place for place, _number in keys))
        items = dict(reading.placed(view.connection, places, view.day))
        view.know(items.values())
        full = told.get("full", False)
        made = {
            place: composing.at_locations(view, item, full=full) for place, item in items.items()
        }
        return [each for place, number in keys for each in made.get(place, ())[number : number + 1]]


class Taxonomies:
    """The taxonomies."""

    parameters = parameters(*PAGED)

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        used = {each.taxonomy.key for each in view.terms}
        found = [
            each
            for each in TAXONOMIES
            if each.key in used and _says(told, view.reader.text(each.name))
        ]
        others = [each for each in view.others_taxonomies if _says(told, each["name"])]
        return _some([*found, *others], first, count)

    def made(self, view: View, told: Told, keys: Sequence[Taxonomy | Made]) -> list[Made]:
        return [
            taxonomies.as_taxonomy(each, view.reader) if isinstance(each, Taxonomy) else each
            for each in keys
        ]


class Terms:
    """The terms that are in use."""

    parameters = parameters(*PAGED, "taxonomy_id", "top_only", "parent_id")

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        found = [
            each
            for each in view.terms
            if told.get("taxonomy_id") in {None, each.taxonomy.id}
            and not (told.get("top_only") and each.parent)
            and told.get("parent_id") in {None, each.parent and each.taxonomy.term_id(each.parent)}
            and _says(told, f"{each.code} {' '.join(each.names.values())}")
        ]
        others = [
            each
            for each in view.others_terms
            if told.get("taxonomy_id") in {None, taxonomy_of(each)}
            and not (told.get("top_only") and "parent_id" in each)
            and told.get("parent_id") in {None, each.get("parent_id")}
            and _says(told, f"{each.get('code', '')} {each['name']}")
        ]
        return _some([*found, *others], first, count)

    def made(self, view: View, told: Told, keys: Sequence[Term | Made]) -> list[Made]:
        return [
            taxonomies.as_term(each, view.reader) if isinstance(each, Term) else each
            for each in keys
        ]


LISTS: Mapping[str, List] = {
    "services": Services(),
    "organizations": Organizations(),
    "service_at_locations": ServicesAtLocations(),
    "taxonomies": Taxonomies(),
    "taxonomy_terms": Terms(),
}


def _places(view: View, told: Told, kind: str, first: int, count: int | None) -> Keys:
    """The places of the records of a kind that are asked for."""
    wanted = wanted_of(view, told, kind)
    if wanted is None:
        return 0, ()
    ids = within(view, told).ids
    return finding.find_places(view.connection, ids, wanted, view.day, first, count)


def _items(view: View, keys: Places) -> list[Item]:
    """The records at some places; what their directories told of them is read at once."""
    items = list(reading.items(view.connection, keys, view.day))
    view.know(items)
    return items


def _some(found: list[Any], first: int, count: int | None) -> Keys:
    return len(found), found[first : None if count is None else first + count]


def _says(told: Told, words: str) -> bool:
    asked = folding.asked(told.get("search", ""))
    if told.get("search", "").strip() and not asked:
        return False
    said = words_of(words)
    return all(any(finds(word, each) for each in said) for word in asked)


def _number(bits: Bits) -> int:
    return sum(each.bit_count() for each in bits.values())


def _has(bits: Bits, place: tuple[str, int]) -> bool:
    network_id, number = place
    return bool(bits.get((network_id, number // BLOCK), 0) >> number % BLOCK & 1)
