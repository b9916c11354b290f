"""A column of a board: its cards, and how many they are in all."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.core import brand
from app.core.format import show_number
from app.core.text import _l, _n
from app.ui.board.card import BoardCard
from app.ui.board.slip import LaneKind, Slip
from app.ui.language import bind
from app.ui.theme import theme
from app.ui.widgets import Column, Row, ScrollColumn, label, link

MOST_CARDS = 60
"""How many cards a column shows; the rest are in the list."""


class Lane(QFrame):
    """A column of a board.

    Signals:
        more_wanted: the list of all that stand in this column.
    """

    more_wanted = Signal(str)

    def __init__(self, kind: LaneKind) -> None:
        super().__init__()
        self.kind = kind
        self.cards: list[BoardCard] = []
        self._pool: list[BoardCard] = []
        self._total = 0
        self._hot = self._narrowed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        whole = Column(self, margins=(2, 10, 2, 2), spacing=8)
        head = Row(margins=(12, 0, 12, 0), spacing=8)
        head.addWidget(label(kind.label, "strong"), 1)
        self._count = label(lambda: show_number(self._total), "soft", wrap=False)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        self.area = ScrollColumn(max_width=None, margins=(8, 2, 8, 8), spacing=8)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = label(self._empty_words, "small")
        self._more = link(self._more_words, lambda: self.more_wanted.emit(self.name))
        self._stack = Column(spacing=8)
        self._hint = QWidget()
        Column(self._hint, margins=(4, 0, 4, 0)).addWidget(self._empty)
        self.area.body.addWidget(self._hint)
        self.area.body.addLayout(self._stack)
        self.area.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        whole.addWidget(self.area, 1)
        bind(self.setAccessibleName, self._said)

    @property
    def name(self) -> str:
        """The stored name of the column."""
        return self.kind.name

    def show_slips(self, slips: tuple[Slip, ...], total: int, *, narrowed: bool) -> None:
        """Show other cards; ``total`` is how many there are in all, ``narrowed`` tells of a filter."""
        self._total, self._narrowed = total, narrowed
        shown = slips[:MOST_CARDS]
        ground = self.area.ground
        grows = len(shown) > len(self._pool)
        if grows:  # else each new card would lay out all of them
            ground.hide()
        self.cards = [self._card(at) for at in range(len(shown))]
        for card, slip in zip(self.cards, shown, strict=True):
            card.tell(slip)
            card.show()
        for card in self._pool[len(shown) :]:
            card.hide()
        self._hint.setVisible(not shown)
        self._more.setVisible(total > len(shown))
        self._say_counts()
        if grows:
            ground.show()

    def _card(self, at: int) -> BoardCard:
        """The card at a place; they are kept, so that the next answer costs only what is new."""
        while at >= len(self._pool):
            card = BoardCard(self)
            self._pool.append(card)
            self._stack.addWidget(card)
        return self._pool[at]

    @property
    def made(self) -> list[BoardCard]:
        """All cards ever made, those that rest among them."""
        return self._pool

    def say_again(self) -> None:
        """Say everything in the current language and size."""
        self._say_counts()
        for card in self._pool:
            card.say_again()

    def _say_counts(self) -> None:
        self._count.setText(show_number(self._total))
        self._empty.setText(self._empty_words())
        self._more.setText(self._more_words())
        self.setAccessibleName(self._said())

    def _said(self) -> str:
        state = self.kind.label
        return _n("{state}: {count} card", "{state}: {count} cards", self._total, state=state).say()

    def _empty_words(self) -> str:
        return str(_l("Nothing here fits.") if self._narrowed else self.kind.belongs)

    def _more_words(self) -> str:
        return _l("+{count} more", count=self._total - len(self.cards)).say()

    def set_hot(self, *, hot: bool) -> None:
        """Show whether a card that is held would fall here."""
        if hot != self._hot:
            self._hot = hot
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("main" if self._hot else "line"), 1))
        painter.setBrush(theme.colour("main_tint") if self._hot else Qt.BrushStyle.NoBrush)
        radius = theme.px(brand.CARD_RADIUS)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, radius, radius)
