"""Forgetting: deletions and answers that nobody needs to hear of any more."""

from sqlalchemy import Connection, Select, and_, delete, func, not_, select, update

from app.register import clock, originals
from app.register.database import Database
from app.register.devices import UNTOLD
from app.register.tables import change, device, lost, network, record
from app.sync.stamp import Clock

KEPT_DAYS = 180
_DAY = 24 * 60 * 60 * 1000
_AT_ONCE = 500


def compact(database: Database, days: int = KEPT_DAYS) -> int:
    """Forget in all networks what is older than so many days, as far as every live device has heard it.

    Returns how many rows have gone.
    """
    gone = 0
    with database.reading() as connection:
        networks = connection.scalars(select(network.c.network_id)).all()
    before = clock.now() - days * _DAY
    for network_id in networks:
        _send_back(database, network_id, before)
        while count := database.write(lambda c, n=network_id: _records(c, n, before)):
            gone += count
        while count := database.write(lambda c, n=network_id: _answers(c, n, before)):
            gone += count
        gone += database.write(lambda c, n=network_id: _losses(c, n, before))
        gone += database.write(lambda c, n=network_id: originals.forget(c, n))
    return gone


def _send_back(database: Database, network_id: str, before: int) -> None:
    """Let devices that haven't been seen for so long begin from the start if they come back too late."""
    with database.writing() as connection:
        connection.execute(
            update(device)
            .where(
                device.c.network_id == network_id,
                device.c.seen_at < before,
                device.c.cursor != UNTOLD,
            )
            .values(cursor=UNTOLD)
        )


def _records(connection: Connection, network_id: str, before: int) -> int:
    """Forget some deleted records; how many.

    The records are locked before the network, as in a push, so that neither waits for the other.
    """
    heard = connection.scalar(
        select(func.min(device.c.cursor)).where(
            device.c.network_id == network_id,
            device.c.cursor != UNTOLD,
            device.c.revoked_at.is_(None),
        )
    )
    old = [record.c.network_id == network_id, record.c.deleted_at < before]
    if heard is not None:
        old.append(record.c.position <= heard)
    rows = connection.execute(
        select(record.c.record_id, record.c.position)
        .where(*old)
        .order_by(record.c.record_id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return 0
    horizon = max(row.position for row in rows)
    connection.execute(
        update(network)
        .where(network.c.network_id == network_id, network.c.horizon < horizon)
        .values(horizon=horizon)
    )
    ids = [row.record_id for row in rows]
    connection.execute(
        delete(record).where(record.c.network_id == network_id, record.c.record_id.in_(ids))
    )
    return len(ids)


def _answers(connection: Connection, network_id: str, before: int) -> int:
    old: Select[str] = (
        select(change.c.change_id)
        .where(change.c.network_id == network_id, change.c.at < before)
        .order_by(change.c.change_id)
        .limit(_AT_ONCE)
    )
    ids = connection.scalars(old).all()
    connection.execute(
        delete(change).where(change.c.network_id == network_id, change.c.change_id.in_(ids))
    )
    return len(ids)


def _losses(connection: Connection, network_id: str, before: int) -> int:
    """Forget overwritten values that all devices of their organisation have taken in."""
    behind = (
        select(device.c.device_id)
        .where(
            device.c.network_id == lost.c.network_id,
            device.c.organisation_id == lost.c.organisation_id,
            device.c.revoked_at.is_(None),
            device.c.cursor < lost.c.position,
        )
        .exists()
    )
    oldest = Clock(max(before, 0)).stamp("")
    return connection.execute(
        delete(lost).where(
            and_(lost.c.network_id == network_id, lost.c.later < oldest, not_(behind))
        )
    ).rowcount
