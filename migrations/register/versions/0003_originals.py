"""Imported records as their directories told them: what the records' own fields don't hold is kept beside them.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it fills itself when a directory is imported again."""
    op.create_table(
        "original",
        sa.Column("network_id", sa.String(36), nullable=False),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("tag", sa.String(12), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "record_id", name="pk_original"),
    )
    op.create_index("ix_original_kind", "original", ["network_id", "kind"])
