"""What the client room tells the rest of the program: what waits there."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.clients import actions
from app.clients.agreements import actions as agreements
from app.core.room import Matter


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with clients and their agreements."""
    return chain(actions.matters(session, day), agreements.matters(session, day))
