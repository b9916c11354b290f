"""The picture of a graph, drawn by pyqtgraph: large, so ``graph`` imports it off the GUI thread when needed."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, cast

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)

from app.core import brand
from app.ui.language import say, switch
from app.ui.theme import theme
from app.ui.widgets.graph_parts import BARS, LINES, MARKS, GraphSeries, Place, ticks

WIDEST = 0.72
"""How much of the room of a place its bars take."""
EDGE = 0.05
"""Room below and above the axis of values, so that markers at its ends are whole."""
_MARK, _LINE, _GAP = 8, 2, 10


def _pen(colour: QColor, width: float, *, dashed: bool = False) -> QPen:
    """A pen whose width is in pixels, whatever the scale of the axes."""
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    return pyqtgraph.mkPen(colour, width=theme.px(width) or 1, style=style)


class Plot(pyqtgraph.PlotWidget):
    """Lines with markers and bars from zero over places; nothing can be dragged by mistake.

    Signals:
        pointed: the place under the mouse or the arrow keys, -1 for none.
    """

    pointed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._plot = cast("Any", self.getPlotItem())  # pyqtgraph tells no types
        self._places: Sequence[Place] = ()
        self._series: Sequence[GraphSeries] = ()
        self._ends: tuple[float, float | None] = (0, None)
        self._show: Callable[[Decimal], str] = str
        self._at = -1
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plot.setContentsMargins(0, 6, 6, 0)
        self._pointer = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._pointer.hide()
        self._plot.scene().sigMouseMoved.connect(self._moved)
        theme.changed.connect(self._draw)
        switch.changed.connect(self._draw)

    def tell(
        self,
        places: Sequence[Place],
        series: Sequence[GraphSeries],
        ends: tuple[float, float | None],
        show: Callable[[Decimal], str],
    ) -> None:
        """Show these; ``ends`` are those of the axis of values, the upper one found when ``None``."""
        self._places, self._series, self._ends = places, series, ends
        self._show, self._at = show, -1
        self._draw()

    # The picture

    def _draw(self, *_language: str) -> None:
        item = self._plot
        item.clear()
        self.setBackground(theme.colour("card"))
        least, most = self._scale()
        marks = ticks(least, most)
        self._dress_axes(item, marks)
        edge = (marks[-1] - marks[0]) * EDGE
        item.setYRange(marks[0] - edge, marks[-1] + edge, padding=0)
        item.setXRange(-0.5, max(0.5, len(self._places) - 0.5), padding=0)
        ground = 0 if marks[0] <= 0 <= marks[-1] else marks[0]
        for each in marks:
            colour = theme.colour("soft_ink" if each == ground else "line")
            grid = pyqtgraph.InfiniteLine(each, angle=0, pen=_pen(colour, 1))
            grid.setZValue(-10)
            item.addItem(grid)
        bars = [at for at, each in enumerate(self._series) if each.sort == "bar"]
        for at, each in enumerate(self._series):
            if each.sort == "bar":
                self._add_bars(item, at, each, bars)
            else:
                self._add_line(item, at, each)
        self._pointer.setPen(_pen(theme.colour("soft_ink"), 1, dashed=True))
        item.addItem(self._pointer)
        self._name_places()
        self._point(self._at, tell=False)

    def _dress_axes(self, item: Any, marks: Sequence[float]) -> None:
        font = theme.font(brand.SMALL_SIZE)
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(_pen(theme.colour("card"), 1))
            axis.setTextPen(_pen(theme.colour("soft_ink"), 1))
            axis.setTickFont(font)
            axis.setStyle(tickLength=0, tickTextOffset=theme.px(6), hideOverlappingLabels=False)
        written = [(each, self._show(Decimal(f"{each:g}"))) for each in marks]
        item.getAxis("left").setTicks([written, []])
        lines = 2 if any(each.below for each in self._places) else 1
        item.getAxis("bottom").setHeight(lines * QFontMetrics(font).lineSpacing() + theme.px(8))

    def _scale(self) -> tuple[float, float]:
        least, most = self._ends
        if most is None:
            known = [float(v) for each in self._series for v in each.values if v is not None]
            most = max([least + 1, *known])
        return least, most

    def _add_bars(self, item: Any, at: int, series: GraphSeries, bars: Sequence[int]) -> None:
        width = WIDEST / len(bars)
        shift = (bars.index(at) - (len(bars) - 1) / 2) * width
        for faint in (False, True):
            shown = [
                (place + shift, float(value))
                for place, value in enumerate(series.values)
                if value is not None and (place in series.faint) == faint
            ]
            if not shown:
                continue
            filling, bound, shape = BARS[at]
            brush = QBrush(theme.colour("card" if faint else filling))
            if not faint:
                brush.setStyle(shape)
            item.addItem(
                pyqtgraph.BarGraphItem(
                    x=[x for x, _y in shown],
                    height=[y for _x, y in shown],
                    width=width * 0.92,
                    brush=brush,
                    pen=_pen(theme.colour(bound), 1, dashed=faint),
                )
            )

    def _add_line(self, item: Any, at: int, series: GraphSeries) -> None:
        colour = theme.colour(LINES[at])
        values = [float("nan") if v is None else float(v) for v in series.values]
        hollow, full = QBrush(theme.colour("card")), QBrush(colour)
        item.addItem(
            pyqtgraph.PlotDataItem(
                x=list(range(len(values))),
                y=values,
                connect="finite",
                pen=_pen(colour, _LINE),
                symbol=MARKS[at],
                symbolSize=theme.px(_MARK),
                symbolPen=_pen(colour, 1.5),
                symbolBrush=[hollow if n in series.faint else full for n in range(len(values))],
                antialias=True,
            )
        )

    def _name_places(self) -> None:
        """As many names as there is room for, the last one always; the second line where it changes."""
        axis = self._plot.getAxis("bottom")
        names = [say(each.short) for each in self._places]
        metrics = QFontMetrics(theme.font(brand.SMALL_SIZE))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        room = max(1.0, self.width() - theme.px(48)) / max(1, len(names))
        every = max(1, -int(-(widest + theme.px(_GAP)) // room))
        shown = list(range(len(names) - 1, -1, -every))[::-1]
        found, below = [], None
        for at in shown:
            second = self._places[at].below
            words = f"{names[at]}\n{second if second != below else ''}" if second else names[at]
            below = second
            found.append((at, words))
        axis.setTicks([found, []])

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        super().resizeEvent(ev)
        if ev is not None and hasattr(self, "_places"):
            self._name_places()

    # What is pointed at

    def _point(self, at: int, *, tell: bool = True) -> None:
        self._at = at if 0 <= at < len(self._places) else -1
        self._pointer.setVisible(self._at >= 0)
        self._pointer.setPos(max(0, self._at))
        if tell:
            self.pointed.emit(self._at)

    def _moved(self, place: QPointF) -> None:
        if self._places:
            view = self._plot.getViewBox()
            inside = view.sceneBoundingRect().contains(place)
            self._point(round(view.mapSceneToView(place).x()) if inside else -1)

    def leaveEvent(self, ev: QEvent) -> None:
        super().leaveEvent(ev)
        if not self.hasFocus():
            self._point(-1)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        last = len(self._places) - 1
        step = {
            Qt.Key.Key_Left: max(0, (self._at if self._at >= 0 else last + 1) - 1),
            Qt.Key.Key_Right: min(last, self._at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(ev.key()))
        if step is None or last < 0:
            ev.ignore()
        else:
            self._point(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(-1)
        self.viewport().update()

    def paintEvent(self, ev: QPaintEvent) -> None:
        super().paintEvent(ev)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("main"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = theme.px(brand.CONTROL_RADIUS)
            box = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, radius, radius)

    def wheelEvent(self, ev: QWheelEvent) -> None:
        ev.ignore()  # the page scrolls
