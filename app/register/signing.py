"""The signatures of a network: its keys, and certificates signed with them (Ed25519).

A private key never leaves the register, but in a backup that a passphrase protects.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from app.register import signing_keys, tables
from app.register.certificate_rules import (
    Content,
    changed_field,
    read_content,
    refused,
    status_problem,
)
from app.register.key_backup import backup, restore
from app.register.signing_keys import new_key, public_keys, rotate
from app.sync.protocol import Code, RefusedField, Role
from app.sync.stamp import Clock, milliseconds

__all__ = (
    "backup",
    "new_key",
    "public_keys",
    "register_stamp",
    "restore",
    "rotate",
    "sign_certificate",
    "status_problem",
)

SERVICE, ORGANISATION = "service", "organisation"
REGISTER_TAG = "0" * 12
"""The tag in the stamps of what the register itself writes."""


class Signer(Protocol):
    """What is asked of the device that sends a certificate."""

    @property
    def role(self) -> str: ...


class Beside(Protocol):
    """What is asked of a record that is written in the same transaction."""

    kind: str
    owner: str
    deleted_at: int | None

    @property
    def values(self) -> Mapping[str, Any]: ...


def sign_certificate(
    connection: Connection,
    network_id: str,
    device: Signer,
    stored_fields: Mapping[str, Any] | None,
    fields: Mapping[str, Any],
    record_id: str,
    beside: Mapping[str, Beside] | None = None,
) -> dict[str, str] | RefusedField:
    """Check a change to a certificate and sign a new one.

    Called after rights and values were checked, in the transaction that writes the record, with the
    fields that would be taken. The number is kept in the table ``certificate`` at once.

    Args:
        connection: of that transaction.
        network_id: the network of the device.
        device: whose change it is.
        stored_fields: the fields as the register has them, ``None`` for a record it doesn't know.
        fields: the fields of the change, in JSON.
        record_id: the id of the certificate's record.
        beside: records by id as they stand in this transaction, though they aren't written yet.

    Returns:
        What the register adds to the fields: ``signature`` and ``signed_with`` of a new certificate, nothing
        to one that it knows. They get the stamp :func:`register_stamp`, later than the change's own, and
        the record's writer becomes ``""``, so that the certifier's own office hears them too.
        Or the field that can't be taken: of a stored certificate the others may still be, of a new one
        nothing is.
    """
    if device.role != Role.CERTIFIER:
        return RefusedField("", Code.NOT_YOURS, "Certificates are granted by certifiers.")
    if found := status_problem(stored_fields, fields):
        return found
    if stored_fields is not None:
        return changed_field(stored_fields, fields) or {}
    content = read_content(fields)
    if isinstance(content, RefusedField):
        return content
    found = _holder_problem(connection, network_id, content, beside or {})
    if found or not _keep_number(connection, network_id, record_id, content.number):
        return found or refused("code", "This number has been given to another certificate.")
    key_id, signature = signing_keys.sign(connection, network_id, fields["content"])
    return {"signature": signature, "signed_with": key_id}


def register_stamp(stamp: str) -> str:
    """The stamp of what the register adds to a change: the next after the change's own."""
    time = milliseconds(stamp)
    counter = int(stamp[12:16], 16)
    return Clock(time, counter).tick(time).stamp(REGISTER_TAG)


def _holder_problem(
    connection: Connection, network_id: str, content: Content, beside: Mapping[str, Beside]
) -> RefusedField | None:
    """Why the services aren't those of the holder."""
    owner_of = _owners(connection, network_id, content.services)
    for record_id in content.services:
        if (each := beside.get(record_id)) is not None and each.kind == SERVICE:
            owner_of[record_id] = each.owner if each.deleted_at is None else ""
    owners = {owner_of.get(record_id, "") for record_id in content.services}
    if "" in owners:
        return refused("services", "The network doesn't have such a service.")
    if len(owners) != 1:
        return refused("services", "The services belong to several organisations.")
    owner = owners.pop()
    said = {_plain(name) for name in content.holder.values() if _plain(name)}
    names = _names(connection, network_id, owner)
    for record in beside.values():
        if (record.kind, record.owner, record.deleted_at) == (ORGANISATION, owner, None):
            names |= _said_names(record.values)
    if not said or not said <= names:
        return refused("holder", "The holder isn't the organisation whose services these are.")
    return None


def _owners(connection: Connection, network_id: str, ids: list[str]) -> dict[str, str]:
    """Whose services these are, by id, as far as the network has them."""
    record = tables.record
    rows = connection.execute(
        select(record.c.record_id, record.c.owner).where(
            record.c.network_id == network_id,
            record.c.record_id.in_(ids),
            record.c.kind == SERVICE,
            record.c.deleted_at.is_(None),
        )
    )
    return {row.record_id: row.owner for row in rows}


def _names(connection: Connection, network_id: str, organisation_id: str) -> set[str]:
    """What an organisation is called, in the network and by itself."""
    organisation, record = tables.organisation, tables.record
    found = connection.scalars(
        select(organisation.c.name).where(
            organisation.c.network_id == network_id,
            organisation.c.organisation_id == organisation_id,
        )
    )
    names = {_plain(name) for name in found}
    written = connection.scalars(
        select(record.c.fields).where(
            record.c.network_id == network_id,
            record.c.kind == ORGANISATION,
            record.c.owner == organisation_id,
            record.c.deleted_at.is_(None),
        )
    )
    for each in written:
        names |= _said_names(msgspec.json.decode(each))
    return names


def _said_names(fields: Mapping[str, Any]) -> set[str]:
    said = fields.get("name")
    values = said.values() if isinstance(said, dict) else ()
    return {_plain(name) for name in values if isinstance(name, str)}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _keep_number(connection: Connection, network_id: str, record_id: str, number: str) -> bool:
    """Keep a number for a certificate; whether it was free in the whole register."""
    table = tables.certificate
    query = select(table.c.network_id, table.c.record_id).where(table.c.number == number)
    if row := connection.execute(query).one_or_none():
        return tuple(row) == (network_id, record_id)
    values = {"network_id": network_id, "record_id": record_id, "number": number}
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(values))
    except IntegrityError:  # another transaction was faster
        return False
    return True
