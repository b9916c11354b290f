"""The items of a field as a list: the same as on the canvas, for the keyboard, screen readers and long texts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.text import _l, _n, literal, pick
from app.ui.language import bind
from app.ui.widgets import Column, Row, RowItem, RowList, button, icon_button, small, tick_box
from app.ui.widgets import clear as clear_layout
from app.worksheets.sheets.content import Item, branches
from app.worksheets.types.rules import NOTE, SheetField

MOST_ROWS = 60
SHORT = 300


class ItemList(QWidget):
    """Lists items, adds in one line, opens one to be changed.

    Signals:
        opened: the id of an item that is to be changed.
        added: the text of a new one.
        ticked: a point of a checklist was done or undone.
    """

    opened = Signal(str)
    added = Signal(str)
    ticked = Signal(str, bool)

    def __init__(self, of: SheetField) -> None:
        super().__init__()
        self.of = of
        self._whole = False
        self._items: Sequence[Item] = ()
        self._facts: dict[str, str] = {}
        column = Column(self, spacing=8)
        self._body = Column(spacing=0)
        column.addLayout(self._body)
        self.line = QLineEdit()
        bind(self.line.setPlaceholderText, self._asks)
        bind(self.line.setAccessibleName, self._asks)
        self.line.returnPressed.connect(self._add)
        self._adding = QWidget()
        row = Row(self._adding, spacing=8)
        row.addWidget(self.line, 1)
        row.addWidget(icon_button("plus", _l("Add"), self._add))
        column.addWidget(self._adding)

    def _asks(self) -> str:
        return _l("Add to “{field}” and press Enter", field=pick(self.of.label)).say()

    def _add(self) -> None:
        text = self.line.text().strip()
        if text:
            self.line.clear()
            self.added.emit(text)

    def show_items(
        self, items: Sequence[Item], facts: dict[str, str], *, locked: bool = False
    ) -> None:
        """Show items; ``facts`` are what their columns tell, by id."""
        self._adding.setVisible(not locked)
        if (items, facts) == (self._items, self._facts) and self._body.count():
            return
        self._items, self._facts = items, facts
        self._fill(locked=locked)

    def _fill(self, *, locked: bool) -> None:
        clear_layout(self._body)
        shown = self._items if self._whole else self._items[:MOST_ROWS]
        if not shown:
            self._body.addWidget(
                small(literal(self.of.help) if self.of.help else _l("Nothing yet."))
            )
        elif self.of.type == "checks":
            for each in shown:
                self._body.addWidget(self._check(each, locked=locked))
        else:
            rows = RowList([self._row(each, level) for each, level in self._ordered(shown)])
            rows.chosen.connect(self.opened)
            self._body.addWidget(rows)
        left = len(self._items) - len(shown)
        if left:
            more = _n("Show {count} more", "Show {count} more", left)
            self._body.addWidget(button(more, "quiet", pressed=self._show_all))

    def _show_all(self) -> None:
        self._whole = True
        self._fill(locked=False)

    def _ordered(self, items: Sequence[Item]) -> list[tuple[Item, int]]:
        if self.of.type != "tree":
            return [(each, 0) for each in items]
        return [(b.item, b.level) for top in branches(items) for b in top.walk()]

    def _row(self, item: Item, level: int) -> RowItem:
        text = item.text if len(item.text) <= SHORT else item.text[:SHORT] + " …"
        lead = "\u2003" * level + ("↳ " if level else "")
        votes = _n("{count} vote", "{count} votes", item.votes) if item.votes else ""
        facts = self._facts.get(item.id, "")
        return RowItem(item.id, lead + (text or "–"), facts, tag=votes, tone="main")

    def _check(self, item: Item, *, locked: bool) -> QWidget:
        box, ticked = tick_box(item.text or "–")
        box.setChecked(item.done)
        box.setEnabled(not locked)
        box.clicked.connect(partial(self.ticked.emit, item.id))
        holder = QWidget()
        line = Row(holder, spacing=8, margins=(0, 4, 0, 4))
        words = Column(spacing=0)
        words.addWidget(ticked)
        if note := item.facts.get(NOTE):
            below = Row(margins=(28, 0, 0, 0))
            below.addWidget(small(str(note)), 1)
            words.addLayout(below)
        line.addLayout(words, 1)
        opens = icon_button("pencil-simple", _l("Change this"), partial(self.opened.emit, item.id))
        line.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
        return holder
