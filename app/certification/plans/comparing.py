"""How two versions of a plan differ: which chapters, and which words in them. Pure functions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from app.core.text import Text, _l, pick

Kind = Literal["same", "added", "removed"]
State = Literal["new", "changed", "gone"]
STATES: dict[State, Text] = {
    "new": _l("New chapter"),
    "changed": _l("Changed"),
    "gone": _l("Left out"),
}
LEAST_SAME = 4
"""Fewer characters than this between two changes are part of the change, so that it can be read."""
MOST_TOKENS = 1500
"""Longer texts are compared sentence by sentence, so that it takes no time."""

_WORD = re.compile(r"\S+\s*|\s+")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*\s*")


@dataclass(frozen=True)
class Segment:
    """A piece of text that both versions have, or only one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class ChapterChange:
    """A chapter that isn't the same in two versions.

    Attributes:
        heading: as it is now; of a chapter that is left out, as it was.
        title: the heading with its changes; ``segments`` is the text with its changes.
    """

    state: State
    heading: str
    title: tuple[Segment, ...]
    segments: tuple[Segment, ...]


Chapters = Sequence[Mapping[str, Any]]


def changes(old_chapters: Chapters, new_chapters: Chapters, language: str) -> list[ChapterChange]:
    """The chapters that differ, as they are read in a language; those left out come last.

    A chapter that stands elsewhere than before isn't a change.
    """
    earlier = _pairs(old_chapters, new_chapters)
    found = []
    for at, new in enumerate(new_chapters):
        old = earlier.get(at)
        heading = _read(new, None, "heading", language)
        if old is None:
            text = _read(new, None, "text", language)
            found.append(ChapterChange("new", heading, _all("added", heading), _all("added", text)))
            continue
        title = segments(_read(old, new, "heading", language), _read(new, old, "heading", language))
        text = segments(_read(old, new, "text", language), _read(new, old, "text", language))
        if any(each.kind != "same" for each in (*title, *text)):
            found.append(ChapterChange("changed", heading, tuple(title), tuple(text)))
    kept = {id(row) for row in earlier.values()}
    for old in old_chapters:
        if id(old) not in kept:
            heading = _read(old, None, "heading", language)
            text = _read(old, None, "text", language)
            found.append(
                ChapterChange("gone", heading, _all("removed", heading), _all("removed", text))
            )
    return found


def _all(kind: Kind, text: str) -> tuple[Segment, ...]:
    return (Segment(kind, text),) if text else ()


def _pairs(old: Chapters, new: Chapters) -> dict[int, Mapping[str, Any]]:
    """The earlier chapter of each that had one: the same row, else the same key, else the same heading."""
    left = list(old)
    found: dict[int, Mapping[str, Any]] = {}
    for name in ("id", "key", "heading"):
        for at, row in enumerate(new):
            if at in found or not row.get(name):
                continue
            twin = next((each for each in left if each.get(name) == row[name]), None)
            if twin is not None:
                found[at] = twin
                left = [each for each in left if each is not twin]
    return found


def _read(row: Mapping[str, Any], other: Mapping[str, Any] | None, name: str, language: str) -> str:
    """A text in a language; in the nearest one only when neither version has it."""
    texts = row.get(name) or {}
    theirs = (other.get(name) or {}) if other else {}
    if other is not None and (texts.get(language, "").strip() or theirs.get(language, "").strip()):
        return texts.get(language, "")
    return pick(texts, language)


def segments(old: str, new: str) -> list[Segment]:
    """What is the same, added and removed from one text to the other, in reading order.

    The same and the added pieces make the new text; the same and the removed ones make the old.
    """
    before, after = _tokens(old, new)
    found: list[Segment] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Segment("same", "".join(before[a:b])))
            continue
        found += _all("removed", "".join(before[a:b]))
        found += _all("added", "".join(after[c:d]))
    return _readable(found)


def _tokens(old: str, new: str) -> tuple[list[str], list[str]]:
    words = [_WORD.findall(text) for text in (old, new)]
    if max(map(len, words)) <= MOST_TOKENS:
        return words[0], words[1]
    before, after = ([part for part in _SENTENCE.findall(text) if part] for text in (old, new))
    return before, after


def _readable(found: Sequence[Segment]) -> list[Segment]:
    """Changes with next to nothing between them as one change: first what was, then what is."""
    made: list[Segment] = []
    removed = added = ""
    for at, each in enumerate(found):
        within = bool(removed or added) and at + 1 < len(found)
        if each.kind == "same" and not (within and len(each.text.strip()) < LEAST_SAME):
            made += [*_all("removed", removed), *_all("added", added), each]
            removed = added = ""
            continue
        if each.kind != "added":
            removed += each.text
        if each.kind != "removed":
            added += each.text
    return [*made, *_all("removed", removed), *_all("added", added)]
