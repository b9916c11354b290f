"""What is offered when nothing was found: other spellings, one filter less, municipalities nearby."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from sqlalchemy import select

from app.catalogue import folding, shapes
from app.catalogue.entries import ANYWHERE, WORD
from app.catalogue.tables import posting
from app.catalogue.wanted import Wanted
from app.core.codes import codes
from app.core.text import Text, _l, literal
from app.core.words import words_of
from app.register.web import filters, labels
from app.register.web.asked import Asked
from app.register.web.wanted import NETWORK, Search

_MOST = 6
_NEAR = 0.72
"""How alike two spellings must be, from 0 to 1."""
_SHORTEST = 4
"""A word isn't cut shorter than this: Finnish bends the ends of words."""
_SHORTEST_PART = 3
"""A shorter word isn't looked for within longer ones: it would be in many by chance."""
_VOCABULARY = 50_000
_MOST_NEAR = 3
_TEXTS = ("promise", "description", "need", "included", "quality_promise")
_WORD = re.compile(r"[^\W_]+")
_LITTLE = 5
"""Where fewer are found, longer words with the same part are offered."""
_MOST_WORDS = 3
"""For so many words that nothing has, others are looked for among all words: each takes its time."""


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


def more(asked: Asked, search: Search, total: int) -> list[Helps]:
    """Searches for longer words that hold those that found little: ``jumppa`` also stands in ``etäjumppa``."""
    if total >= _LITTLE or search.page > 1:
        return []
    words = folding.asked(search.words)
    vocabulary = _vocabulary(asked) if any(len(each) >= _SHORTEST_PART for each in words) else []
    found = [
        _with(asked, search, word, other) for word in words for other in _holding(word, vocabulary)
    ]
    its = tuple(sorted((each for each in found if each.count), key=lambda each: -each.count))
    return [Helps(_l("Search also for").say(), its[:_MOST])] if its else []


def _holding(word: str, vocabulary: Iterable[str]) -> list[str]:
    """The shortest words that hold another one elsewhere than at their beginning."""
    if len(word) < _SHORTEST_PART:
        return []
    found = (each for each in vocabulary if word in each and not each.startswith(word))
    return sorted(found, key=lambda each: (len(each), each))[:_MOST]


def _help(asked: Asked, label: Text | str, search: Search) -> Help:
    wanted = replace(search.wanted(asked.language), page=1, per_page=0)
    words = label if isinstance(label, str) else label.say()
    return Help(words, search, asked.find(wanted, search.of(NETWORK) or None).total)


def _spelled(asked: Asked, search: Search) -> list[Help]:
    """The same with words that are there in the place of those that aren't."""
    found, unknown = list[Help](), 0
    asked_words = folding.asked(search.words)
    vocabulary = _vocabulary(asked) if asked_words else []
    for word in asked_words:
        if unknown == _MOST_WORDS or _help(asked, "", Search(words=word)).count:
            continue
        unknown += 1
        for other in near(word, vocabulary):
            help_ = _with(asked, search, word, other)
            if help_.label not in {each.label for each in found}:
                found.append(help_)
    return found


def _with(asked: Asked, search: Search, word: str, other: str) -> Help:
    """The same with another word in the place of one."""
    said = _as_written(asked, other)
    words = " ".join(said if each == word else each for each in folding.asked(search.words))
    return _help(asked, words, replace(search, words=words, page=1))


def _as_written(asked: Asked, word: str) -> str:
    """A folded word as it stands in a service: ``etajumppa`` is ``etäjumppa``; as it is where none is shown."""
    wanted = Wanted(words=word, by=asked.language, nearest=True, per_page=1)
    for item in asked.find(wanted).items:
        texts = [item.name, *(item.fields.get(name) or {} for name in _TEXTS)]
        texts += [item.organisation.name] if item.organisation else []
        for written in _WORD.findall(" ".join(each for text in texts for each in text.values())):
            if words_of(written) == [word]:
                return written.lower()
    return word


def _less(asked: Asked, search: Search) -> list[Help]:
    found = [
        _help(asked, _l("Without “{filter}”", filter=literal(chip.label)), chip.search)
        for chip in filters.chips(asked, search)
    ]
    words = folding.asked(search.words)
    for word in words if len(words) > 1 else ():
        rest = " ".join(each for each in words if each != word)
        less = replace(search, words=rest, page=1)
        found.append(_help(asked, _l("Without the word “{word}”", word=literal(word)), less))
    if not any(each.count for each in found):
        found += [
            _help(asked, _l("Only the word “{word}”", word=literal(word)), Search(words=word))
            for word in words[: _MOST if len(words) > 1 or search.chosen else 0]
        ]
    return sorted(found, key=lambda each: -each.count) if len(found) > _MOST else found


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
    if len(word) >= _SHORTEST_PART:  # jumppa: etäjumppa
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
