"""Invitations: one-time codes by which an office joins a network as one of its organisations."""

import hmac
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.core.record import new_id
from app.register import clock, codes
from app.register.tables import invitation
from app.sync.protocol import Role

WRONG_TRIES = 5
_DAY = 24 * 60 * 60 * 1000
_TRIES = 20


class Invitation(NamedTuple):
    """What an invitation allows. ``used_at`` is ``None`` for one that is still good."""

    network_id: str
    invitation_id: str
    organisation_id: str
    role: Role
    used_at: int | None


def make(
    connection: Connection, network_id: str, organisation_id: str, role: Role, days: int
) -> str:
    """Invite an organisation; returns the code, which is told this once."""
    for _try in range(_TRIES):
        code = codes.new()
        read, now = codes.read(code), clock.now()
        try:
            with connection.begin_nested():
                connection.execute(
                    insert(invitation).values(
                        network_id=network_id,
                        invitation_id=new_id(),
                        organisation_id=organisation_id,
                        role=str(role),
                        handle=codes.handle(read),
                        code_hash=codes.digest(read),
                        created_at=now,
                        expires_at=now + days * _DAY,
                        wrong_tries=0,
                        used_at=None,
                    )
                )
        except IntegrityError:  # another invitation begins with the same letters
            continue
        return code
    raise RuntimeError("Too many invitations are open.")


def find(connection: Connection, written: str) -> Invitation | None:
    """The invitation of a code, ``None`` when it isn't known, has expired or was tried wrongly too often.

    A wrong try is counted, which the caller has to commit. The row stays locked until then, so that two
    can't use one code.
    """
    code = codes.read(written)
    row = connection.execute(
        select(invitation).where(invitation.c.handle == codes.handle(code)).with_for_update()
    ).one_or_none()
    if row is None or row.wrong_tries >= WRONG_TRIES or row.expires_at <= clock.now():
        return None
    if not hmac.compare_digest(row.code_hash, codes.digest(code)):
        connection.execute(
            update(invitation)
            .where(_is(row.network_id, row.invitation_id))
            .values(wrong_tries=invitation.c.wrong_tries + 1)
        )
        return None
    return Invitation(
        row.network_id, row.invitation_id, row.organisation_id, Role(row.role), row.used_at
    )


def use(connection: Connection, found: Invitation, moment: int) -> None:
    """Let an invitation be used up."""
    connection.execute(
        update(invitation).where(_is(found.network_id, found.invitation_id)).values(used_at=moment)
    )


def _is(network_id: str, invitation_id: str) -> ColumnElement[bool]:
    return (invitation.c.network_id == network_id) & (invitation.c.invitation_id == invitation_id)
