"""Importing the feedback on an event: a spreadsheet of a web form doesn't tell which event it is about."""

from PySide6.QtWidgets import QWidget

from app.core import editing
from app.exchange.sheets import Sheet
from app.network.events.feedback_sheet import about_event
from app.network.events.records import Event, EventFeedback
from app.ui.import_dialog import ImportDialog
from app.ui.office import Office


class FeedbackImportDialog(ImportDialog):
    """Imports feedback; rows that tell no event are about the one from whose page it was opened."""

    def __init__(self, parent: QWidget, office: Office, event_id: str) -> None:
        super().__init__(parent, office, EventFeedback)
        event = office.ask(lambda session: editing.find(session, Event, event_id))
        self._code = event.code

    def _read(self, sheet: Sheet) -> None:
        super()._read(about_event(sheet, self._code))
