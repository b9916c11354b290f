"""The input for a language text: one language at a time, the other one as a grey hint."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.core.field import Field
from app.core.text import pick
from app.core.value import Words
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.line import TextArea
from app.ui.theme import restyle
from app.ui.widgets import Column


@registry.register(Words)
class WordsInput(Input):
    """Shows the language that the whole form is written in, and keeps all the others."""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__()
        assert isinstance(described.value, Words)
        self._described = described
        self._context = context
        self._words: dict[str, str] = {}
        self._silent = False
        self.box: QLineEdit | TextArea = TextArea() if described.value.long else QLineEdit()
        self.box.textChanged.connect(self._changed)
        Column(self).addWidget(self.box)
        self.setFocusProxy(self.box)
        context.text_language_changed.connect(self._show)

    def _changed(self, *_text: object) -> None:
        if self._silent:
            return
        box = self.box
        text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
        self._words[self._context.text_language] = text
        self.edited.emit()

    def _show(self, language: str) -> None:
        text = self._words.get(language, "")
        others = {each: words for each, words in self._words.items() if each != language}
        self._silent = True
        if isinstance(self.box, QLineEdit):
            self.box.setText(text)
            self.box.setCursorPosition(0)
        else:
            self.box.setPlainText(text)
        self.box.setPlaceholderText(pick(others, language))
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
