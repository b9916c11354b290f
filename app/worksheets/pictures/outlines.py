"""What every pen needs to know of shapes: where lines of text stand, heads of arrows, parts of rings. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, radians, sin

from app.worksheets.pictures.shapes import LINE_HEIGHT, Stroke, Wedge, Words

ASCENT = 0.99
"""From the upper edge of a line of text to the line its letters stand on, in its size."""
HEAD = 5.0
"""How long the head of an arrow is, for a stroke of usual width."""
WHOLE = 359.99
Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A line of text and the point from which it is written, by its alignment."""

    text: str
    x: float
    y: float


def lines(words: Words) -> Iterator[Line]:
    """The lines of words with the points where they stand.

    Where words are turned, the points are those of a sheet turned a quarter to the left around the lower left
    corner of their frame: there they read as usual.
    """
    frame = words.frame
    long = frame.height if words.turned else frame.width
    left, top = (0.0, 0.0) if words.turned else (frame.x, frame.y)
    x = left + {"left": 0.0, "centre": long / 2, "right": long}[words.align]
    step = words.size * LINE_HEIGHT
    for place, text in enumerate(words.lines):
        if text:
            yield Line(text, x, top + place * step + words.size * ASCENT)


def arrow(stroke: Stroke) -> tuple[tuple[Point, ...], tuple[Point, Point, Point] | None]:
    """The points of a stroke as it is drawn, and its head: the line ends where the head begins."""
    points = stroke.points
    if not stroke.arrow or len(points) < 2:  # noqa: PLR2004 - a line has two ends
        return points, None
    (x1, y1), (x2, y2) = points[-2:]
    long = hypot(x2 - x1, y2 - y1)
    if not long:
        return points, None
    size = min(HEAD * max(1.0, stroke.width / 0.9) ** 0.5, long)
    along = ((x2 - x1) / long, (y2 - y1) / long)
    back = (x2 - along[0] * size, y2 - along[1] * size)
    wide = size * 0.42
    head = (
        (x2, y2),
        (back[0] - along[1] * wide, back[1] + along[0] * wide),
        (back[0] + along[1] * wide, back[1] - along[0] * wide),
    )
    return (*points[:-1], (back[0] + along[0] * size * 0.3, back[1] + along[1] * size * 0.3)), head


def at(x: float, y: float, radius: float, angle: float) -> Point:
    """A point on a circle; angles are degrees from twelve o'clock, clockwise."""
    turned = radians(angle)
    return x + radius * sin(turned), y - radius * cos(turned)


def is_ring(wedge: Wedge) -> bool:
    """Whether a part of a ring is the whole of it."""
    return wedge.end - wedge.begin >= WHOLE
