"""A short list of rows that can be opened: when, what, what to do, and a tag."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from app.core.brand import Tone
from app.ui.language import Wording, bind, say
from app.ui.theme import set_role, theme
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Row, clear
from app.ui.widgets.tag import Tag

_NARROW = 330
"""A row with less room than this stands in one column."""
_NARROWEST = 180


@dataclass(frozen=True)
class RowItem:
    """One row: ``name`` comes back when it is opened; ``when`` and ``tag`` may be empty."""

    name: str
    title: Wording
    advice: Wording = ""
    when: Wording = ""
    tag: Wording = ""
    tone: Tone = "plain"


class _Row(QFrame):
    opened = Signal(str)
    moved = Signal(object, int)

    def __init__(self, item: RowItem, *, with_when: bool) -> None:
        super().__init__()
        self.item = item
        set_role(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._line = line = Row(self, margins=(14, 8, 14, 8), spacing=16)
        top = Qt.AlignmentFlag.AlignTop
        if with_when:
            self._when = label(item.when, "soft")
            line.addWidget(self._when, 0, top)
            theme.changed.connect(self._rescale)
            self._rescale()
        text = Column(spacing=0)
        text.addWidget(label(item.title))
        if say(item.advice):
            text.addWidget(label(item.advice, "small"))
        line.addLayout(text, 1)
        if say(item.tag):
            line.addWidget(Tag(item.tag, item.tone), 0, top)
        bind(self.setAccessibleName, self._name)

    def _name(self) -> str:
        item = self.item
        parts = (say(each) for each in (item.when, item.title, item.advice, item.tag))
        return ", ".join(part for part in parts if part)

    def _rescale(self) -> None:
        self._when.setFixedWidth(theme.px(88))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(_NARROW)
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._line.set_gap(2 if narrow else 16)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.opened.emit(self.item.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in {keys.Key_Return, keys.Key_Enter, keys.Key_Space}:
            self.opened.emit(self.item.name)
        elif event.key() in {keys.Key_Up, keys.Key_Down}:
            self.moved.emit(self, 1 if event.key() == keys.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class RowList(QWidget):
    """Rows below each other with a line between; arrows move, Enter opens.

    Signals:
        chosen: the name of the row that a person opened.
    """

    chosen = Signal(str)

    def __init__(self, items: Sequence[RowItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._column = Column(self, spacing=0)
        self.set_items(items)

    def set_items(self, items: Sequence[RowItem]) -> None:
        """Show other rows."""
        clear(self._column)
        with_when = any(say(item.when) for item in items)
        self._rows = [_Row(item, with_when=with_when) for item in items]
        for row in self._rows:
            row.opened.connect(self.chosen)
            row.moved.connect(self._move)
            self._column.addWidget(row)

    def _move(self, row: _Row, step: int) -> None:
        at = self._rows.index(row) + step
        if 0 <= at < len(self._rows):
            self._rows[at].setFocus(Qt.FocusReason.TabFocusReason)
