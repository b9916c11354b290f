"""The tour: every page and main dialog as a picture, every document as a PDF, from demo data."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import rooms
from app.core import editing, listing
from app.core.fault import Refusal
from app.core.listing import Listing
from app.core.store import Store
from app.core.text import _l, speaking
from app.demo import network
from app.exchange.export import export_records
from app.network.page.connect_dialog import ConnectDialog
from app.network.page.keeper import keeper_of
from app.ui import jobs, unlock
from app.ui.desk import Desk
from app.ui.find import FindDialog
from app.ui.first_run import FirstRun
from app.ui.help import HelpDialog
from app.ui.import_dialog import ImportDialog
from app.ui.language import set_language
from app.ui.passphrase_dialog import PassphraseDialog
from app.ui.preferences import Preferences
from app.ui.record_page import RecordPage
from app.ui.start import demo_store, make_application, make_window
from app.ui.theme import theme
from app.ui.version_dialogs import CompareDialog, HistoryDialog
from app.ui.window import MainWindow

INVITATION = (
    "https://rekisteri.example/join#code=7G4K-2MXQ-90TB-HWE3&network=Hyvinvointiverkosto"
    "&organisation=Rantakyl%C3%A4n%20Arkiapu%20ry&role=member"
)
SETTLE = 6
"""Rounds of answers and repaints until a page has come to rest."""


def take(folder: Path, language: str, scheme: str, size: tuple[int, int]) -> None:
    """Take the tour into ``folder``.

    Raises:
        Refusal: the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refusal(_l("{path} can't be written to.", path=str(folder))) from fault
    application = make_application()
    set_language(language)
    theme.choose(mode="dark" if scheme == "dark" else "light")
    theme.apply(application)
    with tempfile.TemporaryDirectory(prefix="kumppani-tour-") as temporary:
        preferences = Preferences.load(Path(temporary) / "preferences.json")
        store = demo_store(Path(temporary))
        network.join(store)
        try:
            pictures = _pictures(store, preferences, size)
            for number, (name, widget) in enumerate(pictures, start=1):
                settle()
                widget.grab().save(str(folder / f"{number:02d}-{name}.png"))
            _papers(store, folder, language)
        finally:
            jobs.wait()
            store.close()
    click.echo(str(folder.resolve()))


def settle() -> None:
    """Let every answer arrive and every layout come to rest."""
    for _round in range(SETTLE):
        jobs.wait()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _pictures(
    store: Store, preferences: Preferences, size: tuple[int, int]
) -> Iterator[tuple[str, QWidget]]:
    guide = FirstRun(preferences, Path(tempfile.gettempdir()))
    guide.show()
    for number in range(guide.steps.count()):
        guide.show_step(number)
        yield f"first-run-{number + 1}", guide
    guide.reject()
    dialog = unlock.Unlock(store.path)
    dialog.show()
    yield "unlock", dialog
    dialog.reject()
    window = make_window(store, preferences)
    window.office.network.stop()  # the demo has no register to talk to
    window.resize(*size)
    window.show()
    yield "today", window
    for room in rooms.ROOMS:
        window.go(room.name)
        settle()
        yield room.name, window
        page = window.page
        for sight in page.sights():
            settle()
            yield f"{room.name}-{sight}", window
        if isinstance(page, RecordPage):
            yield from _records(window, page)
    window.go("settings")
    yield "settings", window
    yield from _dialogs(window)
    window.hide()
    window.deleteLater()


def _records(window: MainWindow, page: RecordPage) -> Iterator[tuple[str, QWidget]]:
    for desk in page.desks:
        kind = desk.record.kind.name
        with window.office.store.read() as session:
            ids = listing.ids(session, desk.record, Listing())
        if not ids:
            continue
        page.open_record(kind, ids[0])
        settle()
        yield f"{kind}-detail", window
        page.edit()
        settle()
        yield f"{kind}-form", window
        page.bench.editor.cancel()
        settle()
        yield from _record_dialogs(window, desk, ids[0])


def _record_dialogs(
    window: MainWindow, desk: Desk, record_id: str
) -> Iterator[tuple[str, QWidget]]:
    for action in desk.actions:
        if action.dialog:
            made = action.dialog(window, window.office, record_id)
            made.show()
            yield f"{desk.record.kind.name}-{type(made).__name__.lower()}", made
            made.close()


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    find = FindDialog(window, window.office, window.commands())
    find.show()
    find.line.setText("ko")
    yield "find", find
    find.reject()
    for name, made in _small_dialogs(window):
        made.show()
        yield name, made
        made.close()
    yield from _connecting(window)


def _connecting(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Both steps into a network; nobody is asked."""
    dialog = ConnectDialog(window, window.office, keeper_of(window.office))
    dialog.show()
    yield "network-invitation", dialog
    dialog.paste.box.setPlainText(INVITATION)
    dialog.next_button.click()
    settle()
    yield "network-what-is-shared", dialog
    dialog.reject()


def _small_dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    yield "help", HelpDialog(window)
    record, office = rooms.record_class("service"), window.office
    with office.store.read() as session:
        record_id = listing.ids(session, record, Listing())[0]
        changed = {"name": {"fi": "Arkiapua kotiin", "en": "Everyday help at home"}}
    office.store.write(lambda session: editing.change(session, record, record_id, changed))
    yield "history", HistoryDialog(window, office, record_id)
    yield "compare", CompareDialog(window, office, record, record_id)
    yield "passphrase", PassphraseDialog(window, office.store)
    with tempfile.TemporaryDirectory(prefix="kumppani-tour-") as folder:
        sheet = Path(folder) / "services.xlsx"
        with office.store.read() as session:
            export_records(session, record, sheet)
        dialog = ImportDialog(window, office, record)
        dialog.take_file(sheet)
        settle()
        yield "import", dialog


def _papers(store: Store, folder: Path, language: str) -> None:
    with store.read() as session, speaking(language):
        for name, paper in rooms.papers().items():
            ids: Sequence[str | None] = [None]
            if paper.kind:
                ids = listing.ids(session, rooms.record_class(paper.kind), Listing())[:3]
            for number, record_id in enumerate(ids, start=1):
                suffix = f"-{number}" if len(ids) > 1 else ""
                try:
                    content = paper.make(session, record_id, language)
                except Refusal:  # not every record has every paper
                    continue
                (folder / f"{name}{suffix}.pdf").write_bytes(content)
