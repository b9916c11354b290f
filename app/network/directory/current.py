"""Which network the office's catalogue is of, and whether all that has come is in it. Loads nothing that talks to the register."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue import tables
from app.catalogue.following import VERSION
from app.sync import link as links
from app.sync.records import Uncatalogued

ALONE = "alone"
"""Stands for the network of an office that is in none."""


def network_of(session: Session) -> str:
    """The id by which the catalogue knows the office's network."""
    link = links.of(session)
    return link.network_id if link else ALONE


def is_current(session: Session) -> bool:
    """Whether the catalogue there is was made by the rules of today, of the network that the office is in."""
    rows = session.execute(select(tables.state.c.network_id, tables.state.c.version)).all()
    return [tuple(row) for row in rows] == [(network_of(session), VERSION)]


def is_behind(session: Session) -> bool:
    """Whether anything waits to be taken into the catalogue."""
    if not is_current(session):
        return True
    return session.scalar(select(Uncatalogued.record_id).limit(1)) is not None
