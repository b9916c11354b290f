"""Two lines for a new passphrase, with a hint of its strength."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from app.core.fault import InvalidValue
from app.core.strength import strength
from app.core.text import Text, _l
from app.ui.language import bind
from app.ui.widgets import Column, label, tick_box


class PassphraseFields(QWidget):
    """A passphrase and the same again.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = Column(self, spacing=8)
        self.first, self.second = _secret(), _secret()
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._hint = label("", "small")
        self._problem = label("", "error")
        self._problem.hide()
        show, ticked = tick_box(_l("Show what I type"))
        show.toggled.connect(self._show)
        for field, words in (
            (self.first, _l("Passphrase")),
            (self.second, _l("The same again")),
        ):
            column.addWidget(label(words, "strong", field))
            bind(field.setAccessibleName, words)
            column.addWidget(field)
            if field is self.first:
                column.addWidget(self._meter)
                column.addWidget(self._hint)
            field.textChanged.connect(self._tell)
        column.addWidget(self._problem)
        column.addWidget(ticked)
        self.setFocusProxy(self.first)
        self._tell()

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _tell(self) -> None:
        found = strength(self.first.text())
        self._meter.setValue(found.percent if self.first.text() else 0)
        bind(self._hint.setText, found.words)
        self._problem.hide()
        self.edited.emit()

    def passphrase(self) -> str:
        """The passphrase.

        Raises:
            InvalidValue: it is too short, or the two differ; also shown beside the fields.
        """
        found = strength(self.first.text())
        problem: Text | None = None
        if not found.accepted:
            problem = found.words
        elif self.first.text() != self.second.text():
            problem = _l("The two passphrases differ. Type the same one twice.")
        if problem:
            bind(self._problem.setText, problem)
            self._problem.show()
            raise InvalidValue(problem)
        return self.first.text()


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
