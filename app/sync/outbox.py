"""What waits to be sent: noted in the transaction of the change itself, so that nothing is forgotten.

:func:`note` follows the history of every store (``core.history.follow``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.core import history
from app.core.record import Record, new_id
from app.sync import link as links
from app.sync.kinds import SHARED, SharedKind, shared_kinds
from app.sync.merge import REST, Stamps
from app.sync.records import Link, Outgoing, Shared
from app.sync.stamp import NEVER

SILENT = "sync_silent"
"""Set in a session that puts back what the register has: nothing of it goes out."""


def note(session: Session, changes: Sequence[Mapping[str, Any]], records: history.Records) -> None:
    """Put the changes of shared fields into the outbox; nothing when the office was never in a network."""
    if session.info.get(history.SORT) == history.Sort.SYNC or session.info.get(SILENT):
        return
    touched = [key for key in records if key[0] in shared_kinds()]
    link = links.of(session) if touched else None
    if link is None:
        return
    stamp = links.next_stamp(session, link)
    by_record: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for change in changes:
        by_record[change["kind"], change["record_id"]].append(change)
    for kind, record_id in touched:
        _note(session, link, records[kind, record_id], by_record[kind, record_id], stamp)


def _note(
    session: Session,
    link: Link,
    record: Record,
    changes: Iterable[Mapping[str, Any]],
    stamp: str,
) -> None:
    kind = shared_kinds()[record.kind.name]
    shared = session.get(Shared, record.id)
    if shared is None:
        if kind.begins(record, link.role):
            queue_whole(session, link, kind, record.id, stamp)
        return
    if not shared.sent and shared.owner != link.organisation_id:
        return  # it belongs to a network that the office was in before
    beside: dict[str, Any] = msgspec.json.decode(shared.fields) if shared.own else {}
    waiting = session.scalars(select(Outgoing).where(Outgoing.record_id == record.id)).all()
    if whole := next((each for each in waiting if each.names is None), None):
        # The register doesn't have the record yet: all of it goes out as it stands now.
        whole.stamp, whole.change_id, whole.waits, whole.refused = stamp, new_id(), True, []
        shared.stamps = Stamps({REST: stamp}).written()
        return
    stamps = Stamps.parse(shared.stamps)
    names: dict[str, dict[str, Any]] = {}
    for change in changes:
        name, old = change["field"], change["old"]
        if name in kind.names and kind.outward(name, old) != kind.outward(name, change["new"]):
            # Nobody here has seen the value that is kept beside the record.
            base = NEVER if name in beside else stamps.of(name)
            names[name] = _first(waiting, stamps, name) or {"base": base, "old": old}
    if not names:
        return
    for name in names:
        stamps.put(name, stamp)
    if not beside.keys().isdisjoint(names):
        left = {name: value for name, value in beside.items() if name not in names}
        shared.fields = msgspec.json.encode(left).decode()
    shared.stamps = stamps.written()
    session.add(Outgoing(kind=kind.name, record_id=record.id, stamp=stamp, names=names, refused=[]))
    forget_overtaken(session, waiting, stamps)


def _first(waiting: Iterable[Outgoing], stamps: Stamps, name: str) -> dict[str, Any] | None:
    """What the register had of a field before the unsent change that is now changed again."""
    for each in waiting:
        names = each.names or {}
        if name in names and each.stamp == stamps.of(name):
            return dict(names[name])
    return None


def forget_overtaken(session: Session, waiting: Iterable[Outgoing], stamps: Stamps) -> None:
    """Remove refused changes whose fields have all been given other values since."""
    for each in waiting:
        if not each.waits and each.names and not current_names(each.names, each.stamp, stamps):
            session.delete(each)


def current_names(names: Mapping[str, Any] | None, stamp: str, stamps: Stamps) -> list[str]:
    """The fields of a change that still have the value of that moment."""
    return [name for name in names or {} if stamps.of(name) == stamp]


def queue_whole(session: Session, link: Link, kind: SharedKind, record_id: str, stamp: str) -> None:
    """Let all of a record that the register doesn't have go out."""
    written = Stamps({REST: stamp}).written()
    shared = session.get(Shared, record_id)
    if shared is None:
        session.add(
            Shared(
                record_id=record_id,
                kind=kind.name,
                owner=link.organisation_id,
                own=True,
                sent=False,
                stamps=written,
                fields="{}",
            )
        )
    else:
        shared.stamps, shared.sent = written, False
    session.add(Outgoing(kind=kind.name, record_id=record_id, stamp=stamp, names=None, refused=[]))


def queue_all(session: Session, link: Link) -> None:
    """Let everything go out that is to be shared and isn't yet."""
    stamp = links.next_stamp(session, link)
    written = Stamps({REST: stamp}).written()
    for kind in SHARED:
        ids = list(session.scalars(unshared(kind, link.role)))
        if not ids:
            continue
        session.execute(
            insert(Shared),
            [
                {
                    "record_id": record_id,
                    "kind": kind.name,
                    "owner": link.organisation_id,
                    "own": True,
                    "sent": False,
                    "stamps": written,
                    "fields": "{}",
                }
                for record_id in ids
            ],
        )
        session.execute(
            insert(Outgoing),
            [
                {
                    "change_id": new_id(),
                    "kind": kind.name,
                    "record_id": record_id,
                    "stamp": stamp,
                    "names": None,
                    "waits": True,
                    "refused": [],
                }
                for record_id in ids
            ],
        )


def unshared(kind: SharedKind, role: str) -> Any:
    """The query of the ids of records that are to be shared by a device of a role and aren't yet."""
    record = kind.record
    return (
        select(record.id)
        .where(*kind.to_be_shared(role), record.id.not_in(select(Shared.record_id)))
        .order_by(record.id)
    )


def waiting_count(session: Session) -> int:
    """How many changes wait to be sent."""
    return session.scalar(select(func.count()).where(Outgoing.waits)) or 0


def is_dirty(waiting: Iterable[Outgoing], local: Stamps, remote: Stamps, name: str) -> bool:
    """Whether the register, whose stamps are ``remote``, has never had the value that a field has now.

    A whole record of which the register has the stamp was sent by another copy of this file.
    """
    stamp = local.of(name)
    return stamp != NEVER and any(
        each.stamp == stamp
        and (stamp not in remote.known.values() if each.names is None else name in each.names)
        for each in waiting
    )
