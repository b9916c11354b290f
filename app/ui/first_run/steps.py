"""The steps of the first-run guide."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.core import editing
from app.core import store as stores
from app.core.fault import Refusal
from app.core.field import blank_values
from app.core.record import now, today
from app.core.store import SUFFIX, Store
from app.core.text import Text, _, _l, current_language, language_name, languages, literal
from app.organisation import records
from app.ui.form import Form, FormContext
from app.ui.language import bind, set_language
from app.ui.passphrase_fields import PassphraseFields
from app.ui.preferences import Preferences
from app.ui.widgets import (
    Choice,
    Picture,
    Row,
    ScrollColumn,
    Segmented,
    button,
    label,
    lead,
    section,
    small,
    tick_box,
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


@dataclass
class State:
    """What the steps hand on to each other.

    Attributes:
        folder: where a new store is proposed.
        organisation: the values of the own organisation.
        made: the store, once it is there.
    """

    preferences: Preferences
    folder: Path
    organisation: dict[str, Any] = field(default_factory=dict)
    made: Made | None = None


class Step(ScrollColumn):
    """One step: what it asks, and what has to be done before the next one."""

    def __init__(self, state: State, heading: Text, words: Text) -> None:
        super().__init__(margins=0, spacing=12)
        self.state = state
        self.body.addWidget(section(heading))
        self.body.addWidget(lead(words))

    def enter(self) -> None:
        """The step comes to the front."""

    def leave(self) -> Callable[[], object] | None:
        """What has to be done in the background before the next step, if anything.

        Raises:
            Refusal: something is missing; the guide tells it.
            InvalidValue, InvalidFields: something is wrong; told beside the fields.
        """
        return None


class Welcome(Step):
    """What Kumppani is, in which language, and the way past the guide.

    Signals:
        existing_chosen: the path of a file that a person wants to open instead.
    """

    existing_chosen = Signal(object)

    def __init__(self, state: State) -> None:
        super().__init__(
            state,
            _l("Welcome to Kumppani"),
            _l("The office of a small care provider, on your own computer."),
        )
        for icon_name, words in (
            ("heart", _l("Turn what you do into services that clients and buyers understand.")),
            ("lock-key", _l("Everything stays in one encrypted file that only you can open.")),
            ("wifi-slash", _l("It works without a network, in Finnish and in English.")),
        ):
            line = Row(spacing=12)
            line.addWidget(Picture(icon_name, 24, "main"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(words), 1)
            self.body.addLayout(line)
        choice = Segmented([Choice(code, literal(language_name(code))) for code in languages()])
        choice.choose(current_language())
        choice.chosen.connect(self._speak)
        self.body.addSpacing(12)
        self.body.addWidget(label(_l("Language"), "strong"))
        self.body.addWidget(choice)
        self.body.addWidget(
            small(_l("You can change the language at any time, without restarting."))
        )
        self.body.addSpacing(12)
        line = Row()
        line.addWidget(
            button(
                _l("Open a file I already have"), icon_name="folder-open", pressed=self._existing
            )
        )
        line.addStretch(1)
        self.body.addLayout(line)

    def _speak(self, language: str) -> None:
        self.state.preferences.set(language=language)
        set_language(language)

    def _existing(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open a file I already have"), str(self.state.folder), f"Kumppani (*{SUFFIX})"
        )
        if chosen:
            self.existing_chosen.emit(Path(chosen))


class Organisation(Step):
    """The basics of the own organisation."""

    def __init__(self, state: State) -> None:
        super().__init__(
            state,
            _l("Your organisation"),
            _l("Only the basics. You can fill in the rest later on its own page."),
        )
        self.form = Form(records.Organisation, FormContext(), only=ASKED)
        self.form.load(blank_values(records.Organisation))
        self.body.addWidget(self.form)

    def enter(self) -> None:
        self.form.focus_first()

    def leave(self) -> None:
        self.state.organisation = self.form.values()


class Passphrase(Step):
    """The passphrase, and where the file is kept; then the file is made."""

    def __init__(self, state: State) -> None:
        super().__init__(
            state,
            _l("Passphrase"),
            _l(
                "It opens your file. Nobody can recover it for you, so the next step prints a recovery sheet."
            ),
        )
        self.fields = PassphraseFields()
        self.body.addWidget(self.fields)
        self.body.addWidget(label(_l("Where the file is kept"), "strong"))
        self.place = QLineEdit()
        bind(self.place.setAccessibleName, _l("Where the file is kept"))
        choose = button(_l("Choose"), icon_name="folder-open", pressed=self._choose_place)
        line = Row(spacing=8)
        line.addWidget(self.place, 1)
        line.addWidget(choose)
        self.body.addLayout(line)

    def enter(self) -> None:
        if not self.place.text():
            self.place.setText(str(self._proposed()))
        self.place.setEnabled(self.state.made is None)
        self.fields.setFocus()

    def _proposed(self) -> Path:
        name, number = _("Our office"), 2
        path = self.state.folder / f"{name}{SUFFIX}"
        while path.exists():
            path = self.state.folder / f"{name} {number}{SUFFIX}"
            number += 1
        return path

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

    def leave(self) -> Callable[[], object]:
        passphrase, path = self.fields.passphrase(), Path(self.place.text()).expanduser()

        def work() -> None:
            if self.state.made:
                self.state.made.store.change_passphrase(passphrase)
            else:
                self._make(path, passphrase)

        return work

    def _make(self, path: Path, passphrase: str) -> None:
        preferences = self.state.preferences
        if not path.exists():  # a file that was there before is never one to be cleared away
            preferences.begin_making(path)
        try:
            self.state.made = Made(*stores.create(path, passphrase))
        except BaseException:
            preferences.end_making()
            raise


class RecoverySheet(Step):
    """The sheet that opens the file when the passphrase is forgotten."""

    def __init__(self, state: State) -> None:
        super().__init__(
            state,
            _l("Recovery sheet"),
            _l(
                "Print it and keep it in a safe place, not beside this computer. It opens your file if you forget the passphrase."
            ),
        )
        line = Row()
        line.addWidget(
            button(_l("Save the recovery sheet (PDF)"), "primary", "file-pdf", self._choose_place)
        )
        line.addStretch(1)
        self.body.addLayout(line)
        self._saved = label("", "soft")
        self.body.addWidget(self._saved)
        self._is_saved = False
        self.understood, ticked = tick_box(
            _l("I have the sheet, and know that without it a forgotten passphrase means lost data")
        )
        self.body.addWidget(ticked)

    def _choose_place(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("Save the recovery sheet (PDF)"),
            str(self.state.folder / (_("Recovery sheet") + ".pdf")),
            "PDF (*.pdf)",
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the recovery sheet and open it for printing."""
        from app.paper.recovery_sheet import recovery_sheet  # noqa: PLC0415 - heavy, used once

        made = self.state.made
        if made is None:
            return
        content = recovery_sheet(made.store.path.name, made.recovery_key, now(), current_language())
        try:
            path.write_bytes(content)
        except OSError:
            words = _l("The sheet could not be saved there. Choose another folder.")
            bind(self._saved.setText, words)
            return
        self._is_saved = True
        bind(self._saved.setText, _l("Saved: {name}. Print it now.", name=path.name))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def leave(self) -> None:
        if not (self._is_saved and self.understood.isChecked()):  # the key stands nowhere else
            raise Refusal(_l("Save the sheet and tick the box: it is the only way back in."))


class Beginning(Step):
    """An empty office, or one with example data to look around in."""

    def __init__(self, state: State) -> None:
        super().__init__(
            state,
            _l("Where would you like to begin?"),
            _l("You can change your mind: an office with example data can be thrown away."),
        )
        self.choice = Segmented(
            [Choice("empty", _l("From an empty office")), Choice("demo", _l("With example data"))]
        )
        self.choice.choose("empty")
        self.choice.chosen.connect(self._tell)
        self.body.addWidget(self.choice)
        self._words = label("")
        self.body.addWidget(self._words)
        self._tell("empty")

    def _tell(self, choice: str) -> None:
        words = {
            "empty": _l("Your organisation is there, and the home page shows the first steps."),
            "demo": _l(
                "An invented association in North Karelia with its services and partners. "
                "It takes the place of what you wrote about your own organisation."
            ),
        }
        bind(self._words.setText, words[choice])

    def leave(self) -> Callable[[], object]:
        assert self.state.made is not None
        store, with_demo = self.state.made.store, self.choice.current == "demo"

        def work() -> None:
            if with_demo:
                from app.demo import fill  # noqa: PLC0415 - only when asked for

                fill(store, "small", today())
            else:
                values = {**self.state.organisation, "own": True}
                store.begin(lambda session: editing.add(session, records.Organisation, values))
            self.state.preferences.set(last_store=store.path)
            self.state.preferences.end_making()

        return work
