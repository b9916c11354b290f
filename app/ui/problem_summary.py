"""The summary above a form: how much has to be put right, with a link to each field."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.core.fault import InvalidFields
from app.core.field import Field
from app.core.text import Text
from app.ui.widgets import Banner, Column, clear, link


class ProblemSummary(QWidget):
    """Tells the problems of a form after somebody tried to save it; hidden when there are none."""

    def __init__(self, go_to: Callable[[str], None]) -> None:
        super().__init__()
        self._go_to = go_to
        self._names: list[str] = []
        self._column = Column(self, spacing=4)
        self.hide()

    def tell(self, problems: Mapping[str, Text], fields: Mapping[str, Field]) -> None:
        """Show the problems, by field name; those of no field in words."""
        clear(self._column)
        self._names = [name for name in problems if name in fields]
        loose = next((words for name, words in problems.items() if name not in fields), None)
        if problems:
            self._column.addWidget(Banner(loose or InvalidFields(problems).words, "bad"))
        for name in self._names:
            self._column.addWidget(link(fields[name].label, lambda name=name: self._go_to(name)))
        self.setVisible(bool(problems))
