"""What would leave this computer, told before it does."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.text import Text
from app.sync.kinds import SHARED


@dataclass(frozen=True)
class Preview:
    """Records of one kind: how many are shared now, and which of their fields are."""

    kind: str
    label: Text
    count: int
    fields: tuple[Text, ...]


def of(session: Session) -> list[Preview]:
    """What of every shared kind would be sent now."""
    found = []
    for kind in SHARED:
        query = select(func.count()).where(kind.record.deleted_at.is_(None))
        if kind.only:
            query = query.where(getattr(kind.record, kind.only[0]).in_(kind.only[1]))
        labels = tuple(field.label for field in kind.fields.values() if field.group)
        number = session.scalar(query) or 0
        found.append(Preview(kind.name, kind.record.kind.label_plural, number, labels))
    return found
