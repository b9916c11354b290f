"""A month as weeks: a few entries of each day, and how many more there are."""

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from app.core import brand
from app.core.days import weeks_of_month
from app.core.format import show_day_short
from app.core.record import today
from app.core.text import _l
from app.ui.calendar.entry import Place
from app.ui.calendar.entry_board import E, EntryBoard
from app.ui.theme import theme

HEAD, LINE, DAY_HEAD = 28, 22, 22


class MonthGrid(EntryBoard[E]):
    """Entries by the day.

    Signals:
        day_pressed: a day was pressed, anywhere in it.
        day_chosen: the head of a day was pressed, or what doesn't fit in it.

    Attributes:
        marked: a day that stands out, as the one that is shown beside the month.
    """

    day_pressed = Signal(object)
    day_chosen = Signal(object)
    least_width, least_height = 92, 78
    """How wide a day and how high a week is at least, before the text scale."""

    def __init__(self) -> None:
        super().__init__()
        self._weeks: list[list[date]] = []
        self._month = 0
        self.marked: date | None = None

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        self._weeks, self._month = weeks_of_month(day), day.month

    def arrange(self) -> None:
        self.setMinimumSize(self.sizeHint())
        super().arrange()

    def sizeHint(self) -> QSize:
        height = theme.px(HEAD) + len(self._weeks) * theme.px(self.least_height)
        return QSize(7 * theme.px(self.least_width), height)

    def _cell(self, day: date) -> QRectF | None:
        for row, week in enumerate(self._weeks):
            if day in week:
                width = self.width() / 7
                height = (self.height() - theme.px(HEAD)) / len(self._weeks)
                top = theme.px(HEAD) + row * height
                return QRectF(week.index(day) * width, top, width, height)
        return None

    def _fits(self, cell: QRectF) -> int:
        return max(1, int((cell.height() - theme.px(DAY_HEAD) - 4) // theme.px(LINE)))

    def _by_day(self) -> dict[date, list[E]]:
        found: dict[date, list[E]] = {}
        for entry in self.entries:
            found.setdefault(entry.day, []).append(entry)
        return found

    def boxes(self) -> list[tuple[E, QRectF]]:
        found: list[tuple[E, QRectF]] = []
        for day, entries in self._by_day().items():
            cell = self._cell(day)
            if cell is None:
                continue
            fits = self._fits(cell)
            shown = entries if len(entries) <= fits else entries[: fits - 1]
            for row, entry in enumerate(shown):
                top = cell.top() + theme.px(DAY_HEAD) + row * theme.px(LINE)
                box = QRectF(cell.left() + 3, top, cell.width() - 6, theme.px(LINE) - 2)
                found.append((entry, box))
        return found

    def box_of(self, entry: E) -> QRectF | None:
        own = next((box for each, box in self.boxes() if each == entry), None)
        cell = self._cell(entry.day)
        if own or cell is None:
            return own
        top = cell.top() + theme.px(DAY_HEAD)
        return QRectF(cell.left() + 3, top, cell.width() - 6, theme.px(LINE) - 2)

    def place_at(self, point: QPointF) -> Place | None:
        for week in self._weeks:
            for day in week:
                cell = self._cell(day)
                if cell and cell.contains(point):
                    entry = self._pressed[1] if self._pressed else None
                    return self.place_on(day, entry)
        return None

    def place_on(self, day: date, entry: E | None) -> Place:
        """The place on a day; with an entry, where that one would be."""
        return Place(day)

    def step(self, entry: E, key: Qt.Key) -> Place | None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        return self.place_on(entry.day + timedelta(days=days[key]), entry)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging = self._drag is not None
        place = self.place_at(event.position())
        empty = self.entry_at(event.position()) is None
        super().mouseReleaseEvent(event)
        if not dragging and place:
            self.day_pressed.emit(place.day)
        if not dragging and empty and place:
            cell = self._cell(place.day)
            if (cell and event.position().y() - cell.top() < theme.px(DAY_HEAD)) or (
                cell and len(self._by_day().get(place.day, ())) > self._fits(cell)
            ):
                self.day_chosen.emit(place.day)

    def paint_ground(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), theme.colour("card"))
        line = QPen(theme.colour("line"), 1)
        small = theme.font(brand.SMALL_SIZE)
        strong = theme.font(brand.SMALL_SIZE, 600)
        by_day = self._by_day()
        for number, day in enumerate(self._weeks[0] if self._weeks else ()):
            painter.setFont(strong)
            painter.setPen(theme.colour("soft_ink"))
            box = QRectF(number * self.width() / 7 + 8, 0, self.width() / 7, theme.px(HEAD))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignVCenter), show_day_short(day).split()[0]
            )
        for week in self._weeks:
            for day in week:
                cell = self._cell(day)
                if cell is None:
                    continue
                if day == self.marked:
                    painter.fillRect(cell.adjusted(1, 1, 0, 0), theme.colour("main_tint"))
                painter.setPen(line)
                painter.drawLine(cell.topLeft(), cell.topRight())
                painter.drawLine(cell.topLeft(), cell.bottomLeft())
                now = day == today()
                painter.setFont(strong if now else small)
                other = day.month != self._month
                painter.setPen(theme.colour("main" if now else "soft_ink" if other else "ink"))
                head = QRectF(cell.left() + 8, cell.top(), cell.width() - 8, theme.px(DAY_HEAD))
                painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), str(day.day))
                self._paint_more(painter, cell, len(by_day.get(day, ())))

    def _paint_more(self, painter: QPainter, cell: QRectF, number: int) -> None:
        fits = self._fits(cell)
        if number <= fits:
            return
        top = cell.top() + theme.px(DAY_HEAD) + (fits - 1) * theme.px(LINE)
        box = QRectF(cell.left() + 8, top, cell.width() - 10, theme.px(LINE))
        painter.setFont(theme.font(brand.SMALL_SIZE, 600))
        painter.setPen(theme.colour("main"))
        words = _l("+{count} more", count=number - fits + 1).say()
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
