"""Partnerships that another organisation of the network has founded too: found, told, and made one."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.offered import reach_of
from app.core.record import now
from app.core.text import Text, _l, pick
from app.network.events.records import Event
from app.network.partnerships import naming, wording
from app.network.partnerships.nearness import Known, Twins, known, member_names
from app.network.partnerships.records import HealthCheck, Meeting, Partnership

_COLUMNS = (Partnership.id, Partnership.owner_id, Partnership.name, Partnership.members)


def clashes(session: Session, values: Mapping[str, Any], record_id: str) -> dict[str, Text]:
    """What to say beside the name of ours that is just being founded, or called something else.

    What has been saved already isn't refused again: then a matter tells of it.
    """
    if values.get("apart") or _stays(session, values, record_id):
        return {}
    wanted = _known(session, record_id, "", values.get("name"), values.get("members") or [])
    found = _theirs(session).twin(wanted)
    if found is None:
        return {}
    return {"name": said(session, editing.find(session, Partnership, found.id))}


def _stays(session: Session, values: Mapping[str, Any], record_id: str) -> bool:
    before = session.get(Partnership, record_id) if record_id else None
    return before is not None and dict(before.name) == dict(values.get("name") or {})


def said(session: Session, theirs: Partnership) -> Text:
    """That others have founded nearly the same, and whom to call."""
    reach = reach_of(session, theirs.owner_id)
    args = {"name": dict(theirs.title()), "who": wording.keeper(session, theirs.owner_id)}
    if reach:
        return _l(
            "{who} has founded “{name}” already. Join it instead: {reach}. If yours is another one, tick so "
            "under “Others like this”.",
            **args,
            reach=reach,
        )
    return _l(
        "{who} has founded “{name}” already. Join it instead. If yours is another one, tick so under “Others "
        "like this”.",
        **args,
    )


def said_of(session: Session, theirs: Partnership) -> Text:
    """That others have founded nearly the same as one of ours, and whom to talk with before going on."""
    reach = reach_of(session, theirs.owner_id)
    args = {"name": dict(theirs.title()), "who": wording.keeper(session, theirs.owner_id)}
    if reach:
        return _l(
            "{who} has founded “{name}”, which is nearly the same. Talk with them before you go on: {reach}",
            **args,
            reach=reach,
        )
    return _l(
        "{who} has founded “{name}”, which is nearly the same. Talk with them before you go on.",
        **args,
    )


def twin_of(session: Session, partnership: Partnership) -> Partnership | None:
    """What another organisation keeps and is nearly the same as one of ours."""
    if partnership.owner_id or partnership.apart or partnership.deleted_at:
        return None
    wanted = _known(session, partnership.id, "", partnership.name, partnership.members)
    found = _theirs(session).twin(wanted)
    return editing.find(session, Partnership, found.id) if found else None


def pairs(session: Session) -> Iterator[tuple[Partnership, Partnership]]:
    """Ours and theirs that are nearly the same."""
    theirs = _rows(session, ours=False)
    if not theirs:
        return
    index = Twins.of(_all(session, theirs))
    for each in _all(session, _rows(session, ours=True)):
        found = index.twin(each)
        if found is not None:
            one, other = (session.get(Partnership, record_id) for record_id in (each.id, found.id))
            if one is not None and other is not None:
                yield one, other


def _theirs(session: Session) -> Twins:
    return Twins.of(_all(session, _rows(session, ours=False)))


def _rows(session: Session, *, ours: bool) -> list[Any]:
    query = select(*_COLUMNS).where(Partnership.deleted_at.is_(None)).order_by(Partnership.id)
    if ours:
        query = query.where(Partnership.owner_id == "", Partnership.apart.is_(False))
    else:
        query = query.where(Partnership.owner_id != "")
    return list(session.execute(query))


def _all(session: Session, rows: list[Any]) -> Iterator[Known]:
    titles = naming.of_rows(session, (member for row in rows for member in row.members or ()))
    for row in rows:
        yield known(row.id, row.owner_id, row.name, member_names(row.members or (), titles))


def _known(session: Session, record_id: str, owner_id: str, name: Any, rows: Any) -> Known:
    titles = naming.of_rows(session, rows)
    return known(record_id, owner_id, name, member_names(rows, titles))


def join(session: Session, record_id: str, theirs_id: str) -> Changes:
    """Ours is the same as theirs: it goes to the bin, noting so, and its meetings go on under theirs.

    Raises:
        Missing: one of them isn't there.
        Refusal: ours is kept by another organisation, or theirs by this one.
    """
    ours = editing.find(session, Partnership, record_id)
    theirs = editing.find(session, Partnership, theirs_id)
    if ours.owner_id or not theirs.owner_id:
        raise Refusal(_l("Only your own partnership can be joined to one that others keep."))
    for record in (Meeting, HealthCheck, Event):
        moved = select(record).where(record.partnership_id == record_id)
        if record is Event:
            moved = moved.where(Event.owner_id == "")
        for each in session.scalars(moved):
            each.partnership_id = theirs_id
    ours.same_as_id = theirs_id
    ours.deleted_at = now()
    words = _l(
        "“{name}” is the same as what {who} keeps. Ours went to the bin.",
        name=dict(ours.title()),
        who=wording.keeper(session, theirs.owner_id),
    )
    return Changes(words, theirs_id)


def keep_apart(session: Session, record_id: str) -> Changes:
    """Note that ours is another one than what others have founded."""
    editing.change(session, Partnership, record_id, {"apart": True})
    found = editing.find(session, Partnership, record_id)
    return Changes(_l("“{name}” stays apart", name=pick(found.title())), record_id)
