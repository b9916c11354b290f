"""Certification: schemes, assessments, evidence, findings, certificates, self-monitoring plans."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
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


def _answers(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables of certification, and the place of its certificate on a service."""
    _table(
        "scheme",
        *_json("name", "summary", "basis", "levels", "groups", "criteria"),
        *_texts("subject", "key", "version", "certificate_level"),
        *_numbers("pass_percent", "partly_percent", "peer_months", "valid_months"),
        *_answers("certificate"),
    )
    op.create_index("ix_scheme_key", "scheme", ["key", "version"])
    _table(
        "assessment",
        *_references("scheme_id", "service_id", "follows_id"),
        *_texts("code", "manner", "assessor", "assessor_from", "summary", "target", "status"),
        *_texts("frozen_by", "content", "content_hash"),
        *_days("started_on", "due", "frozen_on"),
        *_numbers("score"),
    )
    op.create_index("ix_assessment_status", "assessment", ["deleted_at", "status", "due"])
    op.create_index("ix_assessment_scheme", "assessment", ["scheme_id"])
    op.create_index("ix_assessment_service", "assessment", ["service_id"])
    _table(
        "answer",
        *_references("assessment_id"),
        *_texts("criterion", "answer", "comment", "responsible", "answered_by"),
        *_json("asked", "evidence"),
        *_days("due", "answered_on"),
        *_answers("carried"),
    )
    op.create_index("ix_answer_assessment", "answer", ["assessment_id", "criterion"])
    op.create_index("ix_answer_due", "answer", ["deleted_at", "due"])
    _table(
        "evidence",
        *_texts("name", "sort", "link", "note", "record_kind", "record_id"),
        *_days("speaks_of", "valid_to"),
    )
    op.create_index("ix_evidence_record", "evidence", ["record_id"])
    op.create_index("ix_evidence_valid", "evidence", ["deleted_at", "valid_to"])
    _table(
        "finding",
        *_texts("what", "severity", "code", "action", "owner", "status", "effect"),
        *_texts("verified_by", "criterion"),
        *_references("assessment_id"),
        *_json("whys", "asked"),
        *_days("due", "done_on", "verified_on"),
    )
    op.create_index("ix_finding_status", "finding", ["deleted_at", "status", "due"])
    op.create_index("ix_finding_assessment", "finding", ["assessment_id", "criterion"])
    _table(
        "certificate",
        *_json("name", "scope", "services", "holder", "issuer"),
        *_texts("code", "status", "reason", "granted_by", "content", "content_hash"),
        *_days("valid_from", "valid_to", "status_on", "granted_on"),
        *_answers("self_declared"),
        *_references("scheme_id", "assessment_id", "follows_id"),
    )
    op.create_index("ix_certificate_status", "certificate", ["deleted_at", "status", "valid_to"])
    op.create_index("ix_certificate_assessment", "certificate", ["assessment_id"])
    _table(
        "self_monitoring_plan",
        *_json("name", "chapters", "rounds"),
        *_texts("responsible", "approved_by", "link", "status"),
        *_days("published_on", "follow_up_on"),
        *_numbers("version", "follow_up_months"),
        *_references("amends_id"),
    )
    op.create_index(
        "ix_self_monitoring_plan_status",
        "self_monitoring_plan",
        ["deleted_at", "status", "follow_up_on"],
    )
    op.add_column("service_product", sa.Column("certificate_id", sa.String(), nullable=True))
