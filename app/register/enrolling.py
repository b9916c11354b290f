"""An office joins a network with an invitation, or goes on in it as a device of its own."""

from sqlalchemy import Connection

from app.register import clock, devices, invitations, offices
from app.register.database import Database
from app.register.devices import Device
from app.register.refused import Refused
from app.sync.protocol import Code, Enrolled

LOST_ANSWER = 15 * 60 * 1000
"""For so long a device whose answer was lost may use its code again, in milliseconds."""
_REFUSED = "The code isn't known, was used, has expired, or was tried wrongly too often."


def enrol(database: Database, code: str, device_id: str) -> Enrolled:
    """Let an office join a network with the code of an invitation.

    Raises:
        Refused: the code isn't good, or the device's id is taken.
    """
    token = database.write(lambda connection: _redeem(connection, code, device_id))
    if token is None:
        raise Refused(Code.INVITATION, _REFUSED)
    return _enrolled(database, token)


def renew(database: Database, device: Device, device_id: str) -> Enrolled:
    """Let a copy of a device's file be a device of its own.

    Raises:
        Refused: the new id is taken.
    """
    token = database.write(
        lambda connection: devices.renew(connection, device, device_id, clock.now())
    )
    return _enrolled(database, token)


def _redeem(connection: Connection, code: str, device_id: str) -> str | None:
    """The token of the device, ``None`` when the code isn't good; a wrong try is counted all the same."""
    found, now = invitations.find(connection, code), clock.now()
    if found is None:
        return None
    network_id, organisation_id = found.network_id, found.organisation_id
    if found.used_at is None:
        invitations.use(connection, found, now)
        return devices.enrol(connection, network_id, organisation_id, found.role, device_id, now)
    again = now - found.used_at <= LOST_ANSWER and devices.unused_since(
        connection, network_id, organisation_id, device_id, found.used_at
    )
    return devices.fresh_token(connection, network_id, device_id) if again else None


def _enrolled(database: Database, token: str) -> Enrolled:
    with database.reading() as connection:
        device = devices.by_token(connection, token)
        known = offices.network(connection, device)
    return Enrolled(
        token,
        device.device_id,
        known.network,
        known.organisation,
        known.role,
        known.keys,
        known.position,
        known.now,
    )
