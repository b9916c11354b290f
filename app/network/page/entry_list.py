"""A long list of two-line entries, drawn as they are scrolled to: arrows go through them, letters jump."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.core.brand import CONTROL_RADIUS, SMALL_SIZE, TEXT_SIZE
from app.core.text import Text
from app.ui.language import Wording, bind, say, switch
from app.ui.theme import theme

_ENTRY = Qt.ItemDataRole.UserRole
_HEIGHT, _INSET, _FIRST, _SECOND = 60, 16, 8, 22


@dataclass(frozen=True)
class Entry:
    """One entry: ``name`` comes back when it is gone to; ``second`` tells it from its neighbours."""

    name: str
    first: Wording
    second: Wording


class _Delegate(QStyledItemDelegate):
    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(_HEIGHT), theme.px(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        style: Any = option  # PySide's stubs don't tell what stands in it
        rect: QRect = style.rect
        chosen = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.colour("main_tint" if chosen else "card"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if style.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("main"), 2))
            radius = theme.px(CONTROL_RADIUS)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), radius, radius)
        inner = rect.adjusted(theme.px(_INSET), 0, -theme.px(_INSET), 0)
        line = QRect(inner.left(), inner.top() + theme.px(_FIRST), inner.width(), theme.px(23))
        self._line(painter, line, say(entry.first), "ink", TEXT_SIZE)
        self._line(
            painter, line.translated(0, theme.px(_SECOND)), say(entry.second), "soft", SMALL_SIZE
        )
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, rect: QRect, text: str, colour: str, size: int) -> None:
        font = theme.font(size)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        shown = QFontMetrics(font).elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()
        )
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(flags), shown)


class EntryList(QListWidget):
    """Entries of which one is in front.

    Signals:
        chosen: the name of the entry that a person went to.
        opened: the name of the one that was opened, with Enter or a click.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: Text) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        bind(self.setAccessibleName, name)
        self.currentItemChanged.connect(self._moved)
        self.itemClicked.connect(lambda item: self.opened.emit(item.data(_ENTRY).name))
        self._entries: list[Entry] = []
        switch.changed.connect(self._again)
        theme.changed.connect(self._again)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the place in the list stays, also when the one in front has gone."""
        self._entries = list(entries)
        before, at = self.current, max(0, self.currentRow())
        place = self.verticalScrollBar().value()
        was = self.blockSignals(True)
        self.clear()
        for entry in self._entries:
            item = QListWidgetItem(say(entry.first))
            item.setData(_ENTRY, entry)
            words = f"{say(entry.first)}, {say(entry.second)}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(words)
            self.addItem(item)
        names = [entry.name for entry in self._entries]
        if names:
            self.setCurrentRow(names.index(before) if before in names else min(at, len(names) - 1))
        self.verticalScrollBar().setValue(place)
        self.blockSignals(was)

    def _again(self, *_why: object) -> None:
        self.show_entries(self._entries)

    @property
    def current(self) -> str:
        """The name of the entry in front, ``""`` when there is none."""
        item = self.currentItem()
        return item.data(_ENTRY).name if item else ""

    def choose(self, name: str) -> None:
        """Bring an entry in front."""
        for row, entry in enumerate(self._entries):
            if entry.name == name:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))

    def _moved(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ENTRY).name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)
