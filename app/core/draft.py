"""What a person has typed but not saved, kept in the store so that it survives a crash."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.record import Moment, Table, now


class Draft(Table):
    """The unsaved state of one form. A new record's draft has an empty ``record_id``."""

    __tablename__ = "draft"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(36), primary_key=True, default="")
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment, default=now)


def keep(session: Session, kind: str, record_id: str, typed: Mapping[str, Any]) -> None:
    """Keep what is typed, in place of what was kept before."""
    session.merge(Draft(kind=kind, record_id=record_id, typed=dict(typed), saved_at=now()))


def kept(session: Session, kind: str, record_id: str = "") -> Draft | None:
    """The draft of a form, if there is one."""
    return session.get(Draft, (kind, record_id))


def drafts(session: Session) -> list[Draft]:
    """Every draft, the latest first."""
    return list(session.scalars(select(Draft).order_by(Draft.saved_at.desc())))


def drop(session: Session, kind: str, record_id: str = "") -> None:
    """Forget a draft, when it was saved or thrown away."""
    session.execute(delete(Draft).where(Draft.kind == kind, Draft.record_id == record_id))
