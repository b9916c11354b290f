"""A box to tick, or a round button, whose words wrap."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from app.ui.language import Wording, bind
from app.ui.theme import theme
from app.ui.widgets.label import label
from app.ui.widgets.layout import Row


class Ticked(QWidget):
    """A box or a round button and its words, which wrap as Qt's own can't; a click on them ticks."""

    def __init__(self, box: QAbstractButton, words: Wording) -> None:
        super().__init__()
        self.box = box
        bind(box.setAccessibleName, words)
        line = Row(self, spacing=4)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        self._words = label(words)
        self._words.installEventFilter(self)
        line.addWidget(self._words, 1)
        self.setFocusProxy(box)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        # The first line of the words stands beside the middle of the box.
        self._words.setMinimumHeight(self.box.sizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as the words are in one line."""
        words = self._words.fontMetrics().horizontalAdvance(self._words.text())
        box = self.box.sizeHint()
        return QSize(box.width() + words + 2 * theme.px(4), box.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words ticks the box."""
        if (
            watched is self._words
            and event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and self._words.rect().contains(event.position().toPoint())
        ):
            self.box.click()
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)


def tick_box(words: Wording) -> tuple[QCheckBox, Ticked]:
    """A box to tick, and the widget that holds it and its words."""
    box = QCheckBox()
    return box, Ticked(box, words)
