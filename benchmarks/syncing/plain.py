"""A kind of record for comparison with other programs: ten plain text fields, about 400 bytes together.

Where this module is imported, offices share it as any other kind. The register doesn't know it, and keeps it as it
keeps what a newer program sends.
"""

from sqlalchemy.orm import Mapped

from app.core.field import described
from app.core.record import Kind, Record
from app.core.text import LanguageText, _l, in_all
from app.core.value import PlainText
from app.sync import kinds, outbox


def _field() -> Mapped[str]:
    return described(PlainText(200), _l("Text"), shared=True)


class Plain(Record):
    """Ten texts."""

    __tablename__ = "plain_record"

    kind = Kind("plain_record", "plain-records", _l("Text"), _l("Texts"), "note")

    field_0: Mapped[str] = _field()
    field_1: Mapped[str] = _field()
    field_2: Mapped[str] = _field()
    field_3: Mapped[str] = _field()
    field_4: Mapped[str] = _field()
    field_5: Mapped[str] = _field()
    field_6: Mapped[str] = _field()
    field_7: Mapped[str] = _field()
    field_8: Mapped[str] = _field()
    field_9: Mapped[str] = _field()

    def title(self) -> LanguageText:
        return in_all(self.field_0)


kinds.SHARED = outbox.SHARED = (*kinds.SHARED, kinds.SharedKind(Plain))
kinds.shared_kinds.cache_clear()
