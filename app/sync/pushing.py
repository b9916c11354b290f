"""The outbox is sent, page by page; each answer is taken in within one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.record import new_id
from app.core.store import Store
from app.core.text import _n
from app.sync import applying, outbox, protocol, wire
from app.sync import link as links
from app.sync.kinds import shared_kinds
from app.sync.merge import REST, Stamps
from app.sync.protocol import Answer, Change, Code, Outcome, PushAnswer, PushRequest
from app.sync.records import Link, Outgoing, Shared
from app.sync.stamp import NEVER

_ROOM = 900 * 1024
"""So many bytes of fields are sent at once; the rest of the megabyte is for what stands around them."""


@dataclass
class Page:
    """What goes out in one request, and the rows of the outbox that have nothing left to send."""

    changes: list[Change] = field(default_factory=list)
    rows: dict[str, Outgoing] = field(default_factory=dict)
    empty: list[int] = field(default_factory=list)
    too_large: list[int] = field(default_factory=list)
    after: int = 0


@dataclass
class Pushed:
    """What became of a page: fields applied, refused and lost, and whether clocks were set right."""

    applied: int = 0
    refused: int = 0
    conflicts: int = 0
    clock: bool = False


def next_page(session: Session, link: Link) -> Page:
    """The first changes that wait."""
    page = Page(after=link.cursor)
    rows = session.scalars(
        select(Outgoing)
        .where(Outgoing.waits)
        .order_by(Outgoing.number)
        .limit(protocol.MOST_CHANGES)
    ).all()
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.record_id)
    written = {
        record_id: text
        for kind, wanted in ids.items()
        for record_id, text in wire.outgoing(session, shared_kinds()[kind], wanted).items()
    }
    known = _shared(session, [row.record_id for row in rows])
    room = _ROOM
    for row in rows:
        shared = known.get(row.record_id)
        text = written.get(row.record_id)
        change = _change(row, shared, text) if shared and text else None
        if change is None:
            page.empty.append(row.number)
            continue
        size = len(bytes(change.fields))
        if size > protocol.MOST_RECORD:
            page.too_large.append(row.number)
            continue
        room -= size
        if room < 0 and page.changes:
            break
        page.changes.append(change)
        page.rows[change.id] = row
    return page


def _shared(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Stamps and fields beside the record, by its id."""
    query = select(Shared.record_id, Shared.stamps, Shared.fields).where(Shared.record_id.in_(ids))
    return {record_id: (stamps, beside) for record_id, stamps, beside in session.execute(query)}


def _change(row: Outgoing, shared: tuple[str, str], text: str) -> Change | None:
    """What an entry of the outbox says now; ``None`` when all of it has been overtaken."""
    if row.names is None:
        raw = text if shared[1] == "{}" else _with_beside(text, shared[1])
        fields = msgspec.Raw(raw.encode())
        return Change(row.change_id, row.kind, row.record_id, row.stamp, fields, whole=True)
    names = outbox.current_names(row, Stamps.parse(shared[0]))
    if not names:
        return None
    values = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    fields = msgspec.Raw(msgspec.json.encode({name: values[name] for name in names}))
    bases = {name: row.names[name]["base"] for name in names}
    return Change(row.change_id, row.kind, row.record_id, row.stamp, fields, bases)


def _with_beside(text: str, beside: str) -> str:
    whole = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    more = msgspec.json.decode(beside, type=dict[str, msgspec.Raw])
    return msgspec.json.encode({**whole, **more}).decode()


def request(page: Page) -> PushRequest:
    """The request that sends a page."""
    return PushRequest(page.after, page.changes)


def take_answers(store: Store, page: Page, answer: PushAnswer | None) -> Pushed:
    """Take in what the register said to a page; ``None`` when there was nothing to say."""
    pushed = Pushed()
    answers = answer.answers if answer else []
    plain = [each for each in answers if each.outcome == Outcome.APPLIED and not each.refused]
    plain = [each for each in plain if not each.current]
    others = [each for each in answers if each not in plain] if len(plain) < len(answers) else []

    def clean(session: Session) -> None:
        link = links.of(session)
        if link is not None and answer is not None:
            links.hear(link, answer.now)
        _settle(session, [page.rows[each.id] for each in plain])
        if page.empty:
            session.execute(delete(Outgoing).where(Outgoing.number.in_(page.empty)))
        for number in page.too_large:
            row = session.get(Outgoing, number)
            if row is not None:
                row.waits, row.refused = False, [["", Code.TOO_LARGE, ""]]

    def take(session: Session) -> Changes:
        link = links.connected(session)
        if link is not None:
            for each in others:
                _take(session, link, page.rows[each.id], each, pushed)
            if pushed.clock:
                restamp(session, link)
        return Changes(
            _n("Synchronised {count} change", "Synchronised {count} changes", len(others))
        )

    store.keep(clean)
    if others:
        store.take_in(take)
    pushed.applied += len(plain)
    pushed.refused += len(page.too_large)
    return pushed


def _settle(session: Session, rows: Iterable[Outgoing]) -> None:
    """The register has taken these in as they were sent."""
    done = [{"sent_id": row.change_id, "about": row.record_id} for row in rows]
    if not done:
        return
    connection = session.connection()
    connection.execute(
        delete(Outgoing.__table__).where(Outgoing.change_id == bindparam("sent_id")), done
    )
    connection.execute(
        update(Shared.__table__).where(Shared.record_id == bindparam("about")).values(sent=True),
        done,
    )


def _take(session: Session, link: Link, sent: Outgoing, answer: Answer, pushed: Pushed) -> None:
    row = session.scalar(select(Outgoing).where(Outgoing.change_id == answer.id))
    if answer.current:
        pushed.conflicts += applying.take_current(
            session, link, sent.kind, sent.record_id, answer.current
        )
    if answer.outcome == Outcome.APPLIED:
        pushed.applied += 1
        if shared := session.get(Shared, sent.record_id):
            shared.sent = True
    if row is None or row in session.deleted:
        return
    if not answer.refused:
        session.delete(row)
        return
    codes = {each.code for each in answer.refused}
    if Code.CLOCK in codes:
        pushed.clock = True
    elif Code.UNKNOWN_RECORD in codes:
        send_whole(session, link, row)
    else:
        pushed.refused += 1
        refused = {each.field: [each.field, str(each.code), each.reason] for each in answer.refused}
        if "" not in refused:
            before = row.names or {}
            blank = {"base": NEVER, "old": None}
            row.names = {name: before.get(name, blank) for name in refused}
        row.waits, row.refused = False, list(refused.values())


def send_whole(session: Session, link: Link, row: Outgoing) -> None:
    """Let all of a record go out in place of a part of it: the register doesn't have the record."""
    stamp = links.next_stamp(session, link)
    row.names, row.stamp, row.change_id = None, stamp, new_id()
    row.waits, row.refused = True, []
    if shared := session.get(Shared, row.record_id):
        shared.stamps, shared.sent = Stamps({REST: stamp}).written(), False


def restamp(session: Session, link: Link) -> None:
    """Give everything unsent the time by the register's clock: this computer's clock was ahead."""
    link.clock_time, link.clock_counter = links.network_now(link), 0
    for row in session.scalars(select(Outgoing).where(Outgoing.waits).order_by(Outgoing.number)):
        shared = session.get(Shared, row.record_id)
        if shared is None:
            continue
        stamp, stamps = links.next_stamp(session, link), Stamps.parse(shared.stamps)
        for name, known in list(stamps.known.items()):
            if known == row.stamp:
                stamps.put(name, stamp)
        shared.stamps = stamps.written()
        row.stamp, row.change_id = stamp, new_id()
