"""Values that were overwritten by somebody who hadn't seen them: kept for those who wrote them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.core.record import new_id
from app.register import bulk
from app.register.stored import Stored
from app.register.tables import device, lost
from app.sync.stamp import device_tag


@dataclass(frozen=True, slots=True)
class Loss:
    """A value of a record that was overwritten; ``value`` is JSON, ``later`` the stamp of the value that won."""

    record: Stored
    field: str
    value: str
    stamp: str
    later: str


def save(connection: Connection, network_id: str, losses: Sequence[Loss], by: str) -> None:
    """Keep losses, each for the organisation of the device that wrote the value.

    Args:
        connection: of the transaction.
        network_id: the network.
        losses: of records whose positions have just been given.
        by: the name of the organisation that overwrote them.
    """
    if not losses:
        return
    tags = {device_tag(each.stamp) for each in losses}
    found = connection.execute(
        select(device.c.tag, device.c.organisation_id).where(
            device.c.network_id == network_id, device.c.tag.in_(tags)
        )
    )
    whose = dict(found.all())
    rows = [
        (
            network_id,
            new_id(),
            whose.get(device_tag(each.stamp), each.record.owner),
            each.record.position,
            each.record.kind,
            each.record.record_id,
            each.field,
            each.value,
            each.stamp,
            each.later,
            by,
        )
        for each in losses
    ]
    bulk.insert(connection, lost, rows)
