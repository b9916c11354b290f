"""What every page of the window is."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.change import Changes
from app.core.text import Text
from app.ui.language import Wording
from app.ui.office import Office


class Page(QWidget):
    """A page: it has a title and one main action, hears of changes, and can be left.

    Signals:
        retitled: the title or main action became another.
    """

    retitled = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self.office = office
        self.title: Wording = ""
        self.action: tuple[Text, Callable[[], object]] | None = None
        office.changed.connect(self.refresh)

    def refresh(self, changes: Changes) -> None:
        """Bring up to date what ``changes`` touched."""

    def entered(self) -> None:
        """The page has come to the front."""

    def show_kind(self, kind: str) -> None:
        """Bring the list of a kind to the front."""

    def sights(self) -> Iterator[str]:
        """What else of the page the tour shows: it takes each form in turn, and tells its name."""
        yield from ()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a record."""

    def begin(self) -> None:
        """Start the main thing (Ctrl+N)."""
        if self.action:
            self.action[1]()

    def edit(self) -> None:
        """Edit what is shown (Ctrl+E)."""

    def save(self) -> None:
        """Save what is being edited (Ctrl+S)."""

    def back(self) -> bool:
        """Go one step back (Esc); False when there is none."""
        return False

    def flush(self) -> None:
        """Keep what is typed as a draft, now: the program is closing or has crashed."""
