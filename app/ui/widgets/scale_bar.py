"""Large numbers of a scale beside each other, for answering by touch, mouse or keyboard."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.core import brand
from app.core.text import _l
from app.ui.language import Wording, bind, say
from app.ui.style import field_line
from app.ui.theme import theme
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Row

_HIGH, _LEAST, _MOST = 72, 34, 160
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class _Number(QAbstractButton):
    """One number; the chosen one is filled and bold."""

    moved = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.setText(str(number))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.setFixedHeight(theme.px(_HIGH))
        self.setMaximumWidth(theme.px(_MOST))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_HIGH), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), theme.px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked() or self.isDown()
        radius = theme.px(brand.CARD_RADIUS)
        box = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        ground = "main" if chosen else "main_tint" if self.underMouse() else "card"
        bound = theme.colour("main") if chosen else QColor(field_line(theme.palette))
        painter.setPen(QPen(bound, 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box, radius, radius)
        painter.setFont(theme.font(brand.TITLE_SIZE, 700 if chosen else 600))
        painter.setPen(theme.colour("on_main" if chosen else "ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("main"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, radius + 3, radius + 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class ScaleBar(QWidget):
    """The numbers of a scale, what its ends mean below; the arrows move, Enter or Space chooses.

    Signals:
        chosen: a number was chosen.
    """

    chosen = Signal(int)

    def __init__(
        self, name: Wording, least: int, most: int, low: Wording = "", high: Wording = ""
    ) -> None:
        super().__init__()
        self.numbers = {number: _Number(number) for number in range(least, most + 1)}
        column = Column(self, spacing=4)
        line = Row(spacing=0)
        for number, made in self.numbers.items():
            made.clicked.connect(lambda *_on, number=number: self._choose(number))
            made.moved.connect(lambda step, number=number: self._go(number + step))
            line.addWidget(made)
        column.addLayout(line)
        ends = Row(spacing=16)
        for words, side in ((low, Qt.AlignmentFlag.AlignLeft), (high, Qt.AlignmentFlag.AlignRight)):
            shown = label(words, "soft")
            shown.setAlignment(side)
            ends.addWidget(shown, 1)
        column.addLayout(ends)
        bind(self.setAccessibleName, name)
        for number, words in ((least, low), (most, high)):
            button = self.numbers[number]
            bind(
                button.setAccessibleName,
                lambda n=number, w=words: (
                    str(_l("{number}, {words}", number=n, words=say(w))) if say(w) else str(n)
                ),
            )

    @property
    def value(self) -> int | None:
        """The number that is chosen."""
        return next((n for n, made in self.numbers.items() if made.isChecked()), None)

    def choose(self, number: int | None) -> None:
        """Mark a number, or none, without telling anybody."""
        for other, made in self.numbers.items():
            made.setChecked(other == number)

    def _choose(self, number: int) -> None:
        self.choose(number)
        self.chosen.emit(number)

    def _go(self, number: int) -> None:
        if number in self.numbers:
            self.numbers[number].setFocus(Qt.FocusReason.TabFocusReason)
