"""A note while it is written, right where it stands on the canvas."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.text import _l
from app.ui.language import bind
from app.ui.theme import set_role

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NoteEditor(QPlainTextEdit):
    """Enter is ready, Ctrl+Enter goes on with another note, Shift+Enter begins a line; nothing typed is lost.

    Signals:
        ready: the text, and whether another note is to follow.
    """

    ready = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "note")
        self._open = False
        self.setTabChangesFocus(True)
        bind(self.setAccessibleName, _l("Text of the note"))
        self.hide()

    def begin(self, text: str, typed: str = "") -> None:
        """Write on a text, going on with what was ``typed`` already."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)
        if typed:
            self.insertPlainText(typed)
        self._open = True
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def active(self) -> bool:
        """Whether somebody writes."""
        return self._open

    def finish(self, *, another: bool = False) -> None:
        """Be ready, whatever was pressed."""
        if self._open:
            self._open = False
            self.hide()
            self.ready.emit(self.toPlainText().strip(), another)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not shift:
            self.finish(another=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Escape is ours before the window takes it as a step back."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and escape:
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }:
            self.finish()
