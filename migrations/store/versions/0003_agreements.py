"""Service agreements, a record for each version."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = ("code", "subject", "signer", "terms", "status")
_FLAGS = (
    "household_credit",
    "vat_registered_provider",
    "vat_decision",
    "vat_plan",
    "vat_self_monitoring",
    "vat_entitled",
)


def upgrade() -> None:
    """Make the table of agreements."""
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("client_id", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("funding", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in _FLAGS),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("cancel_hours", sa.Integer(), nullable=True),
        sa.Column("late_percent", sa.Integer(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("amends_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index("ix_agreement_client", "agreement", ["client_id", "status"])
    op.create_index("ix_agreement_status", "agreement", ["deleted_at", "status", "ends"])
    op.create_index("ix_agreement_code", "agreement", [sa.text("lower(code)")])
    op.create_index("ix_agreement_amends_id", "agreement", ["amends_id"])
