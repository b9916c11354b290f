"""What a page says when it is empty, and a band that tells what needs attention."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.core.brand import Tone
from app.core.text import _l
from app.ui.icons import paint_icon
from app.ui.language import Wording, bind
from app.ui.theme import set_role, theme
from app.ui.widgets.button import button, icon_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Row

Action = tuple[Wording, Callable[[], Any]]
"""The words of a button and what it does."""

_TONE_ICONS = {
    "plain": "info",
    "main": "info",
    "good": "check-circle",
    "watch": "warning",
    "bad": "warning-circle",
}


class Picture(QWidget):
    """An icon as a picture of a given size, in a colour of the theme; tells nothing by itself."""

    def __init__(
        self, name: str, size: int, colour: str = "ink", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._colour = name, size, colour
        theme.changed.connect(self._rescale)
        self._rescale()

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def _rescale(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, QRectF(self.rect()), self._name, self._colour)


class EmptyState(QWidget):
    """What a room is for, with one button to begin and one to see an example.

    Attributes:
        buttons: the line of buttons, to which others may be added.
    """

    def __init__(
        self,
        icon_name: str,
        heading: Wording,
        sentence: Wording,
        begin: Action | None = None,
        example: Action | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = Column(self, margins=(28, 28, 28, 28), spacing=0)
        middle = Column(spacing=12)
        words = label(sentence, "lead")
        head = label(heading, "section")
        middle.addWidget(Picture(icon_name, 40, "main"), 0, Qt.AlignmentFlag.AlignHCenter)
        for each in (head, words):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            middle.addWidget(each)
        self.buttons = buttons = Flow(spacing=8, centred=True)
        if begin:
            self.begin_button = button(begin[0], "primary", pressed=begin[1])
            buttons.addWidget(self.begin_button)
        if example:
            self.example_button = button(example[0], pressed=example[1])
            buttons.addWidget(self.example_button)
        middle.addLayout(buttons)
        self._middle = QWidget()
        self._middle.setLayout(middle)
        outer.addStretch(1)
        line = Row()
        line.addStretch(1)
        line.addWidget(self._middle, 8)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addStretch(2)
        bind(self.setAccessibleName, heading)
        bind(self.setAccessibleDescription, sentence)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self._middle.setMaximumWidth(theme.px(440))


class Banner(QFrame):
    """A band in the page: an icon, a sentence, and a button where something can be done.

    Signals:
        closed: a person put it away.
    """

    closed = Signal()

    def __init__(
        self,
        wording: Wording = "",
        tone: Tone = "main",
        action: Action | None = None,
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = Picture("info", 20)
        self._words = label("")
        line = Row(self, margins=(12, 8, 12, 8), spacing=12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        if action:
            self.action_button = button(action[0], pressed=action[1])
            line.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            line.addWidget(icon_button("x", _l("Close"), self._close))
        self.tell(wording, tone)

    def tell(self, wording: Wording, tone: Tone = "main") -> None:
        """Say something else."""
        set_role(self, "banner", tone=tone)
        self._icon.show_icon(_TONE_ICONS[tone], "soft" if tone == "plain" else tone)
        bind(self._words.setText, wording)
        bind(self.setAccessibleName, wording)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
