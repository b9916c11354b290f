"""A push: the changes of an office are applied in one transaction, each at most once.

The positions are given at its very end, under the lock of the network's row, which is held until the commit:
so positions become visible in their order, and a reader that has passed one misses none before it.
"""

from sqlalchemy import Connection, update

from app.register import answered, clock, cursors, devices, losses, stored, values
from app.register.changing import Round
from app.register.database import Database
from app.register.devices import Device
from app.register.tables import network
from app.register.values import Values
from app.sync.protocol import Answer, PushAnswer, PushRequest


def push(database: Database, device: Device, request: PushRequest) -> PushAnswer:
    """Apply the changes of a push.

    Raises:
        Refused: the device can't go on from its cursor, or the database has no time.
    """
    cursors.check(device, request.after)
    read = [values.read(change.kind, change.fields) for change in request.changes]
    answers = database.write(lambda connection: _apply(connection, device, request, read))
    return PushAnswer(answers, clock.now())


def _apply(
    connection: Connection, device: Device, request: PushRequest, read: list[Values]
) -> list[Answer]:
    now, network_id = clock.now(), device.network_id
    ids = [change.id for change in request.changes]
    known = answered.load(connection, network_id, ids)
    wanted = {change.record for change in request.changes if change.id not in known}
    a_round = Round(
        connection,
        device,
        devices.own_tags(connection, device),
        now,
        stored.load(connection, network_id, wanted),
    )
    fresh: dict[str, Answer] = {}
    for change, its_values in zip(request.changes, read, strict=True):
        if change.id not in known and change.id not in fresh:
            fresh[change.id] = a_round.answer(change, its_values)
    if a_round.changed:
        changed = list(a_round.changed.values())
        last = positions(connection, network_id, len(changed))
        stored.save(connection, network_id, changed, last, device.device_id, request.after)
        losses.save(connection, network_id, a_round.losses, device.organisation)
    answered.save(connection, network_id, fresh.values(), now)
    if cursors.is_news(device, request.after, now):
        cursors.note(connection, device, request.after, now)
    known.update(fresh)
    return [known[each] for each in ids]


def positions(connection: Connection, network_id: str, count: int) -> int:
    """Give so many positions away; returns the last of them. The network is locked from here on."""
    return connection.execute(
        update(network)
        .where(network.c.network_id == network_id)
        .values(position=network.c.position + count)
        .returning(network.c.position)
    ).scalar_one()
