"""The mark of a certificate: two leaves, two partners, that meet in a check mark on a round seal.

It is drawn here once, as plain shapes in a box of 100 × 100 with y downwards; the papers, the files and
the web make it from them. What was granted is solid. What an organisation declares itself is only an
outline whose ring is open, so that the two differ without colour too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin, tan
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from app.core.brand import DARK, LIGHT

BOX = 100.0
MINIMUM_MM, MINIMUM_PX = 12, 48
"""Smaller than this the mark may not be used where somebody relies on it."""

Variant = Literal["granted", "self_declared"]
Point = tuple[float, float]


@dataclass(frozen=True)
class Move:
    """A new line begins here."""

    to: Point


@dataclass(frozen=True)
class Line:
    """A straight line to a point."""

    to: Point


@dataclass(frozen=True)
class Cubic:
    """A Bézier curve to a point, pulled by two others."""

    first: Point
    second: Point
    to: Point


Segment = Move | Line | Cubic


@dataclass(frozen=True)
class Paint:
    """How a shape is painted; ``""`` is no colour."""

    fill: str = ""
    stroke: str = ""
    width: float = 0.0


@dataclass(frozen=True)
class Circle:
    """A circle."""

    centre: Point
    radius: float
    paint: Paint


@dataclass(frozen=True)
class Path:
    """Lines and curves; closed when it is filled or says so."""

    segments: tuple[Segment, ...]
    paint: Paint
    closed: bool = True


Shape = Circle | Path


@dataclass(frozen=True)
class WordPath:
    """Words as ready SVG path data in the box of the mark, and their colour."""

    data: str
    fill: str = LIGHT.ink


# Each leaf goes from where the two meet to its tip and back. On the seal a little air is left between
# them; as outlines they share that point.
_SHORT = (
    Move((39.5, 79.0)),
    Cubic((39.8, 63.0), (31.0, 50.5), (14.5, 47.0)),
    Cubic((13.0, 62.5), (21.5, 75.5), (39.5, 79.0)),
)
_LONG = (
    Move((43.5, 78.5)),
    Cubic((39.5, 55.0), (50.5, 31.0), (81.5, 20.5)),
    Cubic((82.5, 45.5), (68.0, 69.5), (43.5, 78.5)),
)
_SHORT_OUTLINE = (
    Move((41.5, 79.0)),
    Cubic((41.5, 63.0), (32.0, 51.0), (16.0, 48.0)),
    Cubic((15.5, 63.0), (24.0, 76.0), (41.5, 79.0)),
)
_LONG_OUTLINE = (
    Move((41.5, 79.0)),
    Cubic((38.5, 55.0), (50.0, 30.0), (84.5, 15.5)),
    Cubic((86.0, 44.0), (69.0, 70.5), (41.5, 79.0)),
)
_RING, _RING_BEGINS, _RING_ENDS = 47.0, -15.0, 298.0
"""The open ring of an outline: its radius, and its ends in degrees, clockwise from the right."""
_PEN = Paint(stroke=LIGHT.main, width=5)


def variant_of(*, self_declared: bool) -> Variant:
    """Which of the two marks a certificate has."""
    return "self_declared" if self_declared else "granted"


def shapes(variant: Variant = "granted") -> tuple[Shape, ...]:
    """The mark, from the back to the front."""
    if variant == "granted":
        return (
            Circle((50, 50), 49.5, Paint(fill=LIGHT.main)),
            Path(_SHORT, Paint(fill=DARK.main)),
            Path(_LONG, Paint(fill=LIGHT.on_main)),
        )
    return (
        Path(_arc(_RING, _RING_BEGINS, _RING_ENDS), _PEN, closed=False),
        Path(_SHORT_OUTLINE, _PEN),
        Path(_LONG_OUTLINE, _PEN),
    )


def _arc(radius: float, begins: float, ends: float, parts: int = 4) -> tuple[Segment, ...]:
    """A part of a circle around the middle of the box as curves."""
    step = radians(ends - begins) / parts
    pull = 4 / 3 * tan(step / 4)

    def at(angle: float, pulled: float = 0.0) -> Point:
        across, down = cos(angle) - pulled * sin(angle), sin(angle) + pulled * cos(angle)
        return BOX / 2 + radius * across, BOX / 2 + radius * down

    angles = [radians(begins) + part * step for part in range(parts + 1)]
    curves = (Cubic(at(a, pull), at(b, -pull), at(b)) for a, b in pairwise(angles))
    return Move(at(angles[0])), *curves


def svg(
    words: Sequence[WordPath] = (),
    variant: Variant = "granted",
    *,
    title: str = "",
    description: str = "",
    language: str = "",
    width: float = BOX,
    height: float = BOX,
) -> str:
    """The mark as an SVG file that stands alone: no font, no style and nothing from elsewhere.

    Args:
        words: what stands beside the mark, as outlines in the same box.
        variant: which of the two marks.
        title: what the picture is, for those who don't see it.
        description: the same at length.
        language: of the title and the description.
        width: how far the box reaches with the words; the mark fills 100 × 100 of it.
        height: how far down it reaches.
    """
    names = " ".join(name for name, text in (("title", title), ("desc", description)) if text)
    spoken = f" xml:lang={quoteattr(language)} lang={quoteattr(language)}" if language else ""
    named = f' aria-labelledby="{names}"' if names else ""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}"'
        f' width="{_number(width)}" height="{_number(height)}" role="img"{named}{spoken}>'
    ]
    if title:
        lines.append(f'<title id="title">{escape(title)}</title>')
    if description:
        lines.append(f'<desc id="desc">{escape(description)}</desc>')
    lines += [_element(shape) for shape in shapes(variant)]
    lines += [f'<path d="{each.data}" fill="{each.fill}"/>' for each in words if each.data]
    return "\n".join([*lines, "</svg>", ""])


def path_data(segments: Sequence[Segment], *, closed: bool = True) -> str:
    """Segments as SVG path data."""
    return "".join(_commands(segments)) + ("Z" if closed else "")


def _commands(segments: Sequence[Segment]) -> Iterator[str]:
    for each in segments:
        match each:
            case Move(to):
                yield f"M{_point(to)}"
            case Line(to):
                yield f"L{_point(to)}"
            case Cubic(first, second, to):
                yield f"C{_point(first)} {_point(second)} {_point(to)}"


def _element(shape: Shape) -> str:
    paint = f'fill="{shape.paint.fill or "none"}"'
    if shape.paint.stroke:
        paint += (
            f' stroke="{shape.paint.stroke}" stroke-width="{_number(shape.paint.width)}"'
            ' stroke-linejoin="round" stroke-linecap="round"'
        )
    if isinstance(shape, Circle):
        x, y = shape.centre
        return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(shape.radius)}" {paint}/>'
    return f'<path d="{path_data(shape.segments, closed=shape.closed)}" {paint}/>'


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
