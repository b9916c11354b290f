"""The register's first tables. The network id comes first in every key."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, length: int | None = None) -> sa.Column:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _id(name: str) -> sa.Column:
    return _text(name, 36)


def _number(name: str, *, maybe: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=maybe)


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{table}"))


def _unique(table: str, *names: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{names[0]}"))


def upgrade() -> None:
    """Make the tables."""
    _people()
    _records()
    _others()


def _people() -> None:
    op.create_table(
        "network",
        _id("network_id"),
        _text("name", 200),
        _number("created_at"),
        _number("position"),
        _number("horizon"),
        _key("network", "network_id"),
    )
    op.create_table(
        "organisation",
        _id("network_id"),
        _id("organisation_id"),
        _text("name", 200),
        _number("created_at"),
        _key("organisation", "network_id", "organisation_id"),
    )
    op.create_table(
        "invitation",
        _id("network_id"),
        _id("invitation_id"),
        _id("organisation_id"),
        _text("role", 20),
        _text("handle", 12),
        _text("code_hash", 64),
        _number("created_at"),
        _number("expires_at"),
        _number("wrong_tries"),
        _number("used_at", maybe=True),
        _key("invitation", "network_id", "invitation_id"),
        _unique("invitation", "handle"),
    )
    op.create_table(
        "device",
        _id("network_id"),
        _id("device_id"),
        _text("tag", 12),
        _id("organisation_id"),
        _text("role", 20),
        _text("token_hash", 64),
        _text("follows", 36),
        _number("created_at"),
        _number("seen_at"),
        _number("cursor"),
        _number("revoked_at", maybe=True),
        _key("device", "network_id", "device_id"),
        _unique("device", "token_hash"),
        _unique("device", "network_id", "tag"),
    )


def _records() -> None:
    op.create_table(
        "record",
        _id("network_id"),
        _id("record_id"),
        _text("kind", 40),
        _id("owner"),
        _text("fields"),
        _text("stamps"),
        _number("position"),
        _text("writer", 36),
        _number("deleted_at", maybe=True),
        _key("record", "network_id", "record_id"),
    )
    op.create_index("ix_record_position", "record", ["network_id", "position"])
    op.create_index("ix_record_kind", "record", ["network_id", "kind", "owner"])
    gone = sa.text("deleted_at IS NOT NULL")
    op.create_index(
        "ix_record_deleted",
        "record",
        ["network_id", "deleted_at"],
        sqlite_where=gone,
        postgresql_where=gone,
    )
    op.create_table(
        "change",
        _id("network_id"),
        _id("change_id"),
        _text("answer"),
        _number("at"),
        _key("change", "network_id", "change_id"),
    )
    op.create_index("ix_change_at", "change", ["network_id", "at"])
    op.create_table(
        "lost",
        _id("network_id"),
        _id("lost_id"),
        _id("organisation_id"),
        _number("position"),
        _text("kind", 40),
        _id("record_id"),
        _text("field", 60),
        _text("value"),
        _text("stamp", 40),
        _text("later", 40),
        _text("by", 200),
        _key("lost", "network_id", "lost_id"),
    )
    op.create_index("ix_lost_position", "lost", ["network_id", "organisation_id", "position"])


def _others() -> None:
    op.create_table(
        "blob",
        _id("network_id"),
        _text("sha256", 64),
        _id("organisation_id"),
        _number("size"),
        _number("received"),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _number("created_at"),
        _key("blob", "network_id", "sha256"),
    )
    op.create_table(
        "signing_key",
        _id("network_id"),
        _text("key_id", 40),
        _text("public", 64),
        _text("private"),
        _number("created_at"),
        _number("retired_at", maybe=True),
        _key("signing_key", "network_id", "key_id"),
    )
    op.create_table(
        "certificate",
        _id("network_id"),
        _id("record_id"),
        _text("number", 40),
        _key("certificate", "network_id", "record_id"),
        _unique("certificate", "number"),
    )
