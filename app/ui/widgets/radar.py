"""A radar: a spoke for each of a few groups, numbered, and how far along it one is."""

from collections.abc import Sequence
from decimal import Decimal
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core import brand
from app.ui.language import Wording, bind
from app.ui.theme import theme

LEAST_SPOKES, RINGS = 3, 4
_SIZE, _EDGE = 220, 24


class Radar(QWidget):
    """Shares from 0 to 100 around a middle; ``before`` is drawn dashed below what is now.

    The numbers at the spokes refer to a list beside it, which tells the same in words.
    """

    def __init__(
        self,
        name: Wording,
        values: Sequence[Decimal | None],
        before: Sequence[Decimal | None] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        assert len(values) >= LEAST_SPOKES
        self._values, self._before = values, before
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        bind(self.setAccessibleName, name)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIZE), theme.px(_SIZE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _point(self, spoke: int, share: float) -> QPointF:
        middle = QPointF(self.width() / 2, self.height() / 2)
        length = (min(self.width(), self.height()) / 2 - theme.px(_EDGE)) * share
        turn = 2 * pi * spoke / len(self._values) - pi / 2
        return middle + QPointF(cos(turn), sin(turn)) * length

    def _shape(self, values: Sequence[Decimal | None]) -> QPolygonF:
        return QPolygonF([self._point(n, float(v or 0) / 100) for n, v in enumerate(values)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spokes = range(len(self._values))
        painter.setPen(QPen(theme.colour("line"), 1))
        for ring in range(1, RINGS + 1):
            painter.drawPolygon(QPolygonF([self._point(n, ring / RINGS) for n in spokes]))
        for spoke in spokes:
            painter.drawLine(self._point(spoke, 0), self._point(spoke, 1))
        if any(value is not None for value in self._before):
            dashed = QPen(theme.colour("soft_ink"), theme.px(1.5))
            dashed.setDashPattern([3, 2])
            painter.setPen(dashed)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(self._shape(self._before))
        fill = theme.colour("main")
        painter.setPen(QPen(fill, theme.px(2)))
        fill.setAlphaF(0.18)
        painter.setBrush(fill)
        painter.drawPolygon(self._shape(self._values))
        painter.setBrush(theme.colour("main"))
        painter.setPen(Qt.PenStyle.NoPen)
        for point in self._shape(self._values).toList():
            painter.drawEllipse(point, theme.px(3), theme.px(3))
        painter.setFont(theme.font(brand.SMALL_SIZE, 600))
        painter.setPen(theme.colour("ink"))
        for spoke in spokes:
            edge = theme.px(_EDGE)
            middle = self._point(spoke, 1) + (self._point(spoke, 1) - self._point(spoke, 0.9)) * 1.2
            box = QRectF(middle.x() - edge, middle.y() - edge / 2, 2 * edge, edge)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(spoke + 1))
