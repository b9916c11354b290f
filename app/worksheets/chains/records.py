"""What is stored of links between sheets and other records."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.core.field import described
from app.core.record import Kind, Record
from app.core.text import LanguageText, _l, in_all
from app.core.value import PlainText


class Link(Record):
    """One thing led to another: a signal to an idea, an idea to an experiment, that to a service."""

    __tablename__ = "record_link"
    __table_args__ = (
        Index("ix_record_link_from", "from_id", "deleted_at"),
        Index("ix_record_link_to", "to_id", "deleted_at"),
    )

    kind = Kind(
        "record_link",
        "links",
        _l("Link between pages"),
        _l("Links between pages"),
        "link",
        bound=True,
    )

    from_kind: Mapped[str] = described(PlainText(40), _l("Leads from"), required=True)
    from_id: Mapped[str] = described(PlainText(36), _l("Leads from"), required=True)
    from_item: Mapped[str] = described(PlainText(36), _l("From which note"))
    to_kind: Mapped[str] = described(PlainText(40), _l("Leads to"), required=True)
    to_id: Mapped[str] = described(PlainText(36), _l("Leads to"), required=True)
    why: Mapped[str] = described(PlainText(300), _l("What it says"))

    def title(self) -> LanguageText:
        return in_all(self.why or "–")
