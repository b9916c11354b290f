"""Now and then office and register compare what they hold in short, and what differs is fetched or sent again.

So nothing that was ever missed stays missed, and nobody has to reset anything.
"""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.store import Store
from app.sync import digest, outbox, pictures, protocol, taking
from app.sync import link as links
from app.sync.kinds import shared_kinds
from app.sync.protocol import (
    Code,
    Digest,
    DigestsAnswer,
    HeadsAnswer,
    RecordsAnswer,
    RecordsRequest,
)
from app.sync.records import Outgoing, Shared
from app.sync.register_api import Refused, Register

EVERY = 24 * 60 * 60 * 1000
"""How often they are compared, in milliseconds."""


def is_due(session: Session) -> bool:
    """Whether it is time to compare."""
    link = links.connected(session)
    return link is not None and links.local_now() - link.checked_at >= EVERY


def repair(store: Store, register: Register) -> int:
    """Compare, and mend what differs; returns how many records did."""
    theirs = register.get(protocol.DIGESTS, DigestsAnswer)
    with store.read() as session:
        ours = _marks(session)
        busy = set(session.scalars(select(Outgoing.record_id)))
    mended = 0
    for kind in sorted(ours.keys() | theirs.kinds.keys()):
        known = ours.get(kind, {})
        if theirs.kinds.get(kind) != Digest(len(known), digest.total(known.values())):
            heads = register.get(protocol.HEADS, HeadsAnswer, {"kind": kind}).marks
            mended += _mend(store, register, known, heads, busy)
    _note_checked(store)
    return mended


def _marks(session: Session) -> dict[str, dict[str, int]]:
    """The mark of each record that the register is known to have, by kind and id."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    query = select(Shared.kind, Shared.record_id, Shared.stamps).where(Shared.sent)
    for kind, record_id, stamps in session.execute(query):
        found[kind][record_id] = digest.mark(record_id, stamps)
    return found


def _mend(
    store: Store, register: Register, ours: dict[str, int], theirs: dict[str, int], busy: set[str]
) -> int:
    wanted = [
        record_id
        for record_id, mark in theirs.items()
        if ours.get(record_id) != mark and record_id not in busy
    ]
    for start in range(0, len(wanted), protocol.MOST_PULLED):
        _fetch(store, register, wanted[start : start + protocol.MOST_PULLED])
    return len(wanted) + store.keep(lambda session: _send_again(session, ours, theirs))


def _fetch(store: Store, register: Register, ids: list[str]) -> None:
    """Take in records as they stand; in two halves when they are too much for one answer."""
    try:
        states = register.post(protocol.RECORDS, RecordsRequest(ids), RecordsAnswer).records
    except Refused as fault:
        if fault.fault.code != Code.TOO_LARGE or len(ids) == 1:
            raise
        middle = len(ids) // 2
        _fetch(store, register, ids[:middle])
        _fetch(store, register, ids[middle:])
        return
    files = pictures.fetched(store, register, states)
    taking.take(store, links.connected, states, files)


def _send_again(session: Session, ours: dict[str, int], theirs: dict[str, int]) -> int:
    """Let records of this office that the register has lost go out again."""
    link, number = links.connected(session), 0
    for record_id in ours.keys() - theirs.keys():
        shared = session.get(Shared, record_id)
        if link is None or shared is None or not shared.own or shared.kind not in shared_kinds():
            continue
        if shared.owner != link.organisation_id:
            continue
        kind = shared_kinds()[shared.kind]
        record = session.get(kind.record, record_id)
        if record is not None and record.deleted_at is None:
            stamp = links.next_stamp(session, link)
            outbox.queue_whole(session, link, kind, record_id, stamp)
            number += 1
    return number


def _note_checked(store: Store) -> None:
    def note(session: Session) -> None:
        link = links.of(session)
        if link is not None:
            link.checked_at = links.local_now()

    store.keep(note)
