"""Layouts that go on to the next line: things of their own width, and tiles of equal width."""

from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from app.ui.theme import theme
from app.ui.widgets.layout import Margins, Scaled

_Line = list[tuple[QLayoutItem, QSize]]


class _Lines(Scaled, QLayout):
    """What both share: their items, and lines of them from the top down."""

    def __init__(self, parent: QWidget | None, margins: Margins, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.scale_with(margins, spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Remembered: while a page is laid out this is asked a hundred times, and each item is asked in turn.
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget the heights: an item came, went, or wants another size."""
        self._heights = {}
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[_Line]:
        raise NotImplementedError

    def _start(self, line: _Line, width: int) -> int:
        return 0

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the lines into ``rect`` and return the height they take."""
        inner = rect.marginsRemoved(self.contentsMargins())
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        y = inner.top()
        lines = self._lines(inner.width())
        for line in lines:
            x = inner.left() + self._start(line, inner.width())
            height = max(size.height() for _item, size in line)
            for item, size in line:
                if move:
                    top = y + (height - size.height()) // 2
                    place = QRect(QPoint(x, top), size)
                    item.setGeometry(QStyle.visualRect(direction, inner, place))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        end = y - self.spacing() if lines else y
        return end - rect.top() + self.contentsMargins().bottom()


class Flow(_Lines):
    """Things of their own width beside each other, going on to the next line when one is full."""

    def __init__(
        self,
        parent: QWidget | None = None,
        margins: Margins = 0,
        spacing: int = 8,
        *,
        centred: bool = False,
    ) -> None:
        super().__init__(parent, margins, spacing)
        self._centred = centred

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if not lines or used + size.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self.spacing()
        return lines

    def _start(self, line: _Line, width: int) -> int:
        if not self._centred:
            return 0
        used = sum(size.width() for _item, size in line) + self.spacing() * (len(line) - 1)
        return max(0, (width - used) // 2)


class Tiles(_Lines):
    """Tiles of equal width, as many beside each other as there is room for, equally high in a line.

    ``least`` is the width of a tile at least, before the text scale.
    """

    def __init__(
        self, least: int, parent: QWidget | None = None, margins: Margins = 0, spacing: int = 16
    ) -> None:
        super().__init__(parent, margins, spacing)
        self._least = least

    def sizeHint(self) -> QSize:
        shown = len(self._shown())
        width = shown * theme.px(self._least) + self.spacing() * max(0, shown - 1)
        return QSize(width, self.heightForWidth(width))

    def _lines(self, width: int) -> list[_Line]:
        shown = self._shown()
        room = (width + self.spacing()) // (theme.px(self._least) + self.spacing())
        columns = max(1, min(len(shown), room))
        columns = ceil(len(shown) / ceil(len(shown) / columns)) if shown else 1  # no lone last tile
        side = (width - self.spacing() * (columns - 1)) // columns
        lines: list[_Line] = []
        for at in range(0, len(shown), columns):
            line = shown[at : at + columns]
            height = max(
                item.heightForWidth(side) if item.hasHeightForWidth() else item.sizeHint().height()
                for item in line
            )
            lines.append([(item, QSize(side, height)) for item in line])
        return lines
