"""The calendar of tasks: a month, and beside it the day that is chosen, where a task is added to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from app.agenda.actions import gather
from app.agenda.page.places import go
from app.agenda.page.quick_add import QuickAdd
from app.agenda.page.task_month import Dated, TaskMonth, of_matters, of_task, said_of
from app.agenda.tasks import actions
from app.core.days import month_of, weeks_of_month
from app.core.format import show_day, show_month
from app.core.record import today
from app.core.text import _l
from app.ui import jobs
from app.ui.board.owners import OwnerChoice
from app.ui.calendar.entry import Place
from app.ui.language import bind, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import theme
from app.ui.widgets import (
    Card,
    Column,
    Flow,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    button,
    icon_button,
    label,
    rule,
    section,
    small,
    subject,
)

BESIDE, ASIDE, BELOW = 900, 300, 168
"""From this width the chosen day stands beside the month, so wide; else below it, so high."""
_ANY = 16_777_215
"""Qt's own largest size."""


@dataclass(frozen=True)
class _Found:
    entries: tuple[Dated, ...]
    owners: tuple[str, ...]


class MonthView(View):
    """The tasks and the other rooms' dated matters of a month.

    Attributes:
        day: the day that is chosen; its month is shown.

    Signals:
        wanted: a new task is wanted; the values it begins with.
    """

    wanted = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.day = today()
        self._found = _Found((), ())
        self.owner = OwnerChoice(
            office,
            _l("Who does it"),
            actions.NOBODY,
            _l("Nobody has taken this yet"),
            mine=True,
        )
        self.owner.picked.connect(self.fill)
        self.month = TaskMonth()
        self.month.chosen.connect(self._show_day_of)
        self.month.opened.connect(self._open)
        self.month.moved.connect(self.put)
        self.month.wanted.connect(lambda place: self.wanted.emit({"due": place.day}))
        self.month.day_pressed.connect(self.choose_day)
        self._heading, self._day_heading = section(""), subject("")
        self.quick = QuickAdd(office, compact=True)
        self.rows = RowList()
        self.rows.chosen.connect(self._open)
        self._nothing = QWidget()
        hint = Column(self._nothing, margins=(16, 12, 16, 12))
        hint.addWidget(small(_l("Nothing on this day.")))
        self._lay_out()
        switch.changed.connect(self._say_again)
        theme.changed.connect(self._arrange)

    def _lay_out(self) -> None:
        whole = Column(self, spacing=12)
        top = Flow(spacing=8)
        steps = QWidget()
        line = Row(steps, spacing=4)
        line.addWidget(icon_button("caret-left", _l("Earlier"), lambda: self.go(-1)))
        line.addWidget(self._heading)
        line.addWidget(icon_button("caret-right", _l("Later"), lambda: self.go(1)))
        line.addWidget(button(_l("Today"), pressed=lambda: self.choose_day(today())))
        top.addWidget(steps)
        top.addWidget(self.owner)
        self._legend = label(_l("In grey: what waits in the other rooms"), "small", wrap=False)
        top.addWidget(self._legend)
        whole.addLayout(top)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.month)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        grid = Card(margins=0)
        grid.body.addWidget(area, 1)
        self._aside = Card(margins=0)
        self._above = Column(margins=(16, 12, 16, 12), spacing=8)
        self._above.addWidget(self._day_heading)
        self._above.addWidget(self.quick, 1)
        self._aside.body.addLayout(self._above)
        self._aside.body.addWidget(rule())
        list_of_day = ScrollColumn(max_width=None, margins=0, spacing=0)
        list_of_day.body.addWidget(self._nothing)
        list_of_day.body.addWidget(self.rows)
        list_of_day.body.addStretch(1)
        self._aside.body.addWidget(list_of_day, 1)
        self._both = Row(spacing=16)
        self._both.addWidget(grid, 1)
        self._both.addWidget(self._aside)
        whole.addLayout(self._both, 1)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The day beside the month, or below it where there is no room."""
        beside = self.width() >= theme.px(BESIDE)
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._legend.setVisible(beside)
        self._both.setDirection(along if beside else down)
        self._above.setDirection(down if beside else along)
        self._aside.setMinimumWidth(theme.px(ASIDE) if beside else 0)
        self._aside.setMaximumWidth(theme.px(ASIDE) if beside else _ANY)
        self._aside.setMaximumHeight(_ANY if beside else theme.px(BELOW))

    # What is shown

    def fill(self) -> None:
        """Ask for the tasks and matters of the month, in the background."""
        weeks = weeks_of_month(self.day)
        first, last, owner, day = weeks[0][0], weeks[-1][-1], self.owner.owner, today()
        rooms = self._office.rooms

        def ask() -> _Found:
            with self._office.store.read() as session:
                tasks = actions.month(session, first, last, owner)
                entries = [of_task(task, day) for each in tasks.values() for task in each]
                if not owner:
                    entries += of_matters(gather(session, rooms, day).matters, rooms, first, last)
                return _Found(tuple(entries), actions.overview(session).owners)

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: _Found) -> None:
        self._found = found
        self.owner.offer_owners(found.owners)
        self._show()

    def _say_again(self, _language: str) -> None:
        self._show()

    def _show(self) -> None:
        self.month.show_month(self.day)
        self.month.marked = self.day
        self.month.show_entries(self._found.entries)
        bind(self._heading.setText, lambda: show_month(self.day).capitalize())
        bind(self._day_heading.setText, lambda: _begun(show_day(self.day)))
        self.quick.starts = {"due": self.day}
        self.quick.say_again()
        on_day = [entry for entry in self._found.entries if entry.day == self.day]
        self._nothing.setVisible(not on_day)
        self.rows.set_items([_row(entry) for entry in on_day])

    def go(self, by: int) -> None:
        """One month on or back."""
        first, last = month_of(self.day)
        self.choose_day(last + timedelta(days=1) if by > 0 else month_of(first - timedelta(1))[0])

    def choose_day(self, day: date) -> None:
        """Show a day beside the month, ready to add a task to it."""
        other = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if other:
            self.fill()
        self._show()

    def _show_day_of(self, entry_id: str) -> None:
        if entry := self._entry(entry_id):
            self.choose_day(entry.day)

    def _entry(self, entry_id: str) -> Dated | None:
        return next((each for each in self._found.entries if each.id == entry_id), None)

    # What is done

    def _open(self, entry_id: str) -> None:
        if entry := self._entry(entry_id):
            go(self._office, entry.room, entry.kind, entry.record_id)

    def put(self, task_id: str, place: Place) -> None:
        """Give a task the day to which it was dragged; it can be undone."""
        self._office.write(lambda session: actions.put_off(session, task_id, place.day))

    def new_values(self) -> dict[str, Any]:
        """What a new task begins with: the day that is chosen."""
        return {"due": self.day}


def _begun(words: str) -> str:
    """Words as they stand at the beginning of a line."""
    return words[:1].upper() + words[1:]


def _row(entry: Dated) -> RowItem:
    words = entry.words
    return RowItem(entry.id, lambda: words.say(), said_of(entry), "", entry.tag, entry.tone)
