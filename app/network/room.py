"""The door of the network room."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core.room import Matter, Room
from app.core.text import _l
from app.network import actions
from app.network.advice.records import Adviser
from app.network.events.records import Event, Registration
from app.network.foresight.records import ForesightNote
from app.network.partnerships.records import Meeting, Partnership


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with the connection."""
    return chain(actions.matters(session, day))


ROOM = Room(
    name=actions.ROOM,
    label=_l("Network"),
    icon="share-network",
    kinds=(Partnership, Meeting, Event, Registration, ForesightNote, Adviser),
    page="app.network.page.home:NetworkPage",
    matters=matters,
)
