"""People who work, their contracts, hours and the employer's duties; why a worker is away."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TERMS = (
    "place", "hours_kind", "hours_need", "hours_when", "hours_system", "pay_kind", "supplements", "pay_day",
    "agreement", "agreement_name", "pay_group", "leave", "notice", "occupational_health", "pension_insurer",
    "accident_insurer", "training", "other_terms", "agency_user", "abroad",
)  # fmt: skip
_TERM_NUMBERS = (
    "weekly_hours", "full_week", "hours_least", "hours_most", "balancing_weeks", "pay", "notice_employer",
    "notice_employee",
)  # fmt: skip


def upgrade() -> None:
    """Make the tables of the employment room, and let an absence tell its reason."""
    _people()
    _contracts()
    _templates()
    _duties()
    _hours()
    op.add_column("absence", sa.Column("reason", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_absence_worker", "absence", ["worker", "reason"])
    op.drop_index("ix_visit_status", "visit")
    op.create_index("ix_visit_status", "visit", ["deleted_at", "status", "day", "billed"])


def _base() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
    )


def _texts(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.String(), nullable=False) for name in names)


def _numbers(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.Integer(), nullable=True) for name in names)


def _days(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.Date(), nullable=True) for name in names)


def _lists(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.JSON(), nullable=False) for name in names)


def _references(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.String(), nullable=True) for name in names)


def _flags(*names: str) -> tuple[sa.Column, ...]:
    return tuple(sa.Column(name, sa.Boolean(), nullable=False) for name in names)


def _people() -> None:
    op.create_table(
        "person",
        *_base(),
        *_texts(
            "family_name", "given_names", "call_name", "role", "status", "personal_id", "calendar_name",
            "language", "phone", "email", "street", "postal_code", "post_office", "emergency", "gender",
        ),
        *_lists("qualifications", "languages", "checks", "cards", "induction"),
        *_numbers("birth_year"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )  # fmt: skip
    op.create_index("ix_person_status", "person", ["deleted_at", "status"])
    op.create_index("ix_person_personal_id", "person", [sa.text("lower(personal_id)")])
    op.create_index("ix_person_calendar_name", "person", [sa.text("lower(calendar_name)")])


def _contracts() -> None:
    op.create_table(
        "contract",
        *_base(),
        *_references("person_id", "amends_id", "follows_id"),
        *_texts(
            "form", "code", "duration", "ground", "ground_detail", "ends_when", "status", "end_reason",
            "part_time_wish", "content_hash", *_TERMS,
        ),
        *_days(
            "starts", "ends", "probation_ends", "signed_on", "last_day", "hours_reviewed_on", "increment_on"
        ),
        *_flags("notice_allowed", "on_request"),
        *_lists("job_title", "duties"),
        *_numbers("version", *_TERM_NUMBERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )  # fmt: skip
    op.create_index("ix_contract_person", "contract", ["person_id", "status"])
    op.create_index("ix_contract_status", "contract", ["deleted_at", "status", "ends"])
    op.create_index("ix_contract_code", "contract", [sa.text("lower(code)")])
    op.create_index("ix_contract_amends_id", "contract", ["amends_id"])
    op.create_index("ix_contract_follows_id", "contract", ["follows_id"])


def _templates() -> None:
    op.create_table(
        "job_template",
        *_base(),
        *_texts("name", *_TERMS),
        *_flags("on_request"),
        *_lists("job_title", "duties"),
        *_numbers(*_TERM_NUMBERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_template")),
    )
    op.create_index("ix_job_template_name", "job_template", [sa.text("lower(name)")])


def _duties() -> None:
    op.create_table(
        "employer_duty",
        *_base(),
        *_texts("duty", "own_name", "state", "responsible", "note"),
        *_days("done_on", "renew_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_duty")),
    )
    op.create_index("ix_employer_duty_state", "employer_duty", ["deleted_at", "state", "renew_on"])


def _hours() -> None:
    op.create_table(
        "worked_hours",
        *_base(),
        *_references("person_id"),
        *_days("day"),
        *_numbers("minutes"),
        *_texts("work", "note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worked_hours")),
    )
    op.create_index("ix_worked_hours_day", "worked_hours", ["deleted_at", "day"])
    op.create_index("ix_worked_hours_person", "worked_hours", ["person_id", "day"])
