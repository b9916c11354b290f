"""The services that are put aside to be compared."""

from PySide6.QtWidgets import QWidget

from app.core.text import _l
from app.network.page.directory_compare import CompareDialog
from app.ui.office import Office
from app.ui.widgets import Flow, button

MOST_COMPARED = 4


class CompareTray(QWidget):
    """A line over the list, while there is any.

    Attributes:
        services: their names by their ids, in the order in which they came.
    """

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.services: dict[str, str] = {}
        flow = Flow(self, spacing=8)
        self.compare_button = button("", "secondary", "columns", self.show_comparison)
        self.forget_button = button(_l("Forget the chosen ones"), "quiet", "x", self.forget)
        flow.addWidget(self.compare_button)
        flow.addWidget(self.forget_button)
        self.say()

    def put(self, record_id: str, name: str) -> None:
        """Put a service among those that are compared; the first one goes when there are too many."""
        self.services.pop(record_id, None)
        self.services[record_id] = name
        while len(self.services) > MOST_COMPARED:
            self.services.pop(next(iter(self.services)))
        self.say()

    def forget(self) -> None:
        """Compare nothing any more."""
        self.services.clear()
        self.say()

    def say(self) -> None:
        """Say what is compared, in the language of the moment."""
        names = ", ".join(self.services.values())
        self.compare_button.setText(_l("Compare: {names}", names=names).say().replace("&", "&&"))
        self.compare_button.setEnabled(len(self.services) > 1)
        self.setVisible(bool(self.services))

    def show_comparison(self) -> None:
        """Show them side by side."""
        CompareDialog(self, self._office, tuple(self.services)).open()
