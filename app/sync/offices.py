"""What is known of the other offices of the network."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.sync.merge import DELETED
from app.sync.records import Shared


def counts(session: Session) -> dict[str, int]:
    """How many records of other offices are known, by kind; those in the bin aren't counted."""
    gone = func.json_extract(Shared.fields, f"$.{DELETED}")
    query = (
        select(Shared.kind, func.count())
        .where(Shared.own.is_(False), gone.is_(None))
        .group_by(Shared.kind)
        .order_by(Shared.kind)
    )
    return dict(session.execute(query).all())
