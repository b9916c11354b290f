"""What lies on the canvas of a sheet: its ground, its notes, and the ring around what is chosen."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.ui.theme import theme
from app.worksheets.page.painting import paint, rect
from app.worksheets.pictures.shapes import Picture, Placed, Slot

_RING = 2.0
_LIFTED = 100.0


class Ground(QGraphicsItem):
    """The cells, headings and arrows of a picture."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._picture.width, self._picture.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        paint(painter, self._picture.ground)


class NoteItem(QGraphicsItem):
    """A note, or the value of a field, that can be chosen and dragged."""

    def __init__(self, placed: Placed, slot: Slot | None) -> None:
        super().__init__()
        self.placed = placed
        self.single = bool(slot and slot.single)
        self.chosen = False
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        return rect(self.placed.frame).adjusted(-_RING, -_RING, _RING, _RING)

    def choose(self, chosen: bool) -> None:
        """Show whether it is chosen."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.setZValue(2 if chosen else 1)
            self.update()

    def lift(self, by_x: float, by_y: float) -> None:
        """Follow the pointer while it is dragged."""
        self.setPos(by_x, by_y)
        self.setZValue(_LIFTED)
        self.setOpacity(0.85)

    def drop(self) -> None:
        """Lie where it belongs again."""
        self.setPos(0, 0)
        self.setOpacity(1)
        self.setZValue(2 if self.chosen else 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        paint(painter, self.placed.shapes)
        if self.chosen:
            painter.setPen(QPen(theme.colour("main"), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect(self.placed.frame), 3, 3)


class SlotRing(QGraphicsItem):
    """The ring around the place that is chosen, or over which something is dragged."""

    def __init__(self) -> None:
        super().__init__()
        self._frame = QRectF()
        self.setZValue(0.5)

    def boundingRect(self) -> QRectF:
        return self._frame.adjusted(-_RING, -_RING, _RING, _RING)

    def show_slot(self, slot: Slot | None) -> None:
        """Stand around a place, or nowhere."""
        self.prepareGeometryChange()
        self._frame = rect(slot.frame) if slot else QRectF()
        self.setVisible(slot is not None)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QPen(theme.colour("main"), _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._frame, 6, 6)
