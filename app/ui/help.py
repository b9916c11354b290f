"""Help: the keys, what Kumppani is not, and whose data it carries."""

from PySide6.QtWidgets import QWidget

from app import __version__
from app.core.text import Text, _l, literal
from app.ui.scroll_dialog import ScrollDialog
from app.ui.widgets import Facts, subject, words

KEYS: tuple[tuple[str, Text], ...] = (
    ("Ctrl+K", _l("Find anything")),
    ("Ctrl+N", _l("Add a new one")),
    ("Ctrl+E", _l("Edit what is shown")),
    ("Ctrl+S", _l("Save")),
    ("Ctrl+Z", _l("Undo")),
    ("Ctrl+Y", _l("Redo")),
    ("Esc", _l("Back")),
    ("Alt+1 … Alt+9", _l("Go to a page")),
    ("F1", _l("This help")),
)


class HelpDialog(ScrollDialog):
    """One short page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _l("Help"), 560, 600)
        body = self.content
        body.addWidget(subject(_l("Keys")))
        body.addWidget(Facts([(literal(keys), what) for keys, what in KEYS]))
        body.addWidget(subject(_l("What Kumppani is not")))
        body.addWidget(
            words(
                _l(
                    "Kumppani is not a client information system: don't write health data, client "
                    "reports or care notes in it. It informs and reminds; it does not give legal advice."
                )
            )
        )
        body.addWidget(subject(_l("Sources")))
        body.addWidget(
            words(
                _l(
                    "Municipalities and industry classes: Statistics Finland and Eurostat. Service "
                    "classes and target groups: DVV, Suomi.fi code lists (CC BY 4.0). Rates carry "
                    "their own source and date."
                )
            )
        )
        body.addWidget(words(_l("Kumppani {version}", version=__version__)))
