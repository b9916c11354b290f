"""The page of the client room."""

from collections.abc import Iterator

from app.clients.feedback.page.desk import feedback_desk
from app.clients.feedback.page.results_view import ResultsView
from app.clients.page.agreement_desk import agreement_desk
from app.clients.page.client_desk import client_desk
from app.core.room import Room
from app.core.text import _l
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice

RESULTS = "results"


class ClientsPage(RecordPage):
    """The client register with its agreements and feedback."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (client_desk(), agreement_desk(), feedback_desk()))
        self.results = ResultsView(office)
        self.add_view(Choice(RESULTS, _l("Results")), self.results, in_front=False)

    def sights(self) -> Iterator[str]:
        """Where feedback is going."""
        self.switcher.choose(RESULTS)
        self._switch(RESULTS)
        yield RESULTS
        self.show_kind("client")
