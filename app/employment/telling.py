"""What the employment room tells the rest of the program: what waits there, and its figures."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core.room import Figure, Matter
from app.employment.contracts import actions as contracts
from app.employment.duties import actions as duties
from app.employment.people import actions as people
from app.employment.permanence import actions as permanence


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with people, contracts and the employer's duties."""
    return chain(
        contracts.matters(session, day), people.matters(session, day), duties.matters(session, day)
    )


def figures(session: Session, day: date) -> Iterable[Figure]:
    """How permanent the work is."""
    return chain(people.figures(session, day), permanence.figures(session, day))
