"""A real register in a process of its own, and real offices on it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copyfile
from typing import Any

import httpx

from app.core import editing
from app.core import store as stores
from app.core.keys import key_path
from app.core.store import Store
from app.register import invitations, networks
from app.register.database import Database
from app.services.records import ServicePath
from app.sync import client, enrolling
from app.sync.protocol import Role
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]
Join = Callable[..., Store]
"""An office of a name that has joined for an organisation, in a role if that is told."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Register:
    """A process of ``kumppani-register serve`` on a database of its own or a shared one."""

    def __init__(self, url: str, port: int | None = None) -> None:
        self.database_url, self.port = url, port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Register":
        command = [sys.executable, "-m", "app.register", "serve", "--database", self.database_url]
        self._process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "KUMPPANI_REGISTER_ENROL_TRIES": "100000"},
        )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/ready").status_code == 200:
                    return self
            assert self._process.poll() is None, "the register ended by itself"
            time.sleep(0.05)
        raise AssertionError("the register didn't start")

    def kill(self, how: int = signal.SIGKILL) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None


class Network:
    """A network of a register, with its invitations."""

    def __init__(self, database: Database, name: str = "Hyvinvointiverkosto") -> None:
        self._database = database
        self.id = database.write(lambda connection: networks.make(connection, name))

    def invite(self, organisation: str, role: Role = Role.MEMBER) -> str:
        def work(connection: Any) -> str:
            found = networks.organisation_called(connection, self.id, organisation)
            return invitations.make(connection, self.id, found, role, 14)

        return self._database.write(work)


def office(made: Path, folder: Path, name: str) -> Store:
    """A store of its own: a copy of an empty one, as a device of its own."""
    path = folder / f"{name}.kumppani"
    copyfile(made, path)
    copyfile(key_path(made), key_path(path))
    opened = stores.open_store(path, PASSPHRASE)
    opened.become_another_device()
    return opened


def connect(store: Store, url: str, network: Network, organisation: str, **more: Any) -> None:
    enrolling.connect(store, url, network.invite(organisation, **more))


def sync(store: Store, **more: Any) -> client.Report:
    return client.synchronise(store, **more)


def add_path(store: Store, name: str, need: str = "") -> str:
    values = {"name": {"fi": name}, "need": {"fi": need} if need else {}}
    return store.write(lambda session: editing.add(session, ServicePath, values)).result


def write(store: Store, record_id: str, **values: Any) -> None:
    store.write(lambda session: editing.change(session, ServicePath, record_id, values))


def paths(store: Store) -> dict[str, ServicePath]:
    with store.read() as session:
        found = {each.id: each for each in session.query(ServicePath)}
        session.expunge_all()
        return found
