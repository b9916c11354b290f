"""Inputs that choose from a short list: ticks, segments, round buttons and a drop-down list."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QWidget,
)

from app.core.field import Field
from app.core.text import _l, languages
from app.core.value import Choice, YesNo
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.find import LongChoice
from app.ui.language import Wording, bind
from app.ui.theme import restyle
from app.ui.widgets import Choice as Option
from app.ui.widgets import Column, Combo, Row, Segmented, Ticked, icon_button

SHORT = 4
LONG = 14
"""More choices than this are found by typing."""
_SEGMENT = 22
_SEGMENTS = 44
"""Longer words than these, one or all together, stand below each other rather than side by side."""
_NONE_KEYS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


@registry.register(YesNo)
class YesNoInput(Input):
    """A box to tick; its sentence is the field's label."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.clicked.connect(lambda _on: self.edited.emit())
        Column(self).addWidget(Ticked(self.box, described.label))
        self.setFocusProxy(self.box)

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    typed = value
    set_typed = set_value


class _OneOf(Input):
    """What the short choices share: the code, a way to choose nothing, codes no longer offered."""

    def __init__(self, described: Field) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Choice)
        self._value = value
        self._required = described.required
        self._clear_button: QWidget | None = None

    def with_clear(self, chooser: QWidget) -> None:
        """Lay out the chooser, and beside it what takes the choice away where that may be."""
        line = Row(self, spacing=4)
        line.addWidget(chooser)
        if not self._required:
            self._clear_button = icon_button("x", _l("Clear the choice"), self.choose_nothing)
            line.addWidget(self._clear_button, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)

    def _tell_clear(self) -> None:
        if self._clear_button:
            room = self._clear_button.sizePolicy()
            room.setRetainSizeWhenHidden(True)
            self._clear_button.setSizePolicy(room)
            self._clear_button.setVisible(bool(self.value()))

    def choose_nothing(self) -> None:
        """Take the choice away."""
        if self.value():
            self.set_value("")
            self.edited.emit()
            self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the choice away."""
        if not self._required and event.key() in _NONE_KEYS:
            self.choose_nothing()
        else:
            super().keyPressEvent(event)


class ShortChoice(_OneOf):
    """Two to four choices side by side."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__(described)
        self.segments = Segmented(_options(self._value, self._value.ids()))
        self.segments.choose("")
        self.segments.chosen.connect(self._chosen)
        self.with_clear(self.segments)
        self._tell_clear()

    def _chosen(self, _code: str) -> None:
        self._tell_clear()
        self.edited.emit()

    def value(self) -> Any:
        return self.segments.current

    def set_value(self, value: Any) -> None:
        code = value or ""
        known = list(self._value.ids())
        if code and code not in known:
            self.segments.set_choices(_options(self._value, [*known, code]))
        self.segments.choose(code)
        self._tell_clear()

    typed = value
    set_typed = set_value

    def focus_target(self) -> QWidget:
        buttons = [self.segments.button_of(code) for code in self._value.ids()]
        stops = (each for each in buttons if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return next(stops, buttons[0])

    def name(self, label: Wording, description: Wording = "") -> None:
        for target in (self.segments, *map(self.segments.button_of, self._value.ids())):
            bind(target.setAccessibleDescription, description)
        bind(self.segments.setAccessibleName, label)


class RoundChoice(_OneOf):
    """Two to four choices in long words below each other."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__(described)
        self._buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        holder = QWidget()
        self._list = Column(holder, spacing=0)
        for code in self._value.ids():
            self._offer(code)
        self.with_clear(holder)
        self._tell_clear()

    def _offer(self, code: str) -> None:
        made = self._buttons[code] = QRadioButton()
        made.clicked.connect(self._chosen)
        self._group.addButton(made)
        self._list.addWidget(Ticked(made, label_of(self._value, code)))

    def _chosen(self, _on: bool) -> None:
        self._tell_clear()
        self.edited.emit()

    def value(self) -> Any:
        return next((code for code, made in self._buttons.items() if made.isChecked()), "")

    def set_value(self, value: Any) -> None:
        code = value or ""
        if code and code not in self._buttons:
            self._offer(code)
        self._group.setExclusive(False)
        for each, made in self._buttons.items():
            made.setChecked(each == code)
        self._group.setExclusive(True)
        self._tell_clear()

    typed = value
    set_typed = set_value

    def focus_target(self) -> QWidget:
        return self._buttons.get(self.value()) or next(iter(self._buttons.values()))

    def name(self, label: Wording, description: Wording = "") -> None:
        bind(self.setAccessibleName, label)
        for made in self._buttons.values():
            bind(made.setAccessibleDescription, description)


class ListChoice(Input):
    """A drop-down list, from five to a dozen choices."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Choice)
        self._value = value
        self._none = [] if described.required else [Option("", _l("No choice"))]
        self._code = ""
        self.combo = Combo([*self._none, *_options(value, value.ids())])
        self.combo.activated.connect(self._chosen)
        bind(self.combo.setPlaceholderText, _l("Choose"))
        line = Row(self)
        line.addWidget(self.combo)
        line.addStretch(1)
        self.setFocusProxy(self.combo)
        self._show()

    def _show(self) -> None:
        if self._code:
            self.combo.choose(self._code)
        else:
            self.combo.setCurrentIndex(-1)  # the box then asks to choose

    def _chosen(self, _index: int) -> None:
        changed, self._code = self.combo.current != self._code, self.combo.current
        self._show()
        if changed:
            self.edited.emit()

    def value(self) -> Any:
        return self._code

    def set_value(self, value: Any) -> None:
        self._code = value or ""
        if self._code and not self.combo.offers(self._code):
            codes = [*self._value.ids(), self._code]
            self.combo.offer([*self._none, *_options(self._value, codes)])
        self._show()

    typed = value
    set_typed = set_value

    def set_wrong(self, wrong: bool) -> None:
        self.combo.setProperty("wrong", wrong)
        restyle(self.combo)


@registry.register(Choice)
def choice(described: Field, context: FormContext) -> Input:
    """Segments, round buttons, a drop-down list or typing, by how much there is to choose from."""
    value = described.value
    assert isinstance(value, Choice)
    number = len(value.ids())
    if number <= SHORT:
        beside = all(_fits_beside(value, language) for language in languages())
        return ShortChoice(described, context) if beside else RoundChoice(described, context)
    if number <= LONG or value.options:  # the long one finds in a list of the reference
        return ListChoice(described, context)
    return LongChoice(described, context)


def _fits_beside(value: Choice, language: str) -> bool:
    lengths = [len(value.label(code, language)) for code in value.ids()]
    return max(lengths, default=0) <= _SEGMENT and sum(lengths) <= _SEGMENTS


def _options(value: Choice, ids: Iterable[str]) -> list[Option]:
    return [Option(code, label_of(value, code)) for code in ids]


def label_of(value: Choice, code: str) -> Callable[[], str]:
    """The label of a code, said again in each language."""
    return lambda: value.label(code)
