"""Cards: a white sheet that holds one matter, and a figure with its words."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.ui.language import Wording, bind
from app.ui.theme import set_role
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Margins, Row, rule

_CLEAR = 8


class Card(QFrame):
    """A sheet with rounded corners, a heading over a line where one is given, and a body.

    Attributes:
        body: the layout that holds what the card is about.
    """

    def __init__(
        self,
        heading: Wording | None = None,
        actions: Iterable[QWidget] = (),
        margins: Margins = (16, 16, 16, 16),
        spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "card")
        # Below, what fills the card keeps clear of the round corners.
        whole = Column(self, margins=(1, 1, 1, 1 if margins else _CLEAR), spacing=0)
        if heading is not None:
            top = Row(margins=(16, 12, 16, 12), spacing=8)
            words = label(heading, "caption")
            top.addWidget(words, 1)
            for action in actions:
                top.addWidget(action)
            whole.addLayout(top)
            whole.addWidget(rule())
            bind(self.setAccessibleName, heading)
        self.body = Column(margins=margins, spacing=spacing)
        whole.addLayout(self.body, 1)


class FigureCard(Card):
    """One number in large, and what it tells below it."""

    def __init__(self, value: Wording, what: Wording, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 12), spacing=0, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._value = label(value, "figure", wrap=False)
        self._what = label(what, "small")
        self.body.addWidget(self._value)
        self.body.addWidget(self._what)
        self.body.addStretch(1)

    def show_figure(self, value: Wording, what: Wording) -> None:
        """Show another number."""
        bind(self._value.setText, value)
        bind(self._what.setText, what)
