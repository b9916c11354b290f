"""A thin bar that shows how much of something is done, with the words that say it."""

from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.language import Wording, bind
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column


class Meter(QWidget):
    """A thin bar from zero and its words below; the words carry the meaning."""

    def __init__(
        self,
        value: int = 0,
        total: int = 100,
        words: Wording = "",
        heading: Wording | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = Column(self, spacing=4)
        if heading is not None:
            column.addWidget(label(heading))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._words = label("", "soft")
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self.tell(value, total, words)

    def tell(self, value: int, total: int, words: Wording) -> None:
        """Show how much there is; ``total`` 0 means nobody knows yet."""
        self._bar.setRange(0, total)
        self._bar.setValue(min(value, total))
        bind(self._words.setText, words)
        bind(self._bar.setAccessibleName, words)
        self._words.setVisible(bool(self._words.text()))
