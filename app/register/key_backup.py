"""A backup of the register's signing keys, protected by a passphrase as a store's key is (see core/keys.py)."""

import base64
import json
import secrets
from dataclasses import asdict
from typing import Any

import msgspec
from argon2.exceptions import HashingError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct
from sqlalchemy import Connection, insert, select

from app.core.fault import Refusal
from app.core.keys import Cost, WrongPassphrase, from_passphrase
from app.core.text import _l
from app.register import tables

FORMAT = 1
_ABOUT = b"kumppani register signing keys"
_COST = Cost()


class _Kept(Struct):
    network_id: str
    key_id: str
    public: str
    private: str
    created_at: int
    retired_at: int | None


class _File(Struct):
    format: int
    kdf: str
    passes: int
    memory_kib: int
    lanes: int
    salt: str
    nonce: str
    wrapped: str


def backup(connection: Connection, passphrase: str, cost: Cost = _COST) -> bytes:
    """All signing keys of the register, to be opened with the passphrase only."""
    rows = connection.execute(select(tables.signing_key)).mappings()
    content = msgspec.json.encode([dict(row) for row in rows])
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(from_passphrase(passphrase, salt, cost)).encrypt(nonce, content, _ABOUT)
    written = {
        "format": FORMAT,
        "kdf": "argon2id",
        **asdict(cost),
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "wrapped": base64.b64encode(wrapped).decode(),
    }
    return json.dumps(written, indent=1).encode()


def restore(connection: Connection, written: bytes, passphrase: str) -> int:
    """Put the keys of a backup back; returns how many the register didn't have.

    Raises:
        WrongPassphrase: the passphrase doesn't open it.
        Refusal: it isn't such a backup, or it holds another private key than the register has.
    """
    kept = _open(written, passphrase)
    table = tables.signing_key
    rows = connection.execute(select(table.c.network_id, table.c.key_id, table.c.private))
    known = {(row.network_id, row.key_id): row.private for row in rows}
    fresh: list[dict[str, Any]] = []
    for each in kept:
        there = known.get((each.network_id, each.key_id))
        if there is None:
            fresh.append(msgspec.structs.asdict(each))
        elif there != each.private:
            raise Refusal(
                _l("The register has another key {key} than the backup.", key=each.key_id)
            )
    if fresh:
        connection.execute(insert(table), fresh)
    return len(fresh)


def _open(written: bytes, passphrase: str) -> list[_Kept]:
    damaged = Refusal(_l("This isn't a backup of signing keys, or it is damaged."))
    try:
        file = msgspec.json.decode(written, type=_File)
        if file.format != FORMAT or file.kdf != "argon2id":
            raise damaged
        cost = Cost(file.passes, file.memory_kib, file.lanes)
        key = from_passphrase(passphrase, base64.b64decode(file.salt), cost)
        content = AESGCM(key).decrypt(
            base64.b64decode(file.nonce), base64.b64decode(file.wrapped), _ABOUT
        )
        kept = msgspec.json.decode(content, type=list[_Kept])
        for each in kept:
            Ed25519PrivateKey.from_private_bytes(base64.b64decode(each.private))
    except InvalidTag:
        raise WrongPassphrase(_l("That passphrase doesn't open this backup of the keys.")) from None
    except (ValueError, HashingError) as fault:
        raise damaged from fault
    return kept
