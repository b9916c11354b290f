"""The tables of the register. The network id comes first in every key: it is the shard key when it grows.

Moments are milliseconds since 1970 UTC; JSON is kept as text, byte for byte as it came.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from app.catalogue.tables import metadata as catalogue

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, String(36), primary_key=key, nullable=False)


def _moment(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _maybe(name: str) -> Column[int | None]:
    return Column(name, BigInteger, nullable=True)


network = Table(
    "network",
    metadata,
    _id("network_id", key=True),
    Column("name", String(200), nullable=False),
    _moment("created_at"),
    # The position of the latest change: its row is locked while a push numbers its changes.
    Column("position", BigInteger, nullable=False),
    # Deletions up to this position have been forgotten: an office behind it takes a fresh copy.
    Column("horizon", BigInteger, nullable=False),
    # Whether its services are shown to anybody, in the directory and the open interface.
    Column("public", Boolean, nullable=False, server_default=true()),
)
organisation = Table(
    "organisation",
    metadata,
    _id("network_id", key=True),
    _id("organisation_id", key=True),
    Column("name", String(200), nullable=False),
    _moment("created_at"),
)
invitation = Table(
    "invitation",
    metadata,
    _id("network_id", key=True),
    _id("invitation_id", key=True),
    _id("organisation_id"),
    Column("role", String(20), nullable=False),
    # The first letters of a code find it, so that wrong tries at the rest can be counted.
    Column("handle", String(12), nullable=False, unique=True),
    Column("code_hash", String(64), nullable=False),
    _moment("created_at"),
    _moment("expires_at"),
    Column("wrong_tries", BigInteger, nullable=False),
    _maybe("used_at"),
)
device = Table(
    "device",
    metadata,
    _id("network_id", key=True),
    _id("device_id", key=True),
    Column("tag", String(12), nullable=False),
    _id("organisation_id"),
    Column("role", String(20), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    # The device whose file this one was copied from, "" when it was enrolled with an invitation.
    Column("follows", String(36), nullable=False),
    _moment("created_at"),
    _moment("seen_at"),
    # The cursor that the device has told last: it holds everything up to there.
    Column("cursor", BigInteger, nullable=False),
    _maybe("revoked_at"),
    UniqueConstraint("network_id", "tag"),
)
record = Table(
    "record",
    metadata,
    _id("network_id", key=True),
    _id("record_id", key=True),
    Column("kind", String(40), nullable=False),
    _id("owner"),
    Column("fields", Text, nullable=False),
    Column("stamps", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    # The device that made all changes which others haven't been told yet; "" when there were several.
    Column("writer", String(36), nullable=False),
    _maybe("deleted_at"),
    Index("ix_record_position", "network_id", "position"),
    Index("ix_record_kind", "network_id", "kind", "owner"),
    Index(
        "ix_record_deleted",
        "network_id",
        "deleted_at",
        sqlite_where=text("deleted_at IS NOT NULL"),
        postgresql_where=text("deleted_at IS NOT NULL"),
    ),
)
change = Table(
    "change",
    metadata,
    _id("network_id", key=True),
    _id("change_id", key=True),
    # The answer in JSON without its id; "" for one that was simply applied.
    Column("answer", Text, nullable=False),
    _moment("at"),
    Index("ix_change_at", "network_id", "at"),
)
lost = Table(
    "lost",
    metadata,
    _id("network_id", key=True),
    _id("lost_id", key=True),
    _id("organisation_id"),
    Column("position", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    _id("record_id"),
    Column("field", String(60), nullable=False),
    Column("value", Text, nullable=False),
    Column("stamp", String(40), nullable=False),
    Column("later", String(40), nullable=False),
    Column("by", String(200), nullable=False),
    Index("ix_lost_position", "network_id", "organisation_id", "position"),
)
blob = Table(
    "blob",
    metadata,
    _id("network_id", key=True),
    Column("sha256", String(64), primary_key=True),
    _id("organisation_id"),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
    _moment("created_at"),
)
signing_key = Table(
    "signing_key",
    metadata,
    _id("network_id", key=True),
    Column("key_id", String(40), primary_key=True),
    Column("public", String(64), nullable=False),
    Column("private", Text, nullable=False),
    _moment("created_at"),
    _maybe("retired_at"),
)
certificate = Table(
    "certificate",
    metadata,
    _id("network_id", key=True),
    _id("record_id", key=True),
    Column("number", String(40), nullable=False, unique=True),
)
original = Table(
    "original",
    metadata,
    # An imported record as its directory told it, in HSDS: what the record's own fields don't hold.
    _id("network_id", key=True),
    _id("record_id", key=True),
    Column("kind", String(40), nullable=False),
    # Of the device that stands for the directory.
    Column("tag", String(12), nullable=False),
    Column("document", Text, nullable=False),
    # By what it is found: JSON.
    Column("facts", Text, nullable=False),
    Index("ix_original_kind", "network_id", "kind"),
)
TOLD: tuple[Table, ...] = tuple(metadata.sorted_tables)
"""What offices have told the register and it can't make again: what a network is moved with."""
for _table in catalogue.sorted_tables:
    _table.to_metadata(metadata)
