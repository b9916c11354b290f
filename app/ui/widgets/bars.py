"""Horizontal bars from zero to a hundred, each with its words and its number, and a mark such as last time's."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
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
            one.addWidget(BarLine(each.percent, each.before))
            column.addLayout(one)
        bind(self.setAccessibleName, name)
        bind(self.setAccessibleDescription, self._said)

    def _said(self) -> str:
        return "; ".join(f"{say(each.label)}: {_written(each)}" for each in self._bars)


def _written(bar: Bar) -> str:
    if bar.percent is None:
        return "–"
    return say(bar.words) or show_percent(bar.percent)


class BarLine(QWidget):
    """A bar of its own: how long it is of a hundred, a mark across it, ``light`` for a second one beside it."""

    def __init__(
        self, percent: Decimal | None, mark: Decimal | None = None, *, light: bool = False
    ) -> None:
        super().__init__()
        self._percent, self._mark, self._light = percent, mark, light
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
        share = float(self._percent or 0) / WHOLE
        if share:
            width = max(height, self.width() * share)
            bar = QRectF(0, top, width, height)
            painter.setBrush(theme.colour("main"))
            if self._light:
                bar.adjust(0.5, 0.5, -0.5, -0.5)
                painter.setPen(QPen(theme.colour("main"), 1))
                painter.setBrush(theme.colour("card"))
                painter.drawRoundedRect(bar, radius, radius)
                painter.setBrush(QBrush(theme.colour("main"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(bar, radius, radius)
        if self._mark is not None:
            at = min(self.width() - 2.0, max(2.0, self.width() * float(self._mark) / WHOLE))
            for colour, breadth in (("card", 5), ("ink", 2)):
                painter.setPen(QPen(theme.colour(colour), theme.px(breadth)))
                painter.drawLine(QPointF(at, 0), QPointF(at, self.height()))
