"""What an administrator sees of a register: its networks and the devices in them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Table, func, select

from app.register.tables import device, network, organisation, record


@dataclass(frozen=True)
class NetworkSeen:
    """A network in numbers. Moments are milliseconds since 1970 UTC."""

    id: str
    name: str
    created_at: int
    position: int
    organisations: int
    devices: int
    records: int


@dataclass(frozen=True)
class DeviceSeen:
    """A device: ``behind`` is how many changes of the network it hasn't heard of, ``None`` before its first."""

    id: str
    network: str
    organisation: str
    role: str
    created_at: int
    seen_at: int
    behind: int | None
    revoked_at: int | None


def networks(connection: Connection) -> list[NetworkSeen]:
    """All networks, oldest first."""
    rows = connection.execute(
        select(
            network.c.network_id,
            network.c.name,
            network.c.created_at,
            network.c.position,
            _number(organisation),
            _number(device, device.c.revoked_at.is_(None)),
            _number(record, record.c.deleted_at.is_(None)),
        ).order_by(network.c.created_at, network.c.network_id)
    )
    return [NetworkSeen(*row) for row in rows]


def _number(table: Table, *those: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many rows of a table belong to a network."""
    here = table.c.network_id == network.c.network_id
    return select(func.count()).select_from(table).where(here, *those).scalar_subquery()


def devices(connection: Connection, network_id: str | None = None) -> list[DeviceSeen]:
    """The devices of a network, or of all of them, by organisation; those that were shut out too."""
    query = (
        select(device, organisation.c.name.label("organisation"), network.c.position)
        .join_from(device, network, network.c.network_id == device.c.network_id)
        .join(
            organisation,
            (organisation.c.network_id == device.c.network_id)
            & (organisation.c.organisation_id == device.c.organisation_id),
        )
        .order_by(device.c.network_id, organisation.c.name, device.c.created_at)
    )
    if network_id is not None:
        query = query.where(device.c.network_id == network_id)
    return [
        DeviceSeen(
            row.device_id,
            row.network_id,
            row.organisation,
            row.role,
            row.created_at,
            row.seen_at,
            max(0, row.position - row.cursor) if row.cursor >= 0 else None,
            row.revoked_at,
        )
        for row in connection.execute(query)
    ]


def knows_network(connection: Connection, network_id: str) -> bool:
    """Whether there is such a network."""
    query = select(network.c.name).where(network.c.network_id == network_id)
    return connection.scalar(query) is not None


def device_networks(connection: Connection, device_id: str) -> list[str]:
    """The networks in which a device is known, also one that was shut out."""
    query = select(device.c.network_id).where(device.c.device_id == device_id)
    return list(connection.scalars(query))
