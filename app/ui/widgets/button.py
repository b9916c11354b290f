"""Buttons: one main action a page, quiet ones beside it, and links in running text."""

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from app.core import brand
from app.ui.icons import IconTone, icon
from app.ui.language import Wording, bind
from app.ui.theme import set_role, theme

ButtonRole = Literal["primary", "secondary", "quiet", "danger", "step"]

_ICON_TONES: dict[str, IconTone] = {"primary": "on_main", "danger": "bad"}
ICON_SIZE = brand.SPACES[3] + 2
"""The side of an icon beside 15 px text."""
_RING = 2
_ICON_GAP = 4
"""What Qt leaves too little between an icon and its words."""


class Button(QPushButton):
    """A push button whose icon grows with the text and that Enter presses when it has the focus."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        set_role(self, role)
        theme.changed.connect(self._rescale)
        self._rescale()

    def set_icon(self, name: str, tone: IconTone | None = None) -> None:
        """Show an icon before the words."""
        role = self.property("role")
        self.setIcon(icon(name, tone or _ICON_TONES.get(role, "main")))

    def _rescale(self) -> None:
        side = theme.px(ICON_SIZE)
        gap = 0 if self.property("role") == "icon" else theme.px(_ICON_GAP)
        self.setIconSize(QSize(side + gap, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("role") == "primary":
            # Main colour on main colour tells nothing: a line of the words' colour parts the ring.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("on_main"), _RING))
            radius = theme.px(brand.CONTROL_RADIUS) - 1.5 * _RING
            inset = 1.5 * _RING
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, radius, radius)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    wording: Wording,
    role: ButtonRole = "secondary",
    icon_name: str | None = None,
    pressed: Callable[[], Any] | None = None,
) -> Button:
    """A button with words, an icon before them where it helps, and what it does."""
    made = Button(role)
    bind(made.setText, wording)
    if icon_name:
        made.set_icon(icon_name)
    if pressed:
        made.clicked.connect(lambda *_checked: pressed())
    return made


def icon_button(
    icon_name: str, wording: Wording, pressed: Callable[[], Any] | None = None
) -> Button:
    """A button that everybody knows by its icon; its words are its name and its tooltip."""
    made = Button("icon")
    made.set_icon(icon_name, "soft")
    bind(made.setAccessibleName, wording)
    bind(made.setToolTip, wording)
    if pressed:
        made.clicked.connect(lambda *_checked: pressed())
    return made


def link(
    wording: Wording,
    pressed: Callable[[], Any] | None = None,
    *,
    is_small: bool = False,
) -> Button:
    """A small link, for example to the source of a rule."""
    made = Button("link")
    set_role(made, "link", small=is_small)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    bind(made.setText, wording)
    if pressed:
        made.clicked.connect(lambda *_checked: pressed())
    return made
