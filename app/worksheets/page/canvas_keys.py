"""The keys of the canvas: everything that the pointer can do can be done by them alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.worksheets.page.canvas import SheetCanvas

_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}


@dataclass(frozen=True)
class Wish:
    """What a person wants done with what is chosen: a word for it, and the key that asks for it."""

    name: str
    key: Qt.Key
    shift: bool = False


WISHES = (
    Wish("vote", Qt.Key.Key_V),
    Wish("unvote", Qt.Key.Key_V, shift=True),
    Wish("merge", Qt.Key.Key_M),
    Wish("split", Qt.Key.Key_S),
    Wish("duplicate", Qt.Key.Key_D),
    Wish("task", Qt.Key.Key_T),
    Wish("remove", Qt.Key.Key_Delete),
    Wish("remove", Qt.Key.Key_Backspace),
)
COLOUR_KEYS = {
    Qt.Key.Key_1: "yellow",
    Qt.Key.Key_2: "green",
    Qt.Key.Key_3: "blue",
    Qt.Key.Key_4: "pink",
    Qt.Key.Key_5: "plain",
}


class CanvasKeys:
    """Answers the keys of one canvas."""

    def __init__(self, canvas: "SheetCanvas") -> None:
        self.canvas = canvas

    def answers(self, event: QKeyEvent) -> bool:
        """Whether a key is the canvas's own before it is the window's."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return key in _SIDEWAYS or key in _UPRIGHT or key in _ZOOMS
        return not event.modifiers() & Qt.KeyboardModifier.AltModifier and (
            key in COLOUR_KEYS or any(each.key == key for each in WISHES)
        )

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks; whether it asked for anything."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier or self.canvas.picture is None:
            return False
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._control(key)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_N, Qt.Key.Key_Insert}:
            self.canvas.write_new()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.canvas.write_chosen()
        elif key in _UPRIGHT:
            self.step(_UPRIGHT[key], more=shift)
        elif key in _SIDEWAYS:
            self.step_slot(_SIDEWAYS[key])
        elif key == Qt.Key.Key_Escape and self.canvas.chosen_ids:
            self.canvas.choose([], self.canvas.slot_name)
        else:
            return self._wish(key, shift=shift)
        return True

    def _wish(self, key: Qt.Key, *, shift: bool) -> bool:
        chosen = bool(self.canvas.chosen_ids)
        if key in COLOUR_KEYS and chosen:
            self.canvas.wished.emit(f"colour:{COLOUR_KEYS[key]}")
            return True
        wish = next((each for each in WISHES if each.key == key and each.shift == shift), None)
        if wish is None or not (chosen or wish.name == "task"):
            return False
        self.canvas.wished.emit(wish.name)
        return True

    def _control(self, key: Qt.Key) -> bool:
        if key in _SIDEWAYS:
            self.carry(_SIDEWAYS[key])
        elif key in _UPRIGHT:
            self.shift(_UPRIGHT[key])
        elif key in _ZOOMS:
            self.canvas.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_A:
            self.canvas.choose([each.id for each in self.canvas.in_slot(self.canvas.slot_name)])
        elif key == Qt.Key.Key_V:
            self._paste()
        elif key == Qt.Key.Key_C and self.canvas.chosen_ids:
            texts = [self.canvas.texts.get(each, "") for each in self.canvas.chosen_ids]
            QApplication.clipboard().setText("\n".join(texts))
        else:
            return False
        return True

    def _paste(self) -> None:
        """A note for each line of what was copied somewhere."""
        slot = self.canvas.picture.slot(self.canvas.slot_name) if self.canvas.picture else None
        lines = [each.strip() for each in QApplication.clipboard().text().split("\n")]
        if slot and not slot.single and not self.canvas.locked and any(lines):
            self.canvas.pasted.emit(slot.name, [each for each in lines if each])

    def step(self, by: int, *, more: bool) -> None:
        """The next note of the place, then of the next place that has any."""
        assert self.canvas.picture
        order = [each.id for each in self.canvas.picture.items]
        if not order:
            self.step_slot(by)
            return
        if self.canvas.chosen_ids:
            at = order.index(self.canvas.chosen_ids[-1]) + by
            if not 0 <= at < len(order):
                return
        else:
            here = [each.id for each in self.canvas.in_slot(self.canvas.slot_name)]
            at = order.index(here[0] if by > 0 else here[-1]) if here else 0
        self.canvas.choose([*(self.canvas.chosen_ids if more else []), order[at]])

    def step_slot(self, by: int) -> None:
        slots = self.canvas.picture.slots if self.canvas.picture else ()
        if slots:
            names = [each.name for each in slots]
            at = names.index(self.canvas.slot_name) + by if self.canvas.slot_name in names else 0
            self.canvas.choose([], names[at % len(names)])

    def carry(self, by: int) -> None:
        """Take the chosen notes to the next place that takes notes."""
        slots = (
            [each for each in self.canvas.picture.slots if not each.single]
            if self.canvas.picture
            else []
        )
        names = [each.name for each in slots]
        if self.canvas.chosen_ids and names and not self.canvas.locked:
            item = self.canvas.placed(self.canvas.chosen_ids[-1])
            at = names.index(item.slot) if item.slot in names else 0
            for item_id in self.canvas.chosen_ids:
                self.canvas.moved.emit(item_id, names[(at + by) % len(names)], "")

    def shift(self, by: int) -> None:
        """Move the chosen note one place earlier or later where it stands."""
        if not self.canvas.chosen_ids or self.canvas.locked:
            return
        item = self.canvas.placed(self.canvas.chosen_ids[-1])
        order = [each.id for each in self.canvas.in_slot(item.slot)]
        at = order.index(item.id) + by
        if 0 <= at < len(order):
            later = order[at + 1] if by > 0 and at + 1 < len(order) else ""
            self.canvas.moved.emit(item.id, item.slot, order[at] if by < 0 else later)
