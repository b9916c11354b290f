"""Services side by side: by what they are chosen, and where they differ."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.record import today
from app.core.room import Paper
from app.core.text import _l, literal, pick
from app.network.directory import actions, wording
from app.ui.office import Office
from app.ui.record_deeds import show_paper
from app.ui.scroll_dialog import ScrollDialog
from app.ui.widgets import Grid, button, label, small

COMPARISON = Paper(
    "service-comparison",
    _l("Services side by side"),
    "",
    "app.network.directory.papers:comparison",
)
_WIDTH, _HEIGHT = 960, 620


class CompareDialog(ScrollDialog):
    """A column for each service; what differs stands strong, what is the same softly."""

    def __init__(self, parent: QWidget, office: Office, ids: tuple[str, ...]) -> None:
        super().__init__(parent, _l("Services side by side"), _WIDTH, _HEIGHT)
        items = office.ask(lambda session: actions.services(session, ids))
        grid = Grid(spacing=12, column_gap=20)
        top = Qt.AlignmentFlag.AlignTop
        for at, item in enumerate(items, 1):
            grid.setColumnStretch(at, 1)
            grid.addWidget(label(literal(pick(item.name)), "strong"), 0, at, top)
        for row, each in enumerate(wording.compared(items, today()), 1):
            grid.addWidget(label(each.label, "soft", wrap=False), row, 0, top)
            for at, words in enumerate(each.values, 1):
                shown = label(literal(_kept(words)), "soft" if each.same else "strong")
                grid.addWidget(shown, row, at, top)
        self.content.addLayout(grid)
        self.content.addWidget(small(_l("What differs stands in bold.")))
        self.content.addStretch(1)
        self._office, self._ids = office, [item.record_id for item in items]
        self.paper_button = button(_l("Save as PDF"), "secondary", "file-pdf", self.save)
        self.paper_button.setEnabled(bool(items))
        self.foot.insertWidget(0, self.paper_button)

    def save(self) -> None:
        """Ask where the comparison goes, in which language, and write it."""
        if self._ids:
            show_paper(self, self._office, COMPARISON, ",".join(self._ids))


def _kept(words: str) -> str:
    """Words for a narrow column: a price keeps its unit, and no line begins with what stands between two facts."""
    return words.replace("/", "/\N{WORD JOINER}").replace(" · ", "\N{NO-BREAK SPACE}· ")
