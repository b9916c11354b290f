"""Shapes of the drawings on paper."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Rect
from reportlab.lib.colors import Color


def box(
    place: tuple[float, float, float, float],
    fill: Color | None = None,
    line: Color | None = None,
    *,
    thick: float = 1,
    round_: float = 0,
    dashes: Sequence[float] | None = None,
) -> Rect:
    """A rectangle.

    Args:
        place: its left and lower edge, its width and its height, in points.
        fill: the colour inside it.
        line: the colour of its edge.
        thick: how thick the edge is.
        round_: the radius of its corners.
        dashes: how long the edge is drawn and left out in turns.
    """
    made = Rect(*place, rx=round_, ry=round_)
    made.fillColor, made.strokeColor = fill, line
    made.strokeWidth = thick
    if dashes:
        made.strokeDashArray = dashes
    return made
