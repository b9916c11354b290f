"""Where boxes stand on rings around a middle, so that none lies on another. Pure.

A ring is an ellipse as much wider than high as the page. Each ring is as small as its boxes allow; when all have
their place, the rings are drawn apart to fill the page, which never brings two boxes together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.worksheets.sheets.content import Branch

GAP = 6.0
FINE = 7
"""So often is the size of a ring halved towards the smallest that will do."""
SNUG = 0.8
"""How close a ring may come to the one within, of what boxes side by side would need."""
HUGE = 1e6


@dataclass(frozen=True)
class Spot:
    """A box on a ring: its angle in radians from twelve o'clock, clockwise, and its height."""

    level: int
    angle: float
    height: float


@dataclass(frozen=True)
class Orbits:
    """The rings found: how far each reaches to the side and upwards, and where the boxes' middles are."""

    radii: tuple[tuple[float, float], ...]
    points: tuple[tuple[float, float], ...]
    half_width: float
    half_height: float


def angles(tops: Sequence[Branch], turned: float = 0.0) -> dict[str, float]:
    """The angle of each node: as much of the circle as it has ends; ``turned`` by a share of one end."""
    ends = sum(each.leaves() for each in tops) or 1
    part = 2 * math.pi / ends
    found: dict[str, float] = {}

    def shared(branch: Branch, begin: float) -> float:
        end = begin
        for each in branch.under:
            end = shared(each, end)
        end = end if branch.under else begin + part
        found[branch.item.id] = (begin + end) / 2
        return end

    at = turned * part
    for each in tops:
        at = shared(each, at)
    return found


class _Taken:
    """Boxes of one width that are there already, found by where they are."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width + GAP, height + GAP
        self.cells: dict[tuple[int, int], list[tuple[float, float, float]]] = {}

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return math.floor(x / self.width), math.floor(y / self.height)

    def free(self, x: float, y: float, height: float) -> bool:
        """Whether a box fits at a point."""
        column, row = self._cell(x, y)
        for a in (column - 1, column, column + 1):
            for b in (row - 1, row, row + 1):
                for left, top, high in self.cells.get((a, b), ()):
                    if abs(x - left) < self.width and abs(y - top) < (height + high) / 2 + GAP:
                        return False
        return True

    def add(self, x: float, y: float, height: float) -> None:
        """Put a box at a point."""
        self.cells.setdefault(self._cell(x, y), []).append((x, y, height))


def found(
    spots: Sequence[Spot],
    width: float,
    middle: tuple[float, float],
    aspect: float,
    *,
    most: float = HUGE,
) -> Orbits | None:
    """The smallest rings for boxes of a ``width`` around a ``middle`` of a width and a height.

    None when a ring would reach farther up than ``most``.
    """
    tallest = max((each.height for each in spots), default=0.0)
    taken = _Taken(width, tallest)
    levels = max((each.level for each in spots), default=-1) + 1
    radii: list[float] = []
    least = max((tallest + GAP), (width + GAP) / aspect) * SNUG
    radius = min(middle[1] / 2 + tallest / 2 + GAP, (middle[0] / 2 + width / 2 + GAP) / aspect)
    by_level: list[list[Spot]] = [[] for _level in range(levels)]
    for each in spots:
        by_level[each.level].append(each)
    for ring in by_level:
        fits = _Ring(ring, taken, width, middle, aspect)
        radius = fits.smallest(radius, most)
        if radius > most:
            return None
        for each, (x, y) in zip(ring, fits.points(radius), strict=True):
            taken.add(x, y, each.height)
        radii.append(radius)
        radius += least
    points = [
        (
            radii[each.level] * aspect * math.sin(each.angle),
            -radii[each.level] * math.cos(each.angle),
        )
        for each in spots
    ]
    return Orbits(
        tuple((each * aspect, each) for each in radii),
        tuple(points),
        max([middle[0] / 2, *(abs(x) + width / 2 for x, _y in points)]),
        max(
            [
                middle[1] / 2,
                *(abs(y) + s.height / 2 for s, (_x, y) in zip(spots, points, strict=True)),
            ]
        ),
    )


class _Ring:
    """One ring that is to be as small as its boxes allow."""

    def __init__(
        self,
        spots: Sequence[Spot],
        taken: _Taken,
        width: float,
        middle: tuple[float, float],
        aspect: float,
    ) -> None:
        self.spots, self.taken, self.width = spots, taken, width
        self.middle, self.aspect = middle, aspect
        self.ways = [(math.sin(each.angle) * aspect, -math.cos(each.angle)) for each in spots]

    def points(self, radius: float) -> list[tuple[float, float]]:
        """Where the boxes are on a ring of a size."""
        return [(radius * x, radius * y) for x, y in self.ways]

    def fits(self, radius: float) -> bool:
        """Whether no box lies on another, on the middle, or on one of an inner ring."""
        own = _Taken(self.width, self.taken.height - GAP)
        wide = (self.middle[0] + self.width) / 2 + GAP
        for each, (x, y) in zip(self.spots, self.points(radius), strict=True):
            if abs(x) < wide and abs(y) < (self.middle[1] + each.height) / 2 + GAP:
                return False
            if not (self.taken.free(x, y, each.height) and own.free(x, y, each.height)):
                return False
            own.add(x, y, each.height)
        return True

    def smallest(self, radius: float, most: float) -> float:
        """The size from ``radius`` on that will do, or more than ``most``."""
        if self.fits(radius):
            return radius
        low, step = radius, max(8.0, radius * 0.1)
        high = radius + step
        while not self.fits(high):
            if high > most:
                return high
            low, step = high, step * 1.6
            high += step
        for _time in range(FINE):
            half = (low + high) / 2
            if self.fits(half):
                high = half
            else:
                low = half
        return high
