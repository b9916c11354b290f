"""Whether a certificate was signed by its network: checked offline, with the network's public keys."""

import base64
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from app.core.brand import Tone
from app.core.text import Text, _l

DOMAIN = b"kumppani-certificate-v1\n"
"""Stands before the content that is signed: no other signature of the network can be taken for one."""


class Key(Protocol):
    """A public key of a network: Ed25519, 32 bytes in base64; ``until`` is ``""`` while it is in use."""

    id: str
    key: str
    until: str


class Verdict(StrEnum):
    """What the check says."""

    SIGNED = "signed"
    WAITS = "waits"
    """It hasn't been signed yet: the register does that when the certificate reaches it."""
    UNKNOWN_KEY = "unknown_key"
    """It was signed with a key that this office doesn't have."""
    FORGED = "forged"
    """The content or the signature isn't what the network signed."""


WORDS: dict[Verdict, Text] = {
    Verdict.SIGNED: _l("Signed by the network. Nothing in it has been changed since."),
    Verdict.WAITS: _l(
        "Not signed yet: the register signs it when the office next synchronises with the network."
    ),
    Verdict.UNKNOWN_KEY: _l(
        "Signed with a key that this office doesn’t have yet. Synchronise, and it is checked again."
    ),
    Verdict.FORGED: _l(
        "The signature isn’t the network’s, or the content was changed after it was signed. Don’t rely on "
        "this certificate, and tell the network."
    ),
}
TONES: dict[Verdict, Tone] = {
    Verdict.SIGNED: "good",
    Verdict.WAITS: "watch",
    Verdict.UNKNOWN_KEY: "watch",
    Verdict.FORGED: "bad",
}


def signed_bytes(content: str) -> bytes:
    """The bytes that are signed of a certificate's content."""
    return DOMAIN + content.encode()


def check(content: str, signature: str, key_id: str, keys: Iterable[Key]) -> Verdict:
    """Whether a network signed a content.

    Args:
        content: the canonical text of the certificate.
        signature: in base64, ``""`` when there is none yet.
        key_id: the id of the key that is said to have signed it.
        keys: the public keys of the network.
    """
    # Loading it takes long, and only certificates of a network need it.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    if not signature and not key_id:
        return Verdict.WAITS
    key = next((each for each in keys if each.id == key_id), None)
    if key is None:
        return Verdict.UNKNOWN_KEY
    try:
        public = Ed25519PublicKey.from_public_bytes(_bytes(key.key))
        public.verify(_bytes(signature), signed_bytes(content))
    except (InvalidSignature, ValueError):
        return Verdict.FORGED
    return Verdict.SIGNED


def _bytes(written: str) -> bytes:
    """What a text in base64 holds; there is one way only to write it."""
    raw = base64.b64decode(written, validate=True)
    if base64.b64encode(raw).decode() != written:
        raise ValueError
    return raw
