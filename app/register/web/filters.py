"""The filters of a search: what can be chosen with the numbers behind it, and what has been chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.core.codes import codes
from app.core.text import Text, _l
from app.organisation.records import SECTORS
from app.register.web import cards, labels
from app.register.web.asked import Asked
from app.register.web.cards import Choice, Choices
from app.register.web.wanted import FACETS, NETWORK, SEVERAL, SINGLE, Search

PLACE = "municipality"
LABELS: Mapping[str, Text] = {
    "municipality": _l("Municipality"),
    "class": _l("Kind of service"),
    "group": _l("For whom"),
    "place": _l("Where it is given"),
    "payer": _l("Who can pay"),
    "language": _l("Language of service"),
    "sector": _l("Who provides it"),
    NETWORK: _l("Network"),
    "price": _l("Price at most"),
    "certified": _l("Certified"),
}


@dataclass(frozen=True)
class Chip:
    """A filter that has been chosen; its address is that of the search without it."""

    label: str
    search: Search


def groups(asked: Asked, search: Search) -> dict[str, list[Choice] | list[Choices]]:
    """What can be chosen, by the parameter of the address; what finds nothing is left out."""
    wanted = replace(search.wanted(asked.language), page=1)
    facets = {name: FACETS.get(name, name) for name in (*SINGLE, *SEVERAL)}
    told = asked.all_counts(wanted, list(facets.values()), search.of(NETWORK) or None)
    here = next(iter(search.of(PLACE)), "")
    found: dict[str, list[Choice] | list[Choices]] = {
        PLACE: cards.municipality_choices(asked, told.pop(facets.pop(PLACE)), here)
    }
    for name, facet in facets.items():
        counts = told[facet]
        chosen = search.of(name)
        for code in chosen:
            counts.setdefault(code, 0)
        found[name] = _ordered(name, counts, chosen)
    found[NETWORK] = [
        Choice(each, name, None, each in search.of(NETWORK))
        for each, name in sorted(asked.networks.items(), key=lambda pair: pair[1])
        if len(asked.networks) > 1
    ]
    return found


def chips(asked: Asked, search: Search) -> list[Chip]:
    """What has been chosen, each with the search without it."""
    found = [
        Chip(label(asked, name, code), search.without(name, code))
        for name in (*SINGLE, *SEVERAL, NETWORK)
        for code in search.of(name)
    ]
    if search.price_to is not None:
        said = _l("At most {price} €", price=search.price.rstrip(" €")).say()
        found.append(Chip(said, replace(search, price="", price_to=None, page=1)))
    if search.certified:
        found.append(Chip(LABELS["certified"].say(), replace(search, certified=False, page=1)))
    return found


def label(asked: Asked, name: str, code: str) -> str:
    """What a code that was chosen is called."""
    if name == NETWORK:
        return asked.networks.get(code, "")
    if name == "sector":
        return labels.sector(code)
    return _capital(labels.label({**SINGLE, **SEVERAL}[name], code))


def _ordered(name: str, counts: Mapping[str, int], chosen: Iterable[str]) -> list[Choice]:
    """Choices in the order of their list; languages by how many speak them."""
    listed = {**SINGLE, **SEVERAL}[name]
    order = (
        [code for code, _words in SECTORS] if name == "sector" else [c.id for c in codes(listed)]
    )
    choices = [
        Choice(
            code,
            labels.sector(code) if name == "sector" else _capital(labels.label(listed, code)),
            counts[code],
            code in chosen,
            code.count(".") if name in FACETS else 0,
        )
        for code in order
        if code in counts
    ]
    if name == "language":
        choices.sort(key=lambda each: (-(each.count or 0), each.label))
    return choices


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
