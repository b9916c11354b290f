"""The first-run guide: language, organisation, passphrase, recovery sheet, and where to begin.

Nothing is written before the last step but one, and whatever is half-made when the guide is left is
removed again. It never writes over an existing file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLineEdit, QWidget

from app.core import editing, paths
from app.core import store as stores
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.field import blank_values
from app.core.record import now
from app.core.store import SUFFIX, Store
from app.core.text import _, _l, current_language, language_name, languages, literal
from app.organisation.records import Organisation
from app.ui import jobs
from app.ui.form import Form, FormContext
from app.ui.language import bind, set_language
from app.ui.passphrase_fields import PassphraseFields
from app.ui.preferences import Preferences
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Choice,
    Column,
    Row,
    ScrollColumn,
    Segmented,
    Stack,
    button,
    label,
    lead,
    section,
    small,
)

ASKED = (
    "name",
    "sector",
    "business_id",
    "association_number",
    "home_municipality",
    "industries",
)
"""What the guide asks of the organisation; the rest is filled in on its own page."""


@dataclass
class Made:
    """What the guide has made."""

    store: Store
    recovery_key: str


class FirstRun(QDialog):
    """A few steps; ``made`` holds the open store when it was accepted."""

    def __init__(self, preferences: Preferences, folder: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self.made: Made | None = None
        self.open_existing: Path | None = None
        self._preferences = preferences
        self._folder = folder or paths.documents()
        self._done = False
        bind(self.setWindowTitle, _l("Welcome to Kumppani"))
        self.resize(theme.px(720), theme.px(680))
        whole = Column(self, margins=(28, 20, 28, 20), spacing=12)
        self._place = small("")
        whole.addWidget(self._place)
        self.steps = Stack()
        whole.addWidget(self.steps, 1)
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        foot = Row(spacing=12)
        self.back_button = button(_l("Back"), icon_name="arrow-left", pressed=self._back)
        self.next_button = button(_l("Continue"), "primary", pressed=self._next)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        whole.addLayout(foot)
        self._leave: list[Callable[[], None]] = []
        for make in (
            self._welcome,
            self._organisation,
            self._passphrase,
            self._recovery,
            self._start,
        ):
            page, leave = make()
            self.steps.addWidget(page)
            self._leave.append(leave)
        self._show(0)

    def _page(self, title: object, words: object) -> ScrollColumn:
        page = ScrollColumn(margins=0, spacing=12)
        page.body.addWidget(section(title))  # type: ignore[arg-type] - a wording
        page.body.addWidget(lead(words))  # type: ignore[arg-type] - a wording
        return page

    def _welcome(self) -> tuple[QWidget, Callable[[], None]]:
        page = self._page(
            _l("Welcome to Kumppani"),
            _l("Your office on this computer: everything stays in one encrypted file of your own."),
        )
        choice = Segmented([Choice(code, literal(language_name(code))) for code in languages()])
        choice.choose(current_language())
        choice.chosen.connect(self._speak)
        page.body.addWidget(label(_l("Language"), "strong"))
        page.body.addWidget(choice)
        page.body.addWidget(
            small(_l("You can change the language at any time, without restarting."))
        )
        existing = button(
            _l("Open a file I already have"), icon_name="folder-open", pressed=self._existing
        )
        line = Row()
        line.addWidget(existing)
        line.addStretch(1)
        page.body.addLayout(line)
        return page, lambda: None

    def _speak(self, language: str) -> None:
        self._preferences.set(language=language)
        set_language(language)

    def _existing(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open a file I already have"), str(self._folder), f"Kumppani (*{SUFFIX})"
        )
        if chosen:
            self.open_existing = Path(chosen)
            self.reject()

    def _organisation(self) -> tuple[QWidget, Callable[[], None]]:
        page = self._page(
            _l("Your organisation"),
            _l("Only the basics. You can fill in the rest later on its own page."),
        )
        self.form = Form(Organisation, FormContext(), only=ASKED)
        self.form.load(blank_values(Organisation))
        page.body.addWidget(self.form)
        return page, self._check_organisation

    def _check_organisation(self) -> None:
        self._values = self.form.values()

    def _passphrase(self) -> tuple[QWidget, Callable[[], None]]:
        page = self._page(
            _l("Passphrase"),
            _l(
                "It opens your file. Nobody can recover it for you, so the next step prints a recovery sheet."
            ),
        )
        self.passphrases = PassphraseFields()
        page.body.addWidget(self.passphrases)
        page.body.addWidget(label(_l("Where the file is kept"), "strong"))
        self.place = QLineEdit()
        bind(self.place.setAccessibleName, _l("Where the file is kept"))
        choose = button(_l("Choose"), icon_name="folder-open", pressed=self._choose_place)
        line = Row(spacing=8)
        line.addWidget(self.place, 1)
        line.addWidget(choose)
        page.body.addLayout(line)
        return page, self._make

    def _choose_place(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("Where the file is kept"),
            self.place.text(),
            f"Kumppani (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.place.setText(str(Path(chosen).with_suffix(SUFFIX)))

    def _make(self) -> None:
        passphrase = self.passphrases.passphrase()
        if self.made:
            self.made.store.change_passphrase(passphrase)
            return
        path = Path(self.place.text()).expanduser()
        store, recovery_key = stores.create(path, passphrase)
        self.made = Made(store, recovery_key)

    def _recovery(self) -> tuple[QWidget, Callable[[], None]]:
        page = self._page(
            _l("Recovery sheet"),
            _l(
                "Print it and keep it in a safe place, not beside this computer. It opens your file if you forget the passphrase."
            ),
        )
        self.sheet_button = button(
            _l("Save the recovery sheet (PDF)"), "primary", "file-pdf", self._save_sheet
        )
        self.sheet_saved = label("", "soft")
        self.understood = QCheckBox()
        bind(
            self.understood.setText,
            _l("I have the sheet, and know that without it a forgotten passphrase means lost data"),
        )
        line = Row()
        line.addWidget(self.sheet_button)
        line.addStretch(1)
        page.body.addLayout(line)
        page.body.addWidget(self.sheet_saved)
        page.body.addWidget(self.understood)
        return page, self._check_sheet

    def _save_sheet(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("Save the recovery sheet (PDF)"),
            str(self._folder / f"{_('Recovery sheet')}.pdf"),
            "PDF (*.pdf)",
        )
        if chosen:
            self.save_sheet(Path(chosen))

    def save_sheet(self, path: Path) -> None:
        """Write the recovery sheet and open it for printing."""
        from app.paper.recovery_sheet import recovery_sheet  # noqa: PLC0415 - heavy, used once

        if self.made is None:
            return
        name = self.made.store.path.name
        content = recovery_sheet(name, self.made.recovery_key, now(), current_language())
        try:
            path.write_bytes(content)
        except OSError:
            self._tell(Refusal(_l("The sheet could not be saved there. Choose another folder.")))
            return
        bind(self.sheet_saved.setText, _l("Saved: {name}. Print it now.", name=path.name))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _check_sheet(self) -> None:
        if not self.understood.isChecked():
            raise Refusal(_l("Save the sheet and tick the box: it is the only way back in."))

    def _start(self) -> tuple[QWidget, Callable[[], None]]:
        page = self._page(
            _l("Where would you like to begin?"),
            _l("With example data you can look around first; it can be thrown away."),
        )
        self.start_choice = Segmented(
            [Choice("empty", _l("From an empty office")), Choice("demo", _l("With example data"))]
        )
        self.start_choice.choose("empty")
        page.body.addWidget(self.start_choice)
        return page, self._finish

    def _finish(self) -> None:
        assert self.made is not None
        store = self.made.store
        if self.start_choice.current == "demo":
            from app.demo import fill  # noqa: PLC0415 - only when asked for

            fill(store, "small", date.today())  # noqa: DTZ011 - the user's own calendar day
        else:
            values = {**self._values, "own": True}
            store.write(lambda session: editing.add(session, Organisation, values))
        self._preferences.set(last_store=store.path)
        self._done = True
        self.accept()

    def _show(self, number: int) -> None:
        self.steps.setCurrentIndex(number)
        total = self.steps.count()
        bind(self._place.setText, _l("Step {number} of {total}", number=number + 1, total=total))
        self.back_button.setVisible(number > 0)
        last = number == total - 1
        bind(self.next_button.setText, _l("Open my office") if last else _l("Continue"))
        self._problem.hide()
        if number == 2 and not self.place.text():  # noqa: PLR2004 - the passphrase step
            self.place.setText(str(self._proposed()))

    def _proposed(self) -> Path:
        path = self._folder / f"{_('Our office')}{SUFFIX}"
        number = 2
        while path.exists():
            path = self._folder / f"{_('Our office')} {number}{SUFFIX}"
            number += 1
        return path

    def _back(self) -> None:
        self._show(self.steps.currentIndex() - 1)

    def _next(self) -> None:
        number = self.steps.currentIndex()
        try:
            self._leave[number]()
        except (InvalidValue, InvalidFields):
            return
        except Refusal as fault:
            self._tell(fault)
            return
        if number + 1 < self.steps.count():
            self._show(number + 1)

    def _tell(self, fault: Refusal) -> None:
        self._problem.tell(fault.words, "bad")
        self._problem.show()

    def done(self, result: int) -> None:
        """Leave nothing half-made behind when the guide is left before its end."""
        if not self._done and self.made:
            path = self.made.store.path
            jobs.wait()
            self.made.store.close()
            stores.remove(path)
            self.made = None
        super().done(result)
