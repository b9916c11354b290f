"""The canvas of a sheet: notes that are written, chosen, dragged and sorted, by mouse or by keys alone.

It shows a picture and tells what a person wants; what happens then is the view's concern.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView

from app.core.text import _l, pick
from app.ui.language import bind
from app.ui.theme import theme
from app.worksheets.page.canvas_items import Ground, NoteItem, SlotRing
from app.worksheets.page.canvas_keys import CanvasKeys
from app.worksheets.page.note_editor import NoteEditor
from app.worksheets.page.painting import rect
from app.worksheets.pictures.shapes import Picture, Placed, Slot

ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.2, 0.3, 4.0
READABLE = 1.5
"""The scale at which the text of a picture is as large as small text in the window."""
NARROWEST, WIDEST = 490.0, 1200.0
"""How wide a picture is drawn, in its own points."""
LEAST_FIT = 0.88
"""A picture that would have to be smaller, its text too small to be read, is scrolled sideways instead."""
RESIZED = 24
"""Pixels by which the canvas must change before its picture is drawn anew."""
_EDGE = 12
_LEAST_EDITOR = (150, 64)


class SheetCanvas(QGraphicsView):
    """Shows a picture of a sheet.

    Attributes:
        picture: what is shown.
        chosen_ids: the notes that are chosen, in the order in which they were.
        slot_name: the place that is chosen.

    Signals:
        chosen: other notes or another place are chosen.
        added: a text was written in a place, and whether another one is to follow.
        pasted: texts were pasted in a place, one for each note.
        written: the text of a note, by its id.
        filled: the text of a field, by its key.
        moved: a note is to go to a place, before another note (``""`` for last).
        wished: something is to be done with what is chosen: see :data:`WISHES` and ``colour:NAME``.
        value_wanted: a field that isn't a text is to be filled in.
        resized: a picture of another width would fit better: see :meth:`wanted_width`.
    """

    chosen = Signal()
    added = Signal(str, str, bool)
    pasted = Signal(str, list)
    written = Signal(str, str)
    filled = Signal(str, str)
    moved = Signal(str, str, str)
    wished = Signal(str)
    value_wanted = Signal(str)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setScene(QGraphicsScene(self))
        self.picture: Picture | None = None
        self.texts: dict[str, str] = {}
        self.text_fields: frozenset[str] = frozenset()
        self.locked = False
        self.chosen_ids: list[str] = []
        self.slot_name = ""
        self._keys = CanvasKeys(self)
        self._notes: dict[str, NoteItem] = {}
        self._ring = SlotRing()
        self._zoom = 1.0
        self._fits = True
        self._drawn_for = 0
        self._pressed: tuple[QPointF, str] | None = None
        self._dragging = False
        self._writing: tuple[str, str] | None = None
        bind(self.setAccessibleName, self._spoken)
        bind(
            self.setAccessibleDescription,
            _l(
                "Arrows choose, N writes a note, Enter changes it, Ctrl and an arrow moves it, V votes, "
                "T makes a task of it."
            ),
        )
        self.editor = NoteEditor(self.viewport())
        self.editor.ready.connect(self._ready)
        theme.changed.connect(self._rescale)
        self._rescale()

    # Showing

    def show_picture(self, picture: Picture, texts: dict[str, str]) -> None:
        """Show a picture; what is chosen stays chosen, and what is being written stays open.

        ``texts`` are the whole texts of notes and text fields by id or key.
        """
        bars = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.picture, self.texts = picture, texts
        scene = self.scene()
        self._ring = SlotRing()
        scene.clear()
        scene.setSceneRect(QRectF(0, 0, picture.width, picture.height))
        scene.addItem(Ground(picture))
        scene.addItem(self._ring)
        self._notes = {}
        for placed in picture.items:
            made = NoteItem(placed, picture.slot(placed.slot))
            self._notes[placed.id] = made
            scene.addItem(made)
        self.chosen_ids = [each for each in self.chosen_ids if each in self._notes]
        if picture.slot(self.slot_name) is None:
            self.slot_name = picture.slots[0].name if picture.slots else ""
        self._mark()
        self._scale_to_fit()
        self.horizontalScrollBar().setValue(bars[0])
        self.verticalScrollBar().setValue(bars[1])

    def _rescale(self) -> None:
        self.setBackgroundBrush(theme.colour("background"))
        self._scale_to_fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale_to_fit()
        if abs(event.size().width() - self._drawn_for) > RESIZED:
            self._drawn_for = event.size().width()
            self.resized.emit()

    def wanted_width(self) -> float:
        """How wide a picture should be drawn so that its text reads well here."""
        wide = self._room() / (READABLE * theme.scale)
        return min(WIDEST, max(NARROWEST, wide))

    def _room(self) -> int:
        return self.width() - theme.px(_EDGE) - self.verticalScrollBar().sizeHint().width()

    def _scale_to_fit(self) -> None:
        if self.picture is None:
            return
        if self._fits:
            wide = self._room()
            self._zoom = (
                max(LEAST_FIT * theme.scale, wide / self.picture.width) if wide > 0 else 1.0
            )
        self.resetTransform()
        self.scale(self._zoom, self._zoom)

    def zoom(self, by: int) -> None:
        """Come closer (1), go further away (-1), or see the whole width again (0)."""
        self._fits = by == 0
        if by:
            wanted = self._zoom * (ZOOM_STEP if by > 0 else 1 / ZOOM_STEP)
            self._zoom = min(MOST_ZOOM, max(LEAST_ZOOM, wanted))
        self._scale_to_fit()

    def fit_whole(self) -> None:
        """See all of the picture at once."""
        if self.picture:
            self._fits = False
            side = min(
                (self.width() - _EDGE) / self.picture.width,
                (self.height() - _EDGE) / self.picture.height,
            )
            self._zoom = min(MOST_ZOOM, max(0.1, side))
            self._scale_to_fit()

    # Choosing

    def choose(self, ids: Sequence[str], slot: str = "") -> None:
        """Choose notes, or a place when there are none."""
        self.chosen_ids = [each for each in ids if each in self._notes]
        if self.chosen_ids:
            self.slot_name = self._notes[self.chosen_ids[-1]].placed.slot
        elif slot:
            self.slot_name = slot
        self._mark()
        self.chosen.emit()

    def in_slot(self, name: str) -> list[Placed]:
        """The notes in a place, in order."""
        return [each for each in self.picture.items if each.slot == name] if self.picture else []

    def placed(self, item_id: str) -> Placed:
        """A note where it stands."""
        return self._notes[item_id].placed

    def _mark(self) -> None:
        for item_id, note in self._notes.items():
            note.choose(item_id in self.chosen_ids)
        slot = self.picture.slot(self.slot_name) if self.picture else None
        self._ring.show_slot(None if self.chosen_ids or not self.hasFocus() else slot)
        self.setAccessibleName(self._spoken())
        if self.chosen_ids:
            self.ensureVisible(rect(self._notes[self.chosen_ids[-1]].placed.frame), 20, 20)
        elif slot and self.hasFocus() and not self._pressed:
            top = rect(slot.frame)
            top.setHeight(min(top.height(), 60))
            self.ensureVisible(top, 10, 10)

    def _spoken(self) -> str:
        """What is chosen, for those who listen."""
        slot = self.picture.slot(self.slot_name) if self.picture else None
        place = pick(slot.label) if slot else ""
        if not self.chosen_ids:
            return _l("Worksheet, {place}", place=place).say()
        text = self.texts.get(self.chosen_ids[-1], "")
        return _l("{text}, in {place}", text=text or "–", place=place).say()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    # Writing

    def write_new(self, typed: str = "") -> None:
        """Write a new note in the place that is chosen, or on the field that it is."""
        slot = self.picture.slot(self.slot_name) if self.picture else None
        if slot is None or self.locked:
            return
        if slot.single:
            self._write_value(slot, typed)
            return
        self.choose([], slot.name)
        self._open_editor(("new", slot.name), self._free(slot), "", typed)

    def write_chosen(self) -> None:
        """Change the text of the note that is chosen, or write in the place that is."""
        if self.locked:
            return
        if not self.chosen_ids:
            self.write_new()
            return
        note = self._notes[self.chosen_ids[-1]]
        slot = self.picture.slot(note.placed.slot) if self.picture else None
        if slot and slot.single:
            self._write_value(slot)
        elif note.placed.id in self.texts:
            frame = rect(note.placed.frame)
            self._open_editor(("item", note.placed.id), frame, self.texts[note.placed.id])

    def _write_value(self, slot: Slot, typed: str = "") -> None:
        if slot.field in self.text_fields:
            inner = rect(slot.frame).adjusted(5, 18, -5, -5)
            self._open_editor(("value", slot.field), inner, self.texts.get(slot.field, ""), typed)
        else:
            self.value_wanted.emit(slot.field)

    def _free(self, slot: Slot) -> QRectF:
        """Where a new note would come: after the last one, inside its place."""
        assert self.picture
        there = [each for each in self.picture.items if each.slot == slot.name]
        frame = rect(slot.frame)
        top = max((each.frame.bottom for each in there), default=frame.top() + 18)
        top = min(top + 4, frame.bottom() - 24)
        return QRectF(frame.left() + 6, top, min(frame.width() - 12, 150), 40)

    def _open_editor(
        self, writing: tuple[str, str], at: QRectF, text: str, typed: str = ""
    ) -> None:
        self.editor.finish()  # what somebody still writes elsewhere is kept
        font = self.editor.font()
        font.setPixelSize(max(11, round(9.5 * self._zoom)))
        self.editor.setFont(font)
        self._place_editor(at)
        self._writing = writing
        self.editor.begin(text, typed)

    def _place_editor(self, at: QRectF) -> None:
        self.ensureVisible(at, 10, 10)
        corner = self.mapFromScene(at.topLeft())
        width = max(theme.px(_LEAST_EDITOR[0]), round(at.width() * self._zoom))
        height = max(theme.px(_LEAST_EDITOR[1]), round(at.height() * self._zoom))
        x = max(0, min(corner.x(), self.viewport().width() - width))
        y = max(0, min(corner.y(), self.viewport().height() - height))
        self.editor.setGeometry(x, y, width, height)

    def _ready(self, text: str, another: bool) -> None:
        writing, self._writing = self._writing, None
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if writing is None:
            return
        sort, name = writing
        if sort == "new":
            if text:
                self.added.emit(name, text, another)
            if another and text:  # at once: what is typed next belongs to it, not to the keys
                self.choose([], name)
                self.write_new()
        elif sort == "item":
            if text != self.texts.get(name, ""):
                self.written.emit(name, text)
        elif text != self.texts.get(name, ""):
            self.filled.emit(name, text)

    def make_room(self) -> None:
        """Let a new note that is being written come after the ones that are there by now."""
        sort, name = self._writing or ("", "")
        slot = self.picture.slot(name) if self.picture and sort == "new" else None
        if slot:
            self._place_editor(self._free(slot))

    def flush(self) -> None:
        """Keep what is being written, now."""
        self.editor.finish()

    # The pointer

    def _note_at(self, point: QPointF) -> NoteItem | None:
        found = self.scene().items(point)
        return next((each for each in found if isinstance(each, NoteItem)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editor.finish()
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = self.mapToScene(event.position().toPoint())
        note = self._note_at(at)
        more = bool(
            event.modifiers()
            & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        )
        if note:
            item_id = note.placed.id
            self._pressed = (at, item_id)
            if more:
                rest = [each for each in self.chosen_ids if each != item_id]
                self.choose([*rest, *([] if item_id in self.chosen_ids else [item_id])])
            elif item_id not in self.chosen_ids:
                self.choose([item_id])
        elif self.picture:
            self._pressed = None
            slot = self.picture.slot_at(at.x(), at.y())
            self.choose([], slot.name if slot else self.slot_name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self.locked:
            super().mouseMoveEvent(event)
            return
        at = self.mapToScene(event.position().toPoint())
        begun, item_id = self._pressed
        note = self._notes.get(item_id)
        if note is None or note.single:
            return
        far = (at - begun).manhattanLength() * self._zoom
        if not self._dragging and far < QApplication.startDragDistance():
            return
        self._dragging = True
        note.lift(at.x() - begun.x(), at.y() - begun.y())
        self._ring.show_slot(self._target(at))
        self.ensureVisible(QRectF(at.x() - 5, at.y() - 5, 10, 10), 20, 20)

    def _target(self, at: QPointF) -> Slot | None:
        slot = self.picture.slot_at(at.x(), at.y()) if self.picture else None
        return None if slot is None or slot.single else slot

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if not self._dragging or pressed is None:
            super().mouseReleaseEvent(event)
            return
        self._dragging = False
        at = self.mapToScene(event.position().toPoint())
        item_id = pressed[1]
        slot = self._target(at)
        if note := self._notes.get(item_id):
            note.drop()
        self._mark()
        if slot:
            self.moved.emit(item_id, slot.name, self._before(slot, at, item_id))

    def _before(self, slot: Slot, at: QPointF, moving: str) -> str:
        """The note before which one comes that is dropped here: the first that lies below or to the right."""
        assert self.picture
        for each in self.picture.items:
            if each.slot == slot.name and each.id != moving:
                frame = each.frame
                above = at.y() < frame.y
                beside = at.y() < frame.bottom and at.x() < frame.x + frame.width / 2
                if above or beside:
                    return each.id
        return ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        at = self.mapToScene(event.position().toPoint())
        if self._note_at(at):
            self.write_chosen()
        else:
            self.write_new()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keys that the canvas answers are its own before they are the window's."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._keys.answers(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            event.ignore()
