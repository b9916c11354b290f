"""A small table of figures: what they are about on the left, numbers on the right; read with the arrows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.ui.language import Wording, bind, say, switch
from app.ui.theme import theme

_LEAST = 110
"""Pixels for the words on the left; with less the table scrolls sideways."""


class FigureTable(QTableWidget):
    """As high as its lines; where it is too narrow it scrolls sideways.

    The words of the first column are the names of the lines. Live in language and text size.
    """

    def __init__(self, name: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headers: Sequence[Wording] = ()
        self._lines: Sequence[Sequence[Wording]] = ()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        bind(self.setAccessibleName, name)
        switch.changed.connect(self._say)
        theme.changed.connect(self._say)

    def tell(self, headers: Sequence[Wording], lines: Sequence[Sequence[Wording]]) -> None:
        """Show these lines, each as long as the headers."""
        self._headers, self._lines = headers, lines
        self._say()

    def _say(self, *_language: str) -> None:
        self.setColumnCount(len(self._headers))
        self.setRowCount(len(self._lines))
        middle = Qt.AlignmentFlag.AlignVCenter
        for column, words in enumerate(self._headers):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            header = QTableWidgetItem(say(words))
            header.setTextAlignment(side | middle)
            self.setHorizontalHeaderItem(column, header)
            for row, line in enumerate(self._lines):
                cell = QTableWidgetItem(say(line[column]))
                cell.setTextAlignment(side | middle)
                self.setItem(row, column, cell)
        self._fit()

    def _fit(self) -> None:
        if not self._headers:
            return
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        numbers = sum(
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(1, self.columnCount())
        )
        left = self.viewport().width() - numbers
        if left >= theme.px(_LEAST):  # its words wrap then, at once and not after the next layout
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(0, left)
        self.resizeRowsToContents()
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """All its lines."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        height = self.horizontalHeader().sizeHint().height() + rows + extra
        return QSize(theme.px(200), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any page."""
        return QSize(theme.px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words their room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Be as high as the lines in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
