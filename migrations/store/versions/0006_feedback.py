"""Feedback of clients."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of answered surveys."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("service_id", sa.String(), nullable=True),
        sa.Column("client_id", sa.String(), nullable=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("way", "heard", "kept", "respected", "helped", "reached", "words")
        ),
        sa.Column("recommends", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index("ix_feedback_day", "feedback", ["deleted_at", "day"])
    op.create_index("ix_feedback_service", "feedback", ["service_id", "day"])
    op.create_index("ix_feedback_client", "feedback", ["client_id"])
