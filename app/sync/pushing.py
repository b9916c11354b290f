"""The outbox is sent, page by page; each answer is taken in within one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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

_ROOM = protocol.MOST_BYTES - 1024
"""So many bytes of changes are sent at once; the rest of the megabyte is for what stands around them."""
_AROUND, _BASE = 320, 100
"""So many bytes stand around the fields of a change at most, and a base is so long."""


class _Waiting(NamedTuple):
    """A row of the outbox, with the stamps of its record and what is kept beside it."""

    number: int
    change_id: str
    kind: str
    record_id: str
    stamp: str
    names: dict[str, dict[str, Any]] | None
    stamps: str | None
    beside: str | None


_OUTGOING: Any = Outgoing.__table__
_KNOWN: Any = Shared.__table__
# Of the tables and not of the classes: a page is read in half the time when no objects are looked for.
_WAITING = (
    select(
        _OUTGOING.c.number,
        _OUTGOING.c.change_id,
        _OUTGOING.c.kind,
        _OUTGOING.c.record_id,
        _OUTGOING.c.stamp,
        _OUTGOING.c.names,
        _KNOWN.c.stamps,
        _KNOWN.c.fields.label("beside"),
    )
    .join_from(_OUTGOING, _KNOWN, _KNOWN.c.record_id == _OUTGOING.c.record_id, isouter=True)
    .where(_OUTGOING.c.waits, _OUTGOING.c.number > bindparam("behind"))
    .order_by(_OUTGOING.c.number)
    .limit(protocol.MOST_CHANGES)
)
# An entry that was changed while it was being sent has another id by now, and stays.
_SETTLED = delete(_OUTGOING).where(
    wire.among(_OUTGOING.c.change_id),
    Outgoing.number.between(bindparam("first"), bindparam("last")),
)
_SENT = update(_KNOWN).where(wire.among(_KNOWN.c.record_id)).values(sent=True)


@dataclass
class Page:
    """What goes out in one request, and the rows of the outbox that have nothing left to send.

    Attributes:
        changes: what is sent; ``rows`` are the rows of the outbox that they come from, by their ids.
        empty: numbers of rows of which everything has been overtaken.
        too_large: the change ids of rows that the register wouldn't take.
        after: the cursor of the office; ``network`` is its network.
        last: the number of the last row that was looked at; ``more`` tells whether others wait behind it.
    """

    changes: list[Change] = field(default_factory=list)
    rows: dict[str, _Waiting] = field(default_factory=dict)
    empty: list[int] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    after: int = 0
    network: str = ""
    last: int = 0
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.changes or self.empty or self.too_large)


Answered = tuple[Page, PushAnswer | None]
"""A page, and what the register said to it; ``None`` when there was nothing to say."""


@dataclass
class Pushed:
    """What became of some pages: fields applied, refused and lost, and whether clocks were set right."""

    applied: int = 0
    refused: int = 0
    conflicts: int = 0
    clock: bool = False


def next_page(session: Session, link: Link, behind: int = 0) -> Page:
    """The first changes that wait behind a number of the outbox."""
    page = Page(after=link.cursor, network=link.network_id, last=behind)
    rows = list(map(_Waiting._make, session.execute(_WAITING, {"behind": behind})))
    page.more = len(rows) == protocol.MOST_CHANGES
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.record_id)
    written = {
        record_id: text
        for kind, wanted in ids.items()
        for record_id, text in wire.outgoing(session, shared_kinds()[kind], wanted).items()
    }
    room = _ROOM
    for row in rows:
        text = written.get(row.record_id)
        change = _change(row, text, row.stamps) if text and row.stamps is not None else None
        size = len(bytes(change.fields)) if change else 0
        if change is None:
            page.empty.append(row.number)
        elif size > protocol.MOST_RECORD:
            page.too_large.append(row.change_id)
        elif (whole := size + _AROUND + _BASE * len(change.bases)) > room and page.changes:
            page.more = True
            break
        else:
            room -= whole
            page.changes.append(change)
            page.rows[change.id] = row
        page.last = row.number
    return page


def _change(row: _Waiting, text: str, stamps: str) -> Change | None:
    """What an entry of the outbox says now; ``None`` when all of it has been overtaken."""
    if row.beside and row.beside != "{}":
        text = _with_beside(text, row.beside)
    if row.names is None:
        fields = msgspec.Raw(text.encode())
        return Change(row.change_id, row.kind, row.record_id, row.stamp, fields, whole=True)
    names = outbox.current_names(row.names, row.stamp, Stamps.parse(stamps))
    values = msgspec.json.decode(text, type=dict[str, msgspec.Raw]) if names else {}
    names = [name for name in names if name in values]
    if not names:
        return None
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


def is_plain(answer: PushAnswer | None) -> bool:
    """Whether everything was applied as it was sent, so that nothing here changes by it."""
    return answer is None or all(map(_is_plain, answer.answers))


def _is_plain(answer: Answer) -> bool:
    return answer.outcome == Outcome.APPLIED and not answer.refused and not answer.current


def take_answers(store: Store, answered: Sequence[Answered]) -> Pushed:
    """Take in what the register said to some pages of one network, in the order in which they were sent."""
    pushed = Pushed()
    network = answered[0][0].network
    plain, others = list[_Waiting](), list[tuple[_Waiting, Answer]]()
    for page, answer in answered:
        for each in answer.answers if answer else ():
            row = page.rows[each.id]
            if _is_plain(each):
                plain.append(row)
            else:
                others.append((row, each))

    def clean(session: Session) -> None:
        link = links.of(session)
        if link is None or link.network_id != network:  # the office is in another one by now
            return
        if (last := answered[-1][1]) is not None:  # those before it may have come a while ago
            links.hear(link, last.now)
        for page, _answer in answered:
            if page.empty:
                session.execute(delete(Outgoing).where(Outgoing.number.in_(page.empty)))
            for change_id in page.too_large:  # unless it was changed meanwhile
                row = session.scalar(select(Outgoing).where(Outgoing.change_id == change_id))
                if row is not None:
                    row.waits, row.refused = False, [["", Code.TOO_LARGE, ""]]
        _settle(session, plain)

    def take(session: Session) -> Changes:
        link = links.connected(session)
        if link is not None and link.network_id == network:
            for row, each in others:
                _take(session, link, row, each, pushed)
            if pushed.clock:
                restamp(session, link)
        return Changes(
            _n("Synchronised {count} change", "Synchronised {count} changes", len(others))
        )

    store.keep(clean)
    if others:
        store.take_in(take)
    pushed.applied += len(plain)
    pushed.refused += sum(len(page.too_large) for page, _answer in answered)
    return pushed


def _settle(session: Session, rows: Iterable[_Waiting]) -> None:
    """The register has taken these in as they were sent."""
    done = sorted(rows, key=lambda row: row.number)
    if done:
        connection = session.connection()
        span = {"first": done[0].number, "last": done[-1].number}
        connection.execute(_SETTLED, {**span, "ids": [row.change_id for row in done]})
        connection.execute(_SENT, {"ids": [row.record_id for row in done]})


def _take(session: Session, link: Link, sent: _Waiting, answer: Answer, pushed: Pushed) -> None:
    if answer.current:
        pushed.conflicts += applying.take_current(
            session, link, sent.kind, sent.record_id, answer.current
        )
    row = session.scalar(select(Outgoing).where(Outgoing.change_id == answer.id))
    shared = session.get(Shared, sent.record_id)
    if answer.outcome == Outcome.APPLIED:
        pushed.applied += 1
    if shared is not None and answer.outcome != Outcome.REFUSED:
        shared.sent = True
    if row is None:
        return
    if not answer.refused:
        session.delete(row)
        return
    codes = {each.code for each in answer.refused}
    if Code.CLOCK in codes:
        pushed.clock = True
    elif Code.UNKNOWN_RECORD in codes and _is_ours(link, shared) and row.names is not None:
        send_whole(session, link, row)
    else:
        pushed.refused += _keep_refused(session, row, answer)


def _keep_refused(session: Session, row: Outgoing, answer: Answer) -> bool:
    """Keep what was refused for a person, as far as there is something of it that one can change here."""
    known = {"", *shared_kinds()[row.kind].names}
    told = [each for each in answer.refused if each.field in known]
    if not told:  # only fields of a newer program, which this one has passed on
        session.delete(row)
        return False
    refused = {each.field: [each.field, str(each.code), each.reason] for each in told}
    if "" not in refused:
        before = row.names or {}
        blank = {"base": NEVER}
        row.names = {name: before.get(name, blank) for name in refused}
    row.waits, row.refused = False, list(refused.values())
    return True


def _is_ours(link: Link, shared: Shared | None) -> bool:
    """Whether a record that the register has lost is this office's to send: it becomes the sender's own."""
    return shared is not None and shared.owner == link.organisation_id


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
