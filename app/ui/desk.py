"""How a page works with one kind of record: its chips, cells, actions and extra sections.

``Desk(Record)`` alone gives a whole page: list, form, search, history, undo, import and export. A room
adds only what is special about its kind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from app.core import editing
from app.core.brand import Tone
from app.core.change import Changes
from app.core.field import fields_of
from app.core.listing import TITLE
from app.core.record import Record
from app.core.text import Text, _l
from app.core.value import Clock, Minutes, Number, Whole, Year
from app.ui.office import Office

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """What a list shows in one place; with a ``tone`` it is drawn as a tag."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True)
class Chip:
    """A filter chip: ``where`` is ``None`` for all."""

    key: str
    label: Text
    where: ColumnElement[bool] | None = None


@dataclass(frozen=True)
class RecordAction:
    """Something that can be done with the record shown.

    Either ``work`` is a write, or ``dialog`` makes a dialog (given the page and the record's id), or
    ``run`` does something else (given the same), such as asking where a file goes.
    A ``prominent`` one has a button of its own, the others are under "More". After its work, the
    window goes to the record of the kind ``leads_to`` that is its result.
    """

    words: Text
    glyph: str
    work: Callable[[Session, str], Changes] | None = None
    dialog: Callable[[QWidget, Office, str], QDialog] | None = None
    run: Callable[[QWidget, Office, str], object] | None = None
    when: Callable[[Record], bool] = lambda _record: True
    prominent: bool = False
    leads_to: str = ""


@dataclass(frozen=True)
class Extra:
    """What a detail page shows beside the described fields.

    Attributes:
        tags: words with a tone, above the title.
        above: widgets between the lead and the facts; made anew each time.
        below: widgets after the facts.
        further: makes the widgets after those, once what is seen first is on the screen; for pages that
            would take too long to be built in one go. It gets a session of its own.
    """

    tags: Sequence[tuple[Text, Tone]] = ()
    above: Sequence[QWidget] = ()
    below: Sequence[QWidget] = ()
    further: Callable[[Session], Sequence[QWidget]] | None = None


def _no_extra(_office: Office, _session: Session, _record: Record) -> Extra:
    return Extra()


@dataclass(frozen=True)
class Desk:
    """How one kind is worked with."""

    record: type[Record]
    sentence: Text = field(default_factory=lambda: _l("Nothing here yet."))
    new_words: Text = field(default_factory=lambda: _l("Add"))
    chips: tuple[Chip, ...] = ()
    cells: Mapping[str, Callable[[Any], Cell]] = field(default_factory=dict)
    actions: tuple[RecordAction, ...] = ()
    extra: Callable[[Office, Session, Any], Extra] = _no_extra
    hidden: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    example: Callable[[Session], Changes] | None = None
    example_words: Text = field(default_factory=lambda: _l("Look at an example"))
    can_duplicate: bool = True
    can_edit: bool = True
    """Whether people write such records themselves; otherwise they are made by the room's actions."""
    locked: Callable[[Any], bool] = lambda _record: False
    """Whether a record has become unchangeable, such as what is frozen."""
    order: tuple[str, bool] = (TITLE, False)
    """The column that the list is ordered by at first, and whether the largest comes first."""

    def save_new(self, session: Session, values: Values) -> Changes:
        """Add a record from the form."""
        return editing.add(session, self.record, values)

    def save(self, session: Session, record_id: str, values: Values) -> Changes:
        """Change a record from the form."""
        return editing.change(session, self.record, record_id, values)

    def cell(self, record: Record, name: str) -> Cell:
        """What the list shows of a field."""
        if name in record.withheld():
            return Cell("")
        if name in self.cells:
            return self.cells[name](record)
        return Cell(fields_of(self.record)[name].value.show(getattr(record, name)))

    def on_the_right(self, name: str) -> bool:
        """Whether a column is aligned to the right, as numbers are."""
        field = fields_of(self.record).get(name)
        value = field.value if field else None
        number = isinstance(value, Whole | Number) and not isinstance(value, Clock | Minutes | Year)
        return number or name in self.right
