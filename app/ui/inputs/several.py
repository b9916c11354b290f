"""The input for several of a list: ticks when they are few, chosen ones with a finder when many."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.codes import codes
from app.core.field import Field
from app.core.text import _l
from app.core.value import Choices
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.choice import LONG, label_of
from app.ui.inputs.find import Offer, Typing
from app.ui.language import Wording, bind, switch
from app.ui.widgets import Column, Flow, button, tick_box

MOST_LETTERS = 38
"""Letters of a chosen one that are shown."""


@registry.register(Choices)
def several(described: Field, context: FormContext) -> Input:
    """Ticks or a finder, by how many there are to choose from."""
    value = described.value
    assert isinstance(value, Choices)
    return Ticks(described, context) if len(value.ids()) <= LONG else Chosen(described, context)


class _Several(Input):
    """What both share: the codes, in the order in which they were chosen."""

    def __init__(self, described: Field) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Choices)
        self._value = value
        self._chosen: list[str] = []

    def _take(self, code: str, *, on: bool) -> None:
        rest = [each for each in self._chosen if each != code]
        self._chosen = [*rest, code] if on else rest
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        raise NotImplementedError

    def value(self) -> Any:
        return list(self._chosen)

    def set_value(self, value: Any) -> None:
        self._chosen = list(value or [])
        self._show()

    typed = value
    set_typed = set_value


class Ticks(_Several):
    """A box to tick for each; as many beside each other as there is room for."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__(described)
        self.boxes: dict[str, QCheckBox] = {}
        self._flow = Flow(self, spacing=8)
        for code in self._value.ids():
            self._offer(code)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def _offer(self, code: str) -> None:
        box, ticked = tick_box(label_of(self._value, code))
        box.clicked.connect(lambda on, code=code: self._take(code, on=on))
        self.boxes[code] = box
        self._flow.addWidget(ticked)

    def _show(self) -> None:
        for code in self._chosen:
            if code not in self.boxes:  # it was in an earlier version of the list
                self._offer(code)
        for code, box in self.boxes.items():
            box.setChecked(code in self._chosen)

    def name(self, label: Wording, description: Wording = "") -> None:
        bind(self.setAccessibleName, label)
        for box in self.boxes.values():
            bind(box.setAccessibleDescription, description)


class Chosen(_Several):
    """A line to find with, above the chosen ones, which a click takes away."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__(described)
        layout = Column(self, spacing=4)
        self.line = Typing(self._find)
        self.line.found.connect(self._add)
        self.line.returnPressed.connect(self._add_fit)
        bind(self.line.setPlaceholderText, _l("Type to find and add"))
        layout.addWidget(self.line)
        self._holder = QWidget()
        self._flow = Flow(self._holder, spacing=4)
        self._chips: dict[str, QWidget] = {}
        self._holder.hide()
        layout.addWidget(self._holder)
        self.setFocusProxy(self.line)
        switch.changed.connect(self._say_again)

    def _find(self, words: str) -> list[Offer]:
        found = codes(self._value.list_name).search(words)
        return [(code.id, code.label()) for code in found if code.id not in self._chosen]

    def _add(self, code: str) -> None:
        self.line.clear()
        self._take(code, on=True)

    def _add_fit(self) -> None:
        if not self.line.offering and (fit := self.line.plain_fit()):
            self._add(fit)

    def _remove(self, code: str) -> None:
        self._take(code, on=False)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_again(self, _language: str = "") -> None:
        self._show()

    def _show(self) -> None:
        for code, chip in list(self._chips.items()):
            if code not in self._chosen:
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
                del self._chips[code]
        for code in self._chosen:
            if code not in self._chips:
                self._chips[code] = self._chip(code)
                self._flow.addWidget(self._chips[code])
        self._holder.setVisible(bool(self._chosen))

    def _chip(self, code: str) -> QWidget:
        name = label_of(self._value, code)
        chip = button(lambda: f"{_short(name())}  ×", "quiet", pressed=lambda: self._remove(code))
        chip.setProperty("role", "chosen")
        words = _Removal(name)
        bind(chip.setToolTip, words)
        bind(chip.setAccessibleName, words)
        return chip


def _short(name: str) -> str:
    """A name that fits the narrowest form; the whole of it is in the tooltip."""
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"


class _Removal:
    """Says what a click on a chosen one does."""

    def __init__(self, name: Wording) -> None:
        self._name = name

    def __call__(self) -> str:
        name = self._name() if callable(self._name) else str(self._name)
        return str(_l("Remove {name}", name=name))
