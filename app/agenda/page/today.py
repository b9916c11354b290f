"""The home page: what waits for me and by when, and a few figures."""

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from sqlalchemy.orm import Session

from app.agenda import rules
from app.agenda.actions import Day, gather
from app.agenda.page.places import go, place_of
from app.core.change import Changes
from app.core.format import show_day
from app.core.record import today
from app.core.room import Figure, Matter, Room
from app.core.text import Text, _l
from app.ui import jobs
from app.ui.language import switch
from app.ui.office import Office
from app.ui.page import Page
from app.ui.widgets import (
    Card,
    Column,
    EmptyState,
    FigureCard,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    clear,
)

Step = tuple[str, Text, Text, Callable[[], object]]
"""A first step of a new user: its name, what to do, why, and where it takes one."""
_GAP = 16


class TodayPage(Page):
    """What the rooms say about today.

    Signals:
        counted: how much is pressing, by room name, for the navigation rail.
    """

    counted = Signal(dict)

    def __init__(self, office: Office, rooms: Sequence[Room], steps: Sequence[Step]) -> None:
        super().__init__(office)
        self._rooms = rooms
        self._steps = steps
        self._latest = jobs.Latest(self)
        self.title = lambda: _l("Today, {day}", day=show_day(self.today)).say()
        whole = Column(self)
        self._column = ScrollColumn(max_width=1040, margins=(0, 0, 0, 12))
        whole.addWidget(self._column)
        self._day: Day | None = None
        self._drawn: Day | None = None
        self._rows = 1
        self._rows_wanted: Callable[[], int] = lambda: 1
        switch.changed.connect(self._say_again)
        self.fill()

    @property
    def today(self) -> date:
        """The calendar day."""
        return today()

    def entered(self) -> None:
        if not self._asking.running:  # the window enters its first page while that still asks
            self.fill()

    def refresh(self, changes: Changes) -> None:
        self.fill()

    def _say_again(self) -> None:
        self.fill()

    def fill(self) -> None:
        """Ask the rooms, in the background."""

        def ask(session: Session) -> Day:
            return gather(session, self._rooms, self.today)

        def answer() -> Day:
            with self.office.store.read() as session:
                return ask(session)

        self._asking = self._latest.run(answer, done=self._show)

    def _show(self, day: Day) -> None:
        self._day = day
        self.counted.emit(day.counts)
        if self.isVisible():
            self._draw(day)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was found while another page was in front."""
        if self._day is not self._drawn and self._day is not None:
            self._draw(self._day)
        super().showEvent(event)

    def _draw(self, day: Day) -> None:
        self._drawn, self._rows_wanted = day, lambda: self._rows
        clear(self._column.body)
        if day.figures:
            self._show_figures(day.figures)
        else:
            self._show_first_steps()
        card = Card(_l("Waiting for you"), margins=0)
        if day.matters:
            rows = RowList([self._row(number, m) for number, m in enumerate(day.matters[:12])])
            rows.chosen.connect(self._open)
            card.body.addWidget(rows)
        else:
            card.body.addWidget(
                EmptyState(
                    "sun",
                    _l("Nothing is waiting"),
                    _l("Dates and unfinished matters appear here by themselves."),
                )
            )
        self._column.body.addWidget(card)

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        cards = [FigureCard(figure.value, figure.label) for figure in figures]

        def wanted() -> int:
            widest = max(card.minimumSizeHint().width() for card in cards)
            return _rows(len(cards), widest, self.width())

        self._rows_wanted, self._rows = wanted, wanted()
        in_a_row = ceil(len(cards) / self._rows)
        for start in range(0, len(cards), in_a_row):
            line = Row(spacing=_GAP)
            for card in cards[start : start + in_a_row]:
                line.addWidget(card, 1)
            self._column.body.addLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures into as many rows as they need for their words."""
        super().resizeEvent(event)
        if self._drawn is not None and self._rows_wanted() != self._rows:
            self._draw(self._drawn)

    def _show_first_steps(self) -> None:
        card = Card(_l("First steps"), margins=0)
        rows = RowList([RowItem(name, words, why) for name, words, why, _go in self._steps])
        rows.chosen.connect(self._take_step)
        card.body.addWidget(rows)
        self._column.body.addWidget(card)

    def _take_step(self, name: str) -> None:
        next(go for step, _words, _why, go in self._steps if step == name)()

    def _row(self, number: int, matter: Matter) -> RowItem:
        return RowItem(
            str(number),
            matter.title,
            matter.advice,
            rules.say_due(matter.due, self.today),
            place_of(matter, self._rooms),
            matter.tone,
        )

    def _open(self, number: str) -> None:
        if self._day:
            matter = self._day.matters[int(number)]
            go(self.office, matter.room, matter.kind, matter.record_id)


def _rows(cards: int, widest: int, width: int) -> int:
    """In how many rows some cards stand, so that none is narrower than the widest needs."""
    fitting = max(1, (width + _GAP) // (widest + _GAP))
    return ceil(cards / fitting)
