"""Services side by side: by what they are chosen, and where they differ."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.catalogue import shapes
from app.catalogue.items import Item
from app.core.fault import Missing
from app.core.record import today
from app.core.text import _l, literal, pick
from app.network.directory import actions, wording
from app.ui.office import Office
from app.ui.scroll_dialog import ScrollDialog
from app.ui.widgets import Grid, label, small

_WIDTH, _HEIGHT = 960, 620


class CompareDialog(ScrollDialog):
    """A column for each service; what differs stands strong, what is the same softly."""

    def __init__(self, parent: QWidget, office: Office, ids: tuple[str, ...]) -> None:
        super().__init__(parent, _l("Services side by side"), _WIDTH, _HEIGHT)
        items = office.ask(lambda session: found(session, ids))
        grid = Grid(spacing=12, column_gap=20)
        top = Qt.AlignmentFlag.AlignTop
        for at, item in enumerate(items, 1):
            grid.setColumnStretch(at, 1)
            grid.addWidget(label(literal(pick(item.name)), "strong"), 0, at, top)
        day = today()
        columns = [wording.facts(item, day) for item in items]
        for row, parts in enumerate(zip(*columns, strict=True), 1):
            told = [value.say() or wording.NOTHING.say() for _name, value in parts]
            same = len(set(told)) == 1
            if same and told[0] == wording.NOTHING.say():
                continue
            grid.addWidget(label(parts[0][0], "soft", wrap=False), row, 0, top)
            for at, words in enumerate(told, 1):
                grid.addWidget(label(literal(words), "soft" if same else "strong"), row, at, top)
        self.content.addLayout(grid)
        self.content.addWidget(small(_l("What differs stands in bold.")))
        self.content.addStretch(1)


def found(session: Session, ids: tuple[str, ...]) -> list[Item]:
    """Those of some services that are still in the directory."""
    items = []
    for each in ids:
        try:
            items.append(actions.find(session, shapes.SERVICE, each))
        except Missing:
            continue
    return items
