"""The list of records: a model that loads only what is seen, and a delegate that draws two-line rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from sqlalchemy.orm import Session

from app.core import listing, search
from app.core.brand import SMALL_SIZE, TEXT_SIZE
from app.core.field import fields_of
from app.core.listing import TITLE
from app.core.record import Record
from app.core.text import current_language, pick
from app.ui.desk import Cell, Desk
from app.ui.language import switch
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import paint_tag, tag_size

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole
LEAD_ROLE = Qt.ItemDataRole.UserRole + 1
RIGHT_ROLE = Qt.ItemDataRole.UserRole + 2
NARROWEST, WIDEST = 72, 160
"""Between these a column takes the width of what stands in it, until a person says otherwise."""
SQUEEZED = 100
"""A column of words is narrowed to this before it gives way altogether."""
ROOM_FOR_TITLE = 210
"""So much of a narrow table is kept for the titles; other columns give way to it."""
MEASURED = 24
"""From so many first rows the width of a column is taken: what is seen without scrolling."""
_CELL_AIR, _SORT_MARK = 20, 38
PAGE = 64
"""Rows loaded at a time: more than one screen, few enough to take a few milliseconds."""

JUMP_S = 1.0
"""Letters typed within this many seconds of each other belong together."""
KEPT = 2000
"""Rows kept at most of those that have been looked at."""


class RecordModel(QAbstractTableModel):
    """Rows by id; the records of the rows that are looked at are loaded a page at a time."""

    def __init__(self, office: Office, desk: Desk) -> None:
        super().__init__()
        self._office = office
        self.desk = desk
        plain = [n for n, f in fields_of(desk.record).items() if f.group and n not in desk.hidden]
        first = list(desk.record.kind.columns)
        self.columns = [TITLE, *first, *(n for n in plain if n not in {*first, "name"})]
        self._ids: Sequence[str] = ()
        self._places: dict[str, int] = {}
        self._rows: dict[str, _Row] = {}
        switch.changed.connect(self._say_again)

    @property
    def ids(self) -> Sequence[str]:
        """The ids in their order."""
        return self._ids

    def show(self, ids: Sequence[str]) -> None:
        """Show these records."""
        self.beginResetModel()
        self._ids = ids
        self._places = {}
        self._rows.clear()
        self.endResetModel()

    def row_of(self, record_id: str) -> int | None:
        """Where a record stands, ``None`` when it is not in the list."""
        if not self._places:
            self._places = {each: row for row, each in enumerate(self._ids)}
        return self._places.get(record_id)

    def rows_beginning(self, letters: str) -> list[int]:
        """The rows whose titles begin with the letters, some at most, in their order."""
        found = self._office.ask(
            lambda session: listing.beginning(session, self.desk.record, letters)
        )
        return sorted(row for each in found if (row := self.row_of(each)) is not None)

    def forget(self, ids: Sequence[str] | frozenset[str]) -> None:
        """Load these records again when they are next seen."""
        for record_id in ids:
            self._rows.pop(record_id, None)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def _say_again(self, _language: str) -> None:
        self._rows.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.forget(())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own form
        """How many records there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own form
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def label(self, column: int) -> str:
        """What a column is called."""
        name = self.columns[column]
        if name == TITLE:
            return self.desk.record.kind.label.say()
        return fields_of(self.desk.record)[name].label.say()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The column's name, aligned like its cells."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.label(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.desk.on_the_right(self.columns[section])
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title or a cell."""
        if not index.isValid():
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return row.title
            if role == LEAD_ROLE:
                return row.lead
            if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
                return ". ".join(part for part in (row.title, row.lead) if part)
            return None
        cell = self._cell(row, self.columns[index.column()])
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return cell.text
        if role == CELL_ROLE:
            return cell
        return self.desk.on_the_right(self.columns[index.column()]) if role == RIGHT_ROLE else None

    def _row(self, row: int) -> "_Row | None":
        record_id = self._ids[row]
        if record_id not in self._rows:
            self._load(row)
        return self._rows.get(record_id)

    def _cell(self, row: "_Row", name: str) -> Cell:
        # Only when it is seen: most columns are hidden.
        if name not in row.cells:
            row.cells[name] = self._office.ask(lambda session: self._shown(session, row, name))
        return row.cells[name]

    def _shown(self, session: Session, row: "_Row", name: str) -> Cell:
        with search.names(session):
            return self.desk.cell(row.record, name)

    def _load(self, row: int) -> None:
        first = max(0, row - PAGE // 4)
        wanted = [each for each in self._ids[first : first + PAGE] if each not in self._rows]
        language = current_language()
        if len(self._rows) > KEPT:
            self._rows.clear()
        with self._office.store.read() as session:
            for record in listing.records(session, self.desk.record, wanted):
                title, lead = pick(record.title(), language), pick(record.lead(), language)
                self._rows[record.id] = _Row(record, title, lead)


@dataclass
class _Row:
    """What is shown of a record: a copy apart from the store, so that it can be asked later."""

    record: Record
    title: str
    lead: str
    cells: dict[str, Cell] = field(default_factory=dict)


class RowDelegate(QStyledItemDelegate):
    """Draws a title with its sentence below it, and tags as tags."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines and air."""
        return QSize(theme.px(80), theme.px(60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        style: Any = option  # PySide's stubs don't tell what stands in it
        rect: QRect = style.rect
        selected = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.colour("main_tint" if selected else "card"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.px(16 if index.column() == 0 else 8), 0, -theme.px(8), 0)
        if index.column() == 0:
            self._title(painter, inner, index)
        else:
            self._cell(painter, inner, index.data(CELL_ROLE), right=bool(index.data(RIGHT_ROLE)))
        painter.restore()

    def _title(self, painter: QPainter, rect: QRect, index: Index) -> None:
        lead = index.data(LEAD_ROLE)
        half = QRect(rect.left(), rect.top() + theme.px(8), rect.width(), theme.px(23))
        if not lead:
            half = rect
        self._line(painter, half, index.data(), "ink", TEXT_SIZE)
        if lead:
            below = half.translated(0, theme.px(22))
            self._line(painter, below, lead, "soft_ink", SMALL_SIZE)

    def _cell(self, painter: QPainter, rect: QRect, cell: Cell | None, *, right: bool) -> None:
        if cell is None or not cell.text:
            return
        if cell.tone:
            size = tag_size(cell.text)
            place = QRect(
                rect.left(), rect.center().y() - size.height() // 2, size.width(), size.height()
            )
            paint_tag(painter, place, cell.text, cell.tone)
            return
        self._line(painter, rect, cell.text, "ink", TEXT_SIZE, right=right)

    @staticmethod
    def _line(
        painter: QPainter, rect: QRect, text: str, colour: str, size: int, *, right: bool = False
    ) -> None:
        painter.setFont(theme.font(size))
        painter.setPen(theme.colour(colour))
        shown = QFontMetrics(theme.font(size)).elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


class RecordTable(QTableView):
    """The table: rows by arrows, letters jump, Return opens, Delete removes.

    Signals:
        opened: a row was opened, by its record's id.
        ordered: the rows are to come by a column, and whether from its end.
        menu_wanted: the columns and the order are to be chosen.
        removal_wanted: the selected rows are to go.
    """

    opened = Signal(str)
    ordered = Signal(str, bool)
    menu_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, model: RecordModel) -> None:
        super().__init__()
        self._records = model
        self._typed, self._typed_at = "", 0.0
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        theme.changed.connect(self._fit_rows)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        first, descending = model.desk.order
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(model.columns.index(first), order)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(theme.px(60))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.menu_wanted)
        header.sortIndicatorChanged.connect(self._order)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionResized.connect(self._resized)
        self.wanted = set(model.desk.record.kind.columns)
        self.by_hand: dict[str, int] = {}
        self._measured: dict[str, int] = {}
        self._fitting = False
        self.fit_columns()

    def measure(self) -> None:
        """Take the columns' widths from what stands in their first rows, and fit them."""
        model, words = self._records, QFontMetrics(theme.font(TEXT_SIZE))
        labels = self.horizontalHeader().fontMetrics()
        for number, name in enumerate(model.columns):
            if number == 0 or name not in self.wanted:
                continue
            width = labels.horizontalAdvance(model.label(number)) + theme.px(_SORT_MARK)
            for row in range(min(MEASURED, len(model.ids))):
                cell = model.index(row, number).data(CELL_ROLE)
                if cell is not None and cell.text:
                    shown = (
                        tag_size(cell.text).width()
                        if cell.tone
                        else words.horizontalAdvance(cell.text)
                    )
                    width = max(width, shown + theme.px(_CELL_AIR))
            self._measured[name] = min(max(width, theme.px(NARROWEST)), theme.px(WIDEST))
        self.fit_columns()

    def fit_columns(self) -> None:
        """Show the chosen columns and give the titles what is left.

        In a narrow table the usual columns give way to the titles; what a person chose beside them
        stays, and the table scrolls sideways when it must.
        """
        header, columns = self.horizontalHeader(), self._records.columns
        usual = self._records.desk.record.kind.columns
        least = theme.px(ROOM_FOR_TITLE)
        widths = {
            name: self.by_hand.get(name) or self._measured.get(name) or theme.px(NARROWEST)
            for name in columns
        }
        shown = {name for name in self.wanted if name not in usual}
        room = self.viewport().width() - least - sum(widths[name] for name in shown)
        # The last of the usual columns tells how a thing stands, so it gives way last. A number is
        # never cut; words may be.
        for name in reversed(usual):
            if name not in self.wanted:
                continue
            if not self._records.desk.on_the_right(name) and room >= theme.px(SQUEEZED):
                widths[name] = min(widths[name], room)
            if room >= widths[name] or not self.isVisible():
                shown.add(name)
                room -= widths[name]
        self._fitting = True
        for number, name in enumerate(columns):
            if number:
                header.setSectionHidden(number, name not in shown)
                if name in shown:
                    header.resizeSection(number, widths[name])
        header.resizeSection(0, least + max(0, room))
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def want(self, name: str, *, on: bool) -> None:
        """Choose a column to be shown, or not."""
        self.wanted = self.wanted | {name} if on else self.wanted - {name}
        self.fit_columns()

    def order_by(self, name: str, *, descending: bool) -> None:
        """Order the rows by a column."""
        sort = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(self._records.columns.index(name), sort)

    def _resized(self, column: int, _old: int, new: int) -> None:
        if column and new and not self._fitting:
            self.by_hand[self._records.columns[column]] = new
            self.fit_columns()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(60))

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        self.ordered.emit(self._records.columns[column], order == Qt.SortOrder.DescendingOrder)

    def current_id(self) -> str:
        """The id of the current row, ``""`` when there is none."""
        row = self.currentIndex().row()
        return self._records.ids[row] if 0 <= row < len(self._records.ids) else ""

    def selected_ids(self) -> list[str]:
        """The ids of all chosen rows."""
        return [self._records.ids[index.row()] for index in self.selectionModel().selectedRows()]

    def choose(self, record_id: str) -> bool:
        """Make the record's row current; False when it is not in the list."""
        row = self._records.row_of(record_id)
        if row is None:
            return False
        self.selectRow(row)
        self.scrollTo(self._records.index(row, 0))
        return True

    def keyboardSearch(self, search: str) -> None:
        """Go to the next row whose title begins with the letters; asks the directory, not each row."""
        now = monotonic()
        self._typed = search if now - self._typed_at > JUMP_S else self._typed + search
        self._typed_at = now
        rows = self._records.rows_beginning(self._typed)
        here = self.currentIndex().row() + (len(self._typed) == 1)
        if rows:
            row = next((each for each in rows if each >= here), rows[0])
            self.selectRow(row)
            self.scrollTo(self._records.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the current row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_id():
            self.opened.emit(self.current_id())
            return
        if event.key() == Qt.Key.Key_Delete and self.selected_ids():
            self.removal_wanted.emit()
            return
        super().keyPressEvent(event)
