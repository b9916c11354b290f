"""The change log: who changed what, when; the ground of undo and audit.

Every write is an *action* (one thing a person did, in words) with a *change* a field. The
:class:`Recorder` listens to a session and notes the changes of described fields by itself, so no
room can forget them. Undoing an action writes the old values back as an action of its own: nothing
is ever taken out of the log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, event, insert, inspect, select, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from app.core import search
from app.core.change import Touched
from app.core.fault import Refusal
from app.core.field import fields_of, values_of
from app.core.record import Moment, Record, Table, new_id, now, record_kinds
from app.core.text import LanguageText, Text, _l

CREATED = ""
"""The field name of the change that made a record; its new value is the whole record."""
DELETED = "deleted_at"
HIDDEN = "•••"
"""What is shown in place of a value that the record withholds."""


class Sort(StrEnum):
    """Whether an action was done, undone or redone here, came from another office, or began this one."""

    DONE = "done"
    UNDO = "undo"
    REDO = "redo"
    SYNC = "sync"
    BASE = "base"


SORT = "sort"
"""The name by which a session that writes tells of which sort its action is."""
DEVICE = "device"
"""The name by which it tells which copy of the file it writes to."""


class Action(Table):
    """One thing that a person did."""

    __tablename__ = "action"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    who: Mapped[str] = mapped_column(String(100), default="")
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
    sort: Mapped[str] = mapped_column(String(4), default=Sort.DONE)
    reverses: Mapped[str | None] = mapped_column(String(36), default=None)
    reversed_by: Mapped[str | None] = mapped_column(String(36), default=None)

    def say(self) -> Text:
        """What was done, in words."""
        return Text.from_json(self.words)


class Change(Table):
    """One field of one record, before and after."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "record_id", "id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(String(36))
    field: Mapped[str] = mapped_column(String(60))
    old: Mapped[Any] = mapped_column(JSON, default=None)
    new: Mapped[Any] = mapped_column(JSON, default=None)


def snapshot(record: Record) -> dict[str, Any]:
    """All described values of a record in JSON."""
    fields = fields_of(type(record))
    return {name: fields[name].value.to_json(value) for name, value in values_of(record).items()}


Records = Mapping[tuple[str, str], Record]
"""Records by kind and id."""
Follower = Callable[[Session, Sequence[Mapping[str, Any]], Records], None]
"""Told of the changes of an action (``kind``, ``record_id``, ``field``, ``old``, ``new``) and the records."""
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Let ``follower`` write what follows from changes, in the same transaction; once for the program."""
    if follower not in _followers:
        _followers.append(follower)


class Recorder:
    """Notes what a session changes, and writes log and search index in the same transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes: list[dict[str, Any]] = []
        self._records: dict[tuple[str, str], Record] = {}
        event.listen(session, "before_flush", self._note)

    def _note(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        for record in session.new:
            if isinstance(record, Record):
                record.id = record.id or new_id()
                _fill_blanks(record)
                self._add(record, CREATED, None, snapshot(record))
        for record in session.dirty:
            if isinstance(record, Record):
                self._note_update(record)

    def _note_update(self, record: Record) -> None:
        state = inspect(record)
        changed = False
        for name, field in fields_of(type(record)).items():
            past: Any = state.attrs[name].history
            if past.has_changes():
                old = past.deleted[0] if past.deleted else None
                if old != past.added[0]:
                    changed = True
                    self._add(
                        record, name, field.value.to_json(old), field.value.to_json(past.added[0])
                    )
        deletion: Any = state.attrs[DELETED].history
        if deletion.has_changes():
            changed = True
            self._add(record, DELETED, _stamp(deletion.deleted), _stamp(deletion.added))
        if changed:
            record.updated_at = now()

    def _add(self, record: Record, field: str, old: Any, new: Any) -> None:
        kind = type(record).kind.name
        self._records[kind, record.id] = record
        self._changes.append(
            {
                "id": new_id(),
                "kind": kind,
                "record_id": record.id,
                "field": field,
                "old": old,
                "new": new,
            }
        )

    def finish(
        self, words: Text, who: str, sort: Sort = Sort.DONE, reverses: str | None = None
    ) -> tuple[str, Touched]:
        """Flush, write the log and the search index; the action's id and what was touched.

        An action that changed nothing leaves no trace and has the id ``""``.
        """
        self._session.flush()
        if not self._changes:
            return "", frozenset()
        for follower in _followers:
            follower(self._session, self._changes, self._records)
        action = Action(
            id=new_id(), who=who, words=words.to_json(), sort=sort.value, reverses=reverses
        )
        self._session.add(action)
        self._session.flush()
        self._session.execute(
            insert(Change),
            [{**change, "action_id": action.id} for change in self._changes],
        )
        kinds = record_kinds()
        uncovered = {
            change["record_id"]
            for change in self._changes
            if change["field"] in kinds[change["kind"]].WITHHELD_BY
        }
        search.index(self._session, self._records.values(), uncovered)
        return action.id, frozenset(self._records)


def _fill_blanks(record: Record) -> None:
    for name, field in fields_of(type(record)).items():
        if name not in record.__dict__:
            setattr(record, name, field.value.empty)
    record.created_at = record.created_at or now()
    record.updated_at = record.updated_at or record.created_at


def _stamp(values: Any) -> str | None:
    return values[0].isoformat() if values and values[0] else None


@dataclass(frozen=True)
class Entry:
    """One line of a record's history."""

    at: datetime
    who: str
    words: Text
    field: str
    label: Text
    old: str
    new: str


def entries(session: Session, record_id: str) -> list[Entry]:
    """The history of one record and of what it owns, newest first, with values as a person reads them."""
    owned = _owned(session, record_id)
    rows = session.execute(
        select(Change, Action)
        .join(Action, Action.id == Change.action_id)
        .where(Change.record_id.in_([record_id, *owned]))
        .order_by(Change.id.desc())
    )
    found = rows.all()
    own = next((change for change, _action in found if change.record_id == record_id), None)
    kind = record_kinds().get(own.kind) if own else None
    record = session.get(kind, record_id) if kind else None
    withheld = record.withheld() if record else frozenset[str]()
    with search.names(session):
        told = [_entry(change, action, withheld) for change, action in found]
    return [
        replace(
            entry, label=_l("{label}: {about}", label=entry.label, about=owned[change.record_id])
        )
        if change.record_id in owned
        else entry
        for entry, (change, _action) in zip(told, found, strict=True)
    ]


def _owned(session: Session, record_id: str) -> dict[str, LanguageText]:
    """What belongs to a record, such as the answers of an assessment: what each is about, by its id."""
    found: dict[str, LanguageText] = {}
    for record in record_kinds().values():
        if record.kind.owner:
            owner = record.__table__.columns[record.kind.owner]
            for each in session.scalars(select(record).where(owner == record_id)):
                found[each.id] = dict(each.lead())
    return found


def _entry(change: Change, action: Action, withheld: frozenset[str]) -> Entry:
    record = record_kinds().get(change.kind)
    field = fields_of(record).get(change.field) if record else None
    if field:
        label = field.label
        old, new = (field.value.show(field.value.from_json(v)) for v in (change.old, change.new))
        if change.field in withheld:
            old, new = (HIDDEN if shown else "" for shown in (old, new))
    elif change.field == CREATED:
        label, old, new = _l("Created"), "", ""
    elif change.field == DELETED:
        label, old, new = (_l("Moved to the bin") if change.new else _l("Restored")), "", ""
    else:
        label, old, new = Text(change.field), str(change.old), str(change.new)
    return Entry(action.at, action.who, action.say(), change.field, label, old, new)


def snapshot_at(session: Session, record_id: str, moment: datetime) -> dict[str, Any]:
    """The described values of a record in JSON as they were at ``moment``; empty before its time."""
    values: dict[str, Any] = {}
    rows = session.execute(
        select(Change.field, Change.new)
        .join(Action, Action.id == Change.action_id)
        .where(Change.record_id == record_id, Action.at <= moment)
        .order_by(Change.id)
    )
    for field, new in rows:
        if field == CREATED:
            values = dict(new)
        elif field != DELETED:
            values[field] = new
    return values


def next_undo(session: Session) -> Action | None:
    """The action that undo would take back."""
    return session.scalar(
        select(Action)
        .where(Action.sort == Sort.DONE, Action.reversed_by.is_(None))
        .order_by(Action.id.desc())
        .limit(1)
    )


def next_redo(session: Session) -> Action | None:
    """The undo that redo would take back: none after something new was done."""
    last = session.scalar(
        select(Action)
        .where(Action.sort == Sort.UNDO, Action.reversed_by.is_(None))
        .order_by(Action.id.desc())
        .limit(1)
    )
    if last is None:
        return None
    newer = select(Action.id).where(Action.sort == Sort.DONE, Action.id > last.id).limit(1)
    return None if session.scalar(newer) else last


def reverse(session: Session, action: Action) -> None:
    """Write back what was there before ``action``.

    Raises:
        Refusal: something of it has been changed since, so that taking it back would lose that.
    """
    changes = session.scalars(
        select(Change).where(Change.action_id == action.id).order_by(Change.id.desc())
    ).all()
    for change in changes:
        _reverse(session, change)


def _reverse(session: Session, change: Change) -> None:
    record_class = record_kinds()[change.kind]
    record = session.get(record_class, change.record_id)
    if record is None:
        raise Refusal(_l("This can't be undone: the record is no longer in the store."))
    if change.field == CREATED:
        record.deleted_at = now()
    elif change.field == DELETED:
        record.deleted_at = datetime.fromisoformat(change.old) if change.old else None
    else:
        value = fields_of(record_class)[change.field].value
        if value.to_json(getattr(record, change.field)) != change.new:
            raise Refusal(
                _l(
                    "This can't be undone any more: “{title}” has been changed since.",
                    title=record.title(),
                )
            )
        setattr(record, change.field, value.from_json(change.old))


def mark_reversed(session: Session, action_id: str, by: str | None) -> None:
    """Note which action took ``action_id`` back; ``None`` when it stands again."""
    session.execute(update(Action).where(Action.id == action_id).values(reversed_by=by))


def recent(session: Session, limit: int = 100) -> Sequence[Action]:
    """The latest actions, newest first."""
    return session.scalars(select(Action).order_by(Action.id.desc()).limit(limit)).all()
