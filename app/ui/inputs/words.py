"""The input for a language text: one language at a time, the other one as a grey hint."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.core.field import Field
from app.core.text import pick
from app.core.value import Words
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.line import ONE_LINE
from app.ui.inputs.text_area import Room, TextArea, TextLine
from app.ui.theme import restyle
from app.ui.widgets import Column


@registry.register(Words)
class WordsInput(Input):
    """Shows the language that the whole form is written in, and keeps all the others."""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__()
        value = described.value
        assert isinstance(value, Words)
        self._context = context
        self._words: dict[str, str] = {}
        self._silent = False
        self.box: QLineEdit | TextArea
        if value.long:
            self.box = TextArea()
        else:
            self.box = TextLine() if value.limit > ONE_LINE else QLineEdit()
        self._room = Room(value.limit)
        self.box.textChanged.connect(self._changed)
        column = Column(self, spacing=4)
        column.addWidget(self.box)
        column.addWidget(self._room)
        self.setFocusProxy(self.box)
        context.text_language_changed.connect(self._show)

    def _text(self) -> str:
        box = self.box
        return box.text() if isinstance(box, QLineEdit) else box.toPlainText()

    def _changed(self, *_text: object) -> None:
        text = self._text()
        self._room.tell(len(text))
        if not self._silent:
            self._words[self._context.text_language] = text
            self.edited.emit()

    def _show(self, language: str) -> None:
        text = self._words.get(language, "")
        others = {each: words for each, words in self._words.items() if each != language}
        self._silent = True
        self.box.setPlaceholderText(pick(others, language))
        if text != self._text():
            if isinstance(self.box, QLineEdit):
                self.box.setText(text)
                self.box.setCursorPosition(0)
            else:
                self.box.setPlainText(text)
        self._silent = False

    def value(self) -> Any:
        return {language: text for language, text in self._words.items() if text.strip()}

    def set_value(self, value: Any) -> None:
        self._words = dict(value or {})
        self._show(self._context.text_language)

    def typed(self) -> Any:
        return dict(self._words)

    set_typed = set_value

    def set_wrong(self, wrong: bool) -> None:
        self.box.setProperty("wrong", wrong)
        restyle(self.box)
