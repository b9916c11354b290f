"""The page of the network: partnerships, events, foresight, advice, and the connection to the register."""

from collections.abc import Iterator

from app.catalogue import shapes
from app.core.room import Room
from app.core.text import _l
from app.network import actions
from app.network.foresight.records import ForesightNote
from app.network.page.adviser_desk import adviser_desk
from app.network.page.connection import CONFLICTS, ConnectionView
from app.network.page.directory_view import DirectoryView
from app.network.page.event_desk import event_desk
from app.network.page.foresight_desk import OfferDialog, coordinates, foresight_desk
from app.network.page.meeting_desk import meeting_desk
from app.network.page.partnership_desk import partnership_desk
from app.network.page.partnership_dialogs import FoundDialog
from app.network.page.registration_desk import registration_desk
from app.network.partnerships.records import Partnership
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Button, Choice, button

CONNECTION, DIRECTORY = "connection", "directory"
_OF_CONNECTION = frozenset({actions.CONNECT, actions.STANDING, actions.REFUSED, CONFLICTS})
_OF_DIRECTORY = frozenset({shapes.SERVICE, shapes.ORGANISATION, shapes.PATH})


class NetworkPage(RecordPage):
    """What an office does with others, and how it stands with the network."""

    _offer: Button | None = None

    def __init__(self, office: Office, room: Room) -> None:
        desks = (partnership_desk(), meeting_desk(), event_desk(), registration_desk())
        super().__init__(office, room, (*desks, foresight_desk(), adviser_desk()))
        self._offer = button(_l("Offer our signals"), "quiet", "export", self.offer)
        self._offer.hide()
        self.top.addWidget(self._offer)
        self.connection = ConnectionView(office)
        self.add_view(Choice(CONNECTION, _l("Connection")), self.connection, in_front=False)
        self.directory = DirectoryView(office, self._connect)
        self.add_view(Choice(DIRECTORY, _l("Directory")), self.directory)

    def _bring(self, name: str) -> None:
        self.switcher.choose(name)
        self._switch(name)

    def _connect(self) -> None:
        self._bring(CONNECTION)
        self.connection.join()

    def _switch(self, kind: str) -> None:
        super()._switch(kind)
        if self._offer:
            front = kind == ForesightNote.kind.name
            self._offer.setVisible(front and self.office.ask(coordinates))
        if kind in {CONNECTION, DIRECTORY}:
            self.action = None
            self.retitled.emit()

    def open_record(self, kind: str, record_id: str) -> None:
        if kind in _OF_CONNECTION:
            self._bring(CONNECTION)
            self.connection.open_matter(kind, record_id)
        elif kind in _OF_DIRECTORY:
            self._bring(DIRECTORY)
            self.directory.open_entry(kind, record_id)
        else:
            super().open_record(kind, record_id)

    def begin(self) -> None:
        if self.switcher.current == CONNECTION:
            self.connection.begin()
        elif self.switcher.current == DIRECTORY:
            self.directory.search.setFocus()
        elif self.bench.desk.record is Partnership:
            FoundDialog(self, self.office).open()
        else:
            super().begin()

    def offer(self) -> None:
        """Offer signals of our own to the members of the network."""
        OfferDialog(self, self.office).open()

    def back(self) -> bool:
        if self.switcher.current == CONNECTION:
            return self.connection.back()
        if self.switcher.current == DIRECTORY:
            return self.directory.back()
        return super().back()

    def sights(self) -> Iterator[str]:
        self._bring(CONNECTION)
        yield CONNECTION
        yield from self.connection.sights()
        self._bring(DIRECTORY)
