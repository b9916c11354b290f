"""A day or a week as a grid of hours: a column for each worker or each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMoveEvent, QPainter, QPen

from app.clients.visits import rules
from app.clients.visits.page.visit_board import VisitsDrawn, board_name, marked
from app.clients.visits.rules import Slot
from app.core import brand
from app.core.format import show_clock, show_day_short
from app.core.record import today
from app.core.text import _l, pick
from app.ui.calendar.entry import Place
from app.ui.calendar.entry_board import EntryBoard
from app.ui.language import bind
from app.ui.theme import theme

HOUR, HEAD, GUTTER, UNTIMED, LEAST = 48, 34, 52, 26, 96
"""Pixels: an hour, the heads, the hours' own column, a visit without a time, a column at least."""
NARROW = 84
"""With less room than this only the beginning of a visit is written."""
FIRST_SEEN = 7
"""The hour to which the grid is scrolled when it opens."""
_HOURS = 24


@dataclass(frozen=True)
class _Lane:
    """A column: a day, and in a day's view a worker."""

    day: date
    worker: str | None
    label: str


class TimeGrid(VisitsDrawn, EntryBoard[Slot]):
    """Visits by the hour."""

    def __init__(self) -> None:
        super().__init__()
        self._lanes: list[_Lane] = []
        self._days: tuple[date, ...] = ()
        self._workers: tuple[str, ...] | None = None
        bind(self.setAccessibleName, board_name())

    def show_days(self, days: Sequence[date], workers: Sequence[str] | None) -> None:
        """Show these days, or one day with a column for each worker."""
        self._days, self._workers = tuple(days), None if workers is None else tuple(workers)

    def arrange(self) -> None:
        if self._workers is None:
            self._lanes = [_Lane(day, None, show_day_short(day)) for day in self._days]
        else:
            names = [*self._workers]
            if not names or any(not slot.worker for slot in self.entries):
                names.append("")
            day = self._days[0]
            unnamed = _l("No worker yet").say()
            self._lanes = [_Lane(day, name, name or unnamed) for name in names]
        self.setMinimumSize(self.sizeHint())
        super().arrange()

    def sizeHint(self) -> QSize:
        width = theme.px(GUTTER) + len(self._lanes) * theme.px(LEAST)
        return QSize(width, round(self._top() + _HOURS * theme.px(HOUR) + 8))

    def _strip(self) -> int:
        """How many visits without a time stand above each other at most."""
        counts: dict[int, int] = {}
        for slot in self.entries:
            lane = self._lane_of(slot)
            if slot.start is None and lane is not None:
                counts[lane] = counts.get(lane, 0) + 1
        return max(counts.values(), default=0)

    def _top(self) -> float:
        return theme.px(HEAD) + self._strip() * theme.px(UNTIMED)

    @property
    def first_seen(self) -> int:
        """Where the grid is scrolled to at first, in pixels: the earliest visit or the morning."""
        earliest = min((s.start for s in self.entries if s.start is not None), default=_HOURS * 60)
        hour = min(FIRST_SEEN, earliest // 60)
        return max(0, round(hour * theme.px(HOUR)) - theme.px(UNTIMED) // 2)

    def _lane_of(self, slot: Slot) -> int | None:
        for number, lane in enumerate(self._lanes):
            if lane.day == slot.day and lane.worker in {None, slot.worker}:
                return number
        return None

    def _width(self) -> float:
        return (self.width() - theme.px(GUTTER)) / max(1, len(self._lanes))

    def _left(self, lane: int) -> float:
        return theme.px(GUTTER) + lane * self._width()

    def _box(self, slot: Slot, lane: int, beside: int, of: int) -> QRectF:
        width = (self._width() - 6) / of
        left = self._left(lane) + 3 + beside * width
        hour = theme.px(HOUR)
        top = self._top() + slot.begins / 60 * hour
        height = max((slot.ends - slot.begins) / 60 * hour, theme.px(UNTIMED) - 4)
        return QRectF(left, top, width, height)

    def boxes(self) -> list[tuple[Slot, QRectF]]:
        found: list[tuple[Slot, QRectF]] = []
        by_lane: dict[int, list[Slot]] = {}
        for slot in self.entries:
            lane = self._lane_of(slot)
            if lane is not None:
                by_lane.setdefault(lane, []).append(slot)
        for lane, slots in by_lane.items():
            untimed = [slot for slot in slots if slot.start is None]
            for row, slot in enumerate(untimed):
                top = theme.px(HEAD) + row * theme.px(UNTIMED)
                box = QRectF(self._left(lane) + 3, top, self._width() - 6, theme.px(UNTIMED) - 2)
                found.append((slot, box))
            timed = [slot for slot in slots if slot.start is not None]
            placed = rules.lanes(timed)
            found += [(slot, self._box(slot, lane, *placed[slot.id])) for slot in timed]
        return sorted(found, key=lambda each: (each[0].day, each[0].begins, each[0].id))

    def box_of(self, entry: Slot) -> QRectF | None:
        lane = self._lane_of(entry)
        return None if lane is None else self._box(entry, lane, 0, 1)

    def lines(self, entry: Slot, width: float) -> list[str]:
        time = "" if entry.start is None else f"{show_clock(entry.start)}–{show_clock(entry.ends)}"
        if width < theme.px(NARROW):
            time = time.partition("–")[0]
        return [
            marked(entry),
            *(part for part in (time, pick(entry.service), entry.worker) if part),
        ]

    def entry_at(self, point: QPointF) -> Slot | None:
        """The visit at a point, unless the heads stand over it."""
        return None if point.y() < theme.px(HEAD) - self.y() else super().entry_at(point)

    def moveEvent(self, event: QMoveEvent) -> None:
        """The heads stay in sight while the hours are scrolled."""
        super().moveEvent(event)
        self.update()

    def place_at(self, point: QPointF) -> Place | None:
        lane = int((point.x() - theme.px(GUTTER)) // self._width())
        if not 0 <= lane < len(self._lanes) or point.x() < theme.px(GUTTER):
            return None
        minutes = (point.y() - self._top()) / theme.px(HOUR) * 60
        chosen = self._lanes[lane]
        return Place(chosen.day, rules.rounded(minutes), chosen.worker)

    def step(self, entry: Slot, key: Qt.Key) -> Place | None:
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            by = rules.STEP if key == Qt.Key.Key_Down else -rules.STEP
            return Place(entry.day, rules.rounded(entry.begins + by))
        by = 1 if key == Qt.Key.Key_Right else -1
        return Place(entry.day + timedelta(days=by), entry.start)

    def paint_ground(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), theme.colour("card"))
        top, hour = self._top(), theme.px(HOUR)
        small = theme.font(brand.SMALL_SIZE)
        height = QFontMetricsF(small).height()
        line = QPen(theme.colour("line"), 1)
        painter.setFont(small)
        for number in range(_HOURS + 1):
            y = top + number * hour
            painter.setPen(line)
            painter.drawLine(QPointF(theme.px(GUTTER), y), QPointF(self.width(), y))
            if number and number < _HOURS:
                painter.setPen(theme.colour("soft_ink"))
                box = QRectF(0, y - height / 2, theme.px(GUTTER) - 8, height)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), show_clock(number * 60))
        for number in range(len(self._lanes)):
            painter.setPen(line)
            painter.drawLine(
                QPointF(self._left(number), 0), QPointF(self._left(number), self.height())
            )

    def paint_over(self, painter: QPainter) -> None:
        top = -self.y()
        head = QRectF(0, top, self.width(), theme.px(HEAD))
        painter.fillRect(head, theme.colour("card"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        font = theme.font(brand.SMALL_SIZE, 600)
        painter.setFont(font)
        for number, lane in enumerate(self._lanes):
            now = lane.day == today()
            painter.setPen(theme.colour("main" if now else "ink"))
            box = QRectF(self._left(number) + 6, top, self._width() - 12, theme.px(HEAD))
            elided = QFontMetricsF(font).elidedText(
                lane.label, Qt.TextElideMode.ElideRight, box.width()
            )
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), elided
            )
            if now:
                bar = QRectF(self._left(number), head.bottom() - 3, self._width(), 3)
                painter.fillRect(bar, theme.colour("main"))
