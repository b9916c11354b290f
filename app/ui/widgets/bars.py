"""Horizontal bars from zero to a hundred, each with its words and its number, and a mark of last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.format import show_percent
from app.ui.language import Wording, bind, say
from app.ui.theme import theme
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Row

WHOLE = 100
_HEIGHT, _RADIUS = 10, 5


@dataclass(frozen=True)
class Bar:
    """One bar: ``percent`` of a hundred, and what it was before; ``None`` where there is none.

    ``words`` are what is written in place of the percent, where the hundred is the end of another scale.
    """

    label: Wording
    percent: Decimal | None
    before: Decimal | None = None
    words: Wording = ""


class Bars(QWidget):
    """Bars below each other; what they show is told in words too."""

    def __init__(self, name: Wording, bars: Sequence[Bar], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = bars
        column = Column(self, spacing=8)
        for each in bars:
            one = Column(spacing=2)
            line = Row(spacing=12)
            line.addWidget(label(each.label), 1)
            shown = label(lambda each=each: _written(each), "strong", wrap=False)
            line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
            one.addLayout(line)
            one.addWidget(_Line(each))
            column.addLayout(one)
        bind(self.setAccessibleName, name)
        bind(self.setAccessibleDescription, self._said)

    def _said(self) -> str:
        return "; ".join(f"{say(each.label)}: {_written(each)}" for each in self._bars)


def _written(bar: Bar) -> str:
    if bar.percent is None:
        return "–"
    return say(bar.words) or show_percent(bar.percent)


class _Line(QWidget):
    """The bar itself."""

    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self._bar = bar
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_HEIGHT + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, radius = theme.px(_HEIGHT), theme.px(_RADIUS)
        top = (self.height() - height) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("main_tint"))
        painter.drawRoundedRect(QRectF(0, top, self.width(), height), radius, radius)
        share = float(self._bar.percent or 0) / WHOLE
        if share:
            painter.setBrush(theme.colour("main"))
            width = max(height, self.width() * share)
            painter.drawRoundedRect(QRectF(0, top, width, height), radius, radius)
        if self._bar.before is not None:
            at = min(self.width() - 2.0, max(2.0, self.width() * float(self._bar.before) / WHOLE))
            for colour, breadth in (("card", 5), ("ink", 2)):
                painter.setPen(QPen(theme.colour(colour), theme.px(breadth)))
                painter.drawLine(QPointF(at, 0), QPointF(at, self.height()))
