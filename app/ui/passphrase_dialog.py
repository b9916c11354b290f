"""Choosing a new passphrase: when somebody wants to, or because the old one is forgotten."""

from PySide6.QtWidgets import QDialog, QWidget

from app.core.fault import InvalidValue
from app.core.store import Store
from app.core.text import _l
from app.ui import jobs
from app.ui.language import bind
from app.ui.passphrase_fields import PassphraseFields
from app.ui.theme import theme
from app.ui.widgets import Column, Row, button, label, section, small


class PassphraseDialog(QDialog):
    """Asks for a new passphrase and rewraps the key; the data stays as it is.

    Accepted when it has been changed. ``forgotten`` tells that the file was opened with the recovery
    key: without a new passphrase only that would open it the next time too.
    """

    def __init__(self, parent: QWidget | None, store: Store, *, forgotten: bool = False) -> None:
        super().__init__(parent)
        self._store = store
        title = _l("Choose a new passphrase") if forgotten else _l("Change the passphrase")
        bind(self.setWindowTitle, title)
        self.setMinimumWidth(theme.px(460))
        column = Column(self, margins=24, spacing=12)
        column.addWidget(section(title))
        if forgotten:
            words = _l(
                "Your office opened with the recovery key. Choose a passphrase for next time."
            )
            column.addWidget(label(words))
        self.fields = PassphraseFields()
        column.addWidget(self.fields)
        column.addWidget(small(_l("The recovery sheet stays valid.")))
        column.addStretch(1)
        foot = Row(spacing=12)
        foot.addStretch(1)
        leave = _l("Not now") if forgotten else _l("Cancel")
        foot.addWidget(button(leave, pressed=self.reject))
        foot.addWidget(button(_l("Change"), "primary", pressed=self.change))
        column.addLayout(foot)

    def change(self) -> None:
        """Change it when both lines agree."""
        try:
            passphrase = self.fields.passphrase()
        except InvalidValue:
            return
        store = self._store
        jobs.run(
            lambda: store.change_passphrase(passphrase),
            done=lambda _answer: self.accept(),
            owner=self,
        )
