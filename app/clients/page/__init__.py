"""The page of the client room."""

from app.clients.page.desks import client_desk
from app.core.room import Room
from app.ui.office import Office
from app.ui.record_page import RecordPage


class ClientsPage(RecordPage):
    """The client register."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (client_desk(),))
