"""A register for the tests of this folder, in a process of its own, and an office in a window in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.store import Store
from app.network.page.connection import ConnectionView
from app.network.page.home import CONNECTION, NetworkPage
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.sync.conftest import database, impatient, network, register  # noqa: F401 - fixtures
from tests.sync.running import Network, Register, connect, office, sync

OTHER = "Kotihoiva Koivu oy"
OWN = "Rantakylän Arkiapu ry"


@pytest.fixture
def page(window: MainWindow) -> Iterator[ConnectionView]:
    """The connection on the page of the network in the main window, on the demo data; it synchronises when it is asked."""
    set_language("en")
    window.go("network")
    settle()
    assert isinstance(window.page, NetworkPage)
    window.page._bring(CONNECTION)
    settle()
    yield window.page.connection
    set_language("fi")


@pytest.fixture
def joined(page: ConnectionView, register: Register, network: Network) -> ConnectionView:  # noqa: F811
    """The same page, connected and synchronised once."""
    store = page.office.store
    connect(store, register.url, network, OWN)
    sync(store)
    page.keeper.look()
    settle()
    return page


@pytest.fixture
def colleague(
    joined: ConnectionView,
    register: Register,  # noqa: F811
    network: Network,  # noqa: F811
    empty: Path,
    tmp_path: Path,
) -> Iterator[Store]:
    """Another computer of the same organisation, which has received everything."""
    made = office(empty, tmp_path, "toinen")
    connect(made, register.url, network, OWN)
    sync(made)
    yield made
    made.close()


def patiently(qtbot: object, ask: object) -> None:
    """Wait until something is so, letting the window work."""
    qtbot.waitUntil(ask, timeout=10_000)
    QApplication.processEvents()
