"""The axes of a matrix with their names and ends in words, and the legend of its tints."""

from collections.abc import Sequence

from app.core.text import LanguageText
from app.worksheets.pictures import cells
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Align, Box, Frame, Shape, Words
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

LINE = SMALL * LINE_HEIGHT
NUMBER = 12.0
GAP = 2.0
SWATCH = 9.0
Row = tuple[int, float, float]
"""The number of a row, its upper edge and its height."""


class Axes:
    """The words along the left and the lower edge; ``left`` and ``below`` are the room they take."""

    def __init__(self, drawn: Drawn, x: SheetField, y: SheetField, width: float) -> None:
        self._drawn, self._x, self._y = drawn, x, y
        self.left = 2 * LINE + NUMBER + 2 * GAP
        third = (width - self.left) / 3 - GAP
        self._words: list[tuple[Align, bool, tuple[str, ...]]] = [
            (align, bold, drawn.measure.lines(drawn.say(words), third, SMALL, bold=bold, most=3)[0])
            for align, bold, words in _along(x)
        ]
        self.below = LINE + GAP + max(len(lines) for *_how, lines in self._words) * LINE + GAP

    def shapes(self, body: Frame, columns: Sequence[int], rows: Sequence[Row]) -> list[Shape]:
        """The words around the cells, which fill ``body``."""
        width = body.width / len(columns)
        found: list[Shape] = [
            Words(
                Frame(body.x + place * width, body.bottom + GAP, width, LINE),
                (str(number),),
                SMALL,
                bold=True,
                colour="soft_ink",
                align="centre",
            )
            for place, number in enumerate(columns)
        ]
        third = body.width / 3
        top = body.bottom + 2 * GAP + LINE
        for place, (align, bold, lines) in enumerate(self._words):
            frame = Frame(body.x + place * third, top, third, len(lines) * LINE)
            colour = "main" if bold else "soft_ink"
            found.append(Words(frame, lines, SMALL, bold, colour, align))
        for number, y, high in rows:
            middle = y + high / 2 - LINE / 2
            frame = Frame(body.x - NUMBER - GAP, middle, NUMBER, LINE)
            found.append(Words(frame, (str(number),), SMALL, True, "soft_ink", "centre"))
        return found + self._turned(body)

    def _turned(self, body: Frame) -> list[Shape]:
        (_left, _plain, low), (_centre, _bold, name), (_right, _plain2, high) = _along(self._y)
        inner, half = body.x - NUMBER - 2 * GAP - LINE, body.height / 2 - GAP
        return [
            self._line(name, Frame(inner - LINE, body.y, LINE, body.height), "centre", bold=True),
            self._line(low, Frame(inner, body.bottom - half, LINE, half), "left"),
            self._line(high, Frame(inner, body.y, LINE, half), "right"),
        ]

    def _line(
        self, words: LanguageText, frame: Frame, align: Align, *, bold: bool = False
    ) -> Shape:
        said = self._drawn.say(words)
        lines, _whole = self._drawn.measure.lines(said, frame.height, SMALL, bold=bold, most=1)
        colour = "main" if bold else "soft_ink"
        return Words(frame, lines, SMALL, bold, colour, align, turned=True)


def _along(of: SheetField) -> tuple[tuple[Align, bool, LanguageText], ...]:
    return ("left", False, of.low), ("centre", True, of.label), ("right", False, of.high)


def legend(drawn: Drawn, score: SheetField | None, width: float) -> cells.Filled:
    """What the tints mean, in words; drawn at the origin."""
    if score is None:
        return cells.Filled(0)
    shapes: list[Shape] = []
    x, y = 0.0, GAP * 3
    parts = [("", f"{drawn.say(score.label)}:")]
    for place, each in enumerate(reversed(score.bands)):
        parts.append((each.tone, f"{_range(score, place)} {drawn.say(each.label)}".strip()))
    for tone, said in parts:
        room = width - (SWATCH + 4 if tone else 0)
        lines, _whole = drawn.measure.lines(said, room, SMALL, bold=not tone, most=3)
        wide = max(drawn.measure.width(each, SMALL, bold=not tone) for each in lines) + 1
        needed = wide + (SWATCH + 4 if tone else 0)
        if x and x + needed > width:
            x, y = 0.0, y + LINE + GAP
        if tone:
            plain = tone == "plain"
            fill, line = ("background", "line") if plain else (f"{tone}_tint", tone)
            shapes.append(Box(Frame(x, y + (LINE - SWATCH) / 2, SWATCH, SWATCH), fill, line, 2))
            x += SWATCH + 4
        frame = Frame(x, y, wide, len(lines) * LINE)
        shapes.append(Words(frame, lines, SMALL, bold=not tone, colour="soft_ink"))
        x += wide + 12
        y += (len(lines) - 1) * LINE
    return cells.Filled(y + LINE + GAP, ground=tuple(shapes))


def _range(score: SheetField, place: int) -> str:
    """The numbers of a band, the lowest band first: ``8–14``."""
    bands = list(reversed(score.bands))
    least = bands[place].least
    if place + 1 == len(bands):
        return f"{least:g}–"
    above = bands[place + 1].least
    return (
        f"{least:g}–{above - 1:g}" if least.is_integer() and above.is_integer() else f"{least:g}–"
    )
