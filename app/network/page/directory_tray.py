"""The services that are put aside to be compared."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.text import _l, _n
from app.network.page.directory_compare import CompareDialog
from app.ui.office import Office
from app.ui.widgets import Button, Flow, button

MOST_COMPARED = 4


class CompareTray(QWidget):
    """A line over the list, while there is any: what is compared, each to be taken away, and the comparing.

    Attributes:
        services: their names by their ids, in the order in which they came.
        chips: what takes one away, by its id.
    """

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.services: dict[str, str] = {}
        self.chips: dict[str, Button] = {}
        self._names = True
        self._flow = Flow(self, spacing=8)
        self.compare_button = button("", "secondary", "columns", self.show_comparison)
        self.forget_button = button(_l("Forget the chosen ones"), "quiet", "x", self.forget)
        self._flow.addWidget(self.compare_button)
        self._flow.addWidget(self.forget_button)
        self.say()

    def put(self, record_id: str, name: str) -> None:
        """Put a service among those that are compared; when there are as many as can be, that is told."""
        if record_id not in self.services and len(self.services) >= MOST_COMPARED:
            words = _l("Four services are compared at most. Take one away first.")
            self._office.refused.emit(words)
            return
        self.services[record_id] = name
        self.say()

    def show_names(self, *, on: bool) -> None:
        """Whether there is room to name what is compared; how many there are is always told."""
        self._names = on
        for chip in self.chips.values():
            chip.setVisible(on)

    def take_away(self, record_id: str) -> None:
        """Compare one less."""
        self.services.pop(record_id, None)
        self.say()

    def forget(self) -> None:
        """Compare nothing any more."""
        self.services.clear()
        self.say()

    def say(self) -> None:
        """Say what is compared, in the language of the moment."""
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {each: self._chip(each, name) for each, name in self.services.items()}
        self._flow.removeWidget(self.forget_button)
        for chip in (*self.chips.values(), self.forget_button):
            self._flow.addWidget(chip)
        self.show_names(on=self._names)
        count = len(self.services)
        ready = count > 1
        words = _n("Compare {count} service", "Compare {count} services", count) if ready else _l("Choose another to compare with")  # fmt: skip
        self.compare_button.setText(words.say())
        self.compare_button.setEnabled(ready)
        self.setVisible(bool(self.services))

    def _chip(self, record_id: str, name: str) -> Button:
        made = Button("chip")
        made.setText(name.replace("&", "&&"))
        made.set_icon("x", "soft")
        made.setAccessibleName(_l("Take “{name}” out of the comparison", name=name).say())
        made.setToolTip(made.accessibleName())
        made.clicked.connect(partial(self._taken_away, record_id))
        return made

    def _taken_away(self, record_id: str, _on: bool = False) -> None:
        self.take_away(record_id)
        if self.isVisible():
            self.forget_button.setFocus()

    def show_comparison(self) -> None:
        """Show them side by side."""
        CompareDialog(self, self._office, tuple(self.services)).open()
