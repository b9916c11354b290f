"""What is stored of a wellbeing pulse: answers that nobody can be known by.

No history, no time, no name: the ids are drawn by chance and the rows lie in their order, so that the file
itself keeps no order. Whoever holds the passphrase and compares the store before and after one answer could
still tell what was added: the results are shown late and together, but that comparison can't be prevented.
"""

from uuid import uuid4

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.record import Table


def chance_id() -> str:
    """An id that tells nothing, not even its time."""
    return str(uuid4())


class PulseAnswer(Table):
    """One person's answer to a round of the pulse: ``scores`` by field, and free words."""

    __tablename__ = "pulse_answer"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy has it

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=chance_id)
    sheet_id: Mapped[str] = mapped_column(String(36), index=True)
    scores: Mapped[dict[str, int]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(String, default="")
