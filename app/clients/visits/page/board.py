"""What the boards of the calendar share: visits to choose, open, drag and step through by keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.clients.visits.rules import Slot
from app.core import brand
from app.core.brand import Tone
from app.core.format import show_clock, show_day
from app.core.text import Text, _l, pick
from app.ui.language import switch
from app.ui.theme import theme

TONES: dict[str, Tone] = {"planned": "main", "done": "good", "cancelled": "plain"}
_FAR = 6
"""Pixels after which a press has become a drag."""
_BAR, _PAD, _RADIUS = 4, 6, 5
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down}


@dataclass(frozen=True)
class Place:
    """Where a visit is or would be: a day, a time of day, and whose column (``None``: as it is)."""

    day: date
    start: int | None
    worker: str | None = None


class Board(QWidget):
    """Visits drawn at their places.

    Signals:
        chosen: a visit has become current; ``""`` for none.
        opened: a visit was opened with Return or a double click.
        moved: a visit was dragged or stepped to another :class:`Place`.
        wanted: a new visit is wanted at a :class:`Place`.
        let_go: the mouse button was let go; until then the board must not move under the pointer.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, object)
    wanted = Signal(object)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.slots: Sequence[Slot] = ()
        self.troubles: Mapping[str, Sequence[Text]] = {}
        self.current = ""
        self._pressed: tuple[QPointF, Slot | None] | None = None
        self._drag: tuple[Slot, Place] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self.arrange)
        switch.changed.connect(self.arrange)

    def show_slots(self, slots: Sequence[Slot], troubles: Mapping[str, Sequence[Text]]) -> None:
        """Show other visits; the current one stays current when it is among them."""
        self.slots, self.troubles = slots, troubles
        if self.current and all(slot.id != self.current for slot in slots):
            self.choose("")
        self.arrange()

    def arrange(self) -> None:
        """Take the sizes of theme and visits into account."""
        self.updateGeometry()
        self._describe()
        self.update()

    def boxes(self) -> list[tuple[Slot, QRectF]]:
        """Where each visit is drawn, in the order of time."""
        raise NotImplementedError

    def place_at(self, point: QPointF) -> Place | None:
        """The place at a point, ``None`` outside of all days."""
        raise NotImplementedError

    def box_of(self, slot: Slot) -> QRectF | None:
        """Where a visit would be drawn; for the one that is dragged."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what lies under the visits."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the visits."""

    def lines(self, slot: Slot, width: float) -> list[str]:
        """What is written on a visit, the first line strong."""
        raise NotImplementedError

    def step(self, slot: Slot, key: Qt.Key) -> Place | None:
        """Where Alt and an arrow move a visit."""
        raise NotImplementedError

    @property
    def held(self) -> bool:
        """Whether the mouse button is down on the board."""
        return self._pressed is not None

    def slot_at(self, point: QPointF) -> Slot | None:
        """The visit at a point, the uppermost one."""
        for slot, box in reversed(self.boxes()):
            if box.contains(point):
                return slot
        return None

    def choose(self, visit_id: str) -> None:
        """Make a visit current."""
        if visit_id != self.current:
            self.current = visit_id
            self._describe()
            self.update()
            self.chosen.emit(visit_id)

    def _describe(self) -> None:
        slot = next((each for each in self.slots if each.id == self.current), None)
        self.setAccessibleDescription(self.words_of(slot) if slot else "")

    def words_of(self, slot: Slot) -> str:
        """A visit in words, for a tooltip and for those who listen."""
        parts = [
            show_day(slot.day),
            "" if slot.start is None else f"{show_clock(slot.start)}–{show_clock(slot.ends)}",
            pick(slot.client),
            pick(slot.service),
            slot.worker,
            *(words.say() for words in self.troubles.get(slot.id, ())),
        ]
        return "\n".join(part for part in parts if part)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter)
        dragged = self._drag[0].id if self._drag else ""
        for slot, box in self.boxes():
            self._paint_slot(painter, slot, box, faint=slot.id == dragged)
        if self._drag:
            slot, place = self._drag
            there = replace(
                slot,
                day=place.day,
                start=place.start,
                worker=slot.worker if place.worker is None else place.worker,
            )
            if box := self.box_of(there):
                self._paint_slot(painter, there, box, faint=False)
        self.paint_over(painter)

    def _paint_slot(self, painter: QPainter, slot: Slot, box: QRectF, *, faint: bool) -> None:
        tone: Tone = "watch" if slot.id in self.troubles else TONES.get(slot.status, "plain")
        ink, ground = theme.tone(tone)
        painter.save()
        painter.setOpacity(0.4 if faint else 1.0)
        inner = box.adjusted(1, 1, -1, -1)
        painter.setClipRect(box)
        painter.setBrush(ground)
        current = slot.id == self.current
        painter.setPen(QPen(ink, 2) if current else Qt.PenStyle.NoPen)
        radius = theme.px(_RADIUS)
        painter.drawRoundedRect(inner, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(inner.left(), inner.top(), _BAR, inner.height()), 2, 2)
        self._paint_words(painter, slot, inner.adjusted(_BAR + _PAD, 2, -_PAD, -2))
        painter.restore()

    def _paint_words(self, painter: QPainter, slot: Slot, box: QRectF) -> None:
        top = box.top()
        for number, words in enumerate(self.lines(slot, box.width())):
            weight = 400 if number else 600
            font = theme.font(brand.SMALL_SIZE, weight)
            font.setStrikeOut(slot.status == "cancelled" and not number)
            metrics = QFontMetricsF(font)
            if top > box.top() and top + metrics.height() > box.bottom() + 2:
                return
            painter.setFont(font)
            painter.setPen(theme.colour("soft_ink" if number else "ink"))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            line = QRectF(box.left(), top, box.width(), metrics.height())
            painter.drawText(
                line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown
            )
            top += metrics.height()

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            slot = self.slot_at(event.position())
            self._pressed = (event.position(), slot)
            self.choose(slot.id if slot else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed and self._pressed[1]:
            start, slot = self._pressed
            if self._drag or (point - start).manhattanLength() > _FAR:
                place = self.place_at(point - self._grip(slot, start))
                if place:
                    self._drag = (slot, place)
                    self.update()
            return
        slot = self.slot_at(point)
        self.setCursor(Qt.CursorShape.PointingHandCursor if slot else Qt.CursorShape.ArrowCursor)
        if slot:
            QToolTip.showText(event.globalPosition().toPoint(), self.words_of(slot), self)
        else:
            QToolTip.hideText()

    def _grip(self, slot: Slot, start: QPointF) -> QPointF:
        """How far below its top a visit is held, so that it doesn't jump to the pointer."""
        box = self.box_of(slot)
        return QPointF(0, start.y() - box.top()) if box else QPointF()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        drag, self._drag, self._pressed = self._drag, None, None
        self.update()
        if drag:
            slot, place = drag
            if self._differs(slot, place):
                self.moved.emit(slot.id, place)
        self.let_go.emit()

    def _differs(self, slot: Slot, place: Place) -> bool:
        same_worker = place.worker is None or place.worker == slot.worker
        return (place.day, place.start) != (slot.day, slot.start) or not same_worker

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        slot, place = self.slot_at(event.position()), self.place_at(event.position())
        if slot:
            self.opened.emit(slot.id)
        elif place:
            self.wanted.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        order = [slot for slot, _box in self.boxes()]
        here = next((n for n, slot in enumerate(order) if slot.id == self.current), None)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit(self.current)
        elif key in _BACK | _ON and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            place = self.step(order[here], key) if here is not None else None
            if place:
                self.moved.emit(self.current, place)
        elif key in _BACK | _ON and order:
            by = -1 if key in _BACK else 1
            self.choose(order[0 if here is None else max(0, min(len(order) - 1, here + by))].id)
        else:
            super().keyPressEvent(event)


def marked(slot: Slot) -> str:
    """The client's name with a sign of what has become of the visit."""
    return {"done": "✓ ", "cancelled": "✕ "}.get(slot.status, "") + pick(slot.client)


def board_name() -> Text:
    """What a board is called for those who listen."""
    return _l("Calendar of visits: arrows choose, Return opens, Alt and an arrow moves")
