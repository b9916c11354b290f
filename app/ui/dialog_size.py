"""How large a dialog opens: as it was drawn, at the chosen text size, and never beyond the screen."""

from PySide6.QtWidgets import QDialog

from app.ui.theme import theme

_SHARE = 0.9
"""So much of the screen a dialog takes at most; its frame needs some room too."""


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size, in pixels before the text scale."""
    screen = dialog.screen().availableSize()
    dialog.resize(
        min(theme.px(width), round(screen.width() * _SHARE)),
        min(theme.px(height), round(screen.height() * _SHARE)),
    )
