"""A guided workshop: what to do now, how long it takes, and a clock that runs."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal

from app.core.text import _l, literal
from app.ui.language import bind
from app.ui.theme import set_role
from app.ui.widgets import Card, Column, Row, button, icon_button, label
from app.worksheets.types.rules import Step

SECOND_MS = 1000


class WorkshopBar(Card):
    """One step at a time, with its time left.

    Attributes:
        at: which step, from 0; ``left`` are the seconds left of it, below zero when it runs over.
        running: whether the clock runs.

    Signals:
        ended: the time of a step has run out.
        closed: the guidance isn't wanted any more.
    """

    ended = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(16, 10, 12, 10))
        self._steps: Sequence[Step] = ()
        self.at, self.left = 0, 0
        self._tick = QTimer(self, interval=SECOND_MS)
        self._tick.timeout.connect(self.second)
        line = Row(spacing=16)
        self.body.addLayout(line)
        words = Column(spacing=0)
        self._number = label("", "small")
        self._title = label("", "strong")
        self._words = label("")
        for each in (self._number, self._title, self._words):
            words.addWidget(each)
        line.addLayout(words, 1)
        self._clock = label("", "section", wrap=False)
        line.addWidget(self._clock)
        self.run_button = button(_l("Start the clock"), "primary", "play", self.run)
        line.addWidget(self.run_button)
        self.back_button = icon_button("caret-left", _l("Step before"), lambda: self.go(-1))
        self.next_button = button(_l("Next step"), "secondary", "caret-right", lambda: self.go(1))
        line.addWidget(self.back_button)
        line.addWidget(self.next_button)
        line.addWidget(icon_button("x", _l("Close the guidance"), self._close))

    @property
    def running(self) -> bool:
        """Whether the clock runs."""
        return self._tick.isActive()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Guide through steps, from the first; where they are shown already, all goes on."""
        if tuple(steps) == tuple(self._steps):
            return
        self._steps = steps
        self.begin(0)

    def begin(self, at: int) -> None:
        """Go to a step; the clock stands at its whole time, and goes on running when it ran."""
        self.at = max(0, min(at, len(self._steps) - 1))
        self.left = self._steps[self.at].minutes * 60 if self._steps else 0
        self._say()

    def go(self, by: int) -> None:
        """The next step, or the one before."""
        self.begin(self.at + by)

    def run(self) -> None:
        """Let the clock run, or stand."""
        if self.running:
            self._tick.stop()
        else:
            self._tick.start()
        self._say()

    def second(self) -> None:
        """A second has passed."""
        self.left -= 1
        if self.left == 0:
            self.ended.emit()
        self._say_clock()

    def _close(self) -> None:
        self._tick.stop()
        self._say()
        self.closed.emit()

    def _say(self) -> None:
        if not self._steps:
            return
        step = self._steps[self.at]
        bind(
            self._number.setText,
            _l(
                "Step {at} of {all}, {minutes} min",
                at=self.at + 1,
                all=len(self._steps),
                minutes=step.minutes,
            ),
        )
        bind(self._title.setText, literal(step.title))
        bind(self._words.setText, literal(step.words))
        self.back_button.setEnabled(self.at > 0)
        self.next_button.setEnabled(self.at < len(self._steps) - 1)
        bind(
            self.run_button.setText, _l("Stop the clock") if self.running else _l("Start the clock")
        )
        self.run_button.set_icon("pause" if self.running else "play")
        self._say_clock()

    def _say_clock(self) -> None:
        sign = "−" if self.left < 0 else ""
        minutes, seconds = divmod(abs(self.left), 60)
        self._clock.setText(f"{sign}{minutes}:{seconds:02d}")
        set_role(self._clock, "section-late" if self.left < 0 else "section")
