"""The page of visits: the calendar, and the lists of visits and absences."""

from collections.abc import Iterator

from app.clients.visits.page.calendar_view import DAY, MONTH, WEEK, CalendarView
from app.clients.visits.page.desks import absence_desk, visit_desk
from app.core.room import Room
from app.core.text import _l
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice

CALENDAR = "calendar"


class VisitsPage(RecordPage):
    """The calendar in front, the lists beside it."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (visit_desk(), absence_desk()))
        self.calendar = CalendarView(office)
        self.calendar.opened.connect(lambda visit_id: self.open_record("visit", visit_id))
        self.calendar.wanted.connect(self._begin_at)
        self.add_view(Choice(CALENDAR, _l("Calendar")), self.calendar)

    def _begin_at(self, values: dict[str, object]) -> None:
        self.show_kind("visit")
        self.begin_with(values)

    def begin(self) -> None:
        """A new visit; on the calendar, on the day that is shown."""
        if self.in_view:
            self._begin_at(self.calendar.new_values())
        else:
            super().begin()

    def sights(self) -> Iterator[str]:
        """The other spans of the calendar, and a visit that is chosen."""
        for span in (DAY, MONTH):
            self.calendar.spans.choose(span)
            self.calendar.fill()
            yield span
        self.calendar.spans.choose(WEEK)
        self.calendar.fill()
        yield WEEK
        self.calendar.choose_first()
        yield "chosen"
