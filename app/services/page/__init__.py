"""The page of the service room."""

from app.core.room import Room
from app.services.page.desks import path_desk, service_desk
from app.ui.office import Office
from app.ui.record_page import RecordPage


class ServicesPage(RecordPage):
    """Service products and service paths."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (service_desk(), path_desk()))
