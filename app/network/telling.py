"""What the network room tells the rest of the program: what waits there, and what is known of others."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core.room import Listed, Matter, Outside
from app.network import actions
from app.network.advice import actions as advice
from app.network.events import actions as events
from app.network.events import registering
from app.network.foresight import actions as foresight
from app.network.partnerships import actions as partnerships
from app.sync import link as links


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with the connection."""
    return chain(
        actions.matters(session, day),
        partnerships.matters(session, day),
        foresight.matters(session, day),
        advice.matters(session, day),
        events.matters(session, day),
        registering.matters(session, day),
        _of_directory(session, day),
    )


def _of_directory(session: Session, day: date) -> Iterable[Matter]:
    if links.connected(session) is None:
        return ()
    from app.network.directory import followed  # noqa: PLC0415 - the catalogue is loaded in a network only

    return followed.matters(session, day)


def listed(session: Session, ids: Collection[str]) -> Mapping[str, Listed]:
    """What stands beside services of the directory in plans and on paths; nothing outside a network."""
    if links.connected(session) is None:
        return {}
    from app.network.directory import followed  # noqa: PLC0415 - the catalogue is loaded in a network only

    return followed.listed(session, ids)


def outside(session: Session, words: str) -> Iterable[Outside]:
    """What others of the network offer; nothing outside one."""
    if links.connected(session) is None:
        return ()
    from app.network.directory import finder  # noqa: PLC0415 - the catalogue is loaded in a network only

    return finder.find(session, words)
