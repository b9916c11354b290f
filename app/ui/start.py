"""Starting the program: one window a store, the guide on the first run, demo data on request."""

import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox

from app import rooms
from app.agenda.page.today import TodayPage
from app.core import attachment, keys, paths
from app.core.record import today
from app.core.store import InUse, Store, create
from app.core.text import Text, _l, languages, pick
from app.network.page.keeper import keeper_of
from app.organisation.actions import own
from app.ui import crash, jobs, unlock
from app.ui.language import set_language
from app.ui.office import Office
from app.ui.page import Page
from app.ui.preferences import Preferences
from app.ui.rail import RailItem
from app.ui.theme import theme
from app.ui.window import MainWindow

DEMO_PASSPHRASE = "demo demo demo"  # noqa: S105 - opens invented data that is thrown away
QUICK = keys.Cost(1, 64, 1)
"""For data that needs no protection."""
_SOCKET = "kumppani-window"


def run(path: Path | None, language: str | None, *, demo: bool) -> int:
    """Open the window and stay until it is closed; the exit status."""
    application = make_application()
    preferences = Preferences.load()
    choose_language(preferences, language)
    theme.choose(mode=preferences.theme, text_scale=preferences.text_scale)
    theme.apply(application)
    _log_to_file()
    if demo:
        from app.demo import network  # noqa: PLC0415 - only when asked for

        with tempfile.TemporaryDirectory(prefix="kumppani-demo-") as folder:
            store = demo_store(Path(folder))
            network.join(store)
            return _stay(application, store, preferences)
    store = _open(path or preferences.last_store, preferences)
    if store is None:
        return 0
    attachment.remove_left_copies()
    preferences.set(last_store=store.path)
    return _stay(application, store, preferences)


def make_application() -> QApplication:
    """The application object, named."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Kumppani")
    application.setDesktopFileName("kumppani")
    return application


def choose_language(preferences: Preferences, language: str | None) -> None:
    """The language asked for, the remembered one, the system's, or Finnish."""
    system = QLocale.system().name().partition("_")[0]
    for wanted in (language, preferences.language, system, "fi"):
        if wanted in languages():
            set_language(wanted)
            return


def demo_store(folder: Path, size: str = "small") -> Store:
    """A store with demo data in a folder that is thrown away."""
    from app.demo import fill  # noqa: PLC0415 - only when asked for

    store, _recovery_key = create(folder / "demo.kumppani", DEMO_PASSPHRASE, QUICK)
    fill(store, size, today())
    return store


def _open(path: Path | None, preferences: Preferences) -> Store | None:
    while True:
        if path is None or not path.exists():
            from app.ui.first_run import FirstRun  # noqa: PLC0415 - only on the first run

            guide = FirstRun(preferences)
            guide.exec()
            if guide.made:
                return guide.made.store
            if guide.open_existing is None:
                return None
            path = guide.open_existing
        try:
            store = unlock.open_remembered(path)
        except InUse as fault:
            if not _raise_first_window(path):
                QMessageBox.information(None, "Kumppani", str(fault))
            return None
        if store:
            return store
        dialog = unlock.Unlock(path)
        dialog.exec()
        return dialog.store


def make_window(store: Store, preferences: Preferences) -> MainWindow:
    """The main window with the rooms of the program."""
    office = Office(store, preferences, rooms.ROOMS)

    def own_name() -> str:
        organisation = office.ask(own)
        return pick(organisation.title()) if organisation else ""

    def settings_page(_window: MainWindow) -> Page:
        from app.ui.settings_page import SettingsPage  # noqa: PLC0415 - only when asked for

        return SettingsPage(office)

    def today_page(window: MainWindow) -> Page:
        page = TodayPage(office, rooms.ROOMS, first_steps(window))
        page.counted.connect(lambda counts: window.rail.set_counts(counts))
        return page

    return MainWindow(
        office,
        rooms.ROOMS,
        own_name,
        [
            (RailItem("today", _l("Today"), "sun"), today_page, True),
            (RailItem("settings", _l("Settings"), "gear"), settings_page, False),
        ],
        keeper_of(office),
    )


def first_steps(window: MainWindow) -> list[tuple[str, Text, Text, Callable[[], object]]]:
    """What a new user does first."""

    def add_service() -> None:
        window.go("services")
        window.page.begin()

    return [
        (
            "organisation",
            _l("Describe your organisation"),
            _l("Its name, contacts and marks appear on every paper."),
            lambda: window.go("organisation"),
        ),
        (
            "service",
            _l("Turn one service into a product"),
            _l("A name and a promise are enough to begin with."),
            add_service,
        ),
        (
            "settings",
            _l("Check that backups are kept"),
            _l("A copy on a memory stick saves the day."),
            lambda: window.go("settings"),
        ),
    ]


def _stay(application: QApplication, store: Store, preferences: Preferences) -> int:
    window = make_window(store, preferences)
    crash.install(window.flush)
    server = _answer_second_start(store.path, window)
    window.closed.connect(application.quit)
    window.show()
    try:
        return application.exec()
    finally:
        server.close()
        jobs.wait()
        store.close()


def _socket_name(path: Path) -> str:
    return f"{_SOCKET}-{keys.read_keys(path).store}"


def _answer_second_start(path: Path, window: MainWindow) -> QLocalServer:
    server = QLocalServer(window)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    name = _socket_name(path)
    QLocalServer.removeServer(name)
    server.listen(name)

    def come_forward() -> None:
        server.nextPendingConnection().close()
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()

    server.newConnection.connect(come_forward)
    return server


def _raise_first_window(path: Path) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(_socket_name(path))
    return socket.waitForConnected(1000)


def _log_to_file() -> None:
    try:
        paths.logs().mkdir(parents=True, exist_ok=True)
        logging.basicConfig(filename=paths.logs() / "kumppani.log", level=logging.WARNING)
    except OSError:
        logging.basicConfig(level=logging.WARNING)
