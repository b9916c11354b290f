"""Layouts whose margins and spacing grow with the text, and the hairline between things."""

from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.theme import set_role, theme

Margins = int | tuple[int, int, int, int]
"""One margin for all sides, or left, top, right and bottom; before the text scale."""


class Scaled:
    """What the layouts share; stands before Qt's class in their bases."""

    def scale_with(self, margins: Margins, spacing: int) -> None:
        """Take these sizes, and keep them in step with the text scale."""
        sides = (margins,) * 4 if isinstance(margins, int) else margins
        self._sides: tuple[int, ...] = sides
        self._gap = spacing
        theme.changed.connect(self._rescale)
        self._rescale()

    def set_margins(self, margins: Margins) -> None:
        """Choose other margins."""
        self._sides = (margins,) * 4 if isinstance(margins, int) else margins
        self._rescale()

    def set_gap(self, spacing: int) -> None:
        """Choose another spacing."""
        self._gap = spacing
        self._rescale()

    def _rescale(self) -> None:
        layout: Any = self
        layout.setContentsMargins(*(theme.px(side) for side in self._sides))
        layout.setSpacing(theme.px(self._gap))


class Column(Scaled, QVBoxLayout):
    """Things below each other."""

    def __init__(
        self, parent: QWidget | None = None, margins: Margins = 0, spacing: int = 8
    ) -> None:
        super().__init__()
        if parent:
            parent.setLayout(self)
        self.scale_with(margins, spacing)


class Row(Scaled, QHBoxLayout):
    """Things beside each other."""

    def __init__(
        self, parent: QWidget | None = None, margins: Margins = 0, spacing: int = 8
    ) -> None:
        super().__init__()
        if parent:
            parent.setLayout(self)
        self.scale_with(margins, spacing)


class Grid(Scaled, QGridLayout):
    """Things in rows and columns; ``column_gap`` where columns need more air than rows."""

    def __init__(
        self,
        parent: QWidget | None = None,
        margins: Margins = 0,
        spacing: int = 8,
        column_gap: int | None = None,
    ) -> None:
        super().__init__()
        if parent:
            parent.setLayout(self)
        self._column_gap = spacing if column_gap is None else column_gap
        self.scale_with(margins, spacing)

    def _rescale(self) -> None:
        super()._rescale()
        self.setHorizontalSpacing(theme.px(self._column_gap))


def rule() -> QFrame:
    """A one-pixel line between things."""
    line = QFrame()
    set_role(line, "rule")
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)
