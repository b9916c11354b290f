"""A card of a board: it paints its slip, and is opened, dragged and stepped with the keys."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from app.core import brand
from app.core.text import _l
from app.ui.board.lines import PAD, Line, card_lines
from app.ui.board.slip import Slip
from app.ui.icons import paint_icon
from app.ui.theme import theme
from app.ui.widgets import paint_tag

LANE_WIDTH = 212
"""Pixels: how wide a column of the board is at least, and a card as a rule."""
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""The keys that step, and whether back or on."""
_ICON = 14
_EDGE = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)


class BoardCard(QAbstractButton):
    """A card of a board; it paints itself, so that hundreds of them stay light.

    Signals:
        stepped: an arrow key, and whether it moves the card itself.
        dragged, dropped: where the pointer holds or let go of the card; ``None`` gives it up.
        menu_wanted: the menu of the card, at a place of the screen.
    """

    stepped = Signal(int, bool)
    dragged = Signal(QPoint)
    dropped = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._slip: Slip | None = None
        self._pressed: QPoint | None = None
        self._dragging = False
        self._laid: dict[int, list[Line]] = {}
        self.picture = QPixmap()
        # Not fixed: a card narrower than usual may be higher than its hint says.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def slip(self) -> Slip:
        """What stands on it, once it has been told."""
        assert self._slip is not None
        return self._slip

    def tell(self, slip: Slip) -> None:
        """Be the card of another record."""
        if slip != self._slip:
            self._slip = slip
            self.say_again()

    def say_again(self) -> None:
        """Say it in the current language, at the current size of text."""
        slip = self._slip
        if slip is None:
            return
        self.setText(slip.title.replace("&", "&&"))
        self.setAccessibleName(slip.title)
        said = [*(line.words for line in slip.lines), *(words for words, _tone in slip.foot)]
        how = _l("Return opens; Alt with an arrow moves it to another column.")
        self.setAccessibleDescription(". ".join(str(each) for each in (*said, how)))
        self._laid = {}
        self.updateGeometry()
        self.update()

    # Sizes

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = theme.px(LANE_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(2 * PAD))

    def heightForWidth(self, width: int) -> int:
        return self._lay(width)[-1].box.bottom() + theme.px(PAD)

    def _lay(self, width: int) -> list[Line]:
        if width not in self._laid:
            self._laid[width] = card_lines(self._slip, width)
        return self._laid[width]

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.4 if self._dragging else 1.0)
        self._paint_ground(painter)
        for line in self._lay(self.width()):
            place = self._mirrored(line.box)
            if line.tone:
                paint_tag(painter, place, line.words, line.tone)
            elif line.glyph:
                self._paint_small(painter, place, line)
            else:
                size = brand.SMALL_SIZE if line.soft else brand.TEXT_SIZE
                painter.setPen(theme.colour("soft" if line.soft else "ink"))
                painter.setFont(theme.font(size))
                painter.drawText(place, _EDGE, line.words)

    def _mirrored(self, box: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return box.translated(self.width() - box.right() - 1 - box.left(), 0)
        return box

    def _paint_ground(self, painter: QPainter) -> None:
        ring = 2 if self.hasFocus() else 1
        strong = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(theme.colour("main" if strong else "line"), ring))
        painter.setBrush(theme.colour("card"))
        radius = theme.px(brand.CONTROL_RADIUS)
        inset = ring / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, radius, radius)

    def _paint_small(self, painter: QPainter, place: QRect, line: Line) -> None:
        side = theme.px(_ICON)
        square = QRect(place.x(), place.y(), side, place.height())
        text = place.adjusted(side + theme.px(4), 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            square.moveRight(place.right())
            text = place.adjusted(0, 0, -side - theme.px(4), 0)
        icon_box = QRectF(square)
        icon_box.setHeight(side)
        icon_box.moveTop(place.y() + (place.height() - side) / 2)
        paint_icon(painter, icon_box, line.glyph, "soft")
        font = theme.font(brand.SMALL_SIZE)
        shown = QFontMetricsF(font).elidedText(
            line.words, Qt.TextElideMode.ElideRight, text.width()
        )
        painter.setPen(theme.colour("soft"))
        painter.setFont(font)
        painter.drawText(text, _EDGE, shown)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        whole = self._slip.title if self._slip else ""
        cut = any(line.words.endswith("…") for line in self._lay(self.width()))
        self.setToolTip(whole if cut else "")

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._dragging:
            self.menu_wanted.emit(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            if not self._dragging:
                self.picture = self.grab()
            self._dragging = True
            self.setDown(False)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            self.dragged.emit(self.mapToGlobal(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._let_go(event.globalPosition().toPoint())
        else:
            self._pressed = None
            super().mouseReleaseEvent(event)

    def _let_go(self, place: QPoint | None) -> None:
        self._pressed, self._dragging = None, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()
        self.dropped.emit(place)

    @property
    def grip(self) -> QPoint:
        """Where on the card the pointer holds it."""
        return self._pressed or QPoint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._dragging and key == Qt.Key.Key_Escape:
            self._let_go(None)
        elif key in STEPS:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.stepped.emit(key.value, alt)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)
