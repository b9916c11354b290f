"""What has changed in the network is fetched, page by page; each page and its cursor are one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.store import Store
from app.sync import conflicts, protocol, taking, wire
from app.sync import link as links
from app.sync.kinds import shared_kinds
from app.sync.protocol import Lost, PullAnswer
from app.sync.records import Link, Shared
from app.sync.register_api import Register
from app.sync.trouble import ANSWER, BACK, Stopped, Trouble


@dataclass
class Pulled:
    """What a page brought: so many records, and so many conflicts."""

    records: int = 0
    conflicts: int = 0


def fetch(register: Register, after: int, *, ahead: bool = False) -> PullAnswer:
    """The page after a cursor, or ``ahead`` of it while what comes before is still being taken in.

    Raises:
        Stopped: the register is behind the cursor: it isn't the one that this office knew.
    """
    params: dict[str, Any] = {"after": after, "limit": protocol.MOST_PULLED}
    if ahead:  # the register doesn't count on it that everything up to there is here
        params["ahead"] = 1
    answer = register.get(protocol.PULL, PullAnswer, params)
    if answer.position < after:
        raise Stopped(Trouble(BACK, links.local_now()))
    if answer.next < after or (answer.more and answer.next == after):  # would never end
        raise Stopped(Trouble(ANSWER, links.local_now()))
    return answer


def take_page(store: Store, asked: Link, answer: PullAnswer, files: Mapping[str, bytes]) -> Pulled:
    """Take in a page; nothing when the office was disconnected or has another cursor meanwhile.

    Args:
        store: the open store.
        asked: the link as it was when the page was asked for.
        answer: the page.
        files: the pictures of its records by checksum.
    """
    pulled = Pulled()

    def due(session: Session) -> Link | None:
        link = links.connected(session)
        same = link is not None and (link.token, link.cursor) == (asked.token, asked.cursor)
        return link if same else None

    def finish(session: Session, link: Link) -> int:
        links.hear(link, answer.now)
        link.cursor = answer.next
        return sum(_notice(session, each) for each in answer.lost)

    if answer.records or answer.lost:
        pulled.records, pulled.conflicts = taking.take(store, due, answer.records, files, finish)
    else:
        store.keep(lambda session: (link := due(session)) and finish(session, link))
    return pulled


def _notice(session: Session, lost: Lost) -> int:
    """Keep a value that was overwritten at the register; whether it has to be shown."""
    kind, shared = shared_kinds().get(lost.kind), session.get(Shared, lost.record)
    record = session.get(kind.record, lost.record) if kind else None
    if kind is None or record is None or shared is None or lost.field not in kind.names:
        return 0
    if lost.field in kind.pictures:  # is chosen again
        return 0
    value = msgspec.json.decode(lost.value)
    stands = wire.value_of(session, kind, record, lost.field)
    if value == stands or session.get(conflicts.Conflict, lost.id) is not None:
        return 0
    told = conflicts.Lost(lost.kind, lost.record, lost.field, value, lost.stamp)
    conflicts.keep(session, told, stands, lost.later, notice=lost.id, by=lost.by)
    return 1


def begin_afresh(store: Store) -> None:
    """Forget what was received of others: the register has forgotten deletions that this office missed.

    The office's own records and what waits to be sent stay as they are.
    """

    def forget(session: Session) -> None:
        link = links.connected(session)
        if link is not None:
            session.execute(delete(Shared).where(Shared.own.is_(False)))
            link.cursor, link.fresh = 0, True

    store.keep(forget)


def finish_fresh(store: Store) -> None:
    """The fresh copy is whole."""

    def finish(session: Session) -> None:
        link = links.of(session)
        if link is not None:
            link.fresh = False

    store.keep(finish)
