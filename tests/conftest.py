"""What every test may use: a real encrypted store, a fixed language, and no unexpected logged error."""

import gc
import logging
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copyfile
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine, create_engine
from sqlcipher3 import dbapi2 as driver

import app.rooms  # noqa: F401 - every kind of record is known
from app.core import store as stores
from app.core import text
from app.core.keys import Cost, key_path
from app.core.record import today
from app.core.store import Store
from app.demo import fill
from app.ui import window as windows
from app.ui.preferences import Preferences
from app.ui.start import make_window
from app.ui.theme import theme
from app.ui.tour import settle
from app.ui.window import MainWindow

settings.register_profile(
    "explore",  # HYPOTHESIS_PROFILE=explore: other examples at each run, and more of them
    deadline=None,
    max_examples=600,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile(
    "kumppani",  # the same examples at each run, so that a change is never refused for another's fault
    settings.get_profile("explore"),
    max_examples=60,
    derandomize=True,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "kumppani"))

QUICK = Cost(1, 64, 1)
PASSPHRASE = "kolme sanaa riittää"
TODAY = date(2026, 11, 23)
NAME = "toimisto.kumppani"


def pytest_collection_finish() -> None:
    """What is loaded by now stays, as in the program: garbage is looked for in what the tests make only."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # windows and records come and go by the thousand


@pytest.fixture(autouse=True)
def finnish() -> Iterator[None]:
    """Every test begins in Finnish."""
    text.set_language("fi")
    yield
    text.set_language("fi")


@pytest.fixture(autouse=True)
def no_logged_errors(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A logged error that no test expected fails it."""
    yield
    found = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert not found, found


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """A statement is put into SQL once for all the stores of the tests, not anew in each of them.

    SQLAlchemy keeps it by the dialect, so every store is given the same one: the first, which has
    already learned of the version of SQLite at its connection.
    """
    first = create_engine("sqlite://", module=driver)
    first.connect().close()
    first.dispose()
    compiled: dict[object, object] = {}

    def engine(*args: Any, **options: Any) -> Engine:
        made = create_engine(*args, **options)
        return Engine(
            made.pool, first.dialect, made.url, execution_options={"compiled_cache": compiled}
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "create_engine", engine)
        yield


def copied(made: Path, folder: Path) -> Store:
    """A store of its own, copied from one that was made once: making it anew takes many times as long."""
    path = folder / NAME
    copyfile(made, path)
    copyfile(key_path(made), key_path(path))
    return stores.open_store(path, PASSPHRASE)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, made once: to be copied, never opened itself."""
    path = tmp_path_factory.mktemp("empty") / NAME
    stores.create(path, PASSPHRASE, QUICK)[0].close()
    return path


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest, empty: Path) -> Iterator[Store]:
    """A real, encrypted store: empty, or the one with the demo data where that is asked for too."""
    if "demo" in request.fixturenames:
        yield request.getfixturevalue("demo")
        return
    with copied(empty, tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def demo_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    """A store with the small demo data around a day, made once: to be copied, never opened itself."""

    @cache
    def made_on(day: date) -> Path:
        path = tmp_path_factory.mktemp("demo") / NAME
        with stores.create(path, PASSPHRASE, QUICK)[0] as made:
            fill(made, "small", day)
        return path

    return made_on


@pytest.fixture
def demo(
    tmp_path: Path, request: pytest.FixtureRequest, demo_of: Callable[[date], Path]
) -> Iterator[Store]:
    """A store with the small demo data; in a window, whose calendar is of today, around today."""
    day = today() if "window" in request.fixturenames else TODAY
    with copied(demo_of(day), tmp_path) as made:
        yield made


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Preferences that nobody has changed."""
    return Preferences.load(tmp_path / "preferences.json")


def usual_look(application: QApplication) -> None:
    """Light and at 100 %: a test before this one may have left another size."""
    theme.mode, theme.text_scale = "light", 100
    theme.apply(application)


@contextmanager
def opened(
    store: Store, preferences: Preferences, application: QApplication
) -> Generator[MainWindow]:
    """The main window on a store, on its home page, light and at 100 % as at a first start.

    What a window does by itself when its start is over, as the daily backup, it doesn't do: a test
    may take as long as it likes.
    """
    usual_look(application)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "CALM_MS", 3_600_000)
        made = make_window(store, preferences)
    made.resize(1280, 800)
    made.show()
    settle()
    yield made
    made.close()
    settle()
    made.deleteLater()
    settle()


@pytest.fixture
def window(
    demo: Store, preferences: Preferences, qapp: QApplication, qtbot: object
) -> Iterator[MainWindow]:
    """That window on the small demo data."""
    with opened(demo, preferences, qapp) as made:
        yield made
