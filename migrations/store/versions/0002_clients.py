"""Clients: the register, with needs, plan, people and grounds inside the record."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of clients."""
    op.create_table(
        "client",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in (
                "client_type",
                "family_name",
                "given_names",
                "call_name",
                "personal_id",
                "organisation_name",
                "business_id",
                "code",
                "status",
                "phone",
                "email",
                "street",
                "postal_code",
                "post_office",
                "municipality",
                "language",
            )
        ),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("interpreter_note", sa.String(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("plan_made", sa.Date(), nullable=True),
        sa.Column("plan_review", sa.Date(), nullable=True),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("protected_address", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("apart", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
    )
    op.create_index("ix_client_status", "client", ["deleted_at", "status", "plan_made"])
    op.create_index(
        "ix_client_people",
        "client",
        ["deleted_at", "status"],
        sqlite_where=sa.text("people != '[]'"),
    )
    op.create_index("ix_client_plan_review", "client", ["deleted_at", "status", "plan_review"])
    op.create_index("ix_client_personal_id", "client", [sa.text("lower(personal_id)")])
    op.create_index("ix_client_code", "client", [sa.text("lower(code)")])
    op.create_index("ix_client_family_name", "client", [sa.text("lower(family_name)")])
    op.create_index("ix_client_phone", "client", ["phone"])
    op.create_index("ix_client_email", "client", [sa.text("lower(email)")])
    op.create_index("ix_client_merged_into", "client", ["merged_into"])
