"""The page of the network: partnerships, events, foresight, advice, and the connection to the register."""

from collections.abc import Iterator

from app.core.room import Room
from app.core.text import _l
from app.network import actions
from app.network.page.connection import CONFLICTS, ConnectionView
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice

CONNECTION = "connection"
_OF_CONNECTION = frozenset({actions.CONNECT, actions.REFUSED, CONFLICTS})


class NetworkPage(RecordPage):
    """What an office does with others, and how it stands with the network."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room)
        self.connection = ConnectionView(office)
        self.add_view(Choice(CONNECTION, _l("Connection")), self.connection, in_front=False)

    def _bring(self, name: str) -> None:
        self.switcher.choose(name)
        self._switch(name)

    def _switch(self, kind: str) -> None:
        super()._switch(kind)
        if kind == CONNECTION:
            self.action = None
            self.retitled.emit()

    def open_record(self, kind: str, record_id: str) -> None:
        if kind in _OF_CONNECTION:
            self._bring(CONNECTION)
            self.connection.open_matter(kind, record_id)
        else:
            super().open_record(kind, record_id)

    def begin(self) -> None:
        if self.switcher.current == CONNECTION:
            self.connection.begin()
        else:
            super().begin()

    def back(self) -> bool:
        if self.switcher.current == CONNECTION:
            return self.connection.back()
        return super().back()

    def sights(self) -> Iterator[str]:
        self._bring(CONNECTION)
        yield CONNECTION
        yield from self.connection.sights()
