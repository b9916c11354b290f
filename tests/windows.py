"""What tests of pages share: what a person sees, and the buttons that they press."""

from PySide6.QtWidgets import QAbstractButton, QWidget


def shown(widget: QWidget | None) -> str:
    """All words that are visible in a widget that is there, a line each."""
    assert widget is not None
    return "\n".join(
        text
        for each in widget.findChildren(QWidget)
        if each.isVisible() and callable(getattr(each, "text", None)) and (text := each.text())
    )


def press(widget: QWidget, words: str) -> None:
    """Press the visible button with these words."""
    button = next(
        each
        for each in widget.findChildren(QAbstractButton)
        if each.isVisible() and each.text() == words
    )
    button.click()


def choose(widget: QWidget, words: str) -> None:
    """Choose the entry with these words from a menu of a visible button."""
    for each in widget.findChildren(QAbstractButton):
        menu = each.menu() if each.isVisible() and hasattr(each, "menu") else None
        for entry in menu.actions() if menu else ():
            if entry.text() == words:
                entry.trigger()
                return
    raise LookupError(words)
