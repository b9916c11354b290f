"""Whose device is whose, and what a device may know of its network."""

from sqlalchemy import Connection, select

from app.register import clock, networks, signing_keys
from app.register.devices import Device
from app.register.tables import device, organisation
from app.sync.protocol import NetworkAnswer, OfficesAnswer


def offices(connection: Connection, asks: Device) -> OfficesAnswer:
    """Whose device each tag is, also of devices that were revoked."""
    rows = connection.execute(
        select(device.c.tag, organisation.c.name)
        .join_from(
            device,
            organisation,
            (organisation.c.network_id == device.c.network_id)
            & (organisation.c.organisation_id == device.c.organisation_id),
        )
        .where(device.c.network_id == asks.network_id)
    )
    return OfficesAnswer(dict(rows.all()))


def network(connection: Connection, asks: Device) -> NetworkAnswer:
    """The network as one of its devices sees it."""
    its, organisation_named = networks.named(connection, asks.network_id, asks.organisation_id)
    return NetworkAnswer(
        its,
        organisation_named,
        asks.role,
        signing_keys.public_keys(connection, asks.network_id),
        networks.position(connection, asks.network_id),
        clock.now(),
    )
