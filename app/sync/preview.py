"""What would leave this computer, told before it does."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.text import Text
from app.sync import link as links
from app.sync.kinds import SHARED
from app.sync.protocol import Role


@dataclass(frozen=True)
class Preview:
    """Records of one kind: how many are shared now, and which of their fields are."""

    kind: str
    label: Text
    count: int
    fields: tuple[Text, ...]


def of(session: Session, role: str = "") -> list[Preview]:
    """What of every shared kind would be sent now, by a device of a role; blank for the one that the office has."""
    link = links.of(session)
    role = role or (link.role if link else Role.MEMBER)
    found = []
    for kind in SHARED:
        if not kind.writers.admit(role):
            continue
        query = select(func.count()).where(*kind.to_be_shared(role))
        labels = tuple(field.label for field in kind.fields.values() if field.group)
        number = session.scalar(query) or 0
        found.append(Preview(kind.name, kind.record.kind.label_plural, number, labels))
    return found
