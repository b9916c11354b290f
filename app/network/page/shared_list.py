"""What leaves the computer: each kind with its number, what never does, and exactly which facts do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.format import show_number
from app.core.text import Text, _l
from app.network.wording import NEVER_LEAVES
from app.ui.widgets import Column, Fold, Grid, Picture, Row, clear, label, small

if TYPE_CHECKING:
    from app.sync.preview import Preview


class SharedList(QWidget):
    """Filled from a preview; nothing is sent to fill it.

    Attributes:
        facts: folds the exact facts away.
    """

    def __init__(self) -> None:
        super().__init__()
        column = Column(self, spacing=12)
        self._grid = Grid(spacing=4, column_gap=12)
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        line = Row(spacing=8)
        line.addWidget(Picture("lock-simple", 20, "good"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(NEVER_LEAVES), 1)
        column.addLayout(line)
        self.facts = Fold(_l("Which facts of them"))
        column.addWidget(self.facts)

    def show_preview(self, kinds: Sequence["Preview"]) -> None:
        """Show what would go out; also what there is none of yet, because later there may be."""
        clear(self._grid)
        clear(self.facts.body)
        some = [each for each in kinds if each.count]
        for row, each in enumerate(some):
            count = each.count
            number = label(lambda count=count: show_number(count), "strong", wrap=False)
            self._grid.addWidget(label(each.label, wrap=False), row, 0)
            self._grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        if none := [each.label for each in kinds if not each.count]:
            later = _l("Later also, when you have them: {kinds}", kinds=_listed(none))
            self._grid.addWidget(small(later), len(some), 0, 1, 3)
        for each in kinds:
            if each.fields:
                self.facts.body.addWidget(label(each.label, "caption"))
                self.facts.body.addWidget(small(_listed(each.fields)))


def _listed(labels: Sequence[Text]) -> Text:
    """Labels in one line, each said in the language of the moment."""
    names = {f"part{at}": each for at, each in enumerate(dict.fromkeys(labels))}
    return Text(", ".join(f"{{{name}}}" for name in names), args=names)
