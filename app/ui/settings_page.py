"""Settings: language, look, backups, passphrase and recovery sheet."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.core import backup, keychain, paths
from app.core.fault import Refusal
from app.core.format import show_moment
from app.core.record import now
from app.core.text import _, _l, current_language, language_name, languages, literal
from app.ui import jobs
from app.ui.language import bind, set_language, switch
from app.ui.office import Office
from app.ui.page import Page
from app.ui.passphrase_dialog import PassphraseDialog
from app.ui.theme import TEXT_SCALES, theme
from app.ui.widgets import (
    Card,
    Choice,
    Column,
    Flow,
    RowItem,
    RowList,
    ScrollColumn,
    Segmented,
    button,
    clear,
    label,
    small,
    tick_box,
)

SHOWN_BACKUPS = 8


class SettingsPage(Page):
    """What this computer and this file are set to."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.title = _l("Settings")
        whole = Column(self)
        column = ScrollColumn(margins=(0, 0, 12, 12))
        whole.addWidget(column)
        cards = (self._language(), self._look(), self._person(), self._keys(), self._backups())
        for card in cards:
            column.body.addWidget(card)
        switch.changed.connect(self._fill_backups)

    def entered(self) -> None:
        self._fill_backups()

    def _language(self) -> QWidget:
        card = Card(_l("Language"))
        choice = Segmented([Choice(code, literal(language_name(code))) for code in languages()])
        choice.choose(current_language())
        choice.chosen.connect(self._speak)
        switch.changed.connect(choice.choose)
        card.body.addWidget(choice)
        return card

    def _speak(self, language: str) -> None:
        self.office.preferences.set(language=language)
        set_language(language)

    def _look(self) -> QWidget:
        card = Card(_l("Colours and text size"), spacing=12)
        mode = Segmented(
            [
                Choice("system", _l("As the system")),
                Choice("light", _l("Light")),
                Choice("dark", _l("Dark")),
            ]
        )
        mode.choose(self.office.preferences.theme)
        mode.chosen.connect(self._dress)
        scale = Segmented([Choice(str(each), literal(f"{each} %")) for each in TEXT_SCALES])
        scale.choose(str(self.office.preferences.text_scale))
        scale.chosen.connect(self._resize)
        card.body.addWidget(mode)
        card.body.addWidget(label(_l("Text size"), "strong"))
        card.body.addWidget(scale)
        return card

    def _dress(self, mode: Any) -> None:
        self.office.preferences.set(theme=mode)
        theme.choose(mode=mode)

    def _resize(self, scale: str) -> None:
        self.office.preferences.set(text_scale=int(scale))
        theme.choose(text_scale=int(scale))

    def _person(self) -> QWidget:
        card = Card(_l("You"), spacing=8)
        card.body.addWidget(label(_l("Your name"), "strong"))
        card.body.addWidget(small(_l("Shown in the history beside what you have changed.")))
        self._name = QLineEdit(self.office.store.who)
        self._name.setMaxLength(100)
        self._name.setMaximumWidth(theme.px(320))
        bind(self._name.setAccessibleName, _l("Your name"))
        self._name.editingFinished.connect(self._call_me)
        card.body.addWidget(self._name)
        return card

    def _call_me(self) -> None:
        name, store = self._name.text().strip(), self.office.store
        if name != store.who:
            jobs.run(lambda: store.call_me(name), owner=self)

    def _keys(self) -> QWidget:
        card = Card(_l("Passphrase and recovery"), spacing=12)
        flow = Flow(spacing=8)
        flow.addWidget(
            button(_l("Change the passphrase"), icon_name="key", pressed=self._passphrase)
        )
        flow.addWidget(
            button(_l("Make a new recovery sheet"), icon_name="file-pdf", pressed=self._sheet)
        )
        card.body.addLayout(flow)
        self._remember, ticked = tick_box(_l("Remember on this computer"))
        self._remember.setChecked(keychain.remembered(self.office.store.path) is not None)
        self._remember.clicked.connect(self._remember_chosen)
        card.body.addWidget(ticked)
        card.body.addWidget(
            small(_l("Choose this only if the computer itself asks for a password."))
        )
        return card

    def _remember_chosen(self, on: bool) -> None:
        try:
            keychain.remember(self.office.store, on=on)
        except Refusal as fault:
            self._remember.setChecked(False)
            self.office.refused.emit(fault.words)

    def _passphrase(self) -> None:
        if PassphraseDialog(self, self.office.store).exec():
            self.office.tell(_l("The passphrase has been changed."))

    def _sheet(self) -> None:
        from app.paper.recovery_sheet import recovery_sheet  # noqa: PLC0415 - heavy, seldom used

        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("Make a new recovery sheet"),
            str(paths.documents().parent / (_("Recovery sheet") + ".pdf")),
            "PDF (*.pdf)",
        )
        if not chosen:
            return
        store, language, target = self.office.store, current_language(), Path(chosen)

        def work() -> Path:
            try:
                store.replace_recovery_key(
                    lambda key: target.write_bytes(
                        recovery_sheet(store.path.name, key, now(), language)
                    )
                )
            except OSError as fault:
                raise Refusal(
                    _l("The sheet could not be saved there. Choose another folder.")
                ) from fault
            return target

        def done(path: Path) -> None:
            self.office.tell(_l("The new sheet is saved. The old one no longer works."))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        jobs.run(work, done=done, owner=self)

    def _backups(self) -> QWidget:
        card = Card(_l("Backups"), spacing=12)
        card.body.addWidget(
            small(
                _l(
                    "A checked, encrypted backup is made every day and before every import. "
                    "Copy the folder to a memory stick now and then."
                )
            )
        )
        flow = Flow(spacing=8)
        flow.addWidget(button(_l("Back up now"), "primary", "download-simple", self._back_up))
        flow.addWidget(
            button(_l("Show the folder"), icon_name="folder-open", pressed=self._show_folder)
        )
        flow.addWidget(
            button(
                _l("Restore as a new file"),
                icon_name="clock-counter-clockwise",
                pressed=self._restore,
            )
        )
        card.body.addLayout(flow)
        self._list = Column()
        card.body.addLayout(self._list)
        self._fill_backups()
        return card

    @property
    def _folder(self) -> Path:
        return backup.folder_of(self.office.store.path)

    def _fill_backups(self) -> None:
        clear(self._list)
        reasons = {
            "daily": _l("Daily"),
            "migration": _l("Before an update of the file"),
            "import": _l("Before an import"),
            "asked": _l("Asked for"),
        }
        items = [
            RowItem(
                str(each.path),
                literal(show_moment(each.made)),
                _l(
                    "{reason}, {size} MB",
                    reason=reasons.get(each.reason, each.reason),
                    size=_mega(each),
                ),
            )
            for each in backup.backups(self._folder)[:SHOWN_BACKUPS]
        ]
        if items:
            rows = RowList(items)
            rows.chosen.connect(lambda name: self._restore_from(Path(name)))
            self._list.addWidget(rows)

    def _back_up(self) -> None:
        store, folder = self.office.store, self._folder

        def done(_made: object) -> None:
            self._fill_backups()
            self.office.tell(_l("The backup is made and checked."))

        jobs.run(
            lambda: backup.make(store, folder), done=done, owner=self, progress=_l("Backing up")
        )

    def _show_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _restore(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a backup"), str(self._folder), f"Kumppani (*{backup.SUFFIX})"
        )
        if chosen:
            self._restore_from(Path(chosen))

    def _restore_from(self, source: Path) -> None:
        proposed = self.office.store.path.with_name(f"{source.stem}{self.office.store.path.suffix}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Restore as a new file"), str(proposed), "Kumppani (*.kumppani)"
        )
        if not chosen:
            return
        target = Path(chosen)
        if target == self.office.store.path:
            self.office.refused.emit(
                _l("That file is open now. Choose another name; nothing is overwritten.")
            )
            return

        def done(_aside: object) -> None:
            self.office.tell(
                _l(
                    "Restored as {name}. Open it with the passphrase of that time.",
                    name=target.name,
                )
            )

        jobs.run(lambda: backup.restore(source, target), done=done, owner=self)


def _mega(each: backup.Backup) -> str:
    return f"{each.size / 1024 / 1024:.1f}"
