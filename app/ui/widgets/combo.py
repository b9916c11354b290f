"""A drop-down list whose words follow the language."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.ui.language import say, switch
from app.ui.theme import theme
from app.ui.widgets.choice import Choice

_NONE_KEYS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_SEEN = 15


class Combo(QComboBox):
    """A drop-down list that the mouse wheel leaves alone, so that scrolling a form changes nothing.

    A choice whose name is ``""`` chooses nothing; Delete takes it.
    """

    def __init__(self, choices: Sequence[Choice] = ()) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(_SEEN)
        self._choices: list[Choice] = []
        self.offer(choices)
        switch.changed.connect(self._say_again)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what was chosen stays chosen when it is still there."""
        current = self.current
        self._choices = list(choices)
        was = self.blockSignals(True)
        self.clear()
        for choice in self._choices:
            self.addItem(say(choice.label), choice.name)
        self.blockSignals(was)
        self.choose(current)

    def _say_again(self, _language: str = "") -> None:
        for place, choice in enumerate(self._choices):
            self.setItemText(place, say(choice.label))

    @property
    def current(self) -> str:
        """The name of what is chosen, ``""`` when nothing is."""
        return self.currentData() or ""

    def offers(self, name: str) -> bool:
        """Whether there is a choice of that name."""
        return self.findData(name) >= 0

    def choose(self, name: str) -> None:
        """Choose; an unknown name chooses nothing."""
        self.setCurrentIndex(self.findData(name))

    def minimumSizeHint(self) -> QSize:
        """Narrower than its longest words where there is no room for them."""
        return QSize(theme.px(120), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete chooses nothing where that may be chosen."""
        empty = self.findData("")
        if event.key() in _NONE_KEYS and empty >= 0 and self.currentIndex() != empty:
            self.setCurrentIndex(empty)
            self.activated.emit(empty)
        else:
            super().keyPressEvent(event)
