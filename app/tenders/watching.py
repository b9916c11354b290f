"""Whether a watch finds a notice, and why. Pure functions.

Of each part of a watch one hit is enough, and all parts that are filled in have to fit. What a notice
doesn't tell (its value, its place, its codes) doesn't stop it: missing a procurement is worse than
looking at one for nothing. It is said with the match.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from app.core.inflection import are_same, finds, trunks
from app.core.words import words_of

CPV_DIGITS = 8
_WIDEST = 2
"""The digits of a whole division of the CPV."""


@dataclass(frozen=True)
class Watch:
    """What is watched for; money excludes VAT."""

    cpv: Sequence[str] = ()
    municipalities: Sequence[str] = ()
    words: str = ""
    least_value: Decimal | None = None
    most_value: Decimal | None = None


@dataclass(frozen=True)
class Notice:
    """What a watch is held against; ``texts`` are all that it says in words."""

    cpv: Sequence[str] = ()
    municipalities: Sequence[str] = ()
    counties: Sequence[str] = ()
    value: Decimal | None = None
    texts: Sequence[str] = ()

    @cached_property
    def told(self) -> str:
        """All its words, folded, each with a space before it."""
        return f" {' '.join(folded(text) for text in self.texts)}"


@dataclass(frozen=True)
class Match:
    """Why a watch finds a notice.

    Attributes:
        cpv, words: the codes of the notice and the words of the watch that met.
        municipalities: those of the watch that the notice names, or whose county it names.
        no_cpv, no_place, no_value: the watch asks for it, but the notice doesn't tell it.
        in_range: the value is known and within the watch's.
    """

    cpv: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    no_cpv: bool = False
    no_place: bool = False
    no_value: bool = False
    in_range: bool = False


def match(watch: Watch, notice: Notice, county_of: Mapping[str, str]) -> Match | None:
    """Why a watch finds a notice, ``None`` when it doesn't; ``county_of`` a municipality's code."""
    cpv = tuple(code for code in notice.cpv if any(covers(wide, code) for wide in watch.cpv))
    no_cpv = bool(watch.cpv) and not notice.cpv
    if watch.cpv and notice.cpv and not cpv:
        return None
    hits = hit_words(watch.words, notice)
    if terms(watch.words) and not hits:
        return None
    if no_cpv and not hits:  # then nothing at all would speak for it
        return None
    places = tuple(
        code
        for code in watch.municipalities
        if code in notice.municipalities or county_of.get(code, "-") in notice.counties
    )
    told = bool(notice.municipalities or notice.counties)
    if watch.municipalities and told and not places:
        return None
    least, most, value = watch.least_value, watch.most_value, notice.value
    ranged = least is not None or most is not None
    if value is not None and (
        (least is not None and value < least) or (most is not None and value > most)
    ):
        return None
    if not (watch.cpv or hits or watch.municipalities):
        return None
    return Match(
        cpv=cpv,
        municipalities=places,
        words=hits,
        no_cpv=no_cpv,
        no_place=bool(watch.municipalities) and not told,
        no_value=ranged and value is None,
        in_range=ranged and value is not None,
    )


def covers(wide: str, code: str) -> bool:
    """Whether a CPV code is another one or narrower: zeros at the end of ``wide`` stand for anything."""
    stem = wide[:CPV_DIGITS].rstrip("0")
    return code[:CPV_DIGITS].startswith(stem.ljust(_WIDEST, "0"))


def terms(words: str) -> list[str]:
    """What is looked for: between commas, each of one word or several that follow each other."""
    return [term for part in re.split(r"[,;\n]", words) if (term := " ".join(part.split()))]


def hit_words(words: str, notice: Notice) -> tuple[str, ...]:
    """The terms of a watch that a notice has, as they were written.

    The beginning of a word finds it, and so does any form of it; of several words only the last may be a beginning.
    """
    return tuple(term for term in terms(words) if _stands(words_of(term), notice.told))


def _stands(sought: Sequence[str], told: str) -> bool:
    """Whether words follow each other in a text that has a space before each of its own."""
    if not sought:
        return False
    if f" {' '.join(sought)}" in told:  # as it is written: most quickly found
        return True
    *whole, last = sought
    for trunk in trunks(sought[0]):
        at = told.find(f" {trunk}")
        while at >= 0:
            there = told[at + 1 :].split(" ", len(sought))[: len(sought)]
            if (
                len(there) == len(sought)
                and finds(last, there[-1])
                and all(map(are_same, whole, there))
            ):
                return True
            at = told.find(f" {trunk}", at + 1)
    return False


def folded(text: str) -> str:
    """Words without case, marks above letters and punctuation, a space between."""
    return " ".join(words_of(text))


@dataclass(frozen=True)
class Found:
    """A watch that finds a notice: its id, name, how long before the deadline it reminds, and why."""

    watch_id: str
    name: str
    days_before: int | None
    match: Match = field(default_factory=Match)
