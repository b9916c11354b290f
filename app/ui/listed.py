"""How something of others stands that a record names, and the way to where a room shows it."""

from PySide6.QtWidgets import QWidget

from app.core.room import Listed
from app.core.text import _l
from app.ui.office import Office
from app.ui.widgets import Flow, Tag, link


class ListedLine(QWidget):
    """A tag where something has to be told, and a link where there is something to be shown."""

    def __init__(self, office: Office, listed: Listed) -> None:
        super().__init__()
        flow = Flow(self, spacing=8)
        if listed.words:
            flow.addWidget(Tag(listed.words, listed.tone))
        if listed.room:
            place = (listed.room, listed.kind, listed.record_id)
            flow.addWidget(
                link(
                    _l("Show in the directory"),
                    lambda: office.wanted_in.emit(*place),
                    is_small=True,
                )
            )
