"""The button that takes back the last action, and says beforehand which one that is."""

from PySide6.QtWidgets import QWidget

from app.core.change import Changes
from app.core.text import Text, _l
from app.ui import jobs
from app.ui.icons import icon
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import Button


class UndoButton(Button):
    """Enabled while there is something to take back; its tooltip names it."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("icon", parent)
        self._office = office
        self.setIcon(icon("arrow-counter-clockwise", "main"))
        self.clicked.connect(lambda *_on: office.undo())
        office.changed.connect(self._changed)
        self._tell(None)
        self._ask()

    def _changed(self, _changes: Changes) -> None:
        self._ask()

    def _ask(self) -> None:
        jobs.run(self._office.store.undo_words, done=self._tell, owner=self)

    def _tell(self, what: Text | None) -> None:
        self.setEnabled(what is not None)
        words = _l("Undo (Ctrl+Z): {what}", what=what) if what else _l("There is nothing to undo.")
        bind(self.setToolTip, words)
        bind(self.setAccessibleName, words)
