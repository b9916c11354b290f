"""The mark of a certificate on paper."""

from reportlab.graphics import shapes as drawn
from reportlab.lib.colors import HexColor

from app.core.mark import BOX, Circle, Cubic, Line, Move, Paint, Path, shapes, variant_of


def mark(size: float, *, self_declared: bool = False) -> drawn.Drawing:
    """The mark, ``size`` points wide and high; it flows with other blocks."""
    scale = size / BOX
    drawing = drawn.Drawing(size, size)
    for shape in shapes(variant_of(self_declared=self_declared)):
        made = _circle(shape, scale) if isinstance(shape, Circle) else _path(shape, scale)
        _paint(made, shape.paint, scale)
        drawing.add(made)
    return drawing


def _circle(shape: Circle, scale: float) -> drawn.Circle:
    x, y = shape.centre
    return drawn.Circle(x * scale, (BOX - y) * scale, shape.radius * scale)


def _path(shape: Path, scale: float) -> drawn.Path:
    made = drawn.Path()
    for segment in shape.segments:
        match segment:
            case Move(to):
                made.moveTo(*_points(scale, to))
            case Line(to):
                made.lineTo(*_points(scale, to))
            case Cubic(first, second, to):
                made.curveTo(*_points(scale, first, second, to))
    if shape.closed:
        made.closePath()
    return made


def _points(scale: float, *points: tuple[float, float]) -> list[float]:
    return [value for x, y in points for value in (x * scale, (BOX - y) * scale)]


def _paint(made: drawn.Circle | drawn.Path, paint: Paint, scale: float) -> None:
    made.fillColor = HexColor(paint.fill) if paint.fill else None
    made.strokeColor = HexColor(paint.stroke) if paint.stroke else None
    made.strokeWidth = paint.width * scale
    made.strokeLineJoin = made.strokeLineCap = 1
