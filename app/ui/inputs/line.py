"""Inputs that are one line or a block of text: texts, numbers, money, identifiers."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.value import Identified, Minutes, Money, Number, Percent, PlainText, Value, Whole
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.theme import restyle, theme
from app.ui.widgets import Column, Row, label


class TextArea(QPlainTextEdit):
    """A block of text that grows with what is written; Tab goes to the next field."""

    left = Signal()

    def __init__(self, least_lines: int = 3, most_lines: int = 12) -> None:
        super().__init__()
        self._least, self._most = least_lines, most_lines
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def _grow(self) -> None:
        lines = min(self._most, max(self._least, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme.px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes another number of lines."""
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()


class LineInput(Input):
    """A value typed in one line, as people write it."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        self._value: Value = described.value
        self.line = QLineEdit()
        self.line.setMinimumWidth(theme.px(80))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self._tidy)
        self.row = Row(spacing=8)
        self.row.addWidget(self.line)
        if unit := self.unit():
            self.row.addWidget(unit)
            self.row.addStretch(1)
        Column(self).addLayout(self.row)
        self.setFocusProxy(self.line)

    def unit(self) -> QWidget | None:
        """What stands after the line, for example a unit."""
        return None

    def value(self) -> Any:
        text = self.line.text()
        return self._value.read(text) if text.strip() else self._value.empty

    def set_value(self, value: Any) -> None:
        self.line.setText(self._value.show(value))
        self.line.setCursorPosition(0)

    def typed(self) -> Any:
        return self.line.text()

    def set_typed(self, typed: Any) -> None:
        self.line.setText(typed)

    def set_wrong(self, wrong: bool) -> None:
        self.line.setProperty("wrong", wrong)
        restyle(self.line)

    def _tidy(self) -> None:
        try:
            tidy = self._value.show(self.value())
        except InvalidValue:
            return
        if tidy != self.line.text():
            self.line.setText(tidy)


@registry.register(Whole)
@registry.register(Number)
@registry.register(Minutes)
class NumberInput(LineInput):
    """A number, short enough to look like one."""

    sign = ""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__(described, context)
        self.line.setMaximumWidth(theme.px(180))

    def unit(self) -> QWidget | None:
        return label(self.sign, "soft", wrap=False)

    def set_value(self, value: Any) -> None:
        shown = self._value.show(value)
        self.line.setText(
            shown.replace("€", "").replace("%", "").strip(" \u00a0") if self.sign else shown
        )

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except InvalidValue:
            return


@registry.register(Money)
class MoneyInput(NumberInput):
    """An amount of euros."""

    sign = "€"


@registry.register(Percent)
class PercentInput(NumberInput):
    """A share in percent."""

    sign = "%"


@registry.register(Identified)
class IdentifiedInput(LineInput):
    """An identifier; it takes its usual form when the field is left."""


class BlockInput(Input):
    """A text of several lines."""

    def __init__(self, _field: Field, _context: FormContext) -> None:
        super().__init__()
        self.area = TextArea()
        self.area.textChanged.connect(self._changed)
        self._silent = False
        Column(self).addWidget(self.area)
        self.setFocusProxy(self.area)

    def _changed(self) -> None:
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


@registry.register(PlainText)
def plain_text(described: Field, context: FormContext) -> Input:
    """A line or a block, as the value asks."""
    long = isinstance(described.value, PlainText) and described.value.long
    return BlockInput(described, context) if long else LineInput(described, context)
