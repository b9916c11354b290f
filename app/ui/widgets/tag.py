"""State in a small tag: always a word, its colour only beside it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.core import brand
from app.core.brand import Tone
from app.ui.language import Wording, bind
from app.ui.theme import set_role, theme

_PADDING = 8
_HEIGHT = 20
_RADIUS = 5
_WEIGHT = 600


class Tag(QLabel):
    """A state of a thing in a word or two."""

    def __init__(
        self, wording: Wording = "", tone: Tone = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.tell(wording, tone)

    def tell(self, wording: Wording, tone: Tone = "plain") -> None:
        """Say another state."""
        set_role(self, "tag", tone=tone)
        bind(self.setText, wording)


def tag_size(text: str) -> QSize:
    """How much room a painted tag takes."""
    width = QFontMetrics(theme.font(brand.SMALL_SIZE, _WEIGHT)).horizontalAdvance(text)
    return QSize(width + 2 * theme.px(_PADDING), theme.px(_HEIGHT))


def paint_tag(painter: QPainter, place: QRect, text: str, tone: Tone = "plain") -> None:
    """Paint a tag at the leading edge of a rectangle, centred in its height; for delegates."""
    size = tag_size(text)
    top = place.top() + (place.height() - size.height()) / 2
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    width = min(size.width(), place.width())
    left = place.right() - width + 1 if right_to_left else place.left()
    box = QRectF(left, top, width, size.height())
    ink, ground = theme.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, theme.px(_RADIUS), theme.px(_RADIUS))
    painter.setPen(ink)
    painter.setFont(theme.font(brand.SMALL_SIZE, _WEIGHT))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def paint_count(painter: QPainter, place: QRect, text: str, tone: Tone = "watch") -> QRectF:
    """Paint a count in a round badge at the trailing edge of a rectangle; returns its box."""
    font = theme.font(brand.SMALL_SIZE, _WEIGHT)
    height = theme.px(_HEIGHT)
    width = max(height, QFontMetrics(font).horizontalAdvance(text) + theme.px(_PADDING) + 2)
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = place.left() if right_to_left else place.right() - width + 1
    box = QRectF(left, place.top() + (place.height() - height) / 2, width, height)
    ink, ground = theme.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()
    return box
