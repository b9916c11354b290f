"""Areas for text that grow with what is written, and the words that count what still fits."""

from math import ceil

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from app.core.text import Text, _l, _n
from app.ui.language import bind
from app.ui.theme import set_role, theme
from app.ui.widgets import Column, label

NEAR_LIMIT = 0.85
"""From this share of the longest text on, the words under it tell how much still fits."""
_UNBOUNDED = 100_000


class TextArea(QPlainTextEdit):
    """A block of text that grows with what is written; Tab goes to the next field."""

    _margin = 6

    def __init__(self, least_lines: int = 3, most_lines: int = 14) -> None:
        super().__init__()
        self._least, self._most = least_lines, most_lines
        self._growing = self._scrolls = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        theme.changed.connect(self._rescale)
        self._rescale()

    def setPlaceholderText(self, text: str) -> None:
        """Show a hint while nothing is written; the area makes room for it."""
        super().setPlaceholderText(text)
        self._grow()

    def _rescale(self) -> None:
        self.document().setDocumentMargin(theme.px(self._margin))
        self._grow()

    def _lines(self) -> int:
        if not self.document().isEmpty():
            return int(self.document().size().height())
        room = self.viewport().width() - 2 * theme.px(self._margin)
        box = self.fontMetrics().boundingRect(
            QRect(0, 0, max(1, room), _UNBOUNDED),
            int(Qt.TextFlag.TextWordWrap),
            self.placeholderText(),
        )
        return ceil(box.height() / max(1, self.fontMetrics().lineSpacing()))

    def _around(self) -> int:
        """The room above and below the lines."""
        return 2 * theme.px(self._margin) + 2 * theme.px(6) + 2

    def _grow(self) -> None:
        if self._growing:  # what is done here resizes it, which would begin this anew
            return
        self._growing = True
        try:
            self._fit(self._lines())
        finally:
            self._growing = False

    def _fit(self, wanted: int) -> None:
        policy = Qt.ScrollBarPolicy
        # The bar takes room, so that without it there may be a line less: it goes only when there are two.
        self._scrolls = wanted > self._most - (2 if self._scrolls else 0)
        shown = policy.ScrollBarAlwaysOn if self._scrolls else policy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(shown)
        lines = min(self._most, max(self._least, wanted))
        height = lines * self.fontMetrics().lineSpacing() + self._around()
        if height != self.maximumHeight() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes another number of lines."""
        super().resizeEvent(event)
        self._grow()


class TextLine(TextArea):
    """One line of text that goes on to the next when it is long, so that all of it is seen."""

    _margin = 2

    def __init__(self) -> None:
        super().__init__(least_lines=1, most_lines=6)

    def _rescale(self) -> None:
        # The text begins where it begins in a QLineEdit, and one line is as high as one.
        side = theme.px(4)
        self.setViewportMargins(side, theme.px(1), side, 0)
        super()._rescale()

    def _around(self) -> int:
        return super()._around() + theme.px(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """There are no line breaks here."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Line breaks in what is pasted become spaces."""
        self.insertPlainText(" ".join(source.text().split()))


class Room(QWidget):
    """Under a text: how much still fits, told only when the end is near."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._words: QLabel | None = None
        self.hide()

    def tell(self, length: int) -> None:
        """Tell for a text of ``length`` characters."""
        near = length >= self._limit * NEAR_LIMIT
        if near:
            words = self._words or self._make()
            set_role(words, "error" if length > self._limit else "small")
            bind(words.setText, _room(self._limit - length))
        if self.isHidden() == near:
            self.setVisible(near)

    def _make(self) -> QLabel:
        self._words = label("", "small")
        Column(self).addWidget(self._words)
        return self._words


def _room(left: int) -> Text:
    if left == 0:
        return _l("This is as long as it can be")
    if left > 0:
        return _n("{count} character still fits", "{count} characters still fit", left)
    return _n("{count} character too many", "{count} characters too many", -left)
