"""Devices: copies of offices' files, each with a token by which the register knows it again."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select, update

from app.register import clock, codes
from app.register.refused import Refused
from app.register.tables import device, network, organisation
from app.sync.protocol import Code, Role
from app.sync.stamp import tag_of

UNTOLD = -1
"""The cursor of a device that hasn't told yet up to where it holds everything."""
_REGISTERS_TAG = "0" * 12


@dataclass(frozen=True)
class Device:
    """Who asks, and where its network stands.

    Attributes:
        tag: by which its stamps are known; ``follows`` is the device that it was copied from, or ``""``.
        organisation: the name of the organisation; ``network`` is that of the network.
        cursor: the cursor that it has told last, or ``UNTOLD``.
        position, horizon: those of the network.
    """

    network_id: str
    device_id: str
    tag: str
    organisation_id: str
    role: Role
    follows: str
    created_at: int
    seen_at: int
    cursor: int
    organisation: str
    network: str
    position: int
    horizon: int


_KNOWN = (
    select(
        device.c.network_id,
        device.c.device_id,
        device.c.tag,
        device.c.organisation_id,
        device.c.role,
        device.c.follows,
        device.c.created_at,
        device.c.seen_at,
        device.c.cursor,
        organisation.c.name.label("organisation"),
        network.c.name.label("network"),
        network.c.position,
        network.c.horizon,
    )
    .join_from(device, network, network.c.network_id == device.c.network_id)
    .join(
        organisation,
        (organisation.c.network_id == device.c.network_id)
        & (organisation.c.organisation_id == device.c.organisation_id),
    )
    .where(device.c.revoked_at.is_(None), device.c.token_hash == bindparam("token_hash"))
)


def by_token(connection: Connection, token: str) -> Device:
    """The device of a token.

    Raises:
        Refused: there is none, or it was revoked.
    """
    asked = {"token_hash": codes.digest(token)}
    row = connection.execute(_KNOWN, asked).one_or_none() if token else None
    if row is None:
        raise Refused(Code.TOKEN, "The token isn't known here, or was revoked.")
    known = row._asdict()
    known["role"] = Role(row.role)
    return Device(**known)


def own_tags(connection: Connection, whose: Device) -> frozenset[str]:
    """The tags of a device and of those that it follows."""
    tags, follows = {whose.tag}, whose.follows
    while follows:
        row = connection.execute(
            select(device.c.tag, device.c.follows).where(_is(whose.network_id, follows))
        ).one()
        if row.tag in tags:
            break
        tags.add(row.tag)
        follows = row.follows
    return frozenset(tags)


def enrol(
    connection: Connection,
    network_id: str,
    organisation_id: str,
    role: Role,
    device_id: str,
    moment: int,
) -> str:
    """Let a device be known from now on, also one that was before; returns its token, told this once.

    Raises:
        Refused: a device with this id or tag belongs to another organisation.
    """
    row = _row(connection, network_id, device_id)
    if row is None:
        return _add(connection, network_id, organisation_id, role, device_id, "", moment)
    if row.organisation_id != organisation_id:
        raise _taken()
    token = _new_token()
    connection.execute(
        update(device)
        .where(_is(network_id, device_id))
        .values(
            role=str(role),
            token_hash=codes.digest(token),
            created_at=moment,
            seen_at=moment,
            cursor=UNTOLD,
            revoked_at=None,
        )
    )
    return token


def renew(connection: Connection, whose: Device, device_id: str, moment: int) -> str:
    """Let a copy of a device's file be a device of its own; returns its token. The old one goes on.

    Asked again because the answer was lost, it gives another token, as long as the first wasn't used.

    Raises:
        Refused: there is another device with this id or tag.
    """
    row = _row(connection, whose.network_id, device_id)
    if row is None:
        return _add(
            connection,
            whose.network_id,
            whose.organisation_id,
            whose.role,
            device_id,
            whose.device_id,
            moment,
        )
    unused = row.seen_at == row.created_at and row.revoked_at is None
    if row.follows != whose.device_id or not unused:
        raise _taken()
    return fresh_token(connection, whose.network_id, device_id)


def fresh_token(connection: Connection, network_id: str, device_id: str) -> str:
    """Another token for a device; the one before isn't known any more."""
    token = _new_token()
    connection.execute(
        update(device).where(_is(network_id, device_id)).values(token_hash=codes.digest(token))
    )
    return token


def unused_since(
    connection: Connection, network_id: str, organisation_id: str, device_id: str, moment: int
) -> bool:
    """Whether a device was enrolled at a moment and hasn't used its token yet."""
    row = _row(connection, network_id, device_id)
    return (
        row is not None
        and row.organisation_id == organisation_id
        and row.revoked_at is None
        and row.created_at == row.seen_at == moment
    )


def revoke(connection: Connection, network_id: str, device_id: str) -> bool:
    """Let a device be unknown from now on; whether it was known."""
    found = connection.execute(
        update(device)
        .where(_is(network_id, device_id), device.c.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )
    return found.rowcount > 0


def _add(
    connection: Connection,
    network_id: str,
    organisation_id: str,
    role: Role,
    device_id: str,
    follows: str,
    moment: int,
) -> str:
    tag = tag_of(device_id)
    clash = select(device.c.device_id).where(device.c.network_id == network_id, device.c.tag == tag)
    if tag == _REGISTERS_TAG or connection.scalar(clash) is not None:
        raise _taken()
    token = _new_token()
    connection.execute(
        insert(device).values(
            network_id=network_id,
            device_id=device_id,
            tag=tag,
            organisation_id=organisation_id,
            role=str(role),
            token_hash=codes.digest(token),
            follows=follows,
            created_at=moment,
            seen_at=moment,
            cursor=UNTOLD,
            revoked_at=None,
        )
    )
    return token


def _taken() -> Refused:
    return Refused(Code.COPY, "There is another device with this id. Take another one.")


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _row(connection: Connection, network_id: str, device_id: str) -> Row[Any] | None:
    return connection.execute(select(device).where(_is(network_id, device_id))).one_or_none()


def _is(network_id: str, device_id: str) -> ColumnElement[bool]:
    return (device.c.network_id == network_id) & (device.c.device_id == device_id)
