"""What dialogs in which something is written share: they do their work once, and Esc throws nothing away by chance."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog

from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import Work
from app.core.text import _l
from app.ui.office import Office
from app.ui.widgets import Banner


class AskingDialog(QDialog):
    """A dialog whose answers are kept by its last button.

    A subclass sets ``_office`` and ``_problem``, the band above its buttons, and says with :meth:`typed`
    what stands in it.
    """

    _office: Office
    _problem: Banner
    _begun: Any = None
    _under_way = False
    _warned: Any = None

    def typed(self) -> Any:
        """What a person has written so far, to be compared with how the dialog opened."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """What stands in it now is where a person begins."""
        self._begun, self._warned = self.typed(), None

    def put(
        self, work: Work, done: Callable[[Changes], None], refused: Callable[[Refusal], None]
    ) -> None:
        """Write what was answered; pressed again meanwhile, the button does it no second time."""
        if self._under_way:
            return
        self._under_way = True

        def ended(answer: Any, after: Callable[[Any], None]) -> None:
            self._under_way = False
            after(answer)

        self._office.write(
            work, lambda changes: ended(changes, done), lambda fault: ended(fault, refused)
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Remember how it opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self.begin_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; where something was written only when it is pressed once more."""
        if event.key() == Qt.Key.Key_Escape and self._stays():
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own cross is as easily pressed by chance."""
        if event.spontaneous() and self._stays():
            event.ignore()
        else:
            super().closeEvent(event)

    def _stays(self) -> bool:
        written = self.typed()
        if written in (self._begun, self._warned):
            return False
        self._warned = written
        self._problem.tell(
            _l("What you have written isn’t kept yet. Press Esc once more to leave without it."),
            "watch",
        )
        self._problem.show()
        return True
