"""What is known of the other offices of the network."""

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.text import LanguageText
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


def name_of(session: Session, organisation_id: str) -> LanguageText:
    """What another organisation of the network is called, by its id there; empty when it hasn't told."""
    query = select(Shared.fields).where(
        Shared.kind == "organisation", Shared.own.is_(False), Shared.owner == organisation_id
    )
    for fields in session.scalars(query.order_by(Shared.record_id)):
        named = msgspec.json.decode(fields, type=dict[str, object]).get("name")
        if isinstance(named, dict) and named:
            return {str(language): str(words) for language, words in named.items()}
    return {}
