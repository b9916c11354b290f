"""A QR code in the window: always dark on white with its quiet zone, so that a phone reads it in any theme."""

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.core.text import _l
from app.ui.language import bind
from app.ui.theme import theme

SIZE = 132
QUIET = 4
"""Modules that are left white on every side, as the standard asks."""


class QrPicture(QWidget):
    """The QR code of an address."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
        bind(self.setAccessibleName, _l("QR code: {address}", address=address))
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.setFixedSize(theme.px(SIZE), theme.px(SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the modules on white."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        module = self.width() / (len(self._rows) + 2 * QUIET)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    place = QRectF((x + QUIET) * module, (y + QUIET) * module, module, module)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))
