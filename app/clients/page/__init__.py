"""The page of the client room."""

from app.clients.page.agreement_desk import agreement_desk
from app.clients.page.client_desk import client_desk
from app.core.room import Room
from app.ui.office import Office
from app.ui.record_page import RecordPage


class ClientsPage(RecordPage):
    """The client register with its agreements."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (client_desk(), agreement_desk()))
