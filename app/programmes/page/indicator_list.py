"""Indicators below each other: what was reached beside the target, as a bar from zero and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.core.text import literal
from app.programmes import rules, wording
from app.programmes.results import Measure
from app.programmes.rules import Standing
from app.ui.language import Wording, bind, say
from app.ui.theme import set_role, theme
from app.ui.widgets import Column, Row, label
from app.ui.widgets.bars import BarLine

_NARROWEST = 180


@dataclass(frozen=True)
class IndicatorItem:
    """A line: the id that comes back, its name, its words, and its bar where it has a target.

    ``share`` and ``mark`` are how long the bar is and where the target stands, in percent of the line.
    """

    id: str
    name: Wording
    words: Wording
    share: Decimal | None = None
    mark: Decimal | None = None


def items(found: Sequence[tuple[Measure, Standing]], end: Decimal) -> list[IndicatorItem]:
    """The lines of indicators whose bars end together at ``end`` percent of the target."""
    return [_item(measure, standing, end) for measure, standing in found]


def _item(measure: Measure, standing: Standing, end: Decimal) -> IndicatorItem:
    words = wording.standing_words(measure, standing)
    if not standing.target:
        return IndicatorItem(measure.id, literal(measure.name), words)
    return IndicatorItem(
        measure.id,
        literal(measure.name),
        words,
        rules.share(standing.percent, end),
        rules.share(rules.HUNDRED, end),
    )


class _Line(QFrame):
    opened = Signal(str)
    moved = Signal(object, int)

    def __init__(self, item: IndicatorItem) -> None:
        super().__init__()
        self.item = item
        set_role(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = Column(self, margins=(16, 8, 16, 8), spacing=4)
        line = Row(spacing=12)
        line.addWidget(label(item.name), 1)
        # The words are the longer half where there is a target: they wrap rather than push the name out.
        line.addWidget(label(item.words, "strong", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        if item.share is not None:
            column.addWidget(BarLine(item.share, item.mark))
        bind(self.setAccessibleName, lambda: f"{say(item.name)}: {say(item.words)}")

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_NARROWEST), super().minimumSizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.opened.emit(self.item.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in {keys.Key_Return, keys.Key_Enter, keys.Key_Space}:
            self.opened.emit(self.item.id)
        elif event.key() in {keys.Key_Up, keys.Key_Down}:
            self.moved.emit(self, 1 if event.key() == keys.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class IndicatorList(QWidget):
    """Indicators; arrows move, Enter opens.

    Signals:
        chosen: the id of the indicator that a person opened.
    """

    chosen = Signal(str)

    def __init__(self, found: Sequence[IndicatorItem]) -> None:
        super().__init__()
        column = Column(self, spacing=0)
        self.lines = [_Line(each) for each in found]
        for each in self.lines:
            each.opened.connect(self.chosen)
            each.moved.connect(self._move)
            column.addWidget(each)

    def _move(self, line: _Line, step: int) -> None:
        at = self.lines.index(line) + step
        if 0 <= at < len(self.lines):
            self.lines[at].setFocus(Qt.FocusReason.TabFocusReason)
