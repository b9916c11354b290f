"""What has the keyboard is brought in sight in a page that scrolls, also where no key led there."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import Shiboken

from app.ui.theme import theme

_AROUND = 72
"""Room for the label above a field and what is wrong with it below."""
_MOVED = {QEvent.Type.Move, QEvent.Type.Resize}


class InSight(QObject):
    """Scrolls an area to what got the keyboard; Qt does it only for Tab.

    A long form is still being made when the keyboard comes: it stays in sight while the page grows,
    until a person scrolls. What is clicked stays where it is, and doesn't move away under the mouse.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._wanted: QWidget | None = None
        self._around: list[QWidget] = []
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._bring)
        area.verticalScrollBar().actionTriggered.connect(self._leave)
        area.verticalScrollBar().rangeChanged.connect(self.look_again)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or QApplication.mouseButtons() or not Shiboken.isValid(self._area):
            return
        content = self._area.widget()
        if content and content.isAncestorOf(now):
            self._leave()
            self._wanted = now
            widget: QWidget | None = now
            while widget and widget is not content:  # whichever moves takes the wanted one along
                widget.installEventFilter(self)
                self._around.append(widget)
                widget = widget.parentWidget()
            self._look.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is around the wanted widget was laid out: it may lie elsewhere."""
        if event.type() in _MOVED:
            self.look_again()
        return super().eventFilter(watched, event)

    def look_again(self, *_range: int) -> None:
        """The page was laid out, or can be scrolled further: what is wanted may lie elsewhere."""
        if self._wanted:
            self._look.start()

    def _bring(self) -> None:
        wanted = self._wanted
        if wanted and Shiboken.isValid(wanted) and wanted.window().focusWidget() is wanted:
            self._area.ensureWidgetVisible(wanted, 0, theme.px(_AROUND))
        else:
            self._leave()

    def _leave(self, _action: int = 0) -> None:
        self._wanted = None
        for widget in self._around:
            if Shiboken.isValid(widget):
                widget.removeEventFilter(self)
        self._around.clear()
