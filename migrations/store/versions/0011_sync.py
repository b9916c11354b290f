"""Synchronisation with a network register: the link, stamps, the outbox, conflicts; requests and signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _json(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _bools(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables; what was granted before is signed by nobody."""
    op.create_table(
        "sync_link",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("url", "state"),
        *_bools("paused"),
        *_texts("network_id", "network_name", "organisation_id", "organisation_name", "role"),
        *_texts("device", "token"),
        *_json("keys"),
        *_numbers("cursor", "clock_time", "clock_counter", "offset"),
        *_bools("fresh"),
        *_numbers("last_success"),
        *_texts("trouble"),
        *_numbers("checked_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_link")),
    )
    op.create_table(
        "sync_shared",
        sa.Column("record_id", sa.String(length=36), nullable=False),
        *_texts("kind", "owner"),
        *_bools("own", "sent"),
        *_texts("stamps", "fields"),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_sync_shared")),
    )
    op.create_index("ix_sync_shared_kind", "sync_shared", ["kind", "own", "owner"])
    op.create_table(
        "sync_outgoing",
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("change_id", "kind", "record_id", "stamp"),
        sa.Column("names", sa.JSON(), nullable=True),
        *_bools("waits"),
        *_json("refused"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sync_outgoing")),
    )
    op.create_index("ix_sync_outgoing_record", "sync_outgoing", ["record_id"])
    op.create_index("ix_sync_outgoing_waiting", "sync_outgoing", ["waits", "number"])
    _table(
        "sync_conflict",
        *_texts("about_kind", "about_id", "about_field", "mine", "theirs"),
        *_texts("my_stamp", "their_stamp", "by", "state"),
    )
    op.create_index("ix_sync_conflict_state", "sync_conflict", ["deleted_at", "state"])
    _table(
        "certificate_request",
        sa.Column("service_id", sa.String(), nullable=True),
        *_json("service_name", "holder"),
        *_texts("scheme_key", "scheme_version"),
        *_json("scheme_name"),
        sa.Column("valid_months", sa.Integer(), nullable=True),
        *_json("level"),
        sa.Column("percent", sa.Integer(), nullable=True),
        *_texts("assessment_code", "assessment_hash"),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        *_texts("message", "state"),
        sa.Column("assessment_id", sa.String(), nullable=True),
        *_texts("decision"),
        sa.Column("decided_on", sa.Date(), nullable=True),
        *_texts("decided_by", "answer"),
    )
    op.create_index(
        "ix_certificate_request_state", "certificate_request", ["deleted_at", "state", "decision"]
    )
    for name in ("signature", "signed_with"):
        op.add_column(
            "certificate", sa.Column(name, sa.String(), nullable=False, server_default="")
        )
