"""Icons of one set (Phosphor), drawn from the font that qtawesome carries, in the theme's colours.

Importing qtawesome costs more than opening the window (80 ms, and 60 ms more for the first icon,
measured 2026-11), because it prepares every set it has; so only its Phosphor font and character map
are taken. An icon is painted when it is shown, so it is crisp on every screen and follows the theme.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)

from app.ui.theme import theme

IconTone = Literal["ink", "soft", "main", "on_main", "card", "good", "watch", "bad"]


@cache
def _glyphs() -> tuple[str, dict[str, str]]:
    """The font's family, and its character of each icon's name."""
    spec = find_spec("qtawesome")
    folder = Path(spec.origin or "").parent / "fonts" if spec else Path()
    font = next(folder.glob("phosphor-*.ttf"))
    charmap = next(folder.glob("phosphor-charmap-*.json"))
    number = QFontDatabase.addApplicationFont(str(font))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    codes: dict[str, str] = json.loads(charmap.read_text(encoding="utf-8"))
    return family, {name: chr(int(code, 16)) for name, code in codes.items()}


def glyph(name: str) -> str:
    """The character that draws an icon.

    Raises:
        KeyError: the set has no such icon.
    """
    return _glyphs()[1][name.removeprefix("ph.")]


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str = "ink") -> None:
    """Paint an icon into a rectangle, for delegates and widgets that paint themselves."""
    font = QFont(_glyphs()[0])
    font.setPixelSize(max(1, round(rect.height())))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
    painter.drawText(rect, int(flags), glyph(name))
    painter.restore()


class _Engine(QIconEngine):
    """Paints one character in the colour that the theme has at that moment."""

    def __init__(self, name: str, tone: IconTone) -> None:
        super().__init__()
        self._name = name
        self._tone: IconTone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        colour = "soft" if mode == QIcon.Mode.Disabled else self._tone
        # A rectangle wider than high is an icon with the gap to its words (see Button).
        square = QRectF(rect.x(), rect.y(), rect.height(), rect.height())
        if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            square.moveRight(rect.x() + rect.width())
        paint_icon(painter, square, self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone)


def icon(name: str, tone: IconTone = "ink") -> QIcon:
    """An icon by its Phosphor name (``plus``, ``magnifying-glass``) in a colour of the theme.

    Raises:
        KeyError: the set has no such icon.
    """
    glyph(name)
    return QIcon(_Engine(name, tone))
