"""Billing specifications, as they were handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of billing specifications."""
    op.create_table(
        "billing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("payer_id", sa.String(), nullable=True),
        sa.Column("client_id", sa.String(), nullable=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("way", "number", "code", "reference", "note")
        ),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("vat_total", sa.Integer(), nullable=True),
        sa.Column("household_credit", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing")),
    )
    op.create_index("ix_billing_first", "billing", ["deleted_at", "first"])
    op.create_index("ix_billing_client", "billing", ["client_id", "first"])
    op.create_index("ix_billing_payer", "billing", ["payer_id"])
    op.create_index("ix_billing_code", "billing", [sa.text("lower(code)")])
