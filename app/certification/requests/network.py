"""What this room knows of the office's network. Synchronising stands above it and tells it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.certification.requests.verifying import Key


@dataclass(frozen=True)
class Network:
    """The network that the office is in, or was in.

    Attributes:
        name: what it is called.
        address: where its register answers.
        connected: whether the office is in it now.
        certifier: whether the office grants certificates there.
        keys: the network's public keys.
    """

    name: str = ""
    address: str = ""
    connected: bool = False
    certifier: bool = False
    keys: tuple[Key, ...] = field(default=())


Teller = Callable[[Session], Network | None]
_tellers: list[Teller] = []


def told_by(teller: Teller) -> None:
    """Let ``teller`` tell of the network of a store, ``None`` when it never was in one; once for the program."""
    _tellers[:] = [teller]


def of(session: Session) -> Network | None:
    """The network of a store, ``None`` when it never was in one."""
    return _tellers[0](session) if _tellers else None


def connected(session: Session) -> bool:
    """Whether the office is in a network now."""
    found = of(session)
    return found is not None and found.connected


def certifies(session: Session) -> bool:
    """Whether the office grants certificates in its network now."""
    found = of(session)
    return found is not None and found.connected and found.certifier
