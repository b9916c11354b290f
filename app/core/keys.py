"""The keys of a store: one random data key, wrapped by the passphrase and by the recovery key.

The data key encrypts the file. It is kept beside it, in ``FILE.keys``, in two *slots*: one opened by
the passphrase (through Argon2id, which makes guessing slow), one by the recovery key that is printed
when the store is made. Changing the passphrase writes a new slot and never touches the data.
"""

import base64
import json
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.fault import Refusal
from app.core.record import new_id
from app.core.text import _l

KEY_BYTES = 32
FORMAT = 1
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LENGTH = 32
_GROUP = 4
_COST = ("passes", "memory_kib", "lanes")


class WrongPassphrase(Refusal):
    """The passphrase or recovery key does not open the store."""


@dataclass(frozen=True)
class Cost:
    """How much work a guess at the passphrase is (Argon2id, RFC 9106 second recommendation)."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True)
class KeyFile:
    """What stands in ``FILE.keys``.

    Attributes:
        store: the id of the store.
        device: the id of this copy of it; a restored copy gets a new one.
        slots: how the data key is wrapped, by ``passphrase`` and ``recovery``.
    """

    store: str
    device: str
    slots: dict[str, dict[str, Any]]

    def to_text(self) -> str:
        """The file's content."""
        content = {
            "format": FORMAT,
            "store": self.store,
            "device": self.device,
            "slots": self.slots,
        }
        return json.dumps(content, indent=1)

    @classmethod
    def from_text(cls, content: str) -> "KeyFile":
        """What :meth:`to_text` wrote.

        Raises:
            Refusal: it is not the content of a key file.
        """
        try:
            stored = json.loads(content)
            slots = {name: dict(stored["slots"][name]) for name in ("passphrase", "recovery")}
            for slot in slots.values():
                for part in ("salt", "nonce", "wrapped"):
                    _bytes(slot[part])
            Cost(**{name: int(slots["passphrase"][name]) for name in _COST})
            return cls(str(stored["store"]), str(stored["device"]), slots)
        except (ValueError, KeyError, TypeError) as fault:
            raise _damaged_keys() from fault

    def open_with_passphrase(self, passphrase: str) -> bytes:
        """The data key.

        Raises:
            WrongPassphrase: the passphrase is not the right one.
        """
        slot = self.slots["passphrase"]
        cost = Cost(slot["passes"], slot["memory_kib"], slot["lanes"])
        wrong = WrongPassphrase(
            _l("That passphrase doesn't open this file. Check Caps Lock and try again.")
        )
        try:
            wrapping = from_passphrase(passphrase, _bytes(slot["salt"]), cost)
        except HashingError as fault:
            raise _damaged_keys() from fault
        return self._unwrap(slot, wrapping, wrong)

    def open_with_recovery_key(self, recovery_key: str) -> bytes:
        """The data key.

        Raises:
            WrongPassphrase: the recovery key is not this store's.
        """
        slot = self.slots["recovery"]
        wrapping = _from_recovery_key(recovery_key, _bytes(slot["salt"]))
        return self._unwrap(
            slot,
            wrapping,
            WrongPassphrase(
                _l("That recovery key doesn't open this file. Check it against the recovery sheet.")
            ),
        )

    def _unwrap(self, slot: dict[str, Any], wrapping: bytes, wrong: WrongPassphrase) -> bytes:
        try:
            return AESGCM(wrapping).decrypt(
                _bytes(slot["nonce"]), _bytes(slot["wrapped"]), self.store.encode()
            )
        except InvalidTag:
            raise wrong from None
        except ValueError as fault:  # a nonce of no possible length
            raise _damaged_keys() from fault

    def with_passphrase(self, data_key: bytes, passphrase: str, cost: Cost = Cost()) -> "KeyFile":
        """The same keys with another passphrase."""
        slot = _passphrase_slot(self.store, data_key, passphrase, cost)
        return replace(self, slots={**self.slots, "passphrase": slot})

    def with_recovery_key(self, data_key: bytes) -> tuple["KeyFile", str]:
        """The same keys with a new recovery key, which replaces the old one."""
        slot, recovery_key = _recovery_slot(self.store, data_key)
        return replace(self, slots={**self.slots, "recovery": slot}), recovery_key


def new_keys(passphrase: str, cost: Cost = Cost()) -> tuple[KeyFile, bytes, str]:
    """A key file for a new store, its data key and its recovery key."""
    data_key = secrets.token_bytes(KEY_BYTES)
    store = new_id()
    recovery, recovery_key = _recovery_slot(store, data_key)
    slots = {
        "passphrase": _passphrase_slot(store, data_key, passphrase, cost),
        "recovery": recovery,
    }
    return KeyFile(store, new_id(), slots), data_key, recovery_key


def _passphrase_slot(store: str, data_key: bytes, passphrase: str, cost: Cost) -> dict[str, Any]:
    salt = secrets.token_bytes(16)
    return {
        "kdf": "argon2id",
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        **_wrap(store, data_key, from_passphrase(passphrase, salt, cost), salt),
    }


def _recovery_slot(store: str, data_key: bytes) -> tuple[dict[str, Any], str]:
    recovery_key = new_recovery_key()
    salt = secrets.token_bytes(16)
    wrapping = _from_recovery_key(recovery_key, salt)
    return {"kdf": "hkdf-sha256", **_wrap(store, data_key, wrapping, salt)}, recovery_key


def _wrap(store: str, data_key: bytes, wrapping: bytes, salt: bytes) -> dict[str, str]:
    nonce = secrets.token_bytes(12)
    wrapped = AESGCM(wrapping).encrypt(nonce, data_key, store.encode())
    return {"salt": _text(salt), "nonce": _text(nonce), "wrapped": _text(wrapped)}


def from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a passphrase gives (Argon2id), :data:`KEY_BYTES` long."""
    # ä typed on one keyboard may be two characters on another.
    return hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(),
        salt,
        cost.passes,
        cost.memory_kib,
        cost.lanes,
        KEY_BYTES,
        Type.ID,
    )


def _from_recovery_key(recovery_key: str, salt: bytes) -> bytes:
    clean = clean_recovery_key(recovery_key).encode()
    return HKDF(SHA256(), KEY_BYTES, salt, b"kumppani recovery").derive(clean)


def new_recovery_key() -> str:
    """160 random bits in letters and digits that are hard to confuse, in groups of four."""
    letters = "".join(secrets.choice(_ALPHABET) for _place in range(_RECOVERY_LENGTH))
    return "-".join(letters[i : i + _GROUP] for i in range(0, _RECOVERY_LENGTH, _GROUP))


def clean_recovery_key(typed: str) -> str:
    """A recovery key as typed, without spaces and dashes, look-alike letters set right."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper())
    return letters.translate(str.maketrans("OIL", "011"))


def _damaged_keys() -> Refusal:
    return Refusal(
        _l("The key file beside the store is damaged or can't be read. Restore it from a backup.")
    )


def key_path(store_path: Path) -> Path:
    """Where the keys of a store lie."""
    return store_path.with_name(store_path.name + ".keys")


def read_keys(store_path: Path) -> KeyFile:
    """The keys of a store.

    Raises:
        Refusal: the key file is missing or damaged.
    """
    path = key_path(store_path)
    if not path.exists():
        raise Refusal(
            _l(
                "The key file {name} is missing. It belongs in the same folder as the store; "
                "copy it back, or restore a backup, which holds both.",
                name=path.name,
            )
        )
    try:
        return KeyFile.from_text(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise _damaged_keys() from fault


def write_keys(store_path: Path, keys: KeyFile) -> None:
    """Write the keys so that either the old or the new ones are whole, whatever happens."""
    path = key_path(store_path)
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(keys.to_text())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(stored: str) -> bytes:
    return base64.b64decode(stored)
