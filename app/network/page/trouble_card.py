"""What stopped the synchronisation, what to do about it, and the buttons that do it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.core.brand import Tone
from app.core.text import Text
from app.ui.language import bind
from app.ui.theme import set_role
from app.ui.toast import announce
from app.ui.widgets import Column, Flow, Picture, Row, button, clear, label

Answer = tuple[Text, Callable[[], object]]
_ICONS: dict[Tone, str] = {"plain": "cloud-slash", "watch": "warning", "bad": "warning-circle"}


class TroubleCard(QFrame):
    """A band with two sentences; a question has its answers as buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Text | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = Picture("warning", 20)
        self._words, self._advice = label("", "strong"), label("")
        line = Row(self, margins=(16, 12, 16, 12), spacing=12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = Column(spacing=4)
        column.addWidget(self._words)
        column.addWidget(self._advice)
        self._answers = Flow(margins=(0, 8, 0, 0), spacing=8)
        column.addLayout(self._answers)
        line.addLayout(column, 1)
        self.hide()

    def tell(self, words: Text, advice: Text, tone: Tone, answers: Sequence[Answer] = ()) -> None:
        """Show what is the matter."""
        set_role(self, "banner", tone=tone)
        self._icon.show_icon(_ICONS[tone], "soft" if tone == "plain" else tone)
        bind(self._words.setText, words)
        bind(self._advice.setText, advice)
        bind(self.setAccessibleName, words)
        bind(self.setAccessibleDescription, advice)
        fresh = words != self._told
        self._told = words
        if fresh:
            self._show_answers(answers)
        self.show()
        if fresh and self.isVisible():
            announce(self, f"{words.say()} {advice.say()}")

    def _show_answers(self, answers: Sequence[Answer]) -> None:
        clear(self._answers)
        for words, run in answers:
            self._answers.addWidget(button(words, pressed=run))

    def forget(self) -> None:
        """There is no trouble."""
        self._told = None
        self.hide()
