"""The network: partnerships, events, tenders, programmes, foresight and advice, and the office's own catalogue."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
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


def _references(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _json(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer(), nullable=True) for name in names]


def _days(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def _bools(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _id(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(36), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str, length: int | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _plain(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def upgrade() -> None:
    """Make the tables; nothing that was there changes."""
    _table(
        "partnership",
        *_json("name"),
        *_texts("form"),
        *_json("purpose", "for_clients"),
        *_bools("public"),
        *_texts("stage"),
        *_json("steps_done", "members", "giving", "departures"),
        *_days("agreed_on", "starts_on", "ends_on"),
        *_texts("notice"),
        *_days("review_on"),
        *_texts("language"),
        *_bools("apart"),
        *_references("same_as_id"),
        *_texts("decisions", "pricing", "data", "quality", "materials", "disputes", "owner_id"),
    )
    op.create_index("ix_partnership_stage", "partnership", ["deleted_at", "stage"])
    _table(
        "meeting",
        *_references("partnership_id"),
        *_texts("name"),
        *_days("held_on"),
        *_numbers("begins_at"),
        *_texts("place", "present", "matters"),
        *_json("decisions"),
        *_days("next_on"),
        *_texts("written_by"),
    )
    op.create_index("ix_meeting_partnership", "meeting", ["partnership_id", "held_on"])
    _table(
        "network_health_check",
        *_references("partnership_id"),
        *_days("made_on"),
        *_numbers("answered"),
        *_json("scores"),
        *_texts("note"),
    )
    op.create_index(
        "ix_network_health_check_partnership", "network_health_check", ["partnership_id", "made_on"]
    )
    _table(
        "event",
        *_json("name"),
        *_texts("code", "sort"),
        *_json("objective"),
        *_texts("state"),
        *_references("partnership_id", "objective_id"),
        *_bools("public"),
        *_days("starts_on"),
        *_numbers("starts_at"),
        *_days("ends_on"),
        *_numbers("ends_at"),
        *_json("notice"),
        *_texts("place", "municipality", "country", "remote_link"),
        *_json("programme", "invitation"),
        *_numbers("capacity"),
        *_days("register_by"),
        *_json("register_how"),
        *_texts("contact"),
        *_json("attendance"),
        *_numbers("participants"),
        *_texts("owner_id"),
    )
    op.create_index("ix_event_day", "event", ["deleted_at", "starts_on"])
    op.create_index("ix_event_objective", "event", ["objective_id"])
    op.create_index("ix_event_state", "event", ["deleted_at", "state", "starts_on"])
    _table(
        "registration",
        *_references("event_id", "organisation_id"),
        *_json("organisation"),
        *_texts("contact"),
        *_numbers("participants"),
        *_texts("names", "note", "place"),
        *_days("for_day"),
        *_texts("owner_id"),
    )
    op.create_index("ix_registration_event", "registration", ["event_id", "deleted_at"])
    _table(
        "event_feedback",
        *_references("event_id"),
        *_numbers("overall", "useful", "objective_met"),
        *_texts("best", "better"),
    )
    op.create_index("ix_event_feedback_event", "event_feedback", ["event_id", "deleted_at"])
    _table(
        "foresight_note",
        *_json("name"),
        *_texts("sort"),
        *_json("description", "means", "municipalities"),
        *_texts("source", "link"),
        *_days("seen_on"),
        *_texts("owner_id"),
    )
    op.create_index("ix_foresight_note_sort", "foresight_note", ["deleted_at", "sort"])
    _table(
        "foresight_opinion",
        *_references("note_id"),
        *_json("organisation"),
        *_numbers("significance", "probability"),
        *_texts("comment"),
        *_days("said_on"),
        *_texts("owner_id"),
    )
    op.create_index("ix_foresight_opinion_note", "foresight_opinion", ["note_id", "deleted_at"])
    _table(
        "adviser",
        *_json("name"),
        *_texts("sort"),
        *_json("topics", "helps", "cost", "municipalities", "languages"),
        *_texts("contact", "phone", "email", "website"),
        *_days("checked_on"),
        *_texts("owner_id"),
    )
    _table(
        "programme",
        *_json("name"),
        *_texts("code"),
        *_json("purpose"),
        *_texts("funder", "carried_by"),
        *_days("starts_on", "ends_on"),
        *_json("municipalities", "themes"),
        *_texts("owner_id"),
    )
    _table(
        "objective",
        *_references("programme_id"),
        *_numbers("number"),
        *_json("name", "description"),
        *_texts("owner_id"),
    )
    op.create_index("ix_objective_programme", "objective", ["programme_id", "number"])
    _table(
        "indicator",
        *_references("programme_id", "objective_id"),
        *_json("name"),
        *_texts("measure"),
        *_numbers("target"),
        *_json("unit"),
        *_texts("owner_id"),
    )
    op.create_index("ix_indicator_programme", "indicator", ["programme_id", "objective_id"])
    _table(
        "indicator_value",
        *_references("indicator_id"),
        *_json("organisation"),
        *_days("from_day", "to_day"),
        *_numbers("value"),
        *_bools("counted"),
        *_texts("source", "owner_id"),
    )
    op.create_index(
        "ix_indicator_value_indicator", "indicator_value", ["indicator_id", "deleted_at"]
    )
    _table(
        "tender_watch",
        *_texts("name"),
        *_json("cpv", "municipalities"),
        *_texts("words"),
        *_numbers("least_value", "most_value", "days_before"),
        *_bools("active"),
    )
    _table(
        "tender_notice",
        *_texts("name", "buyer", "number", "procedure"),
        *_json("cpv", "municipalities", "counties"),
        *_numbers("value"),
        *_days("published_on", "questions_by", "deadline"),
        *_numbers("deadline_at"),
        *_texts("link", "description", "state", "came_from"),
        *_bools("matched"),
    )
    op.create_index("ix_tender_notice_state", "tender_notice", ["deleted_at", "state", "deadline"])
    _table(
        "tender",
        *_texts("name", "code"),
        *_references("notice_id"),
        *_texts("buyer"),
        *_json("service_ids"),
        *_numbers("value"),
        *_days("questions_by", "deadline"),
        *_numbers("deadline_at"),
        *_texts("responsible"),
        *_references("sheet_id"),
        *_json("weighed"),
        *_texts("decision"),
        *_days("decided_on"),
        *_texts("reason"),
        *_json("consortium"),
        *_texts("authorised", "sharing", "liability", "leaving"),
        *_days("submitted_on"),
        *_numbers("price"),
        *_texts("outcome"),
        *_days("decided_by_buyer_on"),
        *_texts("comparison", "lessons"),
    )
    op.create_index("ix_tender_notice", "tender", ["notice_id"])
    op.create_index("ix_tender_outcome", "tender", ["deleted_at", "outcome", "deadline"])
    op.create_table(
        "catalogue_waiting",
        _id("record_id"),
        _key("catalogue_waiting", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue_state",
        _id("network_id"),
        _number("position"),
        _number("last_number"),
        _number("version"),
        _number("generation"),
        sa.Column("rebuilding", sa.Boolean(), nullable=False),
        _key("catalogue_state", "network_id"),
    )
    op.create_table(
        "catalogue_entry",
        _id("network_id"),
        _id("record_id"),
        _number("number"),
        _text("kind", 40),
        _id("owner"),
        _text("state", 10),
        _text("fields"),
        _text("terms"),
        _text("words"),
        _number("modified_at"),
        _number("ended_at"),
        _number("generation"),
        _key("catalogue_entry", "network_id", "record_id"),
    )
    for name, columns, unique in (
        ("number", ["network_id", "number"], True),
        ("owner", ["network_id", "owner", "kind"], False),
        ("modified", ["network_id", "kind", "modified_at", "number"], False),
    ):
        op.create_index(f"ix_catalogue_entry_{name}", "catalogue_entry", columns, unique=unique)
    op.create_table(
        "catalogue_posting",
        _id("network_id"),
        _number("block"),
        _plain("facet", 60),
        _plain("term", 80),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        _key("catalogue_posting", "network_id", "block", "facet", "term"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue_ordering",
        _id("network_id"),
        _number("number"),
        _plain("by", 20),
        _text("kind", 40),
        _plain("sort", 160),
        _key("catalogue_ordering", "network_id", "number", "by"),
        sqlite_with_rowid=False,
    )
    order = ["network_id", "kind", "by", "sort", "number"]
    op.create_index("ix_catalogue_ordering_sort", "catalogue_ordering", order)
    op.create_table(
        "catalogue_span",
        _id("network_id"),
        _number("number"),
        _plain("facet", 20),
        _number("part"),
        _plain("term", 80),
        _plain("first", 10),
        _plain("last", 10),
        _number("amount"),
        _key("catalogue_span", "network_id", "number", "facet", "part"),
        sqlite_with_rowid=False,
    )
    span = ["network_id", "facet", "amount", "last", "first", "term", "number"]
    op.create_index("ix_catalogue_span_facet", "catalogue_span", span)
    op.create_table(
        "catalogue_link",
        _id("network_id"),
        _id("target"),
        _id("record_id"),
        _key("catalogue_link", "network_id", "target", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_catalogue_link_record", "catalogue_link", ["network_id", "record_id"])
