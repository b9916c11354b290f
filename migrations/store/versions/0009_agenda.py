"""Agenda: the tasks of all rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _days(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def upgrade() -> None:
    """Make the table of tasks."""
    op.create_table(
        "task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        *_texts("what", "who", "status", "waits_for", "note"),
        *_days("due", "done_on"),
        sa.Column("remind_days", sa.Integer(), nullable=True),
        *_texts("source_kind", "source_id", "source_item"),
        sa.Column("source_title", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index("ix_task_status", "task", ["deleted_at", "status", "due"])
    op.create_index("ix_task_source", "task", ["source_id", "source_item"])
    op.create_index("ix_task_due", "task", ["deleted_at", "due"])
