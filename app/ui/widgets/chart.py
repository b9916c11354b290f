"""A painted chart: bars from zero beside each other, a target line, the numbers in words for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core import brand
from app.core.format import show_number
from app.ui.language import Wording, bind, say, switch
from app.ui.theme import theme
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Row

MOST_SERIES = 5
NOTHING = "–"
_HEIGHT, _WIDTH, _LINE, _GAP, _SWATCH = 150, 240, 20, 10, 12
"""Pixels: the picture, its least width, a line of text, between groups, a sample in the legend."""
_WIDEST = 34
"""A bar isn't wider than this: a lone one would be a wall."""
_FEW = 3
"""Pixels of a bar or a sample from where its corners are round."""

Style = tuple[str, str, Qt.BrushStyle]
"""What fills a bar and what bounds it, by names of colours, and the shape of the filling."""
_STYLES: tuple[Style, ...] = (
    ("main", "main", Qt.BrushStyle.SolidPattern),
    ("main_tint", "main", Qt.BrushStyle.SolidPattern),
    ("watch", "watch", Qt.BrushStyle.BDiagPattern),
    ("good", "good", Qt.BrushStyle.HorPattern),
    ("soft_ink", "soft_ink", Qt.BrushStyle.Dense5Pattern),
)
_FAINT: Style = _STYLES[1]


@dataclass(frozen=True)
class Series:
    """What is shown by bars of one look: a value for each place, ``None`` where there is none.

    Attributes:
        faint: the places whose values are to be read with care, drawn lighter.
    """

    name: Wording
    values: Sequence[Decimal | None]
    faint: frozenset[int] = frozenset()


def _fill(painter: QPainter, box: QRectF, style: Style) -> None:
    filling, bound, shape = style
    radius = theme.px(_FEW) if min(box.width(), box.height()) > 2 * theme.px(_FEW) else 0
    painter.setPen(QPen(theme.colour(bound), 1))
    painter.setBrush(theme.colour("card"))
    painter.drawRoundedRect(box, radius, radius)
    brush = painter.brush()
    brush.setColor(theme.colour(filling))
    brush.setStyle(shape)
    painter.setBrush(brush)
    painter.drawRoundedRect(box, radius, radius)


class _Sample(QWidget):
    """What a series, or the target line, looks like."""

    def __init__(self, style: Style | None) -> None:
        super().__init__()
        self._style = style
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.setFixedSize(theme.px(_SWATCH), theme.px(_SWATCH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._style:
            _fill(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._style)
        else:
            middle = self.height() / 2
            painter.setPen(_target_pen())
            painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))


def _target_pen() -> QPen:
    pen = QPen(theme.colour("ink"), max(1, theme.px(1.5)))
    pen.setDashPattern([3, 2])
    return pen


class Chart(QWidget):
    """Bars by place (a quarter, for example), one to five series beside each other.

    What it shows is its accessible description too; a legend names the series when there are several, and
    the target line.
    """

    def __init__(
        self,
        name: Wording,
        places: Sequence[Wording],
        series: Sequence[Series],
        *,
        highest: Decimal | None = None,
        target: tuple[Wording, Decimal] | None = None,
        show: Callable[[Decimal], str] = show_number,
        parent: QWidget | None = None,
    ) -> None:
        """``highest`` is the top of the scale, else the largest value; ``show`` writes a value."""
        assert len(series) <= MOST_SERIES
        super().__init__(parent)
        self._places, self._series, self._target, self._show = places, series, target, show
        column = Column(self, spacing=8)
        column.addWidget(_Bars(places, series, _top(series, highest, target), target, show))
        keys = [(each.name, _STYLES[at]) for at, each in enumerate(series) if len(series) > 1]
        legend = Flow(spacing=16)
        for words, style in [*keys, *([(target[0], None)] if target else [])]:
            legend.addWidget(_key(words, style))
        if legend.count():
            column.addLayout(legend)
        bind(self.setAccessibleName, name)
        bind(self.setAccessibleDescription, self._said)

    def _said(self) -> str:
        parts = []
        for at, place in enumerate(self._places):
            values = [
                " ".join(filter(None, (self._named(each), _written(each.values[at], self._show))))
                for each in self._series
            ]
            parts.append(f"{say(place)}: {', '.join(values)}")
        target = f"{say(self._target[0])}. " if self._target else ""
        return target + "; ".join(parts)

    def _named(self, series: Series) -> str:
        return say(series.name) if len(self._series) > 1 else ""


def _key(words: Wording, style: Style | None) -> QWidget:
    made = QWidget()
    line = Row(made, spacing=8)
    line.addWidget(_Sample(style), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(label(words, "small", wrap=False))
    return made


def _top(
    series: Sequence[Series], highest: Decimal | None, target: tuple[Wording, Decimal] | None
) -> Decimal:
    if highest is not None:
        return highest
    values = [value for each in series for value in each.values if value is not None]
    return max([Decimal(1), *values, *([target[1]] if target else [])])


def _written(value: Decimal | None, show: Callable[[Decimal], str]) -> str:
    return NOTHING if value is None else show(value)


class _Bars(QWidget):
    """The picture itself."""

    def __init__(
        self,
        places: Sequence[Wording],
        series: Sequence[Series],
        top: Decimal,
        target: tuple[Wording, Decimal] | None,
        show: Callable[[Decimal], str],
    ) -> None:
        super().__init__()
        self._places, self._series, self._top = places, series, top
        self._target, self._show = target, show
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        switch.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(brand.SMALL_SIZE))
        width = self.width() / max(1, len(self._places))
        for at in range(len(self._places)):
            self._paint_place(painter, at, width)
        floor = self._floor()
        painter.setPen(QPen(theme.colour("soft_ink"), 1))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        if self._target:
            self._paint_target(painter, self._y(self._target[1]))
        self._paint_numbers(painter, width)

    def _paint_target(self, painter: QPainter, y: float) -> None:
        line = QPointF(0, y), QPointF(self.width(), y)
        # On a line of the ground, so that it is seen over the bars too.
        painter.setPen(QPen(theme.colour("card"), _target_pen().widthF() + 1.5))
        painter.drawLine(*line)
        painter.setPen(_target_pen())
        painter.drawLine(*line)

    def _paint_place(self, painter: QPainter, at: int, width: float) -> None:
        floor = self._floor()
        for number, (each, left, bar) in enumerate(self._bars(at, width)):
            value = each.values[at]
            if value:
                style = _FAINT if at in each.faint else _STYLES[number]
                y = self._y(value)
                _fill(painter, QRectF(left, y, bar, floor - y), style)
        named = QFontMetrics(painter.font()).horizontalAdvance(say(self._places[at])) + 1
        skipped = at % 2 == len(self._places) % 2  # so that the last one is named
        if named + theme.px(_GAP) > width and skipped:
            return
        start = min(max(0, (at + 0.5) * width - named / 2), self.width() - named)
        below = QRectF(start, floor, named, self.height() - floor)
        painter.setPen(theme.colour("soft_ink"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), say(self._places[at]))

    def _paint_numbers(self, painter: QPainter, width: float) -> None:
        """The value of each bar: in the top of a lone wide bar, else above it; none where they would meet."""
        written = [
            (each, at, left, bar, _written(each.values[at], self._show))
            for at in range(len(self._places))
            for each, left, bar in self._bars(at, width)
        ]
        metrics = QFontMetrics(painter.font())
        longest = max((metrics.horizontalAdvance(each[-1]) for each in written), default=0)
        if longest > width / max(1, len(self._series)):
            return
        for series, at, left, bar, words in written:
            value = series.values[at]
            if value == 0 and len(self._series) > 1:
                continue
            lone = len(self._series) == 1 and longest <= bar
            inside = lone and self._floor() - self._y(value or Decimal(0)) > 2 * theme.px(_LINE)
            faint = at in series.faint
            painter.setPen(theme.colour("on_main" if inside and not faint else "ink"))
            top = self._number_top(value or Decimal(0), inside=inside)
            box = QRectF(left + (bar - longest) / 2 - 1, top, longest + 2, theme.px(_LINE))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _number_top(self, value: Decimal, *, inside: bool) -> float:
        """Where a number stands: at the top of its bar, clear of the target line."""
        line = theme.px(_LINE)
        top = self._y(value) + (1 if inside else -line)
        if self._target:
            y = self._y(self._target[1])
            if top <= y <= top + line:
                return y + 1 if inside else y - line
        return top

    def _bars(self, at: int, width: float) -> list[tuple[Series, float, float]]:
        """Each series with the left edge and the width of its bar at a place."""
        number = max(1, len(self._series))
        bar = min((width - theme.px(_GAP)) / number, theme.px(_WIDEST))
        left = at * width + (width - bar * number) / 2
        return [(each, left + n * bar + 0.5, bar - 1) for n, each in enumerate(self._series)]

    def _floor(self) -> float:
        return self.height() - theme.px(_LINE)

    def _y(self, value: Decimal) -> float:
        room = self._floor() - theme.px(_LINE)
        return self._floor() - room * float(min(value, self._top) / self._top)
