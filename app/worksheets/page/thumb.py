"""A picture of a sheet in small, as large as there is room for."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import theme
from app.worksheets.page.painting import paint
from app.worksheets.pictures.shapes import Picture

_RATIO = 0.62
_LEAST = 160
_AIR, _ROUND = 8, 6


class Thumb(QWidget):
    """Paints a picture to its width; what doesn't fit its height is cut at the bottom, as a sheet in a pile."""

    def __init__(self, picture: Picture, *, whole: bool = False) -> None:
        super().__init__()
        self._picture = picture
        self._whole = whole
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        ratio = self._picture.height / self._picture.width if self._whole else _RATIO
        return round((width - 2 * _AIR) * ratio) + 2 * _AIR

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), self.heightForWidth(theme.px(_LEAST)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("background"))
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        side = (self.width() - 2 * _AIR) / self._picture.width
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        painter.translate(_AIR, _AIR)
        painter.scale(side, side)
        paint(painter, self._picture.ground)
        for each in self._picture.items:
            paint(painter, each.shapes)
