"""Worksheets: sheets, what stands on them, versions, own types, signals, links, and pulse answers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
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
    return [sa.Column(name, sa.Integer(), nullable=True) for name in names]


def _days(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def _references(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def upgrade() -> None:
    """Make the tables of worksheets."""
    _table(
        "worksheet",
        *_texts("name", "type_key", "purpose", "owner", "status"),
        *_json("type_name"),
        *_days("held_on", "review_on"),
        *_references("follows_id"),
    )
    op.create_index("ix_worksheet_type", "worksheet", ["deleted_at", "type_key"])
    op.create_index("ix_worksheet_review", "worksheet", ["deleted_at", "status", "review_on"])
    op.create_index("ix_worksheet_follows", "worksheet", ["follows_id"])
    _table(
        "worksheet_entry",
        *_references("sheet_id"),
        *_texts("field", "parent_id", "text", "colour"),
        *_json("facts"),
        *_numbers("position", "votes"),
    )
    op.create_index(
        "ix_worksheet_entry_sheet", "worksheet_entry", ["sheet_id", "deleted_at", "field"]
    )
    _table(
        "worksheet_version",
        *_references("sheet_id"),
        *_texts("name", "made_by", "content"),
        *_days("made_on"),
    )
    op.create_index("ix_worksheet_version_sheet", "worksheet_version", ["sheet_id", "deleted_at"])
    _table(
        "worksheet_type",
        *_json("name", "summary", "fields"),
        *_texts("key", "category", "based_on", "content"),
    )
    op.create_index("ix_worksheet_type_key", "worksheet_type", ["key"])
    _table(
        "signal",
        *_texts("name", "sort", "description", "source", "link", "significance_words", "code"),
        *_texts("note"),
        *_days("seen_on", "reviewed_on"),
        *_numbers("significance", "probability", "review_months"),
    )
    op.create_index("ix_signal_review", "signal", ["deleted_at", "reviewed_on"])
    _table(
        "record_link",
        *_texts("from_kind", "from_id", "from_item", "to_kind", "to_id", "why"),
    )
    op.create_index("ix_record_link_from", "record_link", ["from_id", "deleted_at"])
    op.create_index("ix_record_link_to", "record_link", ["to_id", "deleted_at"])
    op.create_table(
        "pulse_answer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sheet_id", sa.String(length=36), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse_answer")),
        # Rows in the order of their chance ids: nothing tells who answered first or last.
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pulse_answer_sheet_id", "pulse_answer", ["sheet_id"])
