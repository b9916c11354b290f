"""Small parts of a detail page: a heading with what belongs below it, a fact with what is said of it."""

from PySide6.QtWidgets import QWidget

from app.core.text import Text
from app.ui.language import Wording, bind
from app.ui.widgets.label import label, subject
from app.ui.widgets.layout import Column


class Part(QWidget):
    """A heading with what belongs below it."""

    def __init__(self, heading: Text, *contents: QWidget) -> None:
        super().__init__()
        column = Column(self, spacing=8)
        column.addWidget(subject(heading))
        for each in contents:
            column.addWidget(each)


class TwoLines(QWidget):
    """A fact, and what is softly said below it."""

    def __init__(self, first: Wording, second: Wording) -> None:
        super().__init__()
        column = Column(self, spacing=0)
        self._first, self._second = label(first), label(second, "small")
        column.addWidget(self._first)
        column.addWidget(self._second)

    def say(self, first: Wording, second: Wording) -> None:
        """Say another fact."""
        bind(self._first.setText, first)
        bind(self._second.setText, second)
        self._second.setVisible(bool(self._second.text()))
