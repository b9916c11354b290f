"""Users' words made safe for paper: never markup, never too long for a line."""

import re
from functools import cache
from xml.sax.saxutils import escape

import pyphen

_WORD = re.compile(r"\w+", re.UNICODE)
_LONG = 12
"""Words longer than this may be broken at a syllable."""
_UNBREAKABLE = 34
"""A run of this many characters without a space is broken anywhere."""
_LINE = 30
"""A line break takes as much room as about so many characters."""
SOFT_HYPHEN = "\u00ad"


@cache
def _hyphenator(language: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known) if known else None


def clean(text: str) -> str:
    """The text without characters that no font shows."""
    kept = (c for c in text.replace("\t", " ") if _shown(c))
    return "".join(kept)


def _shown(character: str) -> bool:
    # No-break spaces keep an amount and its unit together; they don't count as printable.
    return character in "\n\u00a0\u202f" or (character.isprintable() and character <= "\uffff")


def markup(text: str, language: str) -> str:
    """The text as ReportLab takes it: escaped, long words breakable, line breaks kept."""
    hyphenator = _hyphenator(language)

    def breakable(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) > _UNBREAKABLE:
            parts = [word[i : i + 12] for i in range(0, len(word), 12)]
            return SOFT_HYPHEN.join(parts)
        if len(word) > _LONG and hyphenator:
            return hyphenator.inserted(word, SOFT_HYPHEN)
        return word

    lines = [escape(_WORD.sub(breakable, line)) for line in clean(text).split("\n")]
    return "<br/>".join(lines)


def shortened(text: str, limit: int) -> str:
    """The text cut at a word with a visible mark when it is longer than ``limit`` characters."""
    text = clean(text).strip()
    lines = text.split("\n")
    most = max(2, limit // _LINE)
    fewer = "\n".join(lines[:most])
    if len(fewer) > limit:
        cut = fewer[:limit]
        fewer = cut.rsplit(" ", 1)[0] if " " in cut else cut
    elif len(lines) <= most:
        return text
    return fewer.rstrip(" ,.;\n") + " …"
