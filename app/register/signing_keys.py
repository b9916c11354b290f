"""The keys by which a network signs: made, retired and used. The private half stays in the database."""

import base64
import hashlib
import time
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select, update

from app.certification.requests.verifying import signed_bytes
from app.register import tables
from app.sync.protocol import PublicKey

KEY_ID_LENGTH = 16


def new_key(connection: Connection, network_id: str) -> str:
    """Make a key for a network; returns its id, the beginning of the fingerprint of its public half."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key_id = key_id_of(public)
    connection.execute(
        insert(tables.signing_key).values(
            network_id=network_id,
            key_id=key_id,
            public=base64.b64encode(public).decode(),
            private=base64.b64encode(private.private_bytes_raw()).decode(),
            created_at=_now(),
            retired_at=None,
        )
    )
    return key_id


def rotate(connection: Connection, network_id: str) -> str:
    """Let a network sign with a new key from now on; what was signed with the earlier ones stays good."""
    table = tables.signing_key
    connection.execute(
        update(table)
        .where(table.c.network_id == network_id, table.c.retired_at.is_(None))
        .values(retired_at=_now())
    )
    return new_key(connection, network_id)


def public_keys(connection: Connection, network_id: str) -> list[PublicKey]:
    """All keys of a network, also those that sign nothing any more, oldest first."""
    table = tables.signing_key
    rows = connection.execute(
        select(table)
        .where(table.c.network_id == network_id)
        .order_by(table.c.created_at, table.c.retired_at.is_(None), table.c.key_id)
    )
    return [
        PublicKey(
            row.key_id,
            row.public,
            _day(row.created_at),
            _day(row.retired_at) if row.retired_at is not None else "",
        )
        for row in rows
    ]


def sign(connection: Connection, network_id: str, content: str) -> tuple[str, str]:
    """Sign a content with the key in use; returns the key's id and the signature in base64."""
    table = tables.signing_key
    query = (
        select(table.c.key_id, table.c.private)
        .where(table.c.network_id == network_id, table.c.retired_at.is_(None))
        .order_by(table.c.created_at.desc(), table.c.key_id)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        new_key(connection, network_id)
        row = connection.execute(query).one()
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(row.private))
    return row.key_id, base64.b64encode(private.sign(signed_bytes(content))).decode()


def key_id_of(public: bytes) -> str:
    """The id of a key."""
    return hashlib.sha256(public).hexdigest()[:KEY_ID_LENGTH]


def _now() -> int:
    return time.time_ns() // 1_000_000


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()
