"""The page of hours and leave: the month of everybody, and the hours that were noted by hand."""

from collections.abc import Iterator

from app.core.room import Room
from app.core.text import _l
from app.employment.hours.page.desk import hours_desk
from app.employment.hours.page.month_view import MonthView
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice

MONTH = "month"


class HoursPage(RecordPage):
    """The month in front, the list of hours by hand beside it."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (hours_desk(),))
        self.month = MonthView(office)
        self.month.opened.connect(office.wanted)
        self.month.begun.connect(self.begin)
        self.add_view(Choice(MONTH, _l("Month")), self.month)
        self.switcher.show()

    def begin(self) -> None:
        """Hours begun beside the month are of the person who is shown there."""
        chosen = self.month.chosen if self.in_view else None
        self.begin_with({"person_id": chosen.person_id} if chosen else {})

    def sights(self) -> Iterator[str]:
        """The month that is going on."""
        self.month.steps.go(1)
        yield "this-month"
