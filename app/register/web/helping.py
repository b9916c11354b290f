"""What is offered when nothing was found: other spellings, one filter less, municipalities nearby."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from sqlalchemy import select

from app.catalogue import folding, shapes
from app.catalogue.entries import ANYWHERE, WORD
from app.catalogue.tables import posting
from app.core.codes import codes
from app.core.text import Text, _l, literal
from app.register.web import filters, labels
from app.register.web.asked import Asked
from app.register.web.wanted import NETWORK, Search

_MOST = 6
_NEAR = 0.72
"""How alike two spellings must be, from 0 to 1."""
_SHORTEST = 4
"""A word isn't cut shorter than this: Finnish bends the ends of words."""
_VOCABULARY = 50_000
_MOST_NEAR = 3


@dataclass(frozen=True)
class Help:
    """Another search, and how many services it finds."""

    label: str
    search: Search
    count: int


@dataclass(frozen=True)
class Helps:
    """Other searches for one reason."""

    reason: str
    helps: tuple[Help, ...]


def helps(asked: Asked, search: Search) -> list[Helps]:
    """What may help, the nearest first; only searches that find something."""
    found = [
        (_l("Did you mean"), _spelled(asked, search)),
        (_l("Leave something out"), _less(asked, search)),
        (_l("Near by, in the same county"), _near(asked, search)),
    ]
    return [
        Helps(reason.say(), tuple(its[:_MOST]))
        for reason, each in found
        if (its := [help_ for help_ in each if help_.count])
    ]


def _help(asked: Asked, label: Text | str, search: Search) -> Help:
    wanted = replace(search.wanted(asked.language), page=1, per_page=0)
    words = label if isinstance(label, str) else label.say()
    return Help(words, search, asked.find(wanted, search.of(NETWORK) or None).total)


def _spelled(asked: Asked, search: Search) -> list[Help]:
    """The same with words that are there in the place of those that aren't."""
    found: list[Help] = []
    asked_words = folding.asked(search.words)
    vocabulary = _vocabulary(asked) if asked_words else []
    for word in asked_words:
        if _help(asked, "", Search(words=word)).count:
            continue
        for other in near(word, vocabulary):
            words = " ".join(other if each == word else each for each in asked_words)
            if words not in {each.label for each in found}:
                found.append(_help(asked, words, replace(search, words=words, page=1)))
    return found


def _less(asked: Asked, search: Search) -> list[Help]:
    found = [
        _help(asked, _l("Without “{filter}”", filter=literal(chip.label)), chip.search)
        for chip in filters.chips(asked, search)
    ]
    words = folding.asked(search.words)
    for word in words if len(words) > 1 else ():
        rest = " ".join(each for each in words if each != word)
        less = replace(search, words=rest, page=1)
        found.append(_help(asked, _l("Without the word “{word}”", word=word), less))
    return found


def _near(asked: Asked, search: Search) -> list[Help]:
    """The same in the other municipalities of the county."""
    here = next(iter(search.of("municipality")), "")
    entry = codes("municipalities").get(here)
    if entry is None:
        return []
    wanted = replace(search.wanted(asked.language), page=1)
    counts = asked.counts(wanted, "municipality", search.of(NETWORK) or None)
    counts.pop(ANYWHERE, None)
    neighbours = [
        each
        for each in codes("municipalities")
        if each.parent == entry.parent and each.id != here and counts.get(each.id)
    ]
    neighbours.sort(key=lambda each: -counts[each.id])
    return [
        Help(
            labels.label("municipalities", each.id),
            search.with_only("municipality", each.id),
            counts[each.id],
        )
        for each in neighbours[:_MOST]
    ]


def near(word: str, vocabulary: Iterable[str]) -> list[str]:
    """The words that are spelled nearly as one, begin as it does, or hold it; a pure function."""
    known = sorted(vocabulary)
    begun = [each for each in known if each[:1] == word[:1]]
    found = get_close_matches(word, begun, n=_MOST_NEAR, cutoff=_NEAR)
    for length in range(len(word) - 1, _SHORTEST - 1, -1):
        same = [each for each in begun if each.startswith(word[:length])]
        if same:
            found.append(min(same, key=len))
            break
    if len(word) >= _SHORTEST:  # jumppa: etäjumppa
        found += sorted((each for each in known if word in each), key=len)
    return list(dict.fromkeys(found))[:_MOST_NEAR]


def _vocabulary(asked: Asked) -> list[str]:
    """The words by which services are found."""
    query = (
        select(posting.c.term)
        .where(
            posting.c.network_id.in_(list(asked.networks)),
            posting.c.facet == f"{shapes.SERVICE}.{WORD}",
        )
        .distinct()
        .limit(_VOCABULARY)
    )
    return list(asked.connection.scalars(query))
