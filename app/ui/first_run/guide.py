"""The guide that leads through the steps.

Nothing is written before the passphrase is chosen; whatever is half-made when the guide is left is
removed again. It never writes over an existing file.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog

from app.core import paths
from app.core import store as stores
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.text import _l
from app.ui import jobs
from app.ui.first_run.steps import (
    Beginning,
    Made,
    Organisation,
    Passphrase,
    RecoverySheet,
    State,
    Step,
    Welcome,
)
from app.ui.language import bind
from app.ui.preferences import Preferences
from app.ui.theme import theme
from app.ui.widgets import Banner, Column, Row, Stack, button, small


class FirstRun(QDialog):
    """A few steps; ``made`` holds the open store when it was accepted.

    Attributes:
        open_existing: the file that a person wants to open instead.
    """

    def __init__(self, preferences: Preferences, folder: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self.open_existing: Path | None = None
        self._state = State(preferences, folder or paths.documents())
        self._done = False
        _remove_unfinished(preferences)
        bind(self.setWindowTitle, _l("Welcome to Kumppani"))
        self.resize(theme.px(720), theme.px(680))
        whole = Column(self, margins=(28, 20, 28, 20), spacing=12)
        self._place = small("")
        whole.addWidget(self._place)
        self.steps = Stack()
        whole.addWidget(self.steps, 1)
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        foot = Row(spacing=12)
        self.back_button = button(_l("Back"), icon_name="arrow-left", pressed=self._back)
        self.next_button = button(_l("Continue"), "primary", pressed=self._next)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        whole.addLayout(foot)
        self.welcome = Welcome(self._state)
        self.welcome.existing_chosen.connect(self._open_existing)
        self.organisation = Organisation(self._state)
        self.passphrase = Passphrase(self._state)
        self.recovery = RecoverySheet(self._state)
        self.beginning = Beginning(self._state)
        self._all: tuple[Step, ...] = (
            self.welcome,
            self.organisation,
            self.passphrase,
            self.recovery,
            self.beginning,
        )
        for step in self._all:
            self.steps.addWidget(step)
        self.show_step(0)

    @property
    def made(self) -> Made | None:
        """What the guide has made so far."""
        return self._state.made

    @property
    def number(self) -> int:
        """The step in front, from 0."""
        return self.steps.currentIndex()

    def show_step(self, number: int) -> None:
        """Bring a step to the front."""
        step, total = self._all[number], len(self._all)
        step.enter()
        self.steps.setCurrentWidget(step)
        bind(self._place.setText, _l("Step {number} of {total}", number=number + 1, total=total))
        self.back_button.setVisible(number > 0)
        last = number == total - 1
        bind(self.next_button.setText, _l("Open my office") if last else _l("Continue"))
        self._problem.hide()

    def _open_existing(self, path: Path) -> None:
        self.open_existing = path
        self.reject()

    def _back(self) -> None:
        self.show_step(self.number - 1)

    def _next(self) -> None:
        try:
            work = self._all[self.number].leave()
        except (InvalidValue, InvalidFields):
            return  # told beside the fields
        except Refusal as fault:
            self._tell(fault)
            return
        if work is None:
            self._go_on()
        else:
            self._do(work)

    def _do(self, work: Callable[[], object]) -> None:
        """Do what takes a moment in the background, then go on."""
        self._wait(on=True)

        def done(_answer: object) -> None:
            self._wait(on=False)
            self._go_on()

        def failed(fault: BaseException) -> None:
            self._wait(on=False)
            if not isinstance(fault, Refusal):
                raise fault
            self._tell(fault)

        jobs.run(work, done=done, failed=failed, owner=self)

    def _wait(self, *, on: bool) -> None:
        for each in (self.next_button, self.back_button, self.steps):
            each.setEnabled(not on)
        if on:
            self._problem.tell(_l("One moment…"), "main")
        self._problem.setVisible(on)

    def _go_on(self) -> None:
        if self.number + 1 < len(self._all):
            self.show_step(self.number + 1)
        else:
            self._done = True
            self.accept()

    def _tell(self, fault: Refusal) -> None:
        self._problem.tell(fault.words, "bad")
        self._problem.show()

    def done(self, result: int) -> None:
        """Leave nothing half-made behind when the guide is left before its end."""
        jobs.wait()
        if not self._done and self._state.made:
            path = self._state.made.store.path
            self._state.made.store.close()
            stores.remove(path)
            self._state.preferences.end_making()
            self._state.made = None
        super().done(result)


def _remove_unfinished(preferences: Preferences) -> None:
    """Remove what a guide left half-made when the program or the computer stopped in its middle."""
    if path := preferences.unfinished:
        stores.remove(path)
        preferences.end_making()
