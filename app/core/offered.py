"""Records that the organisations of a network show to each other, each kept by one of them."""

from collections.abc import Callable

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.record import Record
from app.core.text import LanguageText


class Offered(Record):
    """A record that lives in every office of a network; only the organisation that keeps it changes it.

    Attributes:
        owner_id: the id in the network of the organisation that keeps it; blank for this office's own.
    """

    __abstract__ = True

    owner_id: Mapped[str] = mapped_column(String(36), default="")

    def kept_by(self) -> str:
        return self.owner_id or ""


Namer = Callable[[Session, str], LanguageText]
_namers: list[Namer] = []


def named_by(namer: Namer) -> None:
    """Let ``namer`` say what an organisation of the network is called, by its id there; once for the program.

    Synchronising knows it, and stands above the rooms that ask.
    """
    _namers[:] = [namer]


def name_of(session: Session, organisation_id: str) -> LanguageText:
    """What an organisation of the network is called, by its id there; empty when nobody knows."""
    return _namers[0](session, organisation_id) if _namers and organisation_id else {}


Reacher = Callable[[Session, str], str]
_reachers: list[Reacher] = []


def reached_by(reacher: Reacher) -> None:
    """Let ``reacher`` say how an organisation of the network is reached, by its id there; once for the program."""
    _reachers[:] = [reacher]


def reach_of(session: Session, organisation_id: str) -> str:
    """The telephone and e-mail of an organisation of the network; blank when nobody knows."""
    return _reachers[0](session, organisation_id) if _reachers and organisation_id else ""
