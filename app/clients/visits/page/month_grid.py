"""A month as weeks: a few visits of each day, and how many more there are."""

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from app.clients.visits import rules
from app.clients.visits.page.board import Board, Place, board_name, marked
from app.clients.visits.rules import Slot
from app.core import brand
from app.core.format import show_clock, show_day_short
from app.core.record import today
from app.core.text import _l
from app.ui.language import bind
from app.ui.theme import theme

HEAD, LINE, DAY_HEAD, LEAST, LEAST_HEIGHT = 28, 22, 22, 92, 78


class MonthGrid(Board):
    """Visits by the day.

    Signals:
        day_chosen: a day is to be seen by the hour.
    """

    day_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._weeks: list[list[date]] = []
        self._month = 0
        bind(self.setAccessibleName, board_name())

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        self._weeks, self._month = rules.weeks_of_month(day), day.month

    def arrange(self) -> None:
        self.setMinimumSize(self.sizeHint())
        super().arrange()

    def sizeHint(self) -> QSize:
        height = theme.px(HEAD) + len(self._weeks) * theme.px(LEAST_HEIGHT)
        return QSize(7 * theme.px(LEAST), height)

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

    def _by_day(self) -> dict[date, list[Slot]]:
        found: dict[date, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.day, []).append(slot)
        return found

    def boxes(self) -> list[tuple[Slot, QRectF]]:
        found: list[tuple[Slot, QRectF]] = []
        for day, slots in self._by_day().items():
            cell = self._cell(day)
            if cell is None:
                continue
            fits = self._fits(cell)
            shown = slots if len(slots) <= fits else slots[: fits - 1]
            for row, slot in enumerate(shown):
                top = cell.top() + theme.px(DAY_HEAD) + row * theme.px(LINE)
                box = QRectF(cell.left() + 3, top, cell.width() - 6, theme.px(LINE) - 2)
                found.append((slot, box))
        return found

    def box_of(self, slot: Slot) -> QRectF | None:
        own = next((box for each, box in self.boxes() if each == slot), None)
        cell = self._cell(slot.day)
        if own or cell is None:
            return own
        top = cell.top() + theme.px(DAY_HEAD)
        return QRectF(cell.left() + 3, top, cell.width() - 6, theme.px(LINE) - 2)

    def lines(self, slot: Slot, width: float) -> list[str]:
        time = "" if slot.start is None else f"{show_clock(slot.start)} "
        return [time + marked(slot)]

    def place_at(self, point: QPointF) -> Place | None:
        for week in self._weeks:
            for day in week:
                cell = self._cell(day)
                if cell and cell.contains(point):
                    slot = self._pressed[1] if self._pressed else None
                    return Place(day, slot.start if slot else None)
        return None

    def step(self, slot: Slot, key: Qt.Key) -> Place | None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        return Place(slot.day + timedelta(days=days[key]), slot.start)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging = self._drag is not None
        place = self.place_at(event.position())
        empty = self.slot_at(event.position()) is None
        super().mouseReleaseEvent(event)
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
