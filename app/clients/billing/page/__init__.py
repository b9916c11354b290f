"""The page of billing: the month on its way to the accountant, and what has been handed over."""

from collections.abc import Iterator

from app.clients.billing.page.desk import billing_desk
from app.clients.billing.page.month_view import MonthView
from app.core.room import Room
from app.core.text import _l
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice

MONTH = "month"


class BillingPage(RecordPage):
    """The month in front, the list of what was handed over beside it."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (billing_desk(),))
        self.month = MonthView(office)
        self.month.opened.connect(lambda visit_id: office.wanted.emit("visit", visit_id))
        self.add_view(Choice(MONTH, _l("Month")), self.month)
        self.switcher.show()

    def sights(self) -> Iterator[str]:
        """The month that has something to hand over."""
        self.month.steps.go(1)
        yield "proposals"
