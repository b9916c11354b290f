"""The catalogue: what people find of organisations and services, and which networks anybody may see.

Revision ID: 0002
Revises: 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _id(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(36), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str, length: int | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _plain(name: str, length: int) -> sa.Column[Any]:
    """Text that is compared letter by letter."""
    kind = sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def upgrade() -> None:
    """Make the catalogue's tables; they fill themselves when the register next runs."""
    op.add_column(
        "network", sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.create_table(
        "catalogue_state",
        _id("network_id"),
        _number("position"),
        _number("last_number"),
        _number("version"),
        _number("generation"),
        sa.Column("rebuilding", sa.Boolean(), nullable=False),
        _key("catalogue_state", "network_id"),
    )
    op.create_table(
        "catalogue_entry",
        _id("network_id"),
        _id("record_id"),
        _number("number"),
        _text("kind", 40),
        _id("owner"),
        _text("state", 10),
        _text("fields"),
        _text("terms"),
        _text("words"),
        _number("modified_at"),
        _number("ended_at"),
        _number("generation"),
        _key("catalogue_entry", "network_id", "record_id"),
    )
    for name, columns, unique in (
        ("number", ["network_id", "number"], True),
        ("owner", ["network_id", "owner", "kind"], False),
        ("modified", ["network_id", "kind", "modified_at", "number"], False),
    ):
        op.create_index(f"ix_catalogue_entry_{name}", "catalogue_entry", columns, unique=unique)
    op.create_table(
        "catalogue_posting",
        _id("network_id"),
        _number("block"),
        _plain("facet", 60),
        _plain("term", 80),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        _key("catalogue_posting", "network_id", "block", "facet", "term"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue_ordering",
        _id("network_id"),
        _number("number"),
        _plain("by", 20),
        _text("kind", 40),
        _plain("sort", 160),
        _key("catalogue_ordering", "network_id", "number", "by"),
        sqlite_with_rowid=False,
    )
    order = ["network_id", "kind", "by", "sort", "number"]
    op.create_index("ix_catalogue_ordering_sort", "catalogue_ordering", order)
    op.create_table(
        "catalogue_span",
        _id("network_id"),
        _number("number"),
        _plain("facet", 20),
        _number("part"),
        _plain("term", 80),
        _plain("first", 10),
        _plain("last", 10),
        _number("amount"),
        _key("catalogue_span", "network_id", "number", "facet", "part"),
        sqlite_with_rowid=False,
    )
    span = ["network_id", "facet", "amount", "last", "first", "term", "number"]
    op.create_index("ix_catalogue_span_facet", "catalogue_span", span)
    op.create_table(
        "catalogue_link",
        _id("network_id"),
        _id("target"),
        _id("record_id"),
        _key("catalogue_link", "network_id", "target", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_catalogue_link_record", "catalogue_link", ["network_id", "record_id"])
