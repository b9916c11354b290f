"""The server's process: it listens, serves, and stops without cutting what runs."""

import gc
import logging
import os
import signal
import socket
import time
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI

from app.core.fault import Refusal
from app.core.text import _l
from app.register.database import Database
from app.register.server import create_app
from app.register.settings import Settings

_BACKLOG = 1024
_IDLE_SECONDS = 130
"""Longer than proxies keep a connection for its next request, so that they are the ones to close it."""
_log = logging.getLogger("kumppani.register")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        Refusal: another program does so already, or it isn't allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _type, _protocol, _name, address = found[0]
        listener = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as fault:
        number = (
            fault.errno or 0
        )  # a name that isn't known has a number below 0, and words of its own
        why = os.strerror(number) if number > 0 else str(fault.strerror or fault)
        raise Refusal(
            _l("Can't listen at {host}:{port}: {why}", host=host, port=str(port), why=why)
        ) from fault
    # Otherwise the end of a short answer waits for 40 ms until its beginning has been confirmed.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve(database: Database, settings: Settings, listener: socket.socket) -> None:
    """Serve until the process is told to stop."""
    application = create_app(database, settings)
    gc.collect()
    gc.freeze()  # what is loaded stays: no use in looking for garbage in it again and again
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # whose address counts is told by the settings
        server_header=False,
        ws="none",
        lifespan="on",
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=settings.stop_seconds,
    )
    with _signals_end_well():
        _Server(config, application, settings.drain_seconds).run([listener])


class _Server(uvicorn.Server):
    """Tells at ``/ready`` that it stops, and listens a little longer when that is asked for."""

    def __init__(self, config: uvicorn.Config, application: FastAPI, drain_seconds: int) -> None:
        super().__init__(config)
        self.readiness = application.state.readiness
        self.drain_seconds = drain_seconds
        self.told_at: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        again = self.readiness.stopping
        self.readiness.stopping = True
        if again or not self.drain_seconds:
            super().handle_exit(sig, frame)
        else:
            self.told_at = time.monotonic()

    async def on_tick(self, counter: int) -> bool:
        if self.told_at is not None and time.monotonic() - self.told_at >= self.drain_seconds:
            self.should_exit = True
        return await super().on_tick(counter)


@contextmanager
def _signals_end_well() -> Generator[None]:
    """The server raises the signals that it was told to stop by once more at its end: they mean nothing then."""
    before = {
        number: signal.signal(number, lambda *_what: None)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)
