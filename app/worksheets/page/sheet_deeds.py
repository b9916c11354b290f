"""What a person does on a sheet, whichever window shows it: told by a canvas, written in turn."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.store import Work
from app.ui.office import Office
from app.worksheets.page.canvas import SheetCanvas
from app.worksheets.page.turns import Turns
from app.worksheets.pictures.shapes import Slot
from app.worksheets.sheets import actions, notes
from app.worksheets.sheets.notes import Spot
from app.worksheets.sheets.sight import Sight

Note = Callable[[Session], Changes]


class SheetDeeds(QObject):
    """Writes on one sheet.

    Attributes:
        sight: the sheet as it was last shown.

    Signals:
        made: a note was added, by its id, and whether another one is to follow.
        asked: what the view answers itself: ``task``, ``continue``.
    """

    made = Signal(str, bool)
    asked = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._turns = Turns(office)
        self.sight: Sight | None = None

    @property
    def sheet_id(self) -> str:
        """Which sheet."""
        return self.sight.sheet_id if self.sight else ""

    def listen(self, canvas: SheetCanvas) -> None:
        """Do what is wished on a canvas."""
        canvas.added.connect(self.add)
        canvas.pasted.connect(self.paste)
        canvas.written.connect(self.write)
        canvas.filled.connect(self.fill_in)
        canvas.moved.connect(self.move)
        canvas.wished.connect(lambda wish: self.wish(wish, list(canvas.chosen_ids)))

    def do(
        self, work: Work, done: Callable[[Changes], None] | None = None, typed: str = ""
    ) -> None:
        """Write ``typed`` when all before has been written."""
        self._turns.write(work, done, typed)

    def _slot(self, name: str) -> Slot | None:
        return self.sight.picture.slot(name) if self.sight else None

    def _spot(self, slot: Slot, before: str = "") -> Spot:
        return Spot(slot.field, before, dict(slot.facts), slot.parent)

    def add(self, slot_name: str, text: str, another: bool = False) -> None:
        """Add a note in a place."""
        slot, sheet_id = self._slot(slot_name), self.sheet_id
        if slot:
            self.do(
                lambda session: notes.add(session, sheet_id, self._spot(slot), text),
                lambda changes: self.made.emit(changes.result, another),
                text,
            )

    def add_to(self, field: str, text: str) -> None:
        """Add an item at the end of a field."""
        sheet_id = self.sheet_id
        self.do(lambda session: notes.add(session, sheet_id, Spot(field), text), typed=text)

    def paste(self, slot_name: str, texts: list[str]) -> None:
        """Add a note for each text."""
        slot, sheet_id = self._slot(slot_name), self.sheet_id
        if slot:
            self.do(lambda session: notes.add_many(session, sheet_id, self._spot(slot), texts))

    def write(self, item_id: str, text: str) -> None:
        """Write the text of a note; one without text goes away."""
        if text.strip():
            self.do(lambda session: notes.write(session, item_id, text), typed=text)
        else:
            self.do(lambda session: notes.remove(session, [item_id]))

    def tell(self, item_id: str, facts: dict[str, object]) -> None:
        """Fill in columns of an item."""
        self.do(lambda session: notes.tell(session, item_id, facts))

    def tick(self, item_id: str, done: bool) -> None:
        """Mark a point of a checklist."""
        self.do(lambda session: notes.tick(session, item_id, done=done))

    def fill_in(self, key: str, value: object) -> None:
        """Fill in a field."""
        sheet_id = self.sheet_id
        typed = value if isinstance(value, str) else ""
        self.do(lambda session: actions.set_value(session, sheet_id, key, value), typed=typed)

    def move(self, item_id: str, slot_name: str, before: str) -> None:
        """Move a note to a place."""
        slot = self._slot(slot_name)
        if slot and slot.parent != item_id:
            self.do(lambda session: notes.move(session, item_id, self._spot(slot, before)))

    def wish(self, wish: str, ids: list[str]) -> None:
        """Do what is wished with notes."""
        if wish == "task":
            self.asked.emit(wish)
            return
        if not ids or (self.sight and self.sight.finished):
            return
        last = ids[-1]
        one: dict[str, Note] = {
            "vote": lambda session: notes.vote(session, last),
            "unvote": lambda session: notes.vote(session, last, -1),
            "merge": lambda session: notes.merge(session, ids),
            "split": lambda session: notes.split(session, last),
            "duplicate": lambda session: notes.duplicate(session, last),
            "remove": lambda session: notes.remove(session, ids),
        }
        if wish.startswith("colour:"):
            name = wish.partition(":")[2]
            self.do(lambda session: notes.colour(session, ids, name))
        elif wish in one:
            self.do(one[wish])
        else:
            self.asked.emit(wish)
