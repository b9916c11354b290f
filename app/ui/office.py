"""What every page is given: the open store, and one way to read, write, tell and go somewhere."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from app.core.attachment import PrivateCopies
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.room import Room
from app.core.store import Store, Work
from app.core.text import Text
from app.ui import jobs
from app.ui.network_door import NetworkDoor
from app.ui.preferences import Preferences


class Office(QObject):
    """The working day's tools.

    Signals:
        changed: what a write or undo touched; every page decides by kind whether to refresh.
        said: words for the toast, and whether they can be undone.
        refused: words about what could not be done.
        wanted: somebody wants to see the record of a kind and id.
        wanted_in: somebody wants to see what a room, by its name, tells of a record of a kind and id.
    """

    changed = Signal(object)
    said = Signal(object, bool)
    refused = Signal(object)
    wanted = Signal(str, str)
    wanted_in = Signal(str, str, str)
    saving = Signal(bool)

    def __init__(self, store: Store, preferences: Preferences, rooms: Sequence[Room] = ()) -> None:
        super().__init__()
        self.rooms = rooms
        self.store = store
        self.preferences = preferences
        self.copies = PrivateCopies()
        self.network = NetworkDoor()

    def write(
        self,
        work: Work,
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[Refusal], None] | None = None,
        *,
        tell: bool = True,
    ) -> None:
        """Run an action in the background; afterwards all pages hear what changed.

        ``failed`` is called for a refusal; without it the words are shown.
        """
        self._run(lambda: self.store.write(work), done, failed, tell=tell, can_undo=True)

    def undo(self) -> None:
        """Take back the last action."""
        self._run(self.store.undo, None, None, tell=True, can_undo=False)

    def redo(self) -> None:
        """Do again what was undone."""
        self._run(self.store.redo, None, None, tell=True, can_undo=False)

    def _run(
        self,
        function: Callable[[], Changes],
        done: Callable[[Changes], None] | None,
        failed: Callable[[Refusal], None] | None,
        *,
        tell: bool,
        can_undo: bool,
    ) -> None:
        def finished(changes: Changes) -> None:
            self.saving.emit(False)
            if done:
                done(changes)
            if changes:
                self.changed.emit(changes)
                if tell:
                    self.said.emit(changes.words, can_undo)

        def refused(fault: BaseException) -> None:
            self.saving.emit(False)
            if isinstance(fault, InvalidFields | Refusal):
                if failed:
                    failed(fault)
                else:
                    self.refused.emit(fault.told)
            else:
                raise fault

        self.saving.emit(True)
        jobs.run(function, done=finished, failed=refused, owner=self)

    def read(
        self, owner: QObject, question: Callable[[Session], Any], done: Callable[[Any], object]
    ) -> None:
        """Ask the store something in the background."""
        jobs.run(lambda: self.ask(question), done=done, owner=owner)

    def ask(self, question: Callable[[Session], Any]) -> Any:
        """Ask the store something small, now."""
        with self.store.read() as session:
            return question(session)

    def keep(self, work: Callable[[Session], Any]) -> None:
        """Write what has no history, in the background."""
        jobs.run(lambda: self.store.keep(work), owner=self)

    def tell(self, words: Text) -> None:
        """Show words for a moment."""
        self.said.emit(words, False)
