"""What is known of the other offices of the network."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.field import fields_of
from app.core.offered import Offered
from app.core.text import LanguageText
from app.organisation.records import Organisation
from app.sync.kinds import SHARED
from app.sync.merge import DELETED
from app.sync.records import Shared


def counts(session: Session) -> dict[str, int]:
    """How many records of other offices are known, by kind; those in the bin aren't counted."""
    gone = func.json_extract(Shared.fields, f"$.{DELETED}")
    query = (
        select(Shared.kind, func.count())
        .where(Shared.own.is_(False), gone.is_(None))
        .group_by(Shared.kind)
    )
    found = dict(session.execute(query).all())
    for kind in SHARED:
        if issubclass(kind.record, Offered):  # they live among the office's own
            offered = kind.record
            theirs = offered.owner_id != "", offered.deleted_at.is_(None)
            if number := session.scalar(select(func.count(offered.id)).where(*theirs)):
                found[kind.name] = number
    return dict(sorted(found.items()))


def name_of(session: Session, organisation_id: str) -> LanguageText:
    """What another organisation of the network is called, by its id there; empty when it hasn't told."""
    for told in _told_of(session, organisation_id):
        named = told.get("name")
        if isinstance(named, dict) and named:
            return {str(language): str(words) for language, words in named.items()}
    return {}


def reach_of(session: Session, organisation_id: str) -> str:
    """The telephone and e-mail that another organisation of the network has told; blank when it hasn't."""
    for told in _told_of(session, organisation_id):
        known = fields_of(Organisation)
        parts = [known[name].value.show(told.get(name)) for name in ("phone", "email")]
        if found := " · ".join(part for part in parts if part):
            return found
    return ""


def _told_of(session: Session, organisation_id: str) -> Iterator[dict[str, object]]:
    """What an organisation has told of itself."""
    query = select(Shared.fields).where(
        Shared.kind == "organisation", Shared.own.is_(False), Shared.owner == organisation_id
    )
    for fields in session.scalars(query.order_by(Shared.record_id)):
        yield msgspec.json.decode(fields, type=dict[str, object])
