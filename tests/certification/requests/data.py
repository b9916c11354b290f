"""Two offices of a network: one that asks, one that certifies, and a register that signs between them."""

import base64
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.certification.certificates.records import Certificate
from app.certification.requests import received
from app.certification.requests.records import CertificateRequest
from app.certification.requests.verifying import signed_bytes
from app.core import editing
from app.core.change import Changes
from app.core.field import fields_of
from app.core.record import Record, new_id
from app.core.store import Store
from app.core.text import Text
from app.organisation.records import Organisation
from app.sync.protocol import PublicKey, as_builtins
from app.sync.records import CONNECTED, Link

ADDRESS = "https://rekisteri.example.fi"
NETWORK = "Karjalan kumppanit"


class Signer:
    """The register's key, as far as a certificate needs it."""

    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.generate()
        public = self._private.public_key().public_bytes_raw()
        self.key = PublicKey("a" * 16, base64.b64encode(public).decode(), "2026-01-01")

    def sign(self, content: str) -> str:
        return base64.b64encode(self._private.sign(signed_bytes(content))).decode()


def join(store: Store, *keys: PublicKey, role: str = "member", state: str = CONNECTED) -> None:
    """Put the office into a network, or change how it is in it."""

    def put(session: Any) -> None:
        link = session.get(Link, 1) or Link(id=1)
        link.url, link.state, link.role = ADDRESS, state, role
        link.network_id, link.network_name = new_id(), NETWORK
        link.organisation_id, link.organisation_name = new_id(), "Rantakylän Arkiapu ry"
        link.device, link.token = new_id(), "token"
        link.keys = [as_builtins(key) for key in keys]
        session.add(link)

    store.keep(put)


def organisation(store: Store) -> None:
    """Give the office a name."""
    values = {"name": {"fi": "Rantakylän Arkiapu ry"}, "own": True, "sector": "third"}
    store.write(lambda s: editing.add(s, Organisation, values))


def carried(
    source: Store, target: Store, record: type[Record], record_id: str, **values: Any
) -> None:
    """Let a record arrive at another office, its shared fields alone and some put otherwise."""
    with source.read() as session:
        found = session.get(record, record_id)
        shared = {n: getattr(found, n) for n, f in fields_of(record).items() if f.shared}
        gone = found.deleted_at

    def take(session: Any) -> Changes:
        here = session.get(record, record_id) or record(id=record_id)
        for name, value in {**shared, **values}.items():
            setattr(here, name, value)
        here.deleted_at = gone
        session.add(here)
        session.flush()
        if isinstance(here, Certificate):
            received.take_in(session, here)
        return Changes(Text("x"), record_id)

    target.take_in(take)


def signed(store: Store, signer: Signer, certificate_id: str) -> Mapping[str, str]:
    """What the register adds to a certificate."""
    with store.read() as session:
        content = session.get(Certificate, certificate_id).content
    return {"signature": signer.sign(content), "signed_with": signer.key.id}


def request_of(store: Store, request_id: str) -> CertificateRequest:
    with store.read() as session:
        return session.get_one(CertificateRequest, request_id)
