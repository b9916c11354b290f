"""The find box: an icon, words that tell what it finds, and the key that brings you here."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import brand
from app.core.text import _l
from app.ui.icons import paint_icon
from app.ui.language import Wording, bind
from app.ui.theme import set_role, theme

_PAUSE_MS = 150
"""How long the typing must rest before the search begins."""


class SearchBox(QLineEdit):
    """A line to find with.

    Signals:
        searched: the words, when the typing rests, at Enter, and when the box is emptied.
    """

    searched = Signal(str)

    def __init__(
        self,
        placeholder: Wording | None = None,
        hint: str = "Ctrl K",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self._last = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        set_role(self, "search")
        wording = placeholder if placeholder is not None else _l("Find anything")
        bind(self.setPlaceholderText, wording)
        bind(self.setAccessibleName, wording)
        self.setClearButtonEnabled(False)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._search)
        theme.changed.connect(self._rescale)
        self._rescale()

    def clear_search(self) -> None:
        """Empty the box and tell it at once."""
        self.clear()
        self._search()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), super().sizeHint().height())

    def _typed(self, text: str) -> None:
        self._rescale()
        if text.strip():
            self._pause.start()
        else:
            self._search()

    def _search(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale()

    def _rescale(self) -> None:
        room = round(self._hint_box().width()) if self._hint_shows() else 0
        self.setTextMargins(0, 0, room, 0)

    def _hint_shows(self) -> bool:
        if not self._hint or self.text():
            return False
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return theme.px(60) + words + self._hint_box().width() <= self.width()

    def _hint_box(self) -> QRectF:
        width = QFontMetrics(theme.font(brand.SMALL_SIZE)).horizontalAdvance(self._hint) + theme.px(
            12
        )
        height = theme.px(22)
        gap = (self.height() - height) / 2
        left = self.width() - width - gap
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = gap
        return QRectF(left, gap, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(18)
        left = theme.px(12)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - side - left
        place = QRectF(QPointF(left, (self.height() - side) / 2), QSize(side, side))
        paint_icon(painter, place, "magnifying-glass", "soft")
        if self._hint_shows():
            box = self._hint_box()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
            painter.setPen(theme.colour("soft"))
            painter.setFont(theme.font(brand.SMALL_SIZE))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._rescale()
