"""Writes that a person does in quick succession, done one after the other in that order."""

from collections.abc import Callable

from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import Work
from app.ui.office import Office


class Turns:
    """Takes writes as they come; each begins when the one before it has ended.

    A refusal is told and doesn't stop those after it.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._waiting: list[tuple[Work, Callable[[Changes], None] | None]] = []

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return bool(self._waiting)

    def write(self, work: Work, done: Callable[[Changes], None] | None = None) -> None:
        """Write when it is its turn; ``done`` is called after it, not after a refusal."""
        self._waiting.append((work, done))
        if len(self._waiting) == 1:
            self._begin()

    def _begin(self) -> None:
        work, done = self._waiting[0]

        def written(changes: Changes) -> None:
            if done:
                done(changes)
            self._next()

        self._office.write(work, written, self._refused, tell=False)

    def _refused(self, fault: Refusal) -> None:
        self._office.refused.emit(fault.told)
        self._next()

    def _next(self) -> None:
        self._waiting.pop(0)
        if self._waiting:
            self._begin()
