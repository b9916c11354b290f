"""Pictures of sheets painted in the window, in the colours of the theme."""

from collections.abc import Iterable
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPolygonF

from app.core import brand
from app.ui.theme import theme
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    Area,
    Box,
    Circle,
    Frame,
    Shape,
    Stroke,
    Wedge,
    Words,
)

_HEAD = 5.0
_CLEAR = 0.35
"""How much of what is behind a clear shape is hidden by it."""
_FLAGS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def rect(frame: Frame) -> QRectF:
    """A frame as Qt has rectangles."""
    return QRectF(frame.x, frame.y, frame.width, frame.height)


def paint(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Paint shapes, each at its place."""
    for each in shapes:
        match each:
            case Words():
                _words(painter, each)
            case Stroke():
                _stroke(painter, each)
            case _:
                _body(painter, each)


def _pen(colour: str, width: float, *, dashed: bool = False) -> QPen:
    if not colour:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(theme.colour(colour), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _body(painter: QPainter, shape: Box | Area | Circle | Wedge) -> None:
    painter.setPen(_pen(shape.line, shape.width, dashed=isinstance(shape, Box) and shape.dashed))
    painter.setBrush(theme.colour(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
    match shape:
        case Box():
            painter.drawRoundedRect(rect(shape.frame), shape.radius, shape.radius)
        case Circle():
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        case Area():
            if shape.clear and shape.fill:
                colour = theme.colour(shape.fill)
                colour.setAlphaF(_CLEAR)
                painter.setBrush(colour)
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        case Wedge():
            painter.drawPath(_wedge(shape))


def _wedge(shape: Wedge) -> QPainterPath:
    outer = QRectF(shape.x - shape.outer, shape.y - shape.outer, 2 * shape.outer, 2 * shape.outer)
    inner = QRectF(shape.x - shape.inner, shape.y - shape.inner, 2 * shape.inner, 2 * shape.inner)
    begin, sweep = 90 - shape.begin, shape.begin - shape.end
    path = QPainterPath()
    path.arcMoveTo(outer, begin)
    path.arcTo(outer, begin, sweep)
    path.arcTo(inner, begin + sweep, -sweep)
    path.closeSubpath()
    return path


def _stroke(painter: QPainter, shape: Stroke) -> None:
    painter.setPen(_pen(shape.colour, shape.width, dashed=shape.dashed))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [QPointF(x, y) for x, y in shape.points]
    painter.drawPolyline(points)
    if shape.arrow and len(points) > 1:
        end, before = points[-1], points[-2]
        angle = atan2(end.y() - before.y(), end.x() - before.x())
        sides = [
            end - QPointF(_HEAD * cos(angle + by), _HEAD * sin(angle + by))
            for by in (pi / 7, -pi / 7)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shape.colour))
        painter.drawPolygon(QPolygonF([end, *sides]))


def font(size: float, *, bold: bool) -> QFont:
    """The font of a picture in a size of its own points."""
    made = QFont(brand.FONT_FAMILY)
    made.setPointSizeF(size)
    made.setPixelSize(100)  # scaled down below, so that letters stand where they were measured
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _words(painter: QPainter, shape: Words) -> None:
    painter.save()
    painter.setPen(theme.colour(shape.colour))
    frame = shape.frame
    if shape.turned:
        painter.translate(frame.x, frame.bottom)
        painter.rotate(-90)
        frame = Frame(0, 0, frame.height, frame.width)
    scale = shape.size / 100
    painter.setFont(font(shape.size, bold=shape.bold))
    painter.translate(frame.x, frame.y)
    painter.scale(scale, scale)
    step = shape.size * LINE_HEIGHT / scale
    flags = _FLAGS[shape.align] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    for number, line in enumerate(shape.lines):
        painter.drawText(QRectF(0, number * step, frame.width / scale, step), int(flags), line)
    painter.restore()
