"""A few words at the bottom of the window after something was done, with a way to take it back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.core.text import _l
from app.ui.language import Wording, bind, say
from app.ui.theme import set_role, theme
from app.ui.widgets.button import button
from app.ui.widgets.label import label
from app.ui.widgets.layout import Row

SHOWN_MS = 6000
"""How long the words stay; longer while the pointer or the keyboard is on them."""


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something that nobody moved to."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Toast(QFrame):
    """One message; :class:`Toaster` shows it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "toast")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        line = Row(self, margins=(16, 4, 8, 4), spacing=12)
        self._words = label("", wrap=False)
        self._does: Callable[[], Any] | None = None
        self.action_button = button("", "quiet", pressed=self._act)
        line.addWidget(self._words)
        line.addWidget(self.action_button)
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._clock.timeout.connect(self.hide)
        self.action_button.installEventFilter(self)
        parent.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def say(
        self, wording: Wording, action: tuple[Wording, Callable[[], Any]] | None = None
    ) -> None:
        """Show words in place of the earlier ones."""
        bind(self._words.setText, wording)
        bind(self.setAccessibleName, wording)
        self._does = action[1] if action else None
        self.action_button.setVisible(action is not None)
        if action:
            bind(self.action_button.setText, action[0])
        self._place()
        self.show()
        self.raise_()
        self._clock.start()
        spoken = say(wording)
        if action:
            spoken = str(_l("{words}. Press Ctrl+Z to undo.", words=spoken.rstrip(".")))
        announce(self, spoken)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _act(self) -> None:
        self.hide()
        if self._does:
            self._does()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        room = parent.width() - 2 * theme.px(28)
        self._words.setWordWrap(False)
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
        self.adjustSize()
        self.resize(min(self.width(), room), self.height())
        if self._words.wordWrap():
            self.resize(room, self.heightForWidth(room))
        down = parent.height() - self.height() - theme.px(28)
        self.move(QPoint((parent.width() - self.width()) // 2, down))

    def _rest(self) -> None:
        """Start the clock again, or stop it while somebody is here."""
        if self.underMouse() or self.action_button.hasFocus():
            self._clock.stop()
        else:
            self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.parentWidget() and kind == QEvent.Type.Resize:
            self._place()
        elif kind in {QEvent.Type.FocusIn, QEvent.Type.FocusOut} and self.isVisible():
            QTimer.singleShot(0, self, self._rest)
        return super().eventFilter(watched, event)

    def enterEvent(self, event: Any) -> None:
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._rest()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class Toaster(QObject):
    """Shows one toast at a time over a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.toast = Toast(window)

    def say(
        self, wording: Wording, action: tuple[Wording, Callable[[], Any]] | None = None
    ) -> None:
        """Show words for a while, with a button that does something about them."""
        self.toast.say(wording, action)
