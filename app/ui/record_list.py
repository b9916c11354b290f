"""The list pane of a page: chips, a filter that answers at each key, the table, and the bin."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget
from sqlalchemy.orm import Session

from app.core import listing
from app.core.change import Changes
from app.core.listing import Listing
from app.core.text import _l, _n, current_language, speaking
from app.ui import jobs
from app.ui.columns import columns_now, restore_columns
from app.ui.desk import Chip, Desk
from app.ui.language import bind, switch
from app.ui.list_menu import list_menu
from app.ui.office import Office
from app.ui.table import RecordModel, RecordTable
from app.ui.widgets import (
    Card,
    ChipBar,
    Choice,
    Column,
    EmptyState,
    Row,
    SearchBox,
    icon_button,
    small,
)

ALL, BIN = "all", "bin"
LOWEST = 90
"""Pixels that are left for the rows, however low the window is."""
MOST_CHIPS = 9
"""Of more than so many a person would have to read a wall: they are in one drop-down list."""


@dataclass(frozen=True)
class _Rows:
    """What stays the same while somebody types into the filter."""

    key: tuple[Any, ...]
    order: listing.Order
    counts: dict[str, int]


class RecordList(Card):
    """Everything of one kind.

    Signals:
        chosen: a row has become current.
        opened: a row was opened with Return or a double click.
        filled: the list has been brought up to date.
    """

    chosen = Signal(str)
    opened = Signal(str)
    filled = Signal()

    def __init__(
        self,
        office: Office,
        desk: Desk,
        begin: Callable[[], object],
        example: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self._office = office
        self.desk = desk
        self._latest = jobs.Latest(self)
        self._order, self._descending = desk.order
        self._wanted = ""
        self._kept: _Rows | None = None
        self._by_hand = True
        self._low = False
        self.chips = (Chip(ALL, _l("All")), *desk.chips, Chip(BIN, _l("Bin")))
        self.bar = ChipBar([Choice(chip.key, chip.label) for chip in self.chips])
        self.bar.chosen.connect(lambda _key: self.fill())
        self.filter = SearchBox(_l("Filter this list"), hint="")
        self.filter.textChanged.connect(lambda _text: self.fill())
        self.model = RecordModel(office, desk)
        self.table = RecordTable(self.model)
        bind(self.table.setAccessibleName, desk.record.kind.label_plural)
        self.table.opened.connect(self.opened)
        self.table.doubleClicked.connect(lambda _index: self.opened.emit(self.table.current_id()))
        self.table.selectionModel().currentRowChanged.connect(self._current)
        self.table.ordered.connect(self._reorder)
        self.table.menu_wanted.connect(self._show_menu)
        self.count = small("")
        bind(self.count.setText, self._count_words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._empty = EmptyState(
            desk.record.kind.icon,
            desk.record.kind.label_plural,
            desk.sentence,
            begin=(desk.new_words, begin) if desk.can_edit else None,
            example=(desk.example_words, example) if example else None,
        )
        self._stack.addWidget(self._empty)
        self._none = EmptyState(
            "magnifying-glass",
            _l("Nothing fits"),
            _l("Try fewer letters or another filter."),
        )
        self._stack.addWidget(self._none)
        # Without this the empty page, though hidden, would take the chips' room in a low window.
        self._stack.setMinimumHeight(LOWEST)
        self._lay_out()
        self._restore_columns()
        switch.changed.connect(self._say_again)

    def _lay_out(self) -> None:
        self._top = top = Column(margins=(12, 10, 12, 8), spacing=8)
        top.addWidget(self.bar)
        top.addWidget(self.filter)
        self.body.set_margins((0, 0, 0, 8))
        self.body.set_gap(0)
        self.body.addLayout(top)
        self.body.addWidget(self._stack, 1)
        foot = Row(margins=(16, 4, 16, 0))
        foot.addWidget(self.count)
        foot.addStretch(1)
        self.menu_button = icon_button("columns", _l("Order and columns"), self._show_menu)
        foot.addWidget(self.menu_button)
        self.body.addLayout(foot)

    def set_low(self, low: bool) -> None:
        """Leave the little height there is to the rows, or show all chips again."""
        self._low = low
        self._arrange_head()

    def _arrange_head(self) -> None:
        compact = self._low or self.bar.offered > MOST_CHIPS
        self.bar.set_compact(compact)
        across = QBoxLayout.Direction.LeftToRight
        self._top.setDirection(across if compact else QBoxLayout.Direction.TopToBottom)

    def _show_menu(self) -> None:
        menu = list_menu(self.table, self.model)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self.menu_button.mapToGlobal(self.menu_button.rect().topRight())
        menu.popup(corner - QPoint(menu.sizeHint().width(), menu.sizeHint().height()))

    def _count_words(self) -> str:
        return _n("{count} row", "{count} rows", len(self.model.ids)).say()

    def _listing(self) -> Listing:
        chip = next((c for c in self.chips if c.key == self.bar.current), self.chips[0])
        return Listing(
            words=self.filter.text(),
            order=self._order,
            descending=self._descending,
            where=(chip.where,) if chip.where is not None else (),
            deleted=chip.key == BIN,
        )

    def _reorder(self, name: str, descending: bool) -> None:
        self._order, self._descending = name, descending
        self.fill()

    def fill(self, select: str = "") -> None:
        """Ask the store which records there are, in the background; the newest answer counts.

        The order of the rows and the chips' counts are kept until something changes, so that a key
        in the filter costs no more than the full-text query.
        """
        self._wanted = select or self._wanted
        question, language = self._listing(), current_language()
        key = (self.bar.current, question.order, question.descending, language)
        kept = self._kept if self._kept and self._kept.key == key else None

        def answer() -> tuple[_Rows, list[str]]:
            with self._office.store.read() as session, speaking(language):
                rows = kept or self._rows(session, key, question)
                found = listing.narrow(session, self.desk.record, rows.order, question.words)
                return rows, found

        self._latest.run(answer, done=self._filled)

    def _rows(self, session: Session, key: tuple[Any, ...], question: Listing) -> "_Rows":
        conditions = {chip.key: chip.where for chip in self.chips if chip.key != BIN}
        counts = listing.counts(session, self.desk.record, conditions)
        counts[BIN] = listing.in_bin(session, self.desk.record)
        return _Rows(key, listing.order(session, self.desk.record, question), counts)

    def _say_again(self) -> None:
        self.fill()

    def _filled(self, answer: tuple["_Rows", list[str]]) -> None:
        self._kept, ids = answer
        wanted, self._wanted = self._wanted or self.table.current_id(), ""
        counts = self._kept.counts
        self.model.show(ids)
        self.table.measure()
        self.bar.set_counts(counts)
        # A chip that would show nothing only takes room.
        keys = [chip.key for chip in self.chips[1:]]
        self.bar.leave_out([k for k in keys if not counts[k] and k != self.bar.current])
        self._arrange_head()
        self.count.setText(self._count_words())
        nothing = self._none if counts[ALL] or self.filter.text() else self._empty
        self._stack.setCurrentWidget(self.table if ids else nothing)
        self._by_hand = False  # the row is the same as before, only found again
        if not (wanted and self.table.choose(wanted)):
            self.table.clearSelection()
        self._by_hand = True
        self.filled.emit()

    def refresh(self, changes: Changes) -> None:
        """Show what was changed as it is now."""
        ids = changes.ids(self.desk.record.kind.name)
        if ids:
            self.model.forget(ids)
            self._kept = None
            self.fill(changes.result if changes.result in ids else "")

    def _current(self) -> None:
        record_id = self.table.current_id()
        if record_id and self._by_hand:
            self.chosen.emit(record_id)

    @property
    def in_bin(self) -> bool:
        """Whether the bin is shown."""
        return self.bar.current == BIN

    def _column_key(self) -> str:
        return f"list.{self.desk.record.kind.name}"

    def _restore_columns(self) -> None:
        if kept := self._office.preferences.columns(self._column_key()):
            restore_columns(self.table, self.model, kept)

    def keep_columns(self) -> None:
        """Remember widths, order and choice of the columns."""
        now = columns_now(self.table, self.model)
        self._office.preferences.keep_columns(self._column_key(), now)
