"""What the directory tells the rest of the program, and loads only in a network: of services in plans and on paths."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.core.room import Listed, Matter, Outside
from app.sync import link as links


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with services of the directory in plans and on paths; nothing outside a network."""
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
