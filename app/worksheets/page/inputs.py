"""Inputs for the kinds of value that only worksheets have."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.field import Field
from app.core.text import _l
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.line import LineInput
from app.ui.widgets import Choice, Row, Segmented
from app.worksheets.types.values import Moment, Period, Scale


@registry.register(Period)
class PeriodInput(LineInput):
    """Two days in one line."""

    hint = _l("for example 1.3.–31.5.2027")
    most_width = 280


@registry.register(Moment)
class MomentInput(LineInput):
    """A day and a time of it in one line."""

    hint = _l("for example 31.5.2027 at 12.00")
    most_width = 280


@registry.register(Scale)
class ScaleInput(Input):
    """A scale: its steps beside each other, and “–” for none of them."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        assert isinstance(described.value, Scale)
        steps = range(described.value.least, described.value.most + 1)
        self.steps = Segmented([Choice("", "–"), *(Choice(str(n), str(n)) for n in steps)])
        self.steps.choose("")
        self.steps.chosen.connect(lambda _name: self.edited.emit())
        line = Row(self)
        line.addWidget(self.steps)
        line.addStretch(1)
        self.setFocusProxy(self.steps)

    def value(self) -> int | None:
        return int(self.steps.current) if self.steps.current else None

    def set_value(self, value: Any) -> None:
        self.steps.choose("" if value is None else str(value))

    def typed(self) -> Any:
        return self.steps.current

    def set_typed(self, value: Any) -> None:
        self.steps.choose(str(value))

    def focus_target(self) -> QWidget:
        return self.steps
