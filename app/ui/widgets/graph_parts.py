"""What a graph shows, without its picture: places, series, round numbers for its axis, its looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.ui.language import Wording
from app.ui.theme import theme

MOST_SERIES = 5
STEPS = (1, 2, 5, 10)
LINES = ("main", "watch", "good", "ink", "soft_ink")
"""The colours of lines, by series."""
MARKS = ("o", "s", "t1", "d", "star")
"""Their markers, as the library names them: circle, square, triangle, diamond, star."""
BARS: tuple[tuple[str, str, Qt.BrushStyle], ...] = (
    ("main", "main", Qt.BrushStyle.SolidPattern),
    ("main_tint", "main", Qt.BrushStyle.SolidPattern),
    ("watch", "watch", Qt.BrushStyle.BDiagPattern),
    ("good", "good", Qt.BrushStyle.HorPattern),
    ("soft_ink", "soft_ink", Qt.BrushStyle.Dense5Pattern),
)
"""What fills a bar and what bounds it, by names of colours, and the shape of the filling."""
_SWATCH, _MARK = 22, 9


@dataclass(frozen=True)
class Place:
    """A place along the graph, such as a month.

    Attributes:
        short: what stands below it; ``below`` a second line, written where it changes (the year).
        full: what it is called in a sentence and in the table.
    """

    short: Wording
    full: Wording
    below: str = ""


@dataclass(frozen=True)
class GraphSeries:
    """A line with markers, or bars: a value for each place, ``None`` where there is none.

    Attributes:
        faint: the places whose values are to be read with care, such as a month that isn't over.
    """

    name: Wording
    values: Sequence[Decimal | None]
    sort: Literal["line", "bar"] = "line"
    faint: frozenset[int] = frozenset()


def ticks(least: float, most: float, count: int = 4) -> list[float]:
    """Round numbers from ``least`` to beyond ``most``, about ``count`` steps; whole ones where they may be."""
    wide = max(most - least, 1e-9)
    raw = wide / count
    power = 10.0 ** floor(log10(raw))
    step = next(power * each for each in STEPS if power * each >= raw * 0.999)
    if step < 1 and float(least).is_integer() and wide >= count / 2:
        step = 1.0
    first = floor(least / step) * step
    found = [first]
    while found[-1] < most - step * 1e-6:
        found.append(round(found[-1] + step, 10))
    return found


class Sample(QWidget):
    """What a series looks like, for the legend."""

    def __init__(self, at: int, series: GraphSeries) -> None:
        super().__init__()
        self._at, self._sort = at, series.sort
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.setFixedSize(theme.px(_SWATCH), theme.px(_SWATCH * 0.6))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._sort == "bar":
            filling, bound, shape = BARS[self._at]
            painter.setPen(QPen(theme.colour(bound), 1))
            painter.setBrush(QBrush(theme.colour(filling), shape))
            painter.drawRect(box.adjusted(4.5, 0.5, -4.5, -0.5))
            return
        colour = theme.colour(LINES[self._at])
        painter.setPen(QPen(colour, theme.px(2)))
        painter.drawLine(QPointF(0, box.center().y()), QPointF(box.width(), box.center().y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        _mark(painter, MARKS[self._at], box.center(), theme.px(_MARK) / 2)


def _mark(painter: QPainter, name: str, at: QPointF, radius: float) -> None:
    x, y = at.x(), at.y()
    shapes = {
        "t1": [(0, -1), (1, 1), (-1, 1)],
        "d": [(0, -1.2), (0.9, 0), (0, 1.2), (-0.9, 0)],
    }
    if name == "o":
        painter.drawEllipse(at, radius, radius)
    elif name in shapes:
        points = [QPointF(x + dx * radius, y + dy * radius) for dx, dy in shapes[name]]
        painter.drawPolygon(QPolygonF(points))
    else:
        painter.drawRect(
            QRectF(x - radius, y - radius, 2 * radius, 2 * radius).adjusted(1, 1, -1, -1)
        )
        if name == "star":
            painter.translate(at)
            painter.rotate(45)
            side = 2 * radius - 2
            painter.drawRect(QRectF(-side / 2, -side / 2, side, side))
            painter.resetTransform()
