"""The navigation rail: where you can go, what waits there, and how the work is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QSizePolicy,
    QWidget,
)

from app.core import brand
from app.core.brand import Tone
from app.core.format import show_number
from app.core.text import Text, _l
from app.ui.icons import paint_icon
from app.ui.language import Wording, bind, say, switch
from app.ui.network_door import Standing
from app.ui.rail_network import NetworkButton
from app.ui.theme import set_role, theme
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Row, clear, rule
from app.ui.widgets.page import ScrollColumn
from app.ui.widgets.tag import paint_count

_WIDTH = 208
_EDGE = 12
_INSET = 10
_ICON = 20
_GAP = 10
_HEIGHT = 38
_DOT_INSET = 4
_SHARE = 0.3
"""The words stay as long as the rail takes at most this share of the window."""
_SHORTCUTS = 9


@dataclass(frozen=True)
class RailItem:
    """A place to go: its name in code, its words, and its Phosphor icon."""

    name: str
    label: Text
    icon: str


class _RailButton(QAbstractButton):
    """One place: icon, word, and the count of what waits there."""

    moved = Signal(int)

    def __init__(self, item: RailItem, shortcut: str) -> None:
        super().__init__()
        self.item = item
        self.count = 0
        self.tone: Tone = "watch"
        self.with_words = True
        self._shortcut = shortcut
        self._ring = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        bind(self.setText, item.label)
        bind(self.setAccessibleName, self._spoken)
        bind(self.setToolTip, self._tip)

    def _spoken(self) -> str:
        if not self.count:
            return say(self.item.label)
        number = show_number(self.count)
        return str(_l("{place}, {count} waiting", place=self.item.label, count=number))

    def _tip(self) -> str:
        keys = self._shortcut
        words = self._spoken() if not self.with_words else ""
        return "  ".join(part for part in (words, keys) if part)

    def tell(self) -> None:
        """Say the name and the tooltip again."""
        self.setAccessibleName(self._spoken())
        self.setToolTip(self._tip())
        self.updateGeometry()
        self.update()

    def _font(self) -> QFontMetrics:
        return QFontMetrics(theme.font(weight=600))

    def _badge_room(self) -> int:
        return theme.px(32) if self.count else 0

    def sizeHint(self) -> QSize:
        width, letters = 2 * theme.px(_INSET) + theme.px(_ICON), self._font()
        if self.with_words:
            words = letters.horizontalAdvance(self.text())
            width += theme.px(_GAP) + words + self._badge_room()
        return QSize(width, max(theme.px(_HEIGHT), letters.height() + theme.px(12)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px(brand.CONTROL_RADIUS)
        colour = "main" if self.isChecked() else "ink"
        whole = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("main_tint" if self.isChecked() else "background"))
            painter.drawRoundedRect(whole, radius, radius)
        if self.hasFocus() and self._ring:
            painter.setPen(QPen(theme.colour("main"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        side = theme.px(_ICON)
        inner = self.rect().adjusted(theme.px(_INSET), 0, -theme.px(_INSET), 0)
        icon = QRect(inner.left(), (self.height() - side) // 2, side, side)
        if not self.with_words:
            icon.moveLeft((self.width() - side) // 2)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if right_to_left:
            icon.moveLeft(self.width() - icon.right() - 1)
        paint_icon(painter, QRectF(icon), self.item.icon, colour)
        if not self.with_words:
            self._paint_dot(painter, icon)
            return
        step = side + theme.px(_GAP)
        words = inner.adjusted(0, 0, -step, 0) if right_to_left else inner.adjusted(step, 0, 0, 0)
        painter.setFont(theme.font(weight=600 if self.isChecked() else 400))
        painter.setPen(theme.colour(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(words, int(flags), self.text())
        if self.count:
            paint_count(painter, inner, show_number(self.count), self.tone)

    def _paint_dot(self, painter: QPainter, icon: QRect) -> None:
        if self.count:
            side = theme.px(8)
            painter.setPen(QPen(theme.colour("card"), 2))
            painter.setBrush(theme.tone(self.tone)[0])
            painter.drawEllipse(QRect(icon.right() - side // 2, icon.top() - side // 4, side, side))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # A window that opens gives the focus to its first button; nobody came there by the keyboard.
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        self.update()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class _Dot(QWidget):
    """A small dot beside the words that say the same."""

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._tone: Tone = tone
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.setFixedSize(theme.px(8), theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tone(self._tone)[0])
        painter.drawEllipse(self.rect())


class Rail(QFrame):
    """The rail along the leading edge of the window.

    Signals:
        chosen: the name of the place that a person chose, also with Alt+1 … Alt+9.
        network_wanted: a person wants to see how it stands with the network.
    """

    chosen = Signal(str)
    network_wanted = Signal()

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "rail")
        bind(self.setAccessibleName, _l("Rooms"))
        self._with_words = True
        self._window_width = 0
        self._status: list[tuple[Tone, Wording]] = []
        self._buttons: dict[str, _RailButton] = {}
        self._group = QButtonGroup(self)
        column = Column(self, margins=(0, 20, 0, 16), spacing=16)
        self._head = QWidget()
        head = Column(self._head, margins=(_EDGE + _INSET, 0, _EDGE, 0), spacing=0)
        name = QLabel("Kumppani")
        set_role(name, "brand")
        self._organisation = label("", "small")
        head.addWidget(name)
        head.addWidget(self._organisation)
        column.addWidget(self._head)
        self._places = ScrollColumn(max_width=None, margins=0, spacing=2)
        self._places.verticalScrollBar().rangeChanged.connect(self._leave_edge)
        column.addWidget(self._places, 1)
        for at, item in enumerate(items):
            self._add(at, item)
        self._line = rule()
        edge = Row(margins=(_EDGE, 0, _EDGE, 0))
        edge.addWidget(self._line)
        column.addLayout(edge)
        self._foot = QWidget()
        foot = Column(self._foot, margins=(_EDGE, 0, _EDGE, 0), spacing=0)
        self._foot_lines = Column(margins=(_INSET, 0, 0, 0), spacing=2)
        foot.addLayout(self._foot_lines)
        self._network = NetworkButton()
        self._network.clicked.connect(lambda *_on: self.network_wanted.emit())
        foot.addWidget(self._network)
        column.addWidget(self._foot)
        self.set_status([])
        self._leave_edge()
        theme.changed.connect(self._fit)
        switch.changed.connect(self._fit)
        self._fit()

    def _leave_edge(self) -> None:
        """The scroll bar, when one is needed, takes the place of the edge."""
        scrolls = self._places.verticalScrollBar().maximum() > 0
        self._places.body.set_margins((_EDGE, 0, 0 if scrolls else _EDGE, 0))
        self._show_current()

    def _show_current(self) -> None:
        """Let the place where one is stand in sight, also when the foot below grows."""
        if self.current:
            self._places.ensureWidgetVisible(self._buttons[self.current], 0, theme.px(_HEIGHT))

    def _add(self, at: int, item: RailItem) -> None:
        keys = QKeySequence(f"Alt+{at + 1}") if at < _SHORTCUTS else QKeySequence()
        made = _RailButton(item, keys.toString(QKeySequence.SequenceFormat.NativeText))
        made.clicked.connect(lambda *_on, name=item.name: self.chosen.emit(name))
        made.moved.connect(lambda step, name=item.name: self._move(name, step))
        if not keys.isEmpty():
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(made.click)
        self._buttons[item.name] = made
        self._group.addButton(made)
        self._places.body.addWidget(made)

    def _move(self, name: str, step: int) -> None:
        """Go to the neighbour with an arrow key; the rail is one Tab stop."""
        names = list(self._buttons)
        at = min(len(names) - 1, max(0, names.index(name) + step))
        self._buttons[names[at]].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def current(self) -> str:
        """The name of the place where one is, ``""`` for none of these."""
        return next((name for name, made in self._buttons.items() if made.isChecked()), "")

    def choose(self, name: str) -> None:
        """Show where one is, without telling anybody; an unknown name is none of these."""
        self._group.setExclusive(False)
        for other, made in self._buttons.items():
            made.setChecked(other == name)
        self._group.setExclusive(True)
        if name in self._buttons and self.window().focusWidget() in self._buttons.values():
            self._buttons[name].setFocus(
                Qt.FocusReason.OtherFocusReason
            )  # where one is, as a whole
        self._show_current()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much waits at places, by their names."""
        for name, count in counts.items():
            self._buttons[name].count = count
        self._fit()

    def set_organisation(self, name: str) -> None:
        """Show whose office this is, in their own words."""
        self._organisation.setText(name)
        self._organisation.setVisible(bool(name))

    def set_status(self, lines: Iterable[tuple[Tone, Wording]]) -> None:
        """Say at the foot how the work is kept; a dot stands before all but a plain line."""
        self._status = list(lines)
        clear(self._foot_lines)
        self._foot_lines.set_margins((_INSET if self._with_words else 0, 0, 0, 0))
        for tone, words in self._status:
            # A dot stands in the middle of where the icon of the network stands below it.
            indent = _DOT_INSET if tone != "plain" and self._with_words else 0
            line = Row(margins=(indent, 0, 0, 0), spacing=10)
            if tone != "plain":
                line.addWidget(_Dot(tone), 0, Qt.AlignmentFlag.AlignVCenter)
            if self._with_words:
                line.addWidget(label(words, "small"), 1)
            self._foot_lines.addLayout(line)
        bind(self._foot.setAccessibleName, self._status_words)
        bind(self._foot.setToolTip, lambda: "" if self._with_words else self._status_words())
        self._show_foot()

    def set_network(self, standing: Standing | None) -> None:
        """Say at the foot how it stands with the network; nothing for an office that is in none."""
        self._network.tell(standing)
        self._show_foot()

    def _show_foot(self) -> None:
        anything = bool(self._status) or self._network.standing is not None
        self._line.setVisible(anything)
        self._foot.setVisible(anything)

    def _status_words(self) -> str:
        return "\n".join(say(words) for _tone, words in self._status)

    def fit_to(self, window_width: int) -> None:
        """Keep the words while there is room for them beside the page, else only the icons."""
        self._window_width = window_width
        self._fit()

    def _fit(self) -> None:
        for made in self._buttons.values():
            made.with_words = True
        needed = max((made.sizeHint().width() for made in self._buttons.values()), default=0)
        edges = 2 * theme.px(_EDGE) + 1
        wide = max(theme.px(_WIDTH) if theme.scale <= 1 else 0, needed + edges)
        with_words = not self._window_width or wide <= self._window_width * _SHARE
        for made in self._buttons.values():
            made.with_words = with_words
            made.tell()
        self._head.setVisible(with_words)
        self._network.show_words(with_words)
        if with_words != self._with_words:
            self._with_words = with_words
            self.set_status(self._status)
        narrow = theme.px(_ICON) + 2 * theme.px(_INSET) + edges
        self.setFixedWidth(wide if with_words else narrow)
