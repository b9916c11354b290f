"""The page of tasks: the board, the calendar and the list."""

from collections.abc import Iterator
from pathlib import Path

from app.agenda.page.month_view import MonthView
from app.agenda.page.task_board import TaskBoard
from app.agenda.page.task_desk import task_desk
from app.agenda.tasks import actions, calendar
from app.core.record import now
from app.core.room import Room
from app.core.text import _, _l
from app.exchange.calendar import calendar_file
from app.ui.calendar_file import ask_calendar_file, save_calendar_file
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice, button

BOARD, CALENDAR, LIST = "board", "calendar", "task"


class TasksPage(RecordPage):
    """The board in front, the calendar and the list beside it."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (task_desk(),))
        self._choices = [Choice(LIST, _l("List"))]
        self.board, self.calendar = TaskBoard(office), MonthView(office)
        self.board.list_wanted.connect(self._list)
        self.calendar.wanted.connect(self.begin_with)
        self.add_view(Choice(CALENDAR, _l("Calendar")), self.calendar)
        self.add_view(Choice(BOARD, _l("Board")), self.board)
        self.switcher.setVisible(True)
        self.top.addWidget(button(_l("Calendar file"), "quiet", "export", self.export_calendar))

    def _list(self, status: str) -> None:
        """Tasks of a state as a list: the board shows only the first ones."""
        self.show_kind(LIST)
        self.bench.list.bar.choose(status)
        self.bench.list.fill()

    def begin(self) -> None:
        """A new task: on the board in its line, on the calendar on the day that is chosen."""
        if self.switcher.current == BOARD:
            self.board.quick.line.setFocus()
        elif self.switcher.current == CALENDAR:
            self.begin_with(self.calendar.new_values())
        else:
            super().begin()

    def export_calendar(self) -> None:
        """Write the open tasks that have a day as a calendar file."""
        if path := ask_calendar_file(self, _l("Tasks")):
            self.save_calendar(path)

    def save_calendar(self, path: Path) -> None:
        """Write the file."""
        events = self.office.ask(lambda session: calendar.events(actions.still_open(session)))
        save_calendar_file(self.office, path, calendar_file(events, _("Tasks"), now()))

    def sights(self) -> Iterator[str]:
        """The calendar; the board is in front."""
        self.switcher.choose(CALENDAR)
        self._switch(CALENDAR)
        yield CALENDAR
        self.switcher.choose(BOARD)
        self._switch(BOARD)
