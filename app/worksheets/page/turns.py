"""Writes that a person does in quick succession, done one after the other in that order."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import Work
from app.core.text import Text, _l
from app.ui.office import Office


def rescued(words: Text, typed: str) -> Text:
    """Why something can't be kept; what was typed is put on the clipboard, and that is told too."""
    if not typed:
        return words
    QApplication.clipboard().setText(typed)
    return _l("{why} What you wrote is on the clipboard.", why=words)


class Turns(QObject):
    """Takes writes as they come; each begins when the one before it has ended.

    Neither a refusal nor a crash stops those after it; what was typed is on the clipboard then.
    """

    _crashed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._crashed.connect(self._go_on)
        self._office = office
        self._waiting: list[tuple[Work, Callable[[Changes], None] | None, str]] = []

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return bool(self._waiting)

    def write(
        self, work: Work, done: Callable[[Changes], None] | None = None, typed: str = ""
    ) -> None:
        """Write ``typed`` when it is its turn; ``done`` is called after it, not after a refusal."""
        self._waiting.append((work, done, typed))
        if len(self._waiting) == 1:
            self._begin()

    def _begin(self) -> None:
        work, done, _typed = self._waiting[0]

        def written(changes: Changes) -> None:
            if done:
                done(changes)
            self._next()

        def watched(session: Session) -> Changes:
            try:
                return work(session)
            except Refusal:
                raise
            except Exception:
                self._crashed.emit()
                raise

        self._office.write(watched, written, self._refused, tell=False)

    def _refused(self, fault: Refusal) -> None:
        self._office.refused.emit(self._saved(fault.told))
        self._next()

    def _go_on(self) -> None:
        self._office.refused.emit(self._saved(_l("This couldn't be saved.")))
        self._next()

    def _saved(self, words: Text) -> Text:
        """What is told, what was typed being put on the clipboard."""
        return rescued(words, self._waiting[0][2])

    def _next(self) -> None:
        self._waiting.pop(0)
        if self._waiting:
            self._begin()
