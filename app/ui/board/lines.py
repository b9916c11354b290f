"""The lines of a card: its words broken to its width, each line at its place."""

import re
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from app.core import brand
from app.core.brand import Tone
from app.ui.board.slip import Slip
from app.ui.theme import theme
from app.ui.widgets import tag_size

MOST_LINES = 4
SOFT_HYPHEN = "\u00ad"
PAD = 12
"""Pixels between the edge of a card and its words."""
_LEADING = 6
_LONG = 12
"""Only words longer than this are divided."""
_SYLLABLE = re.compile(r"(?<=\w\w)(?=[bcdfghjklmnpqrstvwxz][aeiouyåäö]\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of a card at its place: of its title, in ``soft`` small print, or with a ``tone`` a tag."""

    box: QRect
    words: str
    tone: Tone | None = None
    glyph: str = ""
    soft: bool = False


def card_lines(slip: Slip | None, width: int) -> list[Line]:
    """The lines of the title, the small print and the tags at their places; the last is the lowest."""
    pad, lead = theme.px(PAD), theme.px(_LEADING)
    room = max(1, width - 2 * pad)
    if slip is None:
        return [Line(QRect(pad, pad, room, 0), "")]
    y, found = pad, []
    height = round(QFontMetricsF(theme.font()).height())
    for words in _broken(slip.title, room):
        found.append(Line(QRect(pad, y, room, height), words))
        y += height
    height = round(QFontMetricsF(theme.font(brand.SMALL_SIZE)).height())
    for at, small in enumerate(slip.lines):
        y += 0 if at else lead
        box = QRect(pad, y, room, height)
        found.append(Line(box, str(small.words), glyph=small.glyph, soft=True))
        y += height
    return [*found, *_foot(slip, y + lead, room)]


def _foot(slip: Slip, y: int, room: int) -> list[Line]:
    """The tags and words at the foot, on as many lines as they need."""
    pad, lead = theme.px(PAD), theme.px(_LEADING)
    x, found = pad, []
    for said, tone in slip.foot:
        words = str(said)
        size = tag_size(words)
        if x > pad and x + size.width() > pad + room:
            x, y = pad, y + size.height() + lead
        box = QRect(x, y, min(size.width(), room), size.height())
        found.append(Line(box, words, tone, soft=True))
        x += size.width() + lead
    return found


def _broken(words: str, room: int) -> list[str]:
    """Words in lines of a width; what doesn't fit in the last one ends in …."""
    font = theme.font()
    metrics = QFontMetricsF(font)
    text = " ".join(words.split()) or "–"
    if any(metrics.horizontalAdvance(word) > room for word in text.split()):
        text = _with_syllables(text)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= MOST_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= MOST_LINES:
        return [_shown(text[a:b]) for a, b in pairwise([*starts, len(text)])]
    found = [_shown(text[a:b]) for a, b in pairwise(starts[:MOST_LINES])]
    rest = text[starts[MOST_LINES - 1] :].replace(SOFT_HYPHEN, "")
    return [*found, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]


def _with_syllables(text: str) -> str:
    """The text with the places where its long words may be divided.

    Words that are wider than a card are Finnish; there a syllable begins with each consonant before a vowel.
    """
    return " ".join(
        _SYLLABLE.sub(SOFT_HYPHEN, word) if len(word) > _LONG else word for word in text.split()
    )


def _shown(line: str) -> str:
    """A line as it is painted: a hyphen only where a word is divided."""
    divided = line.endswith(SOFT_HYPHEN)
    return line.strip().replace(SOFT_HYPHEN, "") + ("-" if divided else "")
