"""How the synchronisation stands, told as it is."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.sync import conflicts, outbox, refused
from app.sync import link as links
from app.sync.trouble import Trouble
from app.sync.trouble import read as read_trouble

ALONE = "alone"


@dataclass(frozen=True)
class Status:
    """Where the office stands.

    Attributes:
        state: ``alone`` when it never was in a network, ``connected`` or ``disconnected``.
        network, organisation, role, url: which network, as whom, where.
        last_success: when everything was last exchanged.
        waiting: changes that wait to be sent; ``refused`` those that the register didn't take.
        conflicts: values that another office overwrote and that wait for a person.
        trouble: what stopped the last synchronisation.
        paused: it isn't done by itself.
    """

    state: str
    network: str = ""
    organisation: str = ""
    role: str = ""
    url: str = ""
    last_success: datetime | None = None
    waiting: int = 0
    refused: int = 0
    conflicts: int = 0
    trouble: Trouble | None = None
    paused: bool = False


def read(session: Session) -> Status:
    """How it stands now."""
    link = links.of(session)
    if link is None:
        return Status(ALONE)
    last = datetime.fromtimestamp(link.last_success / 1000, UTC) if link.last_success else None
    return Status(
        state=link.state,
        network=link.network_name,
        organisation=link.organisation_name,
        role=link.role,
        url=link.url,
        last_success=last,
        waiting=outbox.waiting_count(session),
        refused=refused.waiting_count(session),
        conflicts=conflicts.waiting_count(session),
        trouble=read_trouble(link.trouble),
        paused=link.paused,
    )
