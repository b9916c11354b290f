"""A picture as an SVG file that stands alone."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from app.core.brand import FONT_FAMILY, LIGHT, Palette
from app.worksheets.pictures import outlines
from app.worksheets.pictures.shapes import (
    Area,
    Box,
    Circle,
    Frame,
    Picture,
    Shape,
    Stroke,
    Wedge,
    Words,
)
from app.worksheets.pictures.wrapping import Measure

_UNWRITABLE = re.compile(
    "[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that no XML file may have, and control characters that nobody sees."""
MARGIN = 12
"""Air around the picture."""
_ANCHORS = {"left": "", "centre": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_DASHES = ' stroke-dasharray="4 3"'
FAMILIES = f"'{FONT_FAMILY}', sans-serif"
"""The font, and what takes its place elsewhere; Qt reads this as one name, so there it has to be replaced."""
CLEAR = "0.35"
"""How much is seen of a shape that lets what is behind it be seen."""


def svg(
    picture: Picture, title: str, palette: Palette = LIGHT, measure: Measure | None = None
) -> str:
    """The picture as SVG 1.1, its background in the colour of a card; the title is told to who can't see it.

    With ``measure`` each line of text tells how long it is, so that it also fits where the font isn't known.
    """
    around = Frame(0, 0, picture.width, picture.height).inside(-MARGIN)
    width, height = _number(around.width), _number(around.height)
    size = f"{-MARGIN} {-MARGIN} {width} {height}"
    colours = {"": "none", **palette.items()}
    background = Box(around, "card", "", 0)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" viewBox="{size}" width="{width}" '
        f'height="{height}" role="img" font-family="{FAMILIES}">',
        f"<title>{_clean(title)}</title>",
        _element(background, colours),
    ]
    lines += (_element(shape, colours, measure) for shape in _shapes(picture))
    return "\n".join([*lines, "</svg>", ""])


def _shapes(picture: Picture) -> Iterator[Shape]:
    yield from picture.ground
    for each in picture.items:
        yield from each.shapes


def _element(shape: Shape, colours: dict[str, str], measure: Measure | None = None) -> str:
    match shape:
        case Box(frame=frame):
            dashes = _DASHES if shape.dashed else ""
            return (
                f'<rect x="{_number(frame.x)}" y="{_number(frame.y)}" width="{_number(frame.width)}" '
                f'height="{_number(frame.height)}" rx="{_number(shape.radius)}" '
                f"{_paint(shape, colours)}{dashes}/>"
            )
        case Words():
            return _words(shape, colours, measure)
        case Stroke():
            return _stroke(shape, colours)
        case Area():
            clear = f' fill-opacity="{CLEAR}"' if shape.clear else ""
            return (
                f'<polygon points="{_points(shape.points)}" stroke-linejoin="round" '
                f"{_paint(shape, colours)}{clear}/>"
            )
        case Circle():
            return (
                f'<circle cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}" '
                f"{_paint(shape, colours)}/>"
            )
        case Wedge():
            return f'<path d="{_ring(shape)}" fill-rule="evenodd" {_paint(shape, colours)}/>'


def _paint(shape: Box | Area | Circle | Wedge, colours: dict[str, str]) -> str:
    fill = f'fill="{colours[shape.fill]}"'
    if not shape.line:
        return fill
    return f'{fill} stroke="{colours[shape.line]}" stroke-width="{_number(shape.width)}"'


def _words(words: Words, colours: dict[str, str], measure: Measure | None) -> str:
    frame = words.frame
    turn = (
        f' transform="translate({_number(frame.x)} {_number(frame.bottom)}) rotate(-90)"'
        if words.turned
        else ""
    )
    bold = ' font-weight="600"' if words.bold else ""
    style = (
        f'font-size="{_number(words.size)}" fill="{colours[words.colour]}"'
        f"{bold}{_ANCHORS[words.align]}{turn}"
    )
    # A text element for each line: not every program that shows SVG knows lines within a text.
    said = []
    for line in outlines.lines(words):
        long = measure.width(line.text, words.size, bold=words.bold) if measure else 0
        told = f' textLength="{_number(long)}" lengthAdjust="spacingAndGlyphs"' if long else ""
        place = f'x="{_number(line.x)}" y="{_number(line.y)}"'
        said.append(f"<text {place}{told}>{_clean(line.text)}</text>")
    return f"<g {style}>{''.join(said)}</g>"


def _stroke(stroke: Stroke, colours: dict[str, str]) -> str:
    points, head = outlines.arrow(stroke)
    colour = colours[stroke.colour]
    dashes = _DASHES if stroke.dashed else ""
    line = (
        f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" '
        f'stroke-width="{_number(stroke.width)}" stroke-linejoin="round" stroke-linecap="round"{dashes}/>'
    )
    return line if head is None else f'{line}<polygon points="{_points(head)}" fill="{colour}"/>'


def _ring(wedge: Wedge) -> str:
    x, y = wedge.x, wedge.y
    if outlines.is_ring(wedge):
        return _circle(x, y, wedge.outer) + (_circle(x, y, wedge.inner) if wedge.inner else "")
    large = int(wedge.end - wedge.begin > 180)  # noqa: PLR2004 - half a circle
    outer = _number(wedge.outer)
    path = (
        f"M{_point(outlines.at(x, y, wedge.outer, wedge.begin))}"
        f"A{outer} {outer} 0 {large} 1 {_point(outlines.at(x, y, wedge.outer, wedge.end))}"
        f"L{_point(outlines.at(x, y, wedge.inner, wedge.end))}"
    )
    if wedge.inner:
        inner = _number(wedge.inner)
        begin = _point(outlines.at(x, y, wedge.inner, wedge.begin))
        path += f"A{inner} {inner} 0 {large} 0 {begin}"
    return path + "Z"


def _circle(x: float, y: float, radius: float) -> str:
    around = _number(radius)
    top, bottom = _point((x, y - radius)), _point((x, y + radius))
    return f"M{top}A{around} {around} 0 0 1 {bottom}A{around} {around} 0 0 1 {top}Z"


def _clean(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _point(point: tuple[float, float]) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
