"""A line in which a task is written: what, who and when; below it stands how it was understood."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from sqlalchemy.orm import Session

from app.agenda.tasks import actions, quick
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.format import show_day
from app.core.record import today
from app.core.text import Text, _l
from app.ui.language import Wording, bind
from app.ui.office import Office
from app.ui.theme import set_role
from app.ui.widgets import Column, Row, button, icon_button, label

Add = Callable[[Session, Mapping[str, Any]], Changes]


class QuickAdd(QWidget):
    """One line and Enter, ``compact`` where there is little room; the line is free for the next one.

    Attributes:
        starts: values that each task begins with, such as a day; what is typed goes before them.
    """

    def __init__(
        self,
        office: Office,
        add: Add = actions.add,
        starts: Mapping[str, Any] | None = None,
        *,
        compact: bool = False,
    ) -> None:
        super().__init__()
        self._office, self._add, self._compact = office, add, compact
        self.starts: Mapping[str, Any] = starts or {}
        self._names: Sequence[str] = ()
        self.line = QLineEdit()
        bind(self.line.setPlaceholderText, _l("New task: what, who, when"))
        bind(self.line.setAccessibleName, _l("New task: what, who, when"))
        self.line.textChanged.connect(lambda _text: self.say_again())
        self.line.returnPressed.connect(self.add)
        self._said = label("", "small")
        whole = Column(self, spacing=2)
        row = Row(spacing=8)
        row.addWidget(self.line, 1)
        if compact:
            row.addWidget(icon_button("plus", _l("Add"), self.add))
        else:
            row.addWidget(button(_l("Add"), icon_name="plus", pressed=self.add))
        whole.addLayout(row)
        whole.addWidget(self._said)
        self.setFocusProxy(self.line)
        self.fill()
        self.say_again()

    def fill(self) -> None:
        """Ask whose names have been written before."""
        self._office.read(self, actions.names, self._know)

    def _know(self, names: Sequence[str]) -> None:
        self._names = names
        self.say_again()

    def read(self) -> quick.Quick:
        """What the line says."""
        return quick.read(self.line.text(), self._names, today())

    def say_again(self) -> None:
        """Tell how the line was understood, or how it is written."""
        self._said.setVisible(not self._compact or bool(self.line.text().strip()))
        self._say(self._understood if self.line.text().strip() else self._how)

    def _how(self) -> str:
        return _l("For example: Call the insurer, Marja, Friday").say()

    def _understood(self) -> str:
        said = self.read()
        due = said.due or self.starts.get("due")
        parts = [
            said.what,
            _l("who: {name}", name=said.who).say() if said.who else _l("nobody yet").say(),
            _l("by {day}", day=show_day(due)).say() if due else _l("no day").say(),
        ]
        return " · ".join(parts)

    def _say(self, words: Wording, *, wrong: bool = False) -> None:
        self._said.setVisible(self._said.isVisibleTo(self) or wrong)
        set_role(self._said, "error" if wrong else "small")
        bind(self._said.setText, words)

    def add(self) -> None:
        """Add what the line says."""
        said = self.read()
        if not said.what:
            self._say(_l("Write what is to be done."), wrong=True)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values, typed = {**self.starts, **said.values()}, self.line.text()
        self.line.clear()  # at once: what is typed next is another task, and a second Enter adds none
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._office.write(
            lambda session: self._add(session, values),
            lambda _changes: self.fill(),
            lambda fault: self._refused(fault, typed),
        )

    def _refused(self, fault: Refusal, typed: str) -> None:
        self.line.setText(" ".join(each for each in (typed, self.line.text()) if each))
        words: Text = fault.told
        if isinstance(fault, InvalidFields):
            words = next(iter(fault.problems.values()), fault.told)
        self._say(words, wrong=True)
