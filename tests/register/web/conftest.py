"""A town's directory: one that is asked without a socket, and one that is served for a browser."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from app.register import serving, verified
from app.register.database import Database, open_database
from app.register.server import create_app
from app.register.settings import Settings
from tests.browser import browser  # noqa: F401 - a fixture
from tests.register.offices import Net
from tests.register.web import town as towns
from tests.register.web.town import Town

SITE = "https://palvelut.example.fi"
Get = Callable[..., httpx.Response]


def application(database: Database, url: str) -> FastAPI:
    """The server on a database."""
    settings = Settings(compaction=False, enrol_tries=10**6, wrong_tokens=10**6, url=url)
    return create_app(database, settings)


@pytest.fixture(scope="module")
def directory_database(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """An empty register."""
    path = tmp_path_factory.mktemp("directory") / "register.db"
    copyfile(migrated_file, path)
    opened = open_database(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def town(directory_database: Database) -> Iterator[Town]:
    """A network that has shared its services with it."""
    with Net(directory_database, application(directory_database, SITE)) as net:
        made = towns.build(net, verified.today())
        net.ask("GET", "/fi/")  # the catalogue takes in what there is, so that a service can end
        towns.retire(made)
        yield made


@pytest.fixture
def get(town: Town) -> Get:
    """Asks for an address of the directory."""

    def ask(path: str, method: str = "GET", **headers: str) -> httpx.Response:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return town.net.ask(method, path, headers=given)

    return ask


@dataclass
class Served:
    """A directory that is served."""

    url: str
    town: Town


@pytest.fixture(scope="session")
def served(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The directory of a town, served by a real server in a thread."""
    path = tmp_path_factory.mktemp("served") / "register.db"
    copyfile(migrated_file, path)
    database = open_database(f"sqlite:///{path}")
    listener = serving.listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = application(database, url)
    with Net(database, app) as net:
        made = towns.build(net, verified.today())
        app.state.follower.catch_up()
        towns.retire(made)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield Served(url, made)
    server.should_exit = True
    thread.join(timeout=30)
    listener.close()
    database.close()
