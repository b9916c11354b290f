"""A picture on paper: every shape drawn with ReportLab's pen, as large as its place allows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Flowable

from app.core.brand import LIGHT
from app.paper import fonts
from app.paper.words import clean
from app.worksheets.pictures import outlines
from app.worksheets.pictures.shapes import (
    Area,
    Box,
    Circle,
    Picture,
    Shape,
    Stroke,
    Wedge,
    Words,
)

CLEAR = 0.35
"""How much is seen of a shape that lets what is behind it be seen."""
_DASHES = (4, 3)
_EVEN_ODD = 0
"""ReportLab's number for it: what lies in two outlines is a hole."""
_COLOURS = {name: HexColor(colour) for name, colour in LIGHT.items().items()}


class Drawing(Flowable):
    """A picture, scaled to a width and never higher than ``height``, in the middle of its place."""

    def __init__(self, picture: Picture, width: float, height: float) -> None:
        super().__init__()
        self.picture = picture
        self.by = min(width / (picture.width or 1), height / (picture.height or 1))
        self.width = width
        self.height = picture.height * self.by

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.saveState()
        canvas.translate((self.width - self.picture.width * self.by) / 2, 0)
        canvas.scale(self.by, self.by)
        pen = Pen(canvas, self.picture.height)
        pen.draw(self.picture.ground)
        for each in self.picture.items:
            pen.draw(each.shapes)
        canvas.restoreState()


class Pen:
    """Draws shapes whose ``y`` goes downwards from the upper edge of a picture of a height."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def draw(self, shapes: Iterable[Shape]) -> None:
        """Draw shapes, each on top of those before it."""
        for shape in shapes:
            match shape:
                case Box():
                    self._box(shape)
                case Words():
                    self._words(shape)
                case Stroke():
                    self._stroke(shape)
                case Area():
                    self._area(shape)
                case Circle():
                    self._circle(shape)
                case Wedge():
                    self._wedge(shape)

    def _colours(self, fill: str, line: str, width: float) -> tuple[int, int]:
        """Take up the colours; tells whether there is a line and whether the shape is filled."""
        if fill:
            self._canvas.setFillColor(_COLOURS[fill])
        if line:
            self._canvas.setStrokeColor(_COLOURS[line])
            self._canvas.setLineWidth(width)
        return int(bool(line)), int(bool(fill))

    def _box(self, box: Box) -> None:
        stroke, fill = self._colours(box.fill, box.line, box.width)
        if box.dashed:
            self._canvas.setDash(*_DASHES)
        frame = box.frame
        radius = max(0.0, min(box.radius, frame.width / 2, frame.height / 2))
        bottom = self._height - frame.bottom
        self._canvas.roundRect(
            frame.x, bottom, frame.width, frame.height, radius, stroke=stroke, fill=fill
        )
        if box.dashed:
            self._canvas.setDash()

    def _words(self, words: Words) -> None:
        canvas = self._canvas
        canvas.setFillColor(_COLOURS[words.colour])
        canvas.setFont(fonts.BOLD if words.bold else fonts.REGULAR, words.size)
        write = {
            "left": canvas.drawString,
            "centre": canvas.drawCentredString,
            "right": canvas.drawRightString,
        }[words.align]
        top = self._height
        if words.turned:
            canvas.saveState()
            canvas.translate(words.frame.x, self._height - words.frame.bottom)
            canvas.rotate(90)
            top = 0.0
        for line in outlines.lines(words):
            write(line.x, top - line.y, clean(line.text))
        if words.turned:
            canvas.restoreState()

    def _stroke(self, stroke: Stroke) -> None:
        canvas = self._canvas
        points, head = outlines.arrow(stroke)
        self._colours("", stroke.colour, stroke.width)
        if stroke.dashed:
            canvas.setDash(*_DASHES)
        canvas.drawPath(self._path(points, closed=False), stroke=1, fill=0)
        if stroke.dashed:
            canvas.setDash()
        if head:
            canvas.setFillColor(_COLOURS[stroke.colour])
            canvas.drawPath(self._path(head, closed=True), stroke=0, fill=1)

    def _area(self, area: Area) -> None:
        stroke, fill = self._colours(area.fill, area.line, area.width)
        if area.clear:
            self._canvas.setFillAlpha(CLEAR)
        path = self._path(area.points, closed=True)
        self._canvas.drawPath(path, stroke=stroke, fill=fill)
        if area.clear:
            self._canvas.setFillAlpha(1)

    def _circle(self, circle: Circle) -> None:
        stroke, fill = self._colours(circle.fill, circle.line, circle.width)
        self._canvas.circle(
            circle.x, self._height - circle.y, circle.radius, stroke=stroke, fill=fill
        )

    def _wedge(self, wedge: Wedge) -> None:
        stroke, fill = self._colours(wedge.fill, wedge.line, wedge.width)
        path: Any = self._canvas.beginPath()  # the stubs give its arcs whole angles only
        x, y = wedge.x, self._height - wedge.y
        if outlines.is_ring(wedge):
            path.circle(x, y, wedge.outer)
            if wedge.inner:
                path.circle(x, y, wedge.inner)
        else:
            sweep = wedge.end - wedge.begin
            path.arc(*_around(x, y, wedge.outer), 90 - wedge.begin, -sweep)
            if wedge.inner:
                path.arcTo(*_around(x, y, wedge.inner), 90 - wedge.end, sweep)
            else:
                path.lineTo(x, y)
            path.close()
        self._canvas.drawPath(path, stroke=stroke, fill=fill, fillMode=_EVEN_ODD)

    def _path(self, points: Sequence[outlines.Point], *, closed: bool) -> PDFPathObject:
        path: PDFPathObject = self._canvas.beginPath()
        for place, (x, y) in enumerate(self._up(points)):
            (path.lineTo if place else path.moveTo)(x, y)
        if closed and points:
            path.close()
        return path

    def _up(self, points: Iterable[outlines.Point]) -> Iterator[outlines.Point]:
        return ((x, self._height - y) for x, y in points)


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius
