"""A card to fill in by hand: lines for its text, and a short line for each of its columns."""

from app.worksheets.pictures.notes import PAD, Note
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Box, Frame, Shape, Stroke, Words
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

RULE = 15.0
"""Between the lines on which one writes by hand."""
_LEAST = 118.0
"""So wide is a label with the line that follows it."""
_SHARE = 0.62
"""So much of that may the label take."""


def card(
    drawn: Drawn,
    of: SheetField,
    width: float,
    *,
    lines: int = 1,
    without: frozenset[str] = frozenset(),
) -> Note:
    """An empty card of a width, drawn at the origin."""
    inner = width - 2 * PAD
    shapes: list[Shape] = []
    y = PAD + RULE - 2
    for _line in range(lines):
        shapes.append(_rule(PAD, inner, y))
        y += RULE
    asked = [each for each in of.facts if each.type != "computed" and each.key not in without]
    columns = max(1, int(inner // _LEAST))
    wide = (inner - (columns - 1) * PAD) / columns
    for at in range(0, len(asked), columns):
        for number, each in enumerate(asked[at : at + columns]):
            shapes += _labelled(drawn, each, PAD + number * (wide + PAD), y, wide)
        y += RULE
    height = y - RULE + PAD
    return Note((Box(Frame(0, 0, width, height), "card", "line", 3), *shapes), height, whole=True)


def _labelled(drawn: Drawn, of: SheetField, x: float, y: float, width: float) -> list[Shape]:
    label = drawn.say(of.label)
    long = width * _SHARE
    line, _whole = drawn.measure.lines(label, long, SMALL, most=1)
    used = min(long, drawn.measure.width(line[0], SMALL)) + 3
    step = SMALL * LINE_HEIGHT
    words = Words(Frame(x, y - step + 1, long, step), line, SMALL, colour="soft_ink")
    return [words, _rule(x + used, width - used, y)]


def _rule(x: float, width: float, y: float) -> Stroke:
    return Stroke(((x, y), (x + width, y)), "soft_ink", 0.4)
