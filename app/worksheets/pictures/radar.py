"""Several scales as a web: each on a ray of its own, so that one sees at once where it is thin."""

from collections.abc import Sequence

from app.worksheets.pictures.outlines import at
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    Align,
    Area,
    Circle,
    Frame,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

LINE = SMALL * LINE_HEIGHT
AROUND = LINE + 6
MOST_RINGS = 10
DOT = 2.8
LEAST_CORNERS = 3


def draw(
    drawn: Drawn, fields: Sequence[SheetField], numbers: Sequence[float | None], frame: Frame
) -> list[Shape]:
    """The web in the middle of a frame, with what each ray is called at its end."""
    angles = [360 * place / len(fields) for place in range(len(fields))]
    beside, radius = _size(drawn, fields, angles, frame)
    # A web with five rays reaches less far down than up: it stands so that both sides have the same air.
    down = max(at(0, 0, 1, angle)[1] for angle in angles)
    x = frame.x + frame.width / 2
    y = frame.y + frame.height / 2 + radius * (1 - down) / 2
    scale = fields[0]
    same = all((each.least, each.most) == (scale.least, scale.most) for each in fields)
    steps = scale.most - scale.least if same and scale.most - scale.least <= MOST_RINGS else 4
    found: list[Shape] = []
    for step in range(steps, 0, -1):
        points = tuple(at(x, y, radius * step / steps, angle) for angle in angles)
        found.append(Area(points, "background" if step == steps else "", "line", 0.7))
    found += [Stroke(((x, y), at(x, y, radius, angle)), "line", 0.7) for angle in angles]
    known = [
        at(x, y, radius * _share(each, number), angle)
        for each, number, angle in zip(fields, numbers, angles, strict=True)
        if number is not None
    ]
    if len(known) >= LEAST_CORNERS:
        found.append(Area(tuple(known), "main", "main", 1.4, clear=True))
    found += [Circle(*point, DOT, "main", "main") for point in known]
    if same:
        for step in range(steps + 1):
            number = scale.least + step * (scale.most - scale.least) / steps
            top = y - radius * step / steps
            place = Frame(x - 13, top - LINE / 2, 10, LINE)
            found.append(Words(place, (f"{number:g}",), SMALL, colour="soft_ink", align="right"))
    for each, angle in zip(fields, angles, strict=True):
        found.append(_name(drawn, each, (x, y, radius), angle, beside))
    return found


def _size(
    drawn: Drawn, fields: Sequence[SheetField], angles: Sequence[float], frame: Frame
) -> tuple[float, float]:
    """How much room the names have beside the web, and how long its rays are."""
    widest = max(drawn.measure.width(drawn.say(of.label), SMALL, bold=True) for of in fields)
    beside = min(widest + 8, 86.0, frame.width * 0.26)
    ends = [at(0, 0, 1, angle) for angle in angles]
    wide = max(abs(x) for x, _y in ends) or 1.0
    high = 1 + max(y for _x, y in ends)
    radius = min((frame.width / 2 - beside) / wide, (frame.height - 2 * AROUND) / high)
    return beside, max(10.0, radius)


def _share(of: SheetField, number: float) -> float:
    return min(1.0, max(0.0, (number - of.least) / max(1, of.most - of.least)))


def _name(
    drawn: Drawn, of: SheetField, middle: tuple[float, float, float], angle: float, beside: float
) -> Shape:
    """What a ray is called, outside its end: above, below or beside it."""
    x, y, radius = middle
    tip_x, tip_y = at(x, y, radius + 5, angle)
    upright = abs(tip_x - x) < radius * 0.2
    width = 2 * beside if upright else beside + radius - abs(tip_x - x)
    lines, _whole = drawn.measure.lines(drawn.say(of.label), width, SMALL, bold=True, most=2)
    high = len(lines) * LINE
    align: Align = "centre" if upright else "left" if tip_x > x else "right"
    left = tip_x - width / 2 if upright else tip_x if tip_x > x else tip_x - width
    top = (tip_y - high if tip_y < y else tip_y) if upright else tip_y - high / 2
    return Words(Frame(left, top, width, high), lines, SMALL, bold=True, align=align)
