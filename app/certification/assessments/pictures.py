"""The pictures of a result: a radar with numbered spokes, and bars from zero; all in the brand's colours.

Last time is a hollow dot everywhere and this time is solid, so that they are told apart without colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, String
from reportlab.lib.colors import Color, white

from app.paper import fonts
from app.paper.kit import INK, LINE, MAIN, SOFT
from app.paper.shapes import box

LEAST_SPOKES, MOST_SPOKES = 3, 8
SIZE = 178
"""Points: the radar is so wide and high."""
BAR = 9
_ROOM = 15
"""Points around the radar for the numbers of its spokes."""
_DOT, _SMALL, _TINY = 2.8, 9, 7
_WHOLE = 100
_RINGS = (25, 50, 75, 100)
_DASHES = (3, 2)
_SEEN_THROUGH = Color(MAIN.red, MAIN.green, MAIN.blue, alpha=0.16)

Point = tuple[float, float]


@dataclass(frozen=True)
class Spoke:
    """One spoke of the radar: its number and the percents now and last time."""

    number: str
    now: Decimal
    last: Decimal | None = None


def radar(spokes: Sequence[Spoke], size: float = SIZE) -> Drawing | None:
    """The radar of some groups; ``None`` when there are too few or too many to be read."""
    if not LEAST_SPOKES <= len(spokes) <= MOST_SPOKES:
        return None
    drawing = Drawing(size, size)
    radius = size / 2 - _ROOM
    around = range(len(spokes))

    def at(spoke: int, percent: Decimal | float, more: float = 0.0) -> Point:
        angle = pi / 2 - 2 * pi * spoke / len(spokes)
        length = radius * float(percent) / _WHOLE + more
        return size / 2 + length * cos(angle), size / 2 + length * sin(angle)

    for ring in _RINGS:
        corners = [xy for spoke in around for xy in at(spoke, ring)]
        drawing.add(Polygon(corners, fillColor=None, strokeColor=LINE, strokeWidth=0.8))
    for spoke, each in enumerate(spokes):
        drawing.add(Line(*at(spoke, 0), *at(spoke, _WHOLE), strokeColor=LINE, strokeWidth=0.8))
        x, y = at(spoke, _WHOLE, 9)
        drawing.add(_words(each.number, x, y - _SMALL / 3, _SMALL, bold=True))
    now = [at(spoke, each.now) for spoke, each in enumerate(spokes)]
    drawing.add(
        Polygon(
            [xy for point in now for xy in point],
            fillColor=_SEEN_THROUGH,
            strokeColor=MAIN,
            strokeWidth=1.6,
            strokeLineJoin=1,
        )
    )
    for x, y in now:
        drawing.add(Circle(x, y, _DOT, fillColor=MAIN, strokeColor=None))
    _add_last(drawing, [None if e.last is None else at(s, e.last) for s, e in enumerate(spokes)])
    for ring in _RINGS[1::2]:
        # Beside the first spoke, on white, so that they are read over what is drawn.
        x, y = at(0, ring)
        drawing.add(box((x + 3, y - 4, 13 if ring == _WHOLE else 9, 8), white))
        drawing.add(_words(str(ring), x + 4, y - _TINY / 3, _TINY, anchor="start"))
    return drawing


def _add_last(drawing: Drawing, points: Sequence[Point | None]) -> None:
    """Last time as a dashed line with hollow dots; without a line where a neighbour isn't known."""
    for spoke, point in enumerate(points):
        following = points[(spoke + 1) % len(points)]
        if point and following:
            drawing.add(
                Line(*point, *following, strokeColor=INK, strokeWidth=1, strokeDashArray=_DASHES)
            )
    for point in points:
        if point:
            drawing.add(_hollow(*point))


def bar(
    percent: Decimal | None,
    width: float,
    last: Decimal | None = None,
    limit: Decimal | int | None = None,
) -> Drawing:
    """A bar from zero to the whole, with last time's mark and, where it is given, a limit as a line."""
    drawing = Drawing(width, BAR + 4)
    drawing.add(box((0, 2, width, BAR), LINE, round_=2))
    if percent:
        filled = width * float(percent) / _WHOLE
        drawing.add(box((0, 2, filled, BAR), MAIN, round_=min(2.0, filled / 2)))
    if limit is not None:
        x = width * float(limit) / _WHOLE
        drawing.add(Line(x, 0, x, BAR + 4, strokeColor=white, strokeWidth=3))
        drawing.add(Line(x, 0, x, BAR + 4, strokeColor=INK, strokeWidth=1.2))
    if last is not None:
        drawing.add(_hollow(width * float(last) / _WHOLE, 2 + BAR / 2))
    return drawing


def legend_now() -> Drawing:
    """The sign of this time beside its words."""
    drawing = Drawing(22, BAR)
    drawing.add(Line(1, BAR / 2, 21, BAR / 2, strokeColor=MAIN, strokeWidth=2))
    drawing.add(Circle(11, BAR / 2, _DOT + 0.4, fillColor=MAIN, strokeColor=None))
    return drawing


def legend_last() -> Drawing:
    """The sign of last time beside its words."""
    drawing = Drawing(22, BAR)
    drawing.add(
        Line(1, BAR / 2, 21, BAR / 2, strokeColor=INK, strokeWidth=1, strokeDashArray=_DASHES)
    )
    drawing.add(_hollow(11, BAR / 2))
    return drawing


def legend_limit() -> Drawing:
    """The sign of the limit beside its words."""
    drawing = Drawing(22, BAR + 2)
    drawing.add(Line(11, 0, 11, BAR + 2, strokeColor=INK, strokeWidth=1.2))
    return drawing


def _hollow(x: float, y: float) -> Circle:
    return Circle(x, y, _DOT + 0.2, fillColor=white, strokeColor=INK, strokeWidth=1.1)


def _words(
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    anchor: Literal["start", "middle"] = "middle",
) -> String:
    return String(
        x,
        y,
        words,
        textAnchor=anchor,
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        fontSize=size,
        fillColor=INK if bold else SOFT,
    )
