"""One of a few: filter chips with counts, and a segmented control."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLayout,
    QSizePolicy,
    QWidget,
)

from app.core.format import show_number
from app.core.text import _l
from app.ui.language import bind, say
from app.ui.theme import set_role
from app.ui.widgets.button import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import Flow
from app.ui.widgets.layout import Column

_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_FAR = 1000
_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down}


class _ChoiceButton(Button):
    """A checkable button that also moves the choice with the arrow keys."""

    moved = Signal(int)

    def sizeHint(self) -> QSize:
        # The chosen one is written bolder; keep the room for it, so that nothing moves or is cut.
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        bold = QFontMetrics(font).horizontalAdvance(self.text())
        wider = bold - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, wider) + 1, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        key = Qt.Key(event.key())
        if key in _BACK | _ON:
            step = 1 if key in _ON else -1
            sideways = key in {Qt.Key.Key_Left, Qt.Key.Key_Right}
            self.moved.emit(-step if right_to_left and sideways else step)
        elif key == Qt.Key.Key_Home:
            self.moved.emit(-_FAR)
        elif key == Qt.Key.Key_End:
            self.moved.emit(_FAR)
        else:
            super().keyPressEvent(event)


class _Choices(QFrame):
    """A row of buttons of which exactly one is chosen; one Tab stop, arrows move the choice.

    Where there is no room for them, the same choices are in one drop-down list (:meth:`set_compact`).
    """

    chosen = Signal(str)
    _role = ""
    _list_name = _l("Show")

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, _ChoiceButton] = {}
        self._choices: dict[str, Choice] = {}
        self._counts: dict[str, int] = {}
        self._left_out: frozenset[str] = frozenset()
        self._list: Combo | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._line = self._layout()
        self.set_choices(choices)

    def _layout(self) -> QLayout:
        raise NotImplementedError

    @property
    def compact(self) -> bool:
        """Whether the choices are in one drop-down list."""
        return self._list is not None and not self._list.isHidden()

    def set_compact(self, on: bool) -> None:
        """Put the choices into one drop-down list, or beside each other again."""
        if on == self.compact:
            return
        if self._list is None:
            self._list = Combo()
            bind(self._list.setAccessibleName, self._list_name)
            self._list.activated.connect(self._taken)
            self._place(self._list)
            if self._buttons:  # the Tab key comes to it where it came to them
                self.setTabOrder(next(iter(self._buttons.values())), self._list)
        self._list.setVisible(on)
        self._show_offered()

    def _place(self, drop_down: Combo) -> None:
        """Give the drop-down list its place beside the buttons, which are hidden while it shows."""
        self._line.addWidget(drop_down)

    @property
    def offered(self) -> int:
        """How many there are to choose from."""
        return len(self._choices.keys() - self._left_out)

    def leave_out(self, names: Collection[str]) -> None:
        """Offer all but these."""
        if self._left_out != frozenset(names):
            self._left_out = frozenset(names)
            self._show_offered()

    def _show_offered(self) -> None:
        compact = self.compact
        for name, made in self._buttons.items():
            made.setVisible(not compact and name not in self._left_out)
        if compact and self._list:
            offered = [each for each in self._choices.values() if each.name not in self._left_out]
            self._list.offer([Choice(each.name, partial(self._told, each)) for each in offered])
            self._list.choose(self.current)
        self.updateGeometry()

    def _taken(self, _place: int) -> None:
        if self._list:
            self._clicked(self._list.current)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what was chosen stays chosen when it is still there."""
        current, before = self.current, list(self._buttons.values())
        for made in before:
            self._group.removeButton(made)
            self._line.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons, self._choices = {}, {}
        stop = next((made for made in before if made.focusPolicy() != Qt.FocusPolicy.NoFocus), None)
        for choice in choices:
            made = _ChoiceButton(self._role, self)
            if stop:  # the Tab key comes to it where it came to those before; Qt puts it last
                self.setTabOrder(stop, made)
                stop = made
            made.setCheckable(True)
            made.clicked.connect(lambda *_on, name=choice.name: self._clicked(name))
            made.moved.connect(self._move)
            self._choices[choice.name] = choice
            self._buttons[choice.name] = made
            self._group.addButton(made)
            self._line.addWidget(made)
            bind(made.setText, lambda choice=choice: self._words(choice))
        if self._buttons:
            self.choose(current if current in self._buttons else next(iter(self._buttons)))
        if self.compact:
            self._show_offered()

    @property
    def current(self) -> str:
        """The name of what is chosen, ``""`` when there is nothing to choose."""
        return next((name for name, made in self._buttons.items() if made.isChecked()), "")

    def choose(self, name: str) -> None:
        """Choose without telling anybody; an unknown name chooses nothing."""
        self._group.setExclusive(False)
        for other, made in self._buttons.items():
            made.setChecked(other == name)
        self._group.setExclusive(True)
        stop = name if name in self._buttons else next(iter(self._buttons), "")
        for other, made in self._buttons.items():
            # One Tab stop; a click leaves the focus, and its ring, where it was.
            tab = Qt.FocusPolicy.TabFocus if other == stop else Qt.FocusPolicy.NoFocus
            made.setFocusPolicy(tab)
        if self._list:
            self._list.choose(name)

    def _clicked(self, name: str) -> None:
        self.choose(name)
        self.chosen.emit(name)

    def _move(self, step: int) -> None:
        names = list(self._buttons)
        if not names:
            return
        at = min(len(names) - 1, max(0, names.index(self.current) + step))
        if names[at] != self.current:
            self._clicked(names[at])
        self._buttons[names[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many there are of each."""
        self._counts = dict(counts)
        for name, made in self._buttons.items():
            made.setText(self._words(self._choices[name]))
        if self.compact:
            self._show_offered()
        self.updateGeometry()

    def _words(self, choice: Choice) -> str:
        return self._told(choice).replace("&", "&&")

    def _told(self, choice: Choice) -> str:
        label = say(choice.label)
        if choice.name not in self._counts:
            return label
        count = show_number(self._counts[choice.name])
        return str(_l("{label} {count}", label=label, count=count))

    def button_of(self, name: str) -> QAbstractButton:
        """The button of a choice."""
        return self._buttons[name]


class ChipBar(_Choices):
    """Filter chips with counts; they wrap to the next line rather than hide.

    Signals:
        chosen: the name of the chip that a person chose.
    """

    _role = "chip"
    _list_name = _l("Show only")

    def _layout(self) -> QLayout:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bind(self.setAccessibleName, _l("Show only"))
        return Flow(self, spacing=8)


class Segmented(_Choices):
    """A few alternatives in one frame, for example ``Suomeksi | In English``; wraps when narrow.

    Signals:
        chosen: the name of the alternative that a person chose.
    """

    _role = "segment"

    def _layout(self) -> QLayout:
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._frame = frame = QFrame()
        set_role(frame, "segments")
        around = Column(self)  # the frame stays as high as its words when there is more room
        around.addStretch(1)
        around.addWidget(frame)
        around.addStretch(1)
        return Flow(frame, margins=3, spacing=2)

    def _place(self, drop_down: Combo) -> None:
        around = self.layout()
        assert isinstance(around, Column)
        around.insertWidget(1, drop_down)

    def _show_offered(self) -> None:
        super()._show_offered()
        self._frame.setVisible(not self.compact)
