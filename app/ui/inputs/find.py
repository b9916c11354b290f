"""Inputs that find one thing by typing its name: from a long code list, or another record."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from app.core.codes import codes
from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.text import _l
from app.core.value import Choice, Classified, Reference
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.language import bind, switch
from app.ui.theme import restyle
from app.ui.widgets import Column

Offer = tuple[str, str]
"""What can be chosen: its id and what it is called."""
_MOST = 60
_SEEN = 9


class Typing(QLineEdit):
    """A line that offers what fits the words typed into it.

    Signals:
        found: the id of the offer that a person took.
    """

    found = Signal(str)

    def __init__(self, finder: Callable[[str], Sequence[Offer]]) -> None:
        super().__init__()
        self._finder = finder
        self._offers = QStandardItemModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SEEN)
        self._popup = QListView()
        self._popup.setProperty("role", "popup")
        completer.setPopup(self._popup)
        # pyrefly: ignore[bad-index] - of signals with several kinds of values the stubs know only one
        completer.activated[QModelIndex].connect(self._taken)
        self._completer = completer
        self.setCompleter(completer)
        self.textEdited.connect(self.offer)

    def offer(self, words: str = "") -> None:
        """Show what fits the words."""
        self._offers.clear()
        for key, title in list(self._finder(words))[:_MOST]:
            item = QStandardItem(title)
            item.setData(key, Qt.ItemDataRole.UserRole)
            self._offers.appendRow(item)
        if self._offers.rowCount():
            self._completer.complete()
        else:
            self._popup.hide()

    def _taken(self, index: QModelIndex) -> None:
        key = index.data(Qt.ItemDataRole.UserRole)
        # The completer writes the title after this signal; what follows has to come after that.
        QTimer.singleShot(0, self, lambda: self.found.emit(key))

    @property
    def offering(self) -> bool:
        """Whether the offers stand open."""
        return self._popup.isVisible()

    def plain_fit(self) -> str:
        """The id of what the words name beyond doubt: the only fit, or the only one so called."""
        words = self.text().strip().casefold()
        if not words:
            return ""
        offers = list(self._finder(self.text()))
        named = [key for key, title in offers if title.casefold() == words]
        if len(named) == 1:
            return named[0]
        return offers[0][0] if len(offers) == 1 else ""


class Found(Input):
    """One thing found by typing its name.

    What is typed is never taken for something it doesn't name: words that fit several things, or
    none, are told as a problem and stay as they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self.line = Typing(self.offers)
        self.line.found.connect(self._choose)
        self.line.textEdited.connect(lambda _words: self.edited.emit())
        self.line.editingFinished.connect(self._settle)
        bind(self.line.setPlaceholderText, _l("Type to find"))
        switch.changed.connect(self._say_again)
        Column(self).addWidget(self.line)
        self.setFocusProxy(self.line)

    def offers(self, words: str) -> Sequence[Offer]:
        """What fits the words."""
        raise NotImplementedError

    def title(self, key: str) -> str:
        """What an id is called."""
        raise NotImplementedError

    def _choose(self, key: str) -> None:
        changed = key != self._key
        self._key = key
        self._show()
        if changed:
            self.edited.emit()

    def _settle(self) -> None:
        if self.line.offering or self._settled():
            return
        if not self.line.text().strip():
            self._choose("")
        elif fit := self.line.plain_fit():
            self._choose(fit)
        else:
            with suppress(InvalidValue):  # told beside the field, when it is left
                self._choose(self.value())

    def _settled(self) -> bool:
        return self.line.text() == self._shown

    def _show(self) -> None:
        self._shown = self.title(self._key) if self._key else ""
        self.line.setText(self._shown)
        self.line.setCursorPosition(0)

    def _say_again(self, _language: str = "") -> None:
        if self._settled():
            self._show()

    def value(self) -> Any:
        if self._settled():
            return self._key
        words = self.line.text().strip()
        if not words:
            return ""
        raise InvalidValue(
            _l("“{words}” isn’t in the list. Choose one that is offered as you type.", words=words)
        )

    def set_value(self, value: Any) -> None:
        self._key = value or ""
        self._show()

    def typed(self) -> Any:
        return {"key": self._key, "words": None if self._settled() else self.line.text()}

    def set_typed(self, value: Any) -> None:
        self.set_value(value["key"])
        if value["words"] is not None:
            self.line.setText(value["words"])

    def set_wrong(self, wrong: bool) -> None:
        self.line.setProperty("wrong", wrong)
        restyle(self.line)


class LongChoice(Found):
    """One of a long code list."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        value = described.value
        assert isinstance(value, Choice)
        self._list = codes(value.list_name)
        self._value = value
        super().__init__()
        self._show()

    def offers(self, words: str) -> Sequence[Offer]:
        return [(code.id, code.label()) for code in self._list.search(words)]

    def title(self, key: str) -> str:
        return self._value.label(key)


@registry.register(Classified)
class ClassifiedInput(Found):
    """A code of a classification, found by the name of the activity; other codes may be typed."""

    def __init__(self, described: Field, _context: FormContext) -> None:
        assert isinstance(described.value, Classified)
        self._value = described.value
        super().__init__()
        self._show()

    def offers(self, words: str) -> Sequence[Offer]:
        offers = []
        for name in self._value.list_names:
            offers += [(code.id, self._value.show(code.id)) for code in codes(name).search(words)]
        return list(dict(offers).items())

    def title(self, key: str) -> str:
        return self._value.show(key)

    def value(self) -> Any:
        typed = self.line.text().strip()
        return super().value() if self._settled() else self._value.read(typed) if typed else ""


@registry.register(Reference)
class ReferenceInput(Found):
    """Another record."""

    def __init__(self, described: Field, context: FormContext) -> None:
        assert isinstance(described.value, Reference)
        self._kind = described.value.kind
        self._context = context
        super().__init__()
        self._show()

    def offers(self, words: str) -> Sequence[Offer]:
        return self._context.find(self._kind, words)

    def title(self, key: str) -> str:
        return self._context.title(self._kind, key) or str(_l("(removed)"))

    def value(self) -> Any:
        return super().value() or None
