"""Visits and absences."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _begun(*columns: sa.Column) -> list[sa.Column]:
    """The columns that every record has, then its own."""
    return [
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        *columns,
    ]


def upgrade() -> None:
    """Make the tables of visits and absences."""
    op.create_table(
        "visit",
        *_begun(
            sa.Column("client_id", sa.String(), nullable=True),
            sa.Column("service_id", sa.String(), nullable=True),
            sa.Column("what", sa.String(), nullable=False),
            sa.Column("worker", sa.String(), nullable=False),
            sa.Column("day", sa.Date(), nullable=True),
            sa.Column("start", sa.Integer(), nullable=True),
            sa.Column("minutes", sa.Integer(), nullable=True),
            sa.Column("travel_minutes", sa.Integer(), nullable=True),
            sa.Column("kilometres", sa.Integer(), nullable=True),
            sa.Column("status", sa.String(), nullable=False),
            sa.Column("cancel_reason", sa.String(), nullable=False),
            sa.Column("charged", sa.Boolean(), nullable=False),
            sa.Column("note", sa.String(), nullable=False),
            sa.Column("quantity", sa.Integer(), nullable=True),
            sa.Column("series", sa.String(), nullable=False),
            sa.Column("billed", sa.String(), nullable=False),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_day", "visit", ["deleted_at", "day", "start"])
    op.create_index("ix_visit_status", "visit", ["deleted_at", "status", "day"])
    op.create_index("ix_visit_client", "visit", ["client_id", "day"])
    op.create_index("ix_visit_series", "visit", ["series"])
    op.create_index("ix_visit_billed", "visit", ["billed"])
    op.create_table(
        "absence",
        *_begun(
            sa.Column("worker", sa.String(), nullable=False),
            sa.Column("client_id", sa.String(), nullable=True),
            sa.Column("first", sa.Date(), nullable=True),
            sa.Column("last", sa.Date(), nullable=True),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_days", "absence", ["deleted_at", "last", "first"])
