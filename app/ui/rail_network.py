"""How it stands with the network, at the foot of the rail: an icon, a few words, and a way to the page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.core import brand
from app.ui.language import bind, say
from app.ui.network_door import Standing
from app.ui.theme import theme
from app.ui.widgets.label import label
from app.ui.widgets.layout import Row
from app.ui.widgets.notice import Picture

_ICON = 16
_INSET = 10
_GAP = 6


class NetworkButton(QAbstractButton):
    """Hidden while there is nothing to tell; without its words the tooltip and the name say them."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: Standing | None = None
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._line = line = Row(self, margins=(_INSET, 4, _INSET - 4, 4), spacing=_GAP)
        self._icon = Picture("cloud", _ICON)
        self._words = label("", "small")
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.hide()

    def tell(self, standing: Standing | None) -> None:
        """Say another state, or nothing."""
        self.standing = standing
        self.setVisible(standing is not None)
        if standing is None:
            return
        self._icon.show_icon(standing.icon, "soft" if standing.tone == "plain" else standing.tone)
        bind(self._words.setText, standing.words)
        bind(self.setAccessibleName, standing.words)
        bind(self.setAccessibleDescription, standing.more)
        bind(self.setToolTip, lambda: f"{standing.words}. {say(standing.more)}")
        self.updateGeometry()

    def show_words(self, on: bool) -> None:
        """Show the words, or only the icon where the rail is narrow."""
        self._words.setVisible(on)
        across = Qt.AlignmentFlag(0) if on else Qt.AlignmentFlag.AlignHCenter
        self._line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop | across)
        self._line.set_margins((_INSET, 4, _INSET - 4 if on else _INSET, 4))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px(brand.CONTROL_RADIUS)
        whole = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("background"))
            painter.drawRoundedRect(whole, radius, radius)
        if self.hasFocus() and self._ring:
            painter.setPen(QPen(theme.colour("main"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), radius - 1, radius - 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)
