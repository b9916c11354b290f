"""How a register runs: read from the command line's options and from the environment.

Each setting is also a variable of the environment, ``KUMPPANI_REGISTER_`` and its name in capitals
(``KUMPPANI_REGISTER_DATABASE``). What the command line says comes first.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import platformdirs

from app.core.fault import Refusal
from app.core.text import _l

PREFIX = "KUMPPANI_REGISTER_"
_YES, _NO = frozenset({"1", "yes", "true", "on"}), frozenset({"", "0", "no", "false", "off"})


def default_database() -> str:
    """The SQLite file of a register that was told no other database."""
    folder = Path(platformdirs.user_data_dir("Kumppani", appauthor=False))
    return f"sqlite:///{folder / 'register.db'}"


@dataclass(frozen=True)
class Settings:
    """How a register runs.

    Attributes:
        database: its address, ``sqlite:///FILE`` or ``postgresql+psycopg://…``; ``""`` is the default file.
        host, port: where the server listens.
        url: the address at which offices reach it; written into invitations.
        trust_proxy: whether a proxy in front tells the office's address in X-Forwarded-For.
        metrics_token: who may read ``/metrics``: whoever sends this token; ``""`` only this very machine.
        enrol_tries: so many requests to enrol are answered for one address in a minute.
        wrong_tokens: so many requests with a token that isn't known are answered for one address in a minute.
        public_requests: so many requests of the open interface are answered for one address in a minute.
        page_requests: so many pages are shown to one address in a minute; a whole office may have one address.
        body_seconds: how long a request's body may take to arrive.
        stop_seconds: how long running requests may still take when the server is told to stop.
        drain_seconds: how long the server still listens after it said at ``/ready`` that it is stopping, so that a
            proxy in front has time to notice.
        compaction: whether this process forgets old deletions once a day.
    """

    database: str = ""
    host: str = "127.0.0.1"
    port: int = 8765
    url: str = ""
    trust_proxy: bool = False
    metrics_token: str = ""
    enrol_tries: int = 20
    wrong_tokens: int = 60
    public_requests: int = 600
    page_requests: int = 1200
    body_seconds: int = 60
    stop_seconds: int = 30
    drain_seconds: int = 0
    compaction: bool = True

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Self:
        """The settings as given, then as the environment says, then as they are by default.

        Args:
            environment: the environment of this process by default.
            given: what the command line says; ``None`` where it says nothing.

        Raises:
            Refusal: a variable isn't of its kind.
        """
        source = os.environ if environment is None else environment
        found: dict[str, Any] = {}
        for each in fields(cls):
            if given.get(each.name) is not None:
                found[each.name] = given[each.name]
            elif (written := source.get(PREFIX + each.name.upper())) is not None:
                found[each.name] = _value(each.name, type(each.default), written.strip())
        if not found.get("database"):
            found["database"] = default_database()
        return cls(**found)

    @property
    def address(self) -> str:
        """Where offices reach this register, without a slash at the end."""
        return self.url.rstrip("/") or f"http://{self.host}:{self.port}"


def _value(name: str, kind: type, written: str) -> Any:
    if kind is bool:
        if written.lower() not in _YES | _NO:
            raise Refusal(_l("{name} must be yes or no.", name=PREFIX + name.upper()))
        return written.lower() in _YES
    if kind is int:
        if not (written.isascii() and written.isdigit()):
            raise Refusal(_l("{name} must be a whole number.", name=PREFIX + name.upper()))
        return int(written)
    return written
