"""How well a passphrase withstands guessing: a hint for people, not a gate."""

import math
import re
from dataclasses import dataclass

from app.core.brand import Tone
from app.core.text import Text, _l

LEAST = 8
"""Fewer characters than this are refused."""
_FAIR_BITS, _GOOD_BITS = 45, 65
_COMMON = ("salasana", "password", "qwerty", "12345", "kumppani", "abc", "kissa", "suomi")


@dataclass(frozen=True)
class Strength:
    """What to say about a passphrase; ``accepted`` tells whether it may be used at all."""

    percent: int
    words: Text
    tone: Tone
    accepted: bool


def strength(passphrase: str) -> Strength:
    """A rough estimate from length, kinds of character, repetition and the commonest words."""
    if len(passphrase) < LEAST:
        words = _l("At least {least} characters. Several words together are best.", least=LEAST)
        return Strength(min(20, len(passphrase) * 2), words, "watch", accepted=False)
    pool = sum(
        size
        for pattern, size in ((r"[a-zåäö]", 29), (r"[A-ZÅÄÖ]", 29), (r"\d", 10), (r"[^\w]", 20))
        if re.search(pattern, passphrase)
    )
    distinct = len(set(passphrase.casefold()))
    length = min(len(passphrase), distinct * 2)
    bits = length * math.log2(max(pool, 2))
    for common in _COMMON:
        if common in passphrase.casefold():
            bits -= len(common) * 4
    percent = max(10, min(100, int(bits / _GOOD_BITS * 100)))
    if bits < _FAIR_BITS:
        return Strength(percent, _l("Easy to guess. Add a word or two."), "watch", accepted=True)
    if bits < _GOOD_BITS:
        return Strength(
            percent, _l("Fairly good. One more word makes it strong."), "main", accepted=True
        )
    return Strength(100, _l("Strong."), "good", accepted=True)
