"""Which words are forms of the same Finnish word, as “hoidon” is of “hoito”. Pure functions of folded words.

No dictionary is asked. The endings of nouns and adjectives are taken off, and what changes before them (the grade
of a consonant, the vowel of a plural, the end of a word such as “siivous”) is written in every way that it may
have. A word that can be read in several ways has the stems of all of them; words that share a stem are the same.
In a stem ``_`` stands for an *e*, an *i* or nothing, and ``*`` for an end that changes as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

SHORT = 3
"""A word of fewer letters is no form of another one."""
_VOWELS = "aeiouy"
_SINGULAR = re.compile(
    "(?=(n|a|ta|tta|ssa|sta|lla|lta|lle|na|ksi|t|seen|(?<=a)han|(?<=o)hon|(?<=u)hun|(?<=y)hyn)$)"
)
"""Each of the endings that a form of the singular, or the plural with *t*, may have; *hoitoon* counts as *hoito-on*."""
_PLURAL = re.compile(
    "(?:i(?:ssa|sta|lla|lta|lle|na|ksi|en|den|tten|a|ta|in|hin|siin)|(?<=[oeuy])j(?:en|a))$"
)
_OWNED = re.compile("(?:(?<=[aeiouy])nsa|(?<=ssa|sta|lla|lta)an|(?<=lle|kse)en)$")
"""What tells whose it is, after the other endings."""
_CONSONANTS = "lrst"
"""After these some words have the ending *ta* or *ten*: *nuorta*, *vanhusten*."""
_LEAST = 2
"""So many letters at least are left of a word without what has changed in it."""
_GRADES: Mapping[str, tuple[str, ...]] = {
    **{letter * 2: (letter,) for letter in "kpt"},
    **{kept: (kept,) for kept in ("st", "sk", "sp", "tk")},
    "nk": ("nk", "ng"),
    "mp": ("mp", "mm"),
    "lk": ("lk", "l"),
    "rk": ("rk", "r"),
    "lt": ("lt", "ll"),
    "nt": ("nt", "nn"),
    "rt": ("rt", "rr"),
    "k": ("k", ""),
    "p": ("p", "v"),
    "t": ("t", "d"),
}
"""The strong and the weak grade of what stands before the last vowel. A double letter is its own single one."""
_GRADES_BEFORE_E: Mapping[str, tuple[str, ...]] = {"lk": ("lk", "lj"), "rk": ("rk", "rj")}
_BASES = (
    ("nen", "s_"),  # asuminen, asumisen
    ("as", "a"),  # asiakas, asiakkaan
    ("is", "i"),  # kaunis, kauniin
    ("in", "i*"),  # puhelin, puhelimen
    ("ton", "t*"),  # koditon, kodittoman
    ("nut", "ne"),  # kuntoutunut, kuntoutuneen
    ("nyt", "ne"),
)
"""Ends of words as they stand in a dictionary, and of what other endings are added to instead."""
_OWN_WAYS = (("aika", "aja"), ("poika", "poja"), ("lapsi", "las"), ("mies", "miehe"))
"""The same of words that have a way of their own, by themselves or at the end of others."""
_ENDS = (
    (re.compile("(?<=[aeiouy])ks[ei]$"), "s_"),  # siivous, siivouksen
    (re.compile("(?<=[aeiouy][uy])(?:de|te|t)$"), "s_"),  # vanhuus, vanhuuden, vanhuutta
    (re.compile("(?<=[aeiouy])si$"), "t_"),  # vuosi, vuotta
    (re.compile("(?<=[aeiouy])si$"), "d_"),  # vuosi, vuoden
    (re.compile(r"(?<=\w{3})im[ei]$"), "i*"),
    (re.compile("ttom[aei]$"), "t*"),
)
_CHANGING = re.compile("(?:[ptkdvgjsh]|(?<=n)n|(?<=l)l|(?<=r)r|(?<=m)m)$")
"""A consonant before the last vowel that another form of the word may lack."""
_PARTNERS = {"p": "pvk", "v": "pvk", "t": "tds", "d": "tds"}
"""What can stand instead of it after a vowel, where that is told by the consonant."""


def finds(asked: str, word: str) -> bool:
    """Whether a word that is asked for finds another one: it begins that one, or is another form of it."""
    return word.startswith(asked) or are_same(asked, word)


def are_same(word: str, other: str) -> bool:
    """Whether two words are forms of the same one, or can be read so."""
    return word == other or not stems(word).isdisjoint(stems(other))


def trunks(word: str) -> list[str]:
    """How the words begin that are the same as a word: each of them begins with one of these."""
    found = sorted({word, *chain.from_iterable(map(_trunks, stems(word)))})
    return [each for at, each in enumerate(found) if not _begins(each, found[:at])]


@lru_cache(maxsize=1 << 15)
def stems(word: str) -> frozenset[str]:
    """The stems of a word in every way that it can be read; none for a short one."""
    if len(word) < SHORT or not word.isalpha():
        return frozenset()
    found = set[str]()
    for form in {word, _OWNED.sub("", word)}:
        found.update(_of_base(form))
        for stem in _without_endings(form):
            found.update(_of_stem(stem) if stem[-1] in _VOWELS else _of_base(stem))
    return frozenset(
        stem for stem in found if not set(_CHANGING.sub("", stem[:-1])).isdisjoint(_VOWELS)
    )


def _without_endings(word: str) -> Iterator[str]:
    """What may be left of a word without the ending of its case."""
    for match in _SINGULAR.finditer(word):
        stem, ending = word[: match.start()], match[1]
        fits = stem[-1:] in (*_VOWELS, *(_CONSONANTS if ending == "ta" else ""))
        if fits and len(stem) >= (_LEAST if ending == "n" else SHORT):
            yield stem
    if word.endswith(tuple(f"{letter}ten" for letter in _CONSONANTS)):
        yield word.removesuffix("ten")
    match = _PLURAL.search(word)
    if match is None or match.start() < _LEAST:
        return
    stem = word[: match.start()]
    if stem[-1] not in _VOWELS:  # before the i of the plural an a, an e or an i has gone
        yield f"{stem}i"
        yield f"{stem}a"
        return
    yield stem
    if stem[-1] == "o":
        yield f"{stem[:-1]}a"


def _of_base(word: str) -> Iterator[str]:
    """The stems of a word as it stands in a dictionary, or of one that ends as such do."""
    yield from _of_stem(word)
    for end, instead in (*_BASES, *_OWN_WAYS):
        rest = word.removesuffix(end)
        if rest != word and (len(rest) >= _LEAST or (end, instead) in _OWN_WAYS):
            yield from _of_stem(f"{rest}{instead}")


def _of_stem(stem: str) -> Iterator[str]:
    """A stem with what is before its endings in each of its grades."""
    if len(stem) > SHORT and stem[-1] == stem[-2] and stem[-1] in _VOWELS:
        stem = stem[:-1]
    for end, instead in _ENDS:
        if end.search(stem):
            yield end.sub(instead, stem)
    if stem[-1] in "_*":
        yield stem
    elif stem[-1] not in _VOWELS:
        yield f"{stem}_"
    elif stem.endswith(("uku", "yky")):  # luku, luvun
        yield from (stem, f"{stem[:-2]}v{stem[-1]}")
    else:
        body, vowel = stem[:-1], "_" if stem[-1] in "ei" else stem[-1]
        grades = {**_GRADES, **_GRADES_BEFORE_E} if vowel == "_" else _GRADES
        strong = next((each for each in (body[-2:], body[-1:]) if each in grades), "")
        rest = body.removesuffix(strong)
        yield from (f"{rest}{grade}{vowel}" for grade in grades.get(strong, ("",)))


def _trunks(stem: str) -> list[str]:
    """How the words of a stem begin."""
    if stem[-1] == "*":
        return [stem[:-1]]
    trunk = _CHANGING.sub("", stem[:-1])
    partners = _PARTNERS.get(stem[len(trunk) : -1], "") if trunk[-1:] in (*_VOWELS,) else ""
    return [f"{trunk}{letter}" for letter in partners] or [trunk]


def _begins(word: str, beginnings: Iterable[str]) -> bool:
    return any(word.startswith(each) for each in beginnings)
