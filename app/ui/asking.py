"""What dialogs in which something is written share: they do their work once, and Esc throws nothing away by chance."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog

from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.store import Work
from app.core.text import Text, _l
from app.ui.inputs.field_row import FieldRow
from app.ui.office import Office
from app.ui.widgets import Banner, Button

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class AskingDialog(QDialog):
    """A dialog whose answers are kept by its last button.

    A subclass sets ``_office`` and ``_problem``, the band above its buttons, and says with :meth:`typed`
    what stands in it.

    Attributes:
        rows: its described fields by their names, where it has some.
    """

    rows: dict[str, FieldRow]
    _office: Office
    _problem: Banner
    _begun: Any = None
    _under_way = False
    _warned: Any = None

    def typed(self) -> Any:
        """What a person has written so far, to be compared with how the dialog opened."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """What stands in it now is where a person begins."""
        self._begun, self._warned = self.typed(), None

    def put(
        self, work: Work, done: Callable[[Changes], None], refused: Callable[[Refusal], None]
    ) -> None:
        """Write what was answered; pressed again meanwhile, the button does it no second time."""
        if self._under_way:
            return
        self._under_way = True

        def ended(answer: Any, after: Callable[[Any], None]) -> None:
            self._under_way = False
            after(answer)

        self._office.write(
            work, lambda changes: ended(changes, done), lambda fault: ended(fault, refused)
        )

    def checked(self) -> tuple[dict[str, Any], dict[str, Text]]:
        """What stands in the fields, and what is wrong in the others."""
        values: dict[str, Any] = {}
        problems: dict[str, Text] = {}
        for name, row in self.rows.items():
            try:
                values[name] = row.described.check(row.input.value())
            except InvalidValue as fault:
                problems[name] = fault.words
        return values, problems

    def tell_beside(self, problems: Mapping[str, Text]) -> None:
        """Tell what is wrong beside each field, and go to the first of them."""
        self._problem.hide()
        for name, row in self.rows.items():
            row.show_problem(problems.get(name))
        first = next((row for name, row in self.rows.items() if name in problems), None)
        if first:
            first.input.focus_target().setFocus()

    def tell(self, words: Text) -> None:
        """Tell what is wrong with the whole, above the buttons."""
        self._problem.tell(words, "bad")
        self._problem.show()

    def tell_refusal(self, fault: Refusal) -> None:
        """Tell why it wasn't done: beside the fields where these are what is wrong."""
        if isinstance(fault, InvalidFields) and fault.problems.keys() <= self.rows.keys():
            self.tell_beside(fault.problems)
        else:
            self.tell(fault.told)

    def showEvent(self, event: QShowEvent) -> None:
        """Remember how it opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self.begin_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter does what the dialog is for; Esc leaves, where something was written when pressed twice."""
        if event.key() == Qt.Key.Key_Escape and self._stays():
            event.accept()
        elif event.key() in _ENTER and self._does_it(event):
            if not event.isAutoRepeat() and (main := self._main_button()):
                main.click()
        else:
            super().keyPressEvent(event)

    def _does_it(self, event: QKeyEvent) -> bool:
        """Whether Enter, pressed so, is for the main button."""
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def _main_button(self) -> Button | None:
        """The strong button at the foot, where one shows that can be pressed."""
        shown = (each for each in self.findChildren(Button) if each.isVisible())
        strong = [each for each in shown if each.property("role") == "primary"]
        return strong[-1] if strong and strong[-1].isEnabled() else None

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own cross is as easily pressed by chance."""
        if event.spontaneous() and self._stays():
            event.ignore()
        else:
            super().closeEvent(event)

    def _stays(self) -> bool:
        written = self.typed()
        if written in (self._begun, self._warned):
            return False
        self._warned = written
        self._problem.tell(
            _l("What you have written isn’t kept yet. Press Esc once more to leave without it."),
            "watch",
        )
        self._problem.show()
        return True
