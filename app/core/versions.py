"""The versions of what is agreed and signed (``core/signed.py``): beginning a new one, finding them all."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing, signed
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.field import values_of
from app.core.record import Record
from app.core.text import _l

R = TypeVar("R", bound=Record)


def amend(
    session: Session, record: type[Record], record_id: str, fresh: Mapping[str, Any] | None = None
) -> Changes:
    """Begin a new version of something signed, as a draft; ``result`` is its id.

    ``fresh`` is what the new version has of its own, where its kind has more than all have.

    Raises:
        Refusal: another amendment is being prepared.
    """
    found: Any = editing.find(session, record, record_id)
    if newer := _next(session, found, ()):
        raise Refusal(_l("There is already an amendment: {title}.", title=dict(newer.title())))
    version = (found.version or 1) + 1
    values = signed.amended(values_of(found), record_id, version)
    code = record.__table__.columns["code"]
    while values["code"] and session.scalar(
        select(record.id).where(code == values["code"]).limit(1)
    ):  # one that is in the bin keeps its number
        version += 1
        values = signed.amended(values_of(found), record_id, version)
    done = editing.add(session, record, {**values, **(fresh or {})})
    return Changes(_l("Began an amendment to “{title}”", title=dict(found.title())), done.result)


def all_of(session: Session, one: R) -> list[R]:
    """All versions of something signed, the first one first; it is among them."""
    first: Any = one
    seen = {one.id}
    while first.amends_id and first.amends_id not in seen:
        earlier = session.get(type(one), first.amends_id)
        if earlier is None:
            break
        first = earlier
        seen.add(first.id)
    found: list[R] = [first]
    while later := _next(session, found[-1], [each.id for each in found]):
        found.append(later)
    return found


def _next(session: Session, one: R, known: Collection[str]) -> R | None:
    record: Any = type(one)  # what makes its columns is told to no type
    amends = record.__table__.columns["amends_id"]
    return session.scalar(
        select(record)
        .where(amends == one.id, record.deleted_at.is_(None), record.id.not_in(known))
        .limit(1)
    )
