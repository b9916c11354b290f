"""Something that is read now and then: a heading that unfolds it."""

from PySide6.QtWidgets import QWidget

from app.core.text import _l
from app.ui.language import Wording, bind, say
from app.ui.widgets.button import button
from app.ui.widgets.layout import Column, Margins, Row


class Fold(QWidget):
    """A heading with an arrow; the rest is seen when a person wants it.

    Attributes:
        body: the layout that holds the rest.
    """

    def __init__(
        self, heading: Wording, margins: Margins = (10, 4, 0, 4), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._heading = heading
        column = Column(self, spacing=4)
        self.head_button = button(heading, "quiet", "caret-right", self.toggle)
        line = Row()
        line.addWidget(self.head_button)
        line.addStretch(1)
        column.addLayout(line)
        self._inner = QWidget()
        self.body = Column(self._inner, margins=margins, spacing=8)
        column.addWidget(self._inner)
        self.unfold(on=False)

    @property
    def open(self) -> bool:
        """Whether the rest is seen."""
        return not self._inner.isHidden()

    def toggle(self) -> None:
        """Show the rest, or fold it away."""
        self.unfold(on=not self.open)

    def unfold(self, *, on: bool = True) -> None:
        """Show the rest or not."""
        self._inner.setVisible(on)
        self.head_button.set_icon("caret-down" if on else "caret-right")
        state = _l("open") if on else _l("folded")
        bind(self.head_button.setAccessibleName, lambda: f"{say(self._heading)}, {state}")
