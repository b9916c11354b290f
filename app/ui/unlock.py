"""Opening the office: the passphrase, or the recovery key, or what this computer remembers."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit

from app.core import backup, keychain
from app.core.fault import Refusal
from app.core.store import SUFFIX, InUse, NewerStore, NotAStore, Store, open_store
from app.core.text import _, _l
from app.ui import jobs
from app.ui.language import bind
from app.ui.passphrase_dialog import PassphraseDialog
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Choice,
    Column,
    Row,
    Segmented,
    button,
    label,
    lead,
    section,
    tick_box,
)


def before_migration(store: Store) -> None:
    """Back the store up before its schema is changed."""
    backup.make(store, backup.folder_of(store.path), "migration")


def open_remembered(path: Path) -> Store | None:
    """Open a store with the remembered key; ``None`` when that doesn't work out."""
    data_key = keychain.remembered(path)
    if data_key is None:
        return None
    try:
        return open_store(path, data_key=data_key, before_migration=before_migration)
    except InUse:
        raise
    except Refusal:
        return None


class Unlock(QDialog):
    """Asks for the passphrase; ``store`` is the open store when it was accepted."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.store: Store | None = None
        self.path = path
        self.wants_other = False
        bind(self.setWindowTitle, _l("Open your office"))
        self.setMinimumWidth(theme.px(480))
        column = Column(self, margins=28, spacing=12)
        column.addWidget(section(_l("Open your office")))
        self._name = lead(path.stem)
        column.addWidget(self._name)
        self.way = Segmented(
            [Choice("passphrase", _l("Passphrase")), Choice("recovery", _l("Recovery key"))]
        )
        self.way.chosen.connect(self._choose_way)
        column.addWidget(self.way)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.returnPressed.connect(self.unlock)
        bind(self.line.setAccessibleName, _l("Passphrase"))
        column.addWidget(self.line)
        self._problem = label("", "error")
        self._problem.hide()
        column.addWidget(self._problem)
        self.remember, ticked = tick_box(_l("Remember on this computer"))
        column.addWidget(ticked)
        self._banner = Banner("", "bad", action=(_l("Restore a backup"), self._restore))
        self._banner.hide()
        column.addWidget(self._banner)
        foot = Row(spacing=12)
        self.open_button = button(_l("Open"), "primary", pressed=self.unlock)
        foot.addWidget(button(_l("Another file"), "quiet", pressed=self._other))
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        column.addLayout(foot)
        self.line.setFocus()

    def _choose_way(self, way: str) -> None:
        secret = way == "passphrase"
        self.line.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        bind(self.line.setAccessibleName, _l("Passphrase") if secret else _l("Recovery key"))
        self._problem.hide()
        self.line.clear()
        self.line.setFocus()

    def unlock(self) -> None:
        """Try what is typed, in the background: it is made slow on purpose."""
        typed, path, secret = self.line.text(), self.path, self.way.current == "passphrase"
        self._problem.hide()
        self.open_button.setEnabled(False)

        def work() -> Store:
            return open_store(
                path,
                typed if secret else None,
                recovery_key=None if secret else typed,
                before_migration=before_migration,
            )

        jobs.run(work, done=self._opened, failed=self._refused, owner=self)

    def _opened(self, store: Store) -> None:
        self.store = store
        if self.remember.isChecked():
            try:
                keychain.remember(store, on=True)
            except Refusal as fault:
                self._tell(fault)
        if self.way.current == "recovery":
            self._ask_new_passphrase(store)
        else:
            self.accept()

    def _ask_new_passphrase(self, store: Store) -> None:
        """Who came in with the recovery key would need its sheet the next time too."""
        asking = PassphraseDialog(self, store, forgotten=True)
        asking.finished.connect(self.accept)
        asking.open()

    def _refused(self, fault: BaseException) -> None:
        self.open_button.setEnabled(True)
        if not isinstance(fault, Refusal):
            raise fault
        if isinstance(fault, NotAStore | NewerStore):
            self._banner.tell(fault.words, "bad")
            self._banner.action_button.show()
            self._banner.show()
        else:
            self._tell(fault)
        self.line.selectAll()
        self.line.setFocus()

    def _tell(self, fault: Refusal) -> None:
        bind(self._problem.setText, fault.words)
        self._problem.show()

    def _restore(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Restore a backup"),
            str(backup.folder_of(self.path)),
            f"Kumppani (*{backup.SUFFIX})",
        )
        if not chosen:
            return

        def done(_aside: Path | None) -> None:
            self._banner.tell(
                _l("The backup is restored. Open it with the passphrase of that time."), "good"
            )
            self._banner.action_button.hide()
            self.line.clear()
            self.line.setFocus()

        def failed(fault: BaseException) -> None:
            if not isinstance(fault, Refusal):
                raise fault
            self._banner.tell(fault.words, "bad")

        jobs.run(
            lambda: backup.restore(Path(chosen), self.path), done=done, failed=failed, owner=self
        )

    def _other(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Another file"), str(self.path.parent), f"Kumppani (*{SUFFIX})"
        )
        if chosen:
            self.path = Path(chosen)
            self._name.setText(self.path.stem)
            self._banner.hide()
