"""What the organisations that this office knows are called, by their ids."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.text import pick
from app.organisation.records import Organisation

MOST_AT_ONCE = 500


def names(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """What organisations are called in the language of the moment; also those written just now."""
    wanted = sorted({each for each in ids if each})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        query = select(Organisation.id, Organisation.name).where(
            Organisation.id.in_(wanted[start : start + MOST_AT_ONCE])
        )
        found.update((record_id, pick(name)) for record_id, name in session.execute(query))
    return found


def of_rows(session: Session, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the organisations that rows of members refer to are called."""
    return names(session, (row.get("organisation_id") for row in rows))
