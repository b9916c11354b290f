"""The page of results: what was found, the filters, and what may help when there is nothing."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from app.core.format import show_number
from app.core.text import _l, _n
from app.register.web import cards, filters, helping, links, listing, wanted
from app.register.web.asked import Asked
from app.register.web.rendering import Page
from app.register.web.wanted import Search

WORDS = {
    "filters": _l("Filters"),
    "apply": _l("Show services"),
    "clear": _l("Clear all filters"),
    "any": _l("Any"),
    "chosen": _l("Chosen filters"),
    "remove": _l("Remove the filter"),
    "price_help": _l(
        "For somebody who pays it themselves, whether it is for an hour, a visit or a month."
    ),
    "price_wrong": _l("Write the price as a number, for example 40."),
    "only_certified": _l("Only certified services"),
    "live": _l("Show results as soon as I choose"),
    "nothing": _l("No service fits everything you chose."),
    "all_services": _l("Show all services"),
    "to_results": _l("Straight to the results"),
    "no_services": _l("There are no services here yet."),
}


def page(asked: Asked) -> Page:
    """The page of a search."""
    search = wanted.read(asked.request.query_params.multi_items(), list(asked.networks))
    networks = search.of(wanted.NETWORK) or None
    found = asked.find(search.wanted(asked.language), networks)
    last = max(1, ceil(found.total / wanted.PER_PAGE))
    if search.page > last:
        search = replace(search, page=last)
        found = asked.find(search.wanted(asked.language), networks)
    chips = filters.chips(asked, search)
    return Page(
        "results.html",
        _l("Services").say(),
        WORDS,
        {
            "search": search,
            "services": [cards.service(asked, each) for each in found.items],
            "count": found_words(found.total, search.words),
            "groups": filters.groups(asked, search),
            "labels": {name: text.say() for name, text in filters.LABELS.items()},
            "chips": chips,
            "filter_count": len(chips),
            "helps": helping.helps(asked, search)
            if not found.total
            else helping.more(asked, search, found.total),
            "last": last,
            "page_words": listing.page_words(search.page, last),
        },
        name=_name(found_words(found.total, search.words), search, last, chips),
        path="services",
        query=links.query(search.pairs()),
        section="services",
        description=_l(
            "Care and welfare services near you: what they include, what they cost, who provides them and "
            "which of them are certified."
        ).say(),
        index=not search.is_narrow and search.page == 1,
    )


def _name(count: str, search: Search, last: int, chips: Sequence[filters.Chip]) -> str:
    """What tells this search from others among the windows of a browser; blank for all services."""
    if not search.is_narrow and search.page == 1:
        return ""
    parts = [count, ", ".join(each.label for each in chips)]
    if last > 1:
        parts.append(listing.page_words(search.page, last))
    return " · ".join(part for part in parts if part)


def found_words(total: int, words: str) -> str:
    """How many services there are."""
    number = show_number(total)
    if words:
        return _n(
            "{number} service for “{words}”", "{number} services for “{words}”", total,
            number=number, words=words,
        ).say()  # fmt: skip
    return _n("{number} service", "{number} services", total, number=number).say()
