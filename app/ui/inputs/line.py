"""Inputs that are one line or a block of text: texts, numbers, money, identifiers."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.text import Text, _l
from app.core.value import (
    Clock,
    Identified,
    Minutes,
    Money,
    Number,
    Percent,
    PlainText,
    Repeated,
    Secret,
    Value,
    Whole,
)
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.text_area import Room, TextArea, TextLine
from app.ui.language import bind, switch
from app.ui.theme import restyle, theme
from app.ui.widgets import Column, Row, icon_button, label

__all__ = ["BlockInput", "IdentifiedInput", "LineInput", "NumberInput", "TextArea", "plain_text"]

_FIRST = 100
"""The line takes what room it may before any is left empty."""
ONE_LINE = 80
"""A text that may be longer than this goes on to the next line while it is written."""


class LineInput(Input):
    """A value typed in one line, as people write it; it takes its usual form when it is left.

    Attributes:
        most_width: how wide the line is at most before the text scale, ``None`` for all there is. A field
            as wide as what belongs in it tells what belongs in it.
        hint: grey words in the empty line.
    """

    most_width: int | None = None
    hint: Text | None = None

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        self._value: Value = described.value
        self._settled: tuple[str, Any] = ("", self._value.empty)
        self.line = QLineEdit()
        if self.hint:
            bind(self.line.setPlaceholderText, self.hint)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self._tidy)
        self.row = Row(spacing=8)
        self.row.addWidget(self.line, _FIRST)
        if unit := self.unit():
            self.row.addWidget(unit)
        if self.most_width:
            self.row.addStretch(1)
            theme.changed.connect(self._rescale)
            self._rescale()
        self.setLayout(self.row)
        self.setFocusProxy(self.line)
        switch.changed.connect(self._say_again)

    def _rescale(self) -> None:
        self.line.setMaximumWidth(theme.px(self.most_width or 0))

    def unit(self) -> QWidget | None:
        """What stands after the line, for example a unit."""
        return None

    def written(self, value: Any) -> str:
        """A value as it stands in the line."""
        return self._value.show(value)

    def value(self) -> Any:
        text, value = self._settled
        if self.line.text() == text:
            return value
        typed = self.line.text()
        return self._value.read(typed) if typed.strip() else self._value.empty

    def set_value(self, value: Any) -> None:
        text = self._readable(value)
        self._settled = (text, value)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def _readable(self, value: Any) -> str:
        """The value written so that it can be read back; otherwise bare."""
        if self._value.is_empty(value):
            return ""
        text = self.written(value)
        try:
            return text if self._value.read(text) == value else str(value)
        except InvalidValue:
            return str(value)

    def typed(self) -> Any:
        return self.line.text()

    def set_typed(self, value: Any) -> None:
        self.line.setText(str(value))
        self._tidy()

    def set_wrong(self, wrong: bool) -> None:
        self.line.setProperty("wrong", wrong)
        restyle(self.line)

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except InvalidValue:
            return

    def _say_again(self) -> None:
        # A number that was read in one language is never read again in another.
        text, value = self._settled
        if self.line.text() == text:
            self.set_value(value)


@registry.register(Whole)
@registry.register(Number)
class NumberInput(LineInput):
    """A number, short enough to look like one."""

    most_width = 160
    sign = ""

    def unit(self) -> QWidget | None:
        return label(self.sign, "soft", wrap=False) if self.sign else None

    def written(self, value: Any) -> str:
        shown = super().written(value)
        return shown.replace(self.sign, "").strip(" \u00a0") if self.sign else shown


@registry.register(Minutes)
class MinutesInput(NumberInput):
    """A duration."""

    hint = _l("for example 1 h 30 min")
    most_width = 200


@registry.register(Clock)
class ClockInput(NumberInput):
    """A time of day."""

    hint = _l("for example 9.30")
    most_width = 140


@registry.register(Money)
class MoneyInput(NumberInput):
    """An amount of euros."""

    sign = "€"


@registry.register(Percent)
class PercentInput(NumberInput):
    """A share in percent."""

    most_width = 120
    sign = "%"


_WIDTHS = {
    "postal_code": 120,
    "business_id": 200,
    "association_number": 200,
    "vat_number": 200,
    "personal_id": 200,
    "phone": 240,
    "reference_number": 280,
    "iban": 300,
    "sote_oid": 300,
}


@registry.register(Identified)
class IdentifiedInput(LineInput):
    """An identifier; it takes its usual form when the field is left."""

    def __init__(self, described: Field, context: FormContext) -> None:
        assert isinstance(described.value, Identified)
        self.most_width = _WIDTHS.get(described.value.name)
        super().__init__(described, context)


@registry.register(Secret)
class SecretInput(IdentifiedInput):
    """An identifier that is masked as soon as it is left; a button shows it for a moment."""

    def __init__(self, described: Field, context: FormContext) -> None:
        self._open = False
        super().__init__(described, context)

    def unit(self) -> QWidget | None:
        return icon_button("eye", _l("Show or hide"), self._toggle)

    def _tidy(self) -> None:
        self._open = False
        super()._tidy()

    def _toggle(self) -> None:
        self._open = not self._open
        self._say_again()

    def _readable(self, value: Any) -> str:
        return str(value or "") if self._open else self._value.show(value)

    def typed(self) -> Any:
        text, value = self._settled
        return value if self.line.text() == text else self.line.text()


class BlockInput(Input):
    """A text that takes as many lines as it needs."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        assert isinstance(described.value, PlainText)
        self.area = TextArea() if described.value.long else TextLine()
        self._room = Room(described.value.limit)
        self._silent = False
        self.area.textChanged.connect(self._changed)
        column = Column(self, spacing=4)
        column.addWidget(self.area)
        column.addWidget(self._room)
        self.setFocusProxy(self.area)

    def _changed(self) -> None:
        self._room.tell(len(self.area.toPlainText()))
        if not self._silent:
            self.edited.emit()

    def value(self) -> Any:
        return self.area.toPlainText()

    def set_value(self, value: Any) -> None:
        self._silent = True
        self.area.setPlainText(value or "")
        self._silent = False

    typed = value
    set_typed = set_value

    def set_wrong(self, wrong: bool) -> None:
        self.area.setProperty("wrong", wrong)
        restyle(self.area)


@registry.register(Repeated)
class RepeatedInput(LineInput):
    """A line that offers what has been written before."""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__(described, context)
        assert isinstance(described.value, Repeated)
        context.written(self, described.value.sources, self._offer)

    def _offer(self, texts: list[str]) -> None:
        completer = QCompleter(texts, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setProperty("role", "popup")
        completer.setPopup(popup)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.line.setCompleter(completer)


@registry.register(PlainText)
def plain_text(described: Field, context: FormContext) -> Input:
    """A line or a block, as the value asks."""
    value = described.value
    assert isinstance(value, PlainText)
    if value.long or value.limit > ONE_LINE:
        return BlockInput(described, context)
    return LineInput(described, context)
