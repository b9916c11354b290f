"""What came from the register is taken in: into the office's own tables, or beside them for records of others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.offered import Offered
from app.core.record import Record
from app.services.records import ServiceProduct
from app.sync import conflicts, wire
from app.sync import link as links
from app.sync.kinds import SharedKind, shared_kinds
from app.sync.merge import DELETED, Stamps
from app.sync.outbox import is_dirty
from app.sync.protocol import Current, RecordState, Role
from app.sync.received import taken_in
from app.sync.records import Link, Outgoing, Shared
from app.sync.stamp import device_tag, milliseconds, tag_of

_KEEP = (
    "INSERT INTO sync_shared (record_id, kind, owner, own, sent, stamps, fields) "
    "VALUES (?, ?, ?, 0, 1, ?, ?) ON CONFLICT (record_id) DO UPDATE SET kind = excluded.kind, "
    "owner = excluded.owner, stamps = excluded.stamps, fields = excluded.fields"
)
_WAITS = "INSERT OR IGNORE INTO catalogue_waiting (record_id) VALUES (?)"
_CERTIFICATE = "certificate"
NO_FILES: Mapping[str, bytes] = {}


def take(
    session: Session,
    link: Link,
    states: Sequence[RecordState],
    files: Mapping[str, bytes] = NO_FILES,
) -> int:
    """Take in records as the register has them; returns how many conflicts came of it.

    ``files`` holds their pictures by checksum, as far as they could be fetched.
    """
    latest = max((max(state.stamps.values(), default="") for state in states), default="")
    if latest:
        links.see(link, latest)
    # Whether a certificate lives here is told by the services, which may come with it or later.
    others = [state for state in states if state.kind != _CERTIFICATE]
    fresh = _fresh_services(session, others)
    made = _take_part(session, link, others, files)
    certificates = [state for state in states if state.kind == _CERTIFICATE]
    made += _take_part(session, link, certificates, files)
    return made + _take_part(session, link, _certificates_of(session, fresh), files)


def _take_part(
    session: Session, link: Link, states: Sequence[RecordState], files: Mapping[str, bytes]
) -> int:
    if not states:
        return 0
    here, foreign = _here(session, link, states)
    _keep(session, [state for state in states if state.id not in here | foreign])
    page = [state for state in states if state.id in here]
    return _merge_all(session, link, page, files, whole=True)


def _fresh_services(session: Session, states: Iterable[RecordState]) -> set[str]:
    """The ids of services that aren't in the office's own table yet."""
    ids = [state.id for state in states if state.kind == ServiceProduct.kind.name]
    query = select(ServiceProduct.id).where(wire.among(ServiceProduct.__table__.c.id))
    return set(ids).difference(session.scalars(query, {"ids": ids})) if ids else set()


def _certificates_of(session: Session, services: set[str]) -> list[RecordState]:
    """The kept certificates that name services which were only now taken into the office's own table."""
    query = select(ServiceProduct.id).where(wire.among(ServiceProduct.__table__.c.id))
    here = set(session.scalars(query, {"ids": list(services)})) if services else set()
    if not here:
        return []
    kept = select(Shared).where(Shared.kind == _CERTIFICATE, Shared.own.is_(False))
    return [
        _state(each)
        for each in session.scalars(kept).all()
        if not here.isdisjoint(_named_services(each.fields))
    ]


def take_current(
    session: Session, link: Link, kind: str, record_id: str, current: Mapping[str, Current]
) -> int:
    """Take in the later values with which the register answered a change."""
    stamps = {name: each.stamp for name, each in current.items()}
    shared = session.get(Shared, record_id)
    if shared is None or kind not in shared_kinds() or not stamps:
        return 0
    links.see(link, max(stamps.values()))
    values = {name: each.value for name, each in current.items()}
    fields = msgspec.Raw(msgspec.json.encode(values))
    part = RecordState(record_id, kind, shared.owner, fields, stamps)
    return _merge_all(session, link, [part], NO_FILES, whole=False)


def take_up(session: Session) -> None:
    """Give records what was kept beside them, as far as this program can hold it by now."""
    rows = session.scalars(select(Shared).where(Shared.own, Shared.fields != "{}")).all()
    for shared in rows:
        kind = shared_kinds().get(shared.kind)
        record = session.get(kind.record, shared.record_id) if kind else None
        if kind is None or record is None:
            continue
        beside: dict[str, Any] = msgspec.json.decode(shared.fields)
        for name in kind.names:
            if name in beside and wire.put(session, kind, record, name, beside[name], NO_FILES):
                del beside[name]
        shared.fields = msgspec.json.encode(beside).decode()


def kept_apart(session: Session, link: Link) -> list[RecordState]:
    """The organisation's own records of which an older program didn't know the kind."""
    query = select(Shared).where(
        Shared.own.is_(False),
        Shared.owner == link.organisation_id,
        Shared.kind.in_(shared_kinds()),
    )
    return [_state(shared) for shared in session.scalars(query)]


def _state(shared: Shared) -> RecordState:
    """A record that is kept beside the office's own tables, as it came."""
    fields = msgspec.Raw(shared.fields.encode())
    stamps = Stamps.parse(shared.stamps).known
    return RecordState(shared.record_id, shared.kind, shared.owner, fields, stamps)


def _here(session: Session, link: Link, states: Sequence[RecordState]) -> tuple[set[str], set[str]]:
    """Which of the records live in the office's own tables, and which only have the id of one that does.

    Somebody else may have sent a record under the id of one of this office before it was sent itself: that
    changes nothing here.
    """
    query = select(Shared.record_id, Shared.kind, Shared.owner).where(
        wire.among(Shared.__table__.c.record_id), Shared.own
    )
    rows = session.execute(query, {"ids": [state.id for state in states]})
    known = {record_id: (kind, owner) for record_id, kind, owner in rows}
    here, foreign = set[str](), set[str]()
    for state in states:
        if state.id in known:
            same = known[state.id] == (state.kind, state.owner) and state.kind in shared_kinds()
            (here if same else foreign).add(state.id)
        elif state.kind in shared_kinds() and _lives_here(session, link, state):
            here.add(state.id)
    return here, foreign


def _lives_here(session: Session, link: Link, state: RecordState) -> bool:
    if state.owner == link.organisation_id or shared_kinds()[state.kind].in_every_office:
        return True
    if state.kind == "certificate_request":
        return link.role == Role.CERTIFIER
    if state.kind == _CERTIFICATE:  # one that was granted for a service of this office
        ids = _named_services(bytes(state.fields))
        query = select(ServiceProduct.id).where(ServiceProduct.id.in_(ids)).limit(1)
        return session.scalar(query) is not None
    return False


def _named_services(written: str | bytes) -> list[str]:
    """The services that a certificate's fields name, as far as they are of that form."""
    fields = msgspec.json.decode(written)
    named = fields.get("services") if isinstance(fields, dict) else None
    rows = [row for row in named if isinstance(row, dict)] if isinstance(named, list) else []
    return [found for row in rows if isinstance(found := row.get("service_id"), str)]


def _keep(session: Session, states: Iterable[RecordState]) -> None:
    rows = [
        (
            state.id,
            state.kind,
            state.owner,
            Stamps(state.stamps).written(),
            bytes(state.fields).decode(),
        )
        for state in states
    ]
    if rows:
        connection = session.connection()
        connection.exec_driver_sql(_KEEP, rows)
        connection.exec_driver_sql(_WAITS, [(row[0],) for row in rows])


@dataclass
class _Known:
    """What the office has of some records, each by their ids."""

    shared: dict[str, Shared]
    records: dict[str, Record]
    waiting: dict[str, list[Outgoing]]


def _known(session: Session, states: Sequence[RecordState]) -> _Known:
    """Read once for a whole page."""
    ids: dict[str, list[str]] = defaultdict(list)
    for state in states:
        ids[state.kind].append(state.id)
    every = {"ids": [state.id for state in states]}
    shared = select(Shared).where(wire.among(Shared.__table__.c.record_id))
    records = [
        record
        for name, wanted in ids.items()
        for record in _records(session, shared_kinds()[name].record, wanted)
    ]
    waiting: dict[str, list[Outgoing]] = defaultdict(list)
    rows = select(Outgoing).where(wire.among(Outgoing.__table__.c.record_id))
    for row in session.scalars(rows.order_by(Outgoing.number), every):
        waiting[row.record_id].append(row)
    return _Known(
        {each.record_id: each for each in session.scalars(shared, every)},
        {each.id: each for each in records},
        waiting,
    )


def _records(session: Session, record: type[Record], ids: list[str]) -> Iterable[Record]:
    return session.scalars(select(record).where(wire.among(record.__table__.c.id)), {"ids": ids})


def _merge_all(
    session: Session,
    link: Link,
    states: Sequence[RecordState],
    files: Mapping[str, bytes],
    *,
    whole: bool,
) -> int:
    """Merge records into the office's own tables; how many conflicts it made.

    ``whole`` tells that the states are all that the register has of the records.
    """
    if not states:
        return 0
    known, made = _known(session, states), 0
    for state in states:
        made += _merge(session, link, state, files, known, whole=whole)
    session.flush()
    for state in states:
        taken_in(session, link, known.records[state.id])
    return made


def _merge(
    session: Session,
    link: Link,
    state: RecordState,
    files: Mapping[str, bytes],
    known: _Known,
    *,
    whole: bool,
) -> int:
    """Merge one record into the office's own tables, field by field; how many conflicts it made."""
    kind = shared_kinds()[state.kind]
    shared, record = known.shared.get(state.id), known.records.get(state.id)
    if shared is None or not shared.own:
        shared = shared or Shared(record_id=state.id, kind=state.kind, fields="{}")
        shared.owner, shared.own, shared.sent, shared.stamps = state.owner, True, True, "{}"
        session.add(shared)
        known.shared[state.id] = shared
    local, remote = Stamps.parse(shared.stamps), Stamps(state.stamps)
    if record is None:
        record = known.records[state.id] = kind.record(id=state.id)
        if isinstance(record, Offered) and state.owner != link.organisation_id:
            record.owner_id = state.owner
        local = Stamps({})
    waiting = known.waiting[state.id]
    fields = msgspec.json.decode(state.fields, type=dict[str, Any])
    made = _take_fields(
        session, link, kind, record, shared, fields, (local, remote), waiting, files
    )
    if whole:
        ahead = {name for name in kind.names if local.of(name) > remote.of(name)}
        stamps = dict(remote.known)
        stamps.update({name: local.of(name) for name in ahead})
        local = Stamps(stamps)
        shared.sent = True
    shared.stamps = local.written()
    if record not in session:
        session.add(record)
    for row in waiting:
        _mind(session, kind, row, local, remote)
    return made


def _mind(session: Session, kind: SharedKind, row: Outgoing, local: Stamps, remote: Stamps) -> None:
    """What lost against a later value, or has arrived, needn't be sent any more."""
    if row.names is None and remote.known:
        arrived = row.stamp in remote.known.values()
        names = () if arrived else [name for name in kind.names if local.of(name) == row.stamp]
        row.names = {name: {"base": remote.of(name)} for name in names}
    if row.names is not None and not any(local.of(name) == row.stamp for name in row.names):
        session.delete(row)


def _take_fields(
    session: Session,
    link: Link,
    kind: SharedKind,
    record: Record,
    shared: Shared,
    fields: Mapping[str, Any],
    stamps: tuple[Stamps, Stamps],
    waiting: Sequence[Outgoing],
    files: Mapping[str, bytes],
) -> int:
    local, remote = stamps
    beside: dict[str, Any] = msgspec.json.decode(shared.fields)
    made = 0
    fresh = record not in session
    for name, value in fields.items():
        if remote.of(name) <= local.of(name):
            continue
        if name in kind.names:
            mine = None if fresh else wire.value_of(session, kind, record, name)
            if mine != value and not fresh and _is_written(kind, waiting, stamps, name):
                lost = conflicts.Lost(kind.name, record.id, name, mine, local.of(name))
                conflicts.keep(session, lost, value, remote.of(name))
                made += 1
            if name == DELETED and value and (edited := _edited(link, kind, waiting, stamps)):
                # Moved to the bin by another office while something of it was being changed here.
                lost = conflicts.Lost(kind.name, record.id, DELETED, None, local.of(edited))
                conflicts.keep(session, lost, value, remote.of(name))
                made += 1
            if wire.put(session, kind, record, name, value, files):
                beside.pop(name, None)
            else:
                beside[name] = value
        else:
            beside[name] = value
        local.put(name, remote.of(name))
    shared.fields = msgspec.json.encode(beside).decode()
    return made


def _is_written(
    kind: SharedKind, waiting: Sequence[Outgoing], stamps: tuple[Stamps, Stamps], name: str
) -> bool:
    """Whether a person has given a field a value here that would be lost; a picture is chosen again."""
    return name not in kind.pictures and is_dirty(waiting, *stamps, name)


def _edited(
    link: Link, kind: SharedKind, waiting: Sequence[Outgoing], stamps: tuple[Stamps, Stamps]
) -> str:
    """A field that was changed here since the last exchange, so that others can't have seen it; or ``""``."""
    local, own = stamps[0], tag_of(link.device)
    since = link.last_success + link.offset
    for name in kind.fields:
        stamp = local.of(name)
        recent = stamp and device_tag(stamp) == own and milliseconds(stamp) > since
        if is_dirty(waiting, *stamps, name) or (recent and link.last_success):
            return name
    return ""
