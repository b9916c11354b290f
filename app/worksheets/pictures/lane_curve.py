"""A scale over phases as a curve, its numbers in dots."""

from collections.abc import Sequence
from itertools import pairwise

from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    Box,
    Circle,
    Frame,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of

DOT, RING = 7.5, 5.6
AROUND = DOT + 3.0
SMOOTH = 14
"""So many straight pieces make a curve from a phase to the next."""
LINE = SMALL * LINE_HEIGHT
Point = tuple[float, float]


def ground(
    of: SheetField, block: Sequence[Item], frame: Frame, width: float, gap: float
) -> list[Shape]:
    """The field of the curve with a line for each number, and the curve where phases have one."""
    found: list[Shape] = [Box(frame, "card", "line", 4)]
    steps = range(of.least, of.most + 1)
    if len(steps) <= frame.height / 5:
        for each in steps:
            y = height(of, each, frame)
            found.append(Stroke(((frame.x + 2, y), (frame.right - 2, y)), "line", 0.6))
    points: list[Point] = []
    for at, each in enumerate(block):
        number = number_of(each.facts.get(of.key))
        if number is None:
            found += _smooth(points)
            points = []
            continue
        points.append((frame.x + at * (width + gap) + width / 2, height(of, number, frame)))
    return found + _smooth(points)


def dot(of: SheetField, item: Item, frame: Frame) -> list[Shape]:
    """The number of a phase in its dot."""
    number = number_of(item.facts.get(of.key))
    if number is None:
        return []
    x, y = frame.x + frame.width / 2, height(of, number, frame)
    said = (f"{number:g}",)
    place = Frame(x - DOT, y - LINE / 2, 2 * DOT, LINE)
    return [
        Circle(x, y, DOT, "main", "main"),
        Words(place, said, SMALL, bold=True, colour="on_main", align="centre"),
    ]


def numbers(of: SheetField, frame: Frame, places: Sequence[float]) -> list[Shape]:
    """The numbers of the scale beside their lines at each phase, to be ringed by hand."""
    found: list[Shape] = []
    if (of.most - of.least) * 2 * RING > frame.height - 2 * AROUND:
        return found
    for x in places:
        for each in range(of.least, of.most + 1):
            y = height(of, each, frame)
            place = Frame(x - DOT, y - LINE / 2, 2 * DOT, LINE)
            found += [
                Circle(x, y, RING, "card", "line"),
                Words(place, (str(each),), SMALL, colour="soft_ink", align="centre"),
            ]
    return found


def height(of: SheetField, number: float, frame: Frame) -> float:
    """Where a number of the scale stands; one beyond its ends stands at the end."""
    span = max(1, of.most - of.least)
    share = min(1.0, max(0.0, (number - of.least) / span))
    around = min(AROUND, frame.height / 3)
    return frame.bottom - around - share * (frame.height - 2 * around)


def _smooth(points: Sequence[Point]) -> list[Shape]:
    """A curve through points, level at each of them."""
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        return []
    found = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        for step in range(1, SMOOTH + 1):
            share = step / SMOOTH
            eased = share * share * (3 - 2 * share)
            found.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * eased))
    return [Stroke(tuple(found), "main", 1.6)]
