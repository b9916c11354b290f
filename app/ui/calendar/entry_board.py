"""What the boards of a calendar share: entries to choose, open, drag and step through by keys."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.core import brand
from app.core.brand import Tone
from app.ui.calendar.entry import Entry, Place
from app.ui.language import switch
from app.ui.theme import theme

E = TypeVar("E", bound=Entry)
_FAR = 6
"""Pixels after which a press has become a drag."""
_BAR, _PAD, _RADIUS = 4, 6, 5
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down}


class EntryBoard(QWidget, Generic[E]):
    """Entries drawn at their places.

    Signals:
        chosen: an entry has become current; ``""`` for none.
        opened: an entry was opened with Return or a double click.
        moved: an entry was dragged or stepped to another :class:`Place`.
        wanted: a new entry is wanted at a :class:`Place`.
        let_go: the mouse button was let go; until then the board must not move under the pointer.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, object)
    wanted = Signal(object)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[E] = ()
        self.current = ""
        self._pressed: tuple[QPointF, E | None] | None = None
        self._drag: tuple[E, Place] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self.arrange)
        switch.changed.connect(self.arrange)

    def show_entries(self, entries: Sequence[E]) -> None:
        """Show other entries; the current one stays current when it is among them."""
        self.entries = entries
        if self.current and all(entry.id != self.current for entry in entries):
            self.choose("")
        self.arrange()

    def arrange(self) -> None:
        """Take the sizes of theme and entries into account."""
        self.updateGeometry()
        self._describe()
        self.update()

    def boxes(self) -> list[tuple[E, QRectF]]:
        """Where each entry is drawn, in the order of time."""
        raise NotImplementedError

    def place_at(self, point: QPointF) -> Place | None:
        """The place at a point, ``None`` outside of all days."""
        raise NotImplementedError

    def box_of(self, entry: E) -> QRectF | None:
        """Where an entry would be drawn; for the one that is dragged."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what lies under the entries."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the entries."""

    def lines(self, entry: E, width: float) -> list[str]:
        """What is written on an entry, the first line strong."""
        raise NotImplementedError

    def step(self, entry: E, key: Qt.Key) -> Place | None:
        """Where Alt and an arrow move an entry."""
        raise NotImplementedError

    @property
    def held(self) -> bool:
        """Whether the mouse button is down on the board."""
        return self._pressed is not None

    def entry_at(self, point: QPointF) -> E | None:
        """The entry at a point, the uppermost one."""
        for entry, box in reversed(self.boxes()):
            if box.contains(point):
                return entry
        return None

    def choose(self, entry_id: str) -> None:
        """Make an entry current."""
        if entry_id != self.current:
            self.current = entry_id
            self._describe()
            self.update()
            self.chosen.emit(entry_id)

    def _describe(self) -> None:
        entry = next((each for each in self.entries if each.id == self.current), None)
        self.setAccessibleDescription(self.words_of(entry) if entry else "")

    def words_of(self, entry: E) -> str:
        """An entry in words, for a tooltip and for those who listen."""
        raise NotImplementedError

    def tone_of(self, entry: E) -> Tone:
        """The colour of an entry."""
        raise NotImplementedError

    def is_struck(self, entry: E) -> bool:
        """Whether its words are struck through, as of something that won't be."""
        return False

    def can_move(self, entry: E) -> bool:
        """Whether an entry may be taken to another place."""
        return True

    def moved_to(self, entry: E, place: Place) -> E:
        """An entry as it would be at another place."""
        raise NotImplementedError

    def differs(self, entry: E, place: Place) -> bool:
        """Whether a place is another one than where the entry is."""
        return entry.day != place.day

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter)
        dragged = self._drag[0].id if self._drag else ""
        for entry, box in self.boxes():
            self._paint_entry(painter, entry, box, faint=entry.id == dragged)
        if self._drag:
            there = self.moved_to(*self._drag)
            if box := self.box_of(there):
                self._paint_entry(painter, there, box, faint=False)
        self.paint_over(painter)

    def _paint_entry(self, painter: QPainter, entry: E, box: QRectF, *, faint: bool) -> None:
        ink, ground = theme.tone(self.tone_of(entry))
        painter.save()
        painter.setOpacity(0.4 if faint else 1.0)
        inner = box.adjusted(1, 1, -1, -1)
        painter.setClipRect(box)
        painter.setBrush(ground)
        current = entry.id == self.current
        painter.setPen(QPen(ink, 2) if current else Qt.PenStyle.NoPen)
        radius = theme.px(_RADIUS)
        painter.drawRoundedRect(inner, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(inner.left(), inner.top(), _BAR, inner.height()), 2, 2)
        self._paint_words(painter, entry, inner.adjusted(_BAR + _PAD, 2, -_PAD, -2))
        painter.restore()

    def _paint_words(self, painter: QPainter, entry: E, box: QRectF) -> None:
        top = box.top()
        for number, words in enumerate(self.lines(entry, box.width())):
            weight = 400 if number else 600
            font = theme.font(brand.SMALL_SIZE, weight)
            font.setStrikeOut(self.is_struck(entry) and not number)
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
            entry = self.entry_at(event.position())
            self._pressed = (event.position(), entry)
            self.choose(entry.id if entry else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        start, held = self._pressed or (point, None)
        if held:
            if not self.can_move(held):
                return
            if self._drag or (point - start).manhattanLength() > _FAR:
                place = self.place_at(point - self._grip(held, start))
                if place:
                    self._drag = (held, place)
                    self.update()
            return
        entry = self.entry_at(point)
        self.setCursor(Qt.CursorShape.PointingHandCursor if entry else Qt.CursorShape.ArrowCursor)
        if entry:
            QToolTip.showText(event.globalPosition().toPoint(), self.words_of(entry), self)
        else:
            QToolTip.hideText()

    def _grip(self, entry: E, start: QPointF) -> QPointF:
        """How far below its top an entry is held, so that it doesn't jump to the pointer."""
        box = self.box_of(entry)
        return QPointF(0, start.y() - box.top()) if box else QPointF()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag, self._pressed = self._drag, None, None
        self.update()
        if drag:
            entry, place = drag
            if self.differs(entry, place):
                self.moved.emit(entry.id, place)
        self.let_go.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry, place = self.entry_at(event.position()), self.place_at(event.position())
        if entry:
            self.opened.emit(entry.id)
        elif place:
            self.wanted.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        order = [entry for entry, _box in self.boxes()]
        here = next((n for n, entry in enumerate(order) if entry.id == self.current), None)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit(self.current)
        elif key in _BACK | _ON and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            held = order[here] if here is not None else None
            place = self.step(held, key) if held and self.can_move(held) else None
            if place:
                self.moved.emit(self.current, place)
        elif key in _BACK | _ON and order:
            by = -1 if key in _BACK else 1
            self.choose(order[0 if here is None else max(0, min(len(order) - 1, here + by))].id)
        else:
            super().keyPressEvent(event)
