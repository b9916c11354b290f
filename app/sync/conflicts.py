"""The conflict inbox: values of this office that another office overwrote unseen, and what is done with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing, search, setting
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.field import fields_of
from app.core.record import Record, record_kinds
from app.core.text import Text, _l, current_language, language_called
from app.core.value import PlainText, Value, Words
from app.sync.kinds import shared_kinds
from app.sync.merge import DELETED
from app.sync.records import EDITED, MINE, OPEN, THEIRS, Conflict
from app.sync.stamp import device_tag, milliseconds

_LATEST = 2**42
"""A later moment, in milliseconds, isn't believed: it is in the year 2109."""
OFFICES = "sync.offices"
"""The setting that holds whose device each tag is, as far as it has been asked."""


@dataclass(frozen=True)
class Lost:
    """A value that was overwritten: of a field ``name`` of a record, with its stamp."""

    kind: str
    record_id: str
    name: str
    value: Any
    stamp: str


@dataclass(frozen=True)
class Told:
    """A conflict as a person reads it.

    Attributes:
        id: of the conflict.
        kind: the kind of the record; ``record_id`` which one, ``record_title`` what it is called.
        field_label: which of its fields; ``value`` is its kind of value, ``None`` for the bin.
        mine: the value of this office; ``theirs`` the one that stands in the record now.
        by: whose office wrote that, ``""`` while it isn't known.
        editable: whether the two can be written anew as text.
    """

    id: str
    kind: str
    record_id: str
    record_title: str
    field_label: Text
    value: Value | None
    mine: str
    theirs: str
    by: str
    my_moment: datetime
    their_moment: datetime
    editable: bool


def keep(
    session: Session, lost: Lost, theirs: Any, their_stamp: str, *, notice: str = "", by: str = ""
) -> None:
    """Put a value into the inbox, once."""
    if notice and session.get(Conflict, notice) is not None:
        return
    made = Conflict(
        about_kind=lost.kind,
        about_id=lost.record_id,
        about_field=lost.name,
        mine=_json(lost.value),
        theirs=_json(theirs),
        my_stamp=lost.stamp,
        their_stamp=their_stamp,
        by=by,
        state=OPEN,
    )
    if notice:
        made.id = notice
    session.add(made)


def waiting_count(session: Session) -> int:
    """How many conflicts wait for a person."""
    query = select(func.count()).select_from(Conflict)
    return session.scalar(query.where(Conflict.deleted_at.is_(None), Conflict.state == OPEN)) or 0


def waiting(session: Session) -> list[Told]:
    """The conflicts that wait for a person, the newest first."""
    found = session.scalars(
        select(Conflict)
        .where(Conflict.deleted_at.is_(None), Conflict.state == OPEN)
        .order_by(Conflict.id.desc())
    ).all()
    titles = search.titles(session, [each.about_id for each in found])
    offices = setting.get(session, OFFICES, {})
    with search.names(session):
        return [_told(session, each, titles, offices) for each in found]


def _told(
    session: Session, conflict: Conflict, titles: Mapping[str, str], offices: Mapping[str, str]
) -> Told:
    record = record_kinds().get(conflict.about_kind)
    field = fields_of(record).get(conflict.about_field) if record else None
    found = session.get(record, conflict.about_id) if record else None
    stands = (
        field.value.to_json(getattr(found, field.name))
        if field and found is not None
        else msgspec.json.decode(conflict.theirs)
    )
    mine = msgspec.json.decode(conflict.mine)
    if field:
        label, shown = field.label, [_show(field.value, each) for each in (mine, stands)]
    else:
        label, shown = _l("In the bin"), [_bin(mine).say(), _bin(stands).say()]
    return Told(
        id=conflict.id,
        kind=conflict.about_kind,
        record_id=conflict.about_id,
        record_title=titles.get(conflict.about_id, ""),
        field_label=label,
        value=field.value if field else None,
        mine=shown[0],
        theirs=shown[1],
        by=conflict.by or offices.get(device_tag(conflict.their_stamp), ""),
        my_moment=_moment(conflict.my_stamp),
        their_moment=_moment(conflict.their_stamp),
        editable=field is not None and isinstance(field.value, PlainText | Words),
    )


def _bin(value: Any) -> Text:
    return _l("Moved to the bin") if value else _l("In use")


def _show(value: Value, stored: Any) -> str:
    """A value in words; a language text with all its languages, since any of them may differ."""
    try:
        if isinstance(value, Words) and isinstance(stored, dict) and len(stored) > 1:
            codes = sorted(stored, key=lambda code: (code != current_language(), code))
            called = ((language_called(code).capitalize(), stored[code]) for code in codes)
            return "\n".join(f"{language}: {words}" for language, words in called)
        return value.show(value.from_json(stored))
    except (ValueError, TypeError, AttributeError, ArithmeticError):  # of a newer version
        return _json(stored)


def unknown_offices(session: Session) -> bool:
    """Whether a conflict waits of which it isn't known whose office made the other version."""
    known = setting.get(session, OFFICES, {})
    query = select(Conflict.their_stamp).where(
        Conflict.deleted_at.is_(None), Conflict.state == OPEN, Conflict.by == ""
    )
    return any(device_tag(stamp) not in known for stamp in session.scalars(query))


def name_offices(session: Session, offices: Mapping[str, str]) -> None:
    """Keep whose device each tag is."""
    known = setting.get(session, OFFICES, {})
    asked = {device_tag(stamp): "" for stamp in session.scalars(select(Conflict.their_stamp))}
    setting.put(session, OFFICES, {**asked, **known, **offices})


def take_mine(session: Session, conflict_id: str) -> Changes:
    """Give the field the value of this office again, as a new change; ``result`` is the record's id.

    Raises:
        Refusal: it was settled already, or the record doesn't allow the value any more.
    """
    conflict = _open(session, conflict_id)
    value = msgspec.json.decode(conflict.mine)
    return _settle(session, conflict, MINE, value)


def write_anew(session: Session, conflict_id: str, value: Any) -> Changes:
    """Give the field another value that a person has made of the two; ``result`` is the record's id.

    Raises:
        Refusal: it was settled already, or the value can't be accepted.
    """
    conflict = _open(session, conflict_id)
    field = fields_of(record_kinds()[conflict.about_kind])[conflict.about_field]
    return _settle(session, conflict, EDITED, field.value.to_json(field.value.check(value)))


def keep_theirs(session: Session, conflict_id: str) -> Changes:
    """Leave the record as it is; this office's value stays in the history of the conflict."""
    conflict = _open(session, conflict_id)
    conflict.state = THEIRS
    return Changes(_l("Kept the other version"), conflict.about_id)


def _settle(session: Session, conflict: Conflict, state: str, value: Any) -> Changes:
    record = _class(conflict)
    if conflict.about_field == DELETED:
        change = editing.remove if value else editing.restore
        done = change(session, record, [conflict.about_id])
    else:
        fresh = {conflict.about_field: _read(conflict, value)}
        done = editing.change(session, record, conflict.about_id, fresh)
    conflict.state = state
    return Changes(done.words, conflict.about_id)


def _open(session: Session, conflict_id: str) -> Conflict:
    conflict = editing.find(session, Conflict, conflict_id)
    if conflict.state != OPEN:
        raise Refusal(_l("This was settled already."))
    return conflict


def _class(conflict: Conflict) -> type[Record]:
    record = record_kinds().get(conflict.about_kind)
    if record is None:
        raise _newer()
    return record


def _read(conflict: Conflict, value: Any) -> Any:
    """A value of the field of a conflict.

    Raises:
        Refusal: only a newer program can hold it.
    """
    kind = shared_kinds().get(conflict.about_kind)
    try:
        return kind.read(conflict.about_field, value) if kind else value
    except ValueError as fault:
        raise _newer() from fault


def _newer() -> Refusal:
    return Refusal(_l("This comes from a newer version of Kumppani. Update the program first."))


def _moment(stamp: str) -> datetime:
    return datetime.fromtimestamp(min(milliseconds(stamp), _LATEST) / 1000, UTC)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
