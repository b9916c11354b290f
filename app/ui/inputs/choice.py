"""Inputs that choose: from a short list, a long one by typing, several, yes or no, another record."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QListView

from app.core.codes import codes
from app.core.field import Field
from app.core.text import _l
from app.core.value import Choice, Choices, Reference, YesNo
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.language import bind, switch
from app.ui.theme import restyle
from app.ui.widgets import Choice as Option
from app.ui.widgets import Column, Flow, Row, Segmented, button, clear, label

SHORT = 4
LONG = 14


class _Combo(QComboBox):
    """A combo box that the mouse wheel leaves alone, so that scrolling a form changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        event.ignore()


class _Typing(QLineEdit):
    """Finds by what is typed; ``found`` gives the id that was chosen."""

    found = Signal(str)

    def __init__(self, finder: Callable[[str], Sequence[tuple[str, str]]]) -> None:
        super().__init__()
        self._finder = finder
        self._offered: list[tuple[str, str]] = []
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(9)
        popup = QListView()
        popup.setProperty("role", "popup")
        completer.setPopup(popup)
        completer.activated.connect(self._activated)
        self.setCompleter(completer)
        self.textEdited.connect(self.offer)

    def offer(self, words: str = "") -> None:
        """Show what fits the words."""
        self._offered = list(self._finder(words))[:60]
        self._model.setStringList([title for _id, title in self._offered])
        if self._offered:
            self.completer().complete()

    def _activated(self, title: str) -> None:
        for key, offered in self._offered:
            if offered == title:
                QTimer.singleShot(0, lambda key=key: self.found.emit(key))
                return

    def first(self) -> str:
        """The id of the best fit for what is typed, ``""`` when nothing fits."""
        return self._offered[0][0] if self._offered and self.text().strip() else ""


@registry.register(YesNo)
class YesNoInput(Input):
    """A box to tick; its sentence is the field's label."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.clicked.connect(lambda _on: self.edited.emit())
        # A check box can't wrap its own words, so they stand beside it.
        line = Row(self, spacing=4)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self._words = label(described.label)
        self._words.installEventFilter(self)
        line.addWidget(self._words, 1)
        self.setFocusProxy(self.box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words ticks the box."""
        if watched is self._words and event.type() == QEvent.Type.MouseButtonRelease:
            self.box.click()
        return super().eventFilter(watched, event)

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    typed = value
    set_typed = set_value


class ShortChoice(Input):
    """Two to four choices side by side."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Choice)
        self.segments = Segmented([Option(code, _label_of(value, code)) for code in value.ids()])
        self.segments.choose("")
        self.segments.chosen.connect(lambda _key: self.edited.emit())
        Column(self).addWidget(self.segments)
        self.setFocusProxy(self.segments.button_of(value.ids()[0]))

    def value(self) -> Any:
        return self.segments.current

    def set_value(self, value: Any) -> None:
        self.segments.choose(value or "")

    typed = value
    set_typed = set_value


class ListChoice(Input):
    """A combo box, from five to a dozen choices."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Choice)
        self._value = value
        self._code = ""
        self.combo = _Combo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(6)
        self.combo.activated.connect(self._chosen)
        self._fill()
        switch.changed.connect(self._fill)
        Column(self).addWidget(self.combo)
        self.setFocusProxy(self.combo)

    def _fill(self) -> None:
        self.combo.clear()
        self.combo.addItem("", "")
        for code in self._value.ids():
            self.combo.addItem(self._value.label(code), code)
        if self._code and self.combo.findData(self._code) < 0:
            self.combo.addItem(self._value.label(self._code), self._code)
        self.combo.setCurrentIndex(max(0, self.combo.findData(self._code)))

    def _chosen(self, _index: int) -> None:
        self._code = self.combo.currentData()
        self.edited.emit()

    def value(self) -> Any:
        return self._code

    def set_value(self, value: Any) -> None:
        self._code = value or ""
        self._fill()

    typed = value
    set_typed = set_value

    def set_wrong(self, wrong: bool) -> None:
        self.combo.setProperty("wrong", wrong)
        restyle(self.combo)


class _Found(Input):
    """One thing found by typing its name."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self.line = _Typing(self.find)
        self.line.found.connect(self._choose)
        self.line.installEventFilter(self)
        bind(self.line.setPlaceholderText, _l("Type to find"))
        switch.changed.connect(self._show)
        Column(self).addWidget(self.line)
        self.setFocusProxy(self.line)

    def find(self, words: str) -> Sequence[tuple[str, str]]:
        """What fits the words."""
        raise NotImplementedError

    def title(self, key: str) -> str:
        """What a key is called."""
        raise NotImplementedError

    def _choose(self, key: str) -> None:
        changed = key != self._key
        self._key = key
        self._show()
        if changed:
            self.edited.emit()

    def _show(self) -> None:
        self.line.setText(self.title(self._key) if self._key else "")
        self.line.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On leaving, take the best fit, or go back to what was chosen."""
        if event.type() == QEvent.Type.FocusOut and not self.line.completer().popup().isVisible():
            text = self.line.text().strip()
            if not text:
                self._choose("")
            elif not self._key or text != self.title(self._key):
                self._choose(self.line.first() or self._key)
        return super().eventFilter(watched, event)

    def value(self) -> Any:
        return self._key

    def set_value(self, value: Any) -> None:
        self._key = value or ""
        self._show()

    typed = value
    set_typed = set_value

    def set_wrong(self, wrong: bool) -> None:
        self.line.setProperty("wrong", wrong)
        restyle(self.line)


class LongChoice(_Found):
    """One of a long code list, found by typing."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        value = described.value
        assert isinstance(value, Choice)
        self._list = codes(value.list_name)
        self._value = value
        super().__init__()

    def find(self, words: str) -> Sequence[tuple[str, str]]:
        return [(code.id, code.label()) for code in self._list.search(words)]

    def title(self, key: str) -> str:
        return self._value.label(key)


@registry.register(Reference)
class ReferenceInput(_Found):
    """Another record, found by typing."""

    def __init__(self, described: Field, context: FormContext) -> None:
        assert isinstance(described.value, Reference)
        self._kind = described.value.kind
        self._context = context
        super().__init__()

    def find(self, words: str) -> Sequence[tuple[str, str]]:
        return self._context.find(self._kind, words)

    def title(self, key: str) -> str:
        return self._context.title(self._kind, key)

    def value(self) -> Any:
        return self._key or None


@registry.register(Choice)
def choice(described: Field, context: FormContext) -> Input:
    """Segments, a combo box or typing, by how many there are to choose from."""
    value = described.value
    assert isinstance(value, Choice)
    number = len(value.ids())
    if number <= SHORT:
        return ShortChoice(described, context)
    return ListChoice(described, context) if number <= LONG else LongChoice(described, context)


@registry.register(Choices)
class ChoicesInput(Input):
    """Several of a list: ticks when they are few, chosen ones with a finder when they are many."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Choices)
        self._value = value
        self._chosen: list[str] = []
        layout = Column(self, spacing=4)
        self._flow = Flow(spacing=4)
        layout.addLayout(self._flow)
        self._boxes: dict[str, QCheckBox] = {}
        if len(value.ids()) <= LONG:
            for code in value.ids():
                box = QCheckBox()
                bind(box.setText, _label_of(value, code))
                box.clicked.connect(lambda on, code=code: self._tick(code, on=on))
                self._flow.addWidget(box)
                self._boxes[code] = box
            self.setFocusProxy(next(iter(self._boxes.values())))
        else:
            self._line = _Typing(self._find)
            self._line.found.connect(lambda code: self._tick(code, on=True))
            self._line.returnPressed.connect(self._take_first)
            bind(self._line.setPlaceholderText, _l("Type to find and add"))
            layout.addWidget(self._line)
            self.setFocusProxy(self._line)
            switch.changed.connect(self._show)

    def _find(self, words: str) -> list[tuple[str, str]]:
        found = codes(self._value.list_name).search(words)
        return [(code.id, code.label()) for code in found if code.id not in self._chosen]

    def _take_first(self) -> None:
        if first := self._line.first():
            self._tick(first, on=True)

    def _tick(self, code: str, *, on: bool) -> None:
        rest = [each for each in self._chosen if each != code]
        self._chosen = [*rest, code] if on else rest
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        for code, box in self._boxes.items():
            box.setChecked(code in self._chosen)
        if self._boxes:
            return
        self._line.clear()
        clear(self._flow)
        for code in self._chosen:
            chip = button(
                f"{self._value.label(code)}  ×",
                "quiet",
                pressed=lambda code=code: self._tick(code, on=False),
            )
            bind(chip.setToolTip, _l("Remove"))
            self._flow.addWidget(chip)

    def value(self) -> Any:
        return list(self._chosen)

    def set_value(self, value: Any) -> None:
        self._chosen = list(value or [])
        self._show()

    typed = value
    set_typed = set_value


def _label_of(value: Choice, code: str) -> Callable[[], str]:
    return lambda: value.label(code)
