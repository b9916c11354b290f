"""Records that another organisation of the network keeps: locked here, and told whose they are."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.offered import Offered, reach_of
from app.core.record import Record
from app.core.text import Text, _l
from app.network.partnerships import wording
from app.ui.widgets import Banner


def is_kept(record: Record) -> bool:
    """Whether another organisation of the network keeps a record, so that it is only read here."""
    return bool(record.kept_by())


def is_ours(record: Record) -> bool:
    """Whether this office keeps a record."""
    return not record.kept_by()


def keeper(session: Session, record: Offered) -> Text:
    """Who keeps a record of others."""
    return wording.keeper(session, record.owner_id)


def kept_note(session: Session, record: Offered) -> list[QWidget]:
    """Who keeps a record and how they are reached; nothing where this office does."""
    if not record.owner_id:
        return []
    who, reach = keeper(session, record), reach_of(session, record.owner_id)
    words = (
        _l("{who} keeps this, and only they change it. Ask them: {reach}", who=who, reach=reach)
        if reach
        else _l("{who} keeps this, and only they change it.", who=who)
    )
    return [Banner(words, "main")]
