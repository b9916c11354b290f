"""One synchronisation from beginning to end: renew, send, fetch, compare."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.core.fault import Refusal
from app.core.store import Store, is_full, said
from app.core.text import _l
from app.sync import (
    comparing,
    conflicts,
    enrolling,
    fetching,
    outbox,
    protocol,
    pulling,
    pushing,
    sending,
    taking,
)
from app.sync import link as links
from app.sync.protocol import Code, OfficesAnswer
from app.sync.records import DISCONNECTED, Link
from app.sync.register_api import Refused, Register
from app.sync.trouble import CANCELLED, FULL, Stopped, Trouble, write

_MOST_RENEWALS = 3
"""A file that has been copied again and again is told from its copies after so many tries at most, and a fresh
copy is begun so often."""


@dataclass(frozen=True)
class Progress:
    """How far a synchronisation has come, in changes sent and positions fetched."""

    sent: int = 0
    to_send: int = 0
    received: int = 0
    to_receive: int = 0


@dataclass
class Report:
    """What a synchronisation did: counts, the cursor after it, seconds, and bytes over the line."""

    pushed: int = 0
    pulled: int = 0
    refused: int = 0
    conflicts: int = 0
    cursor: int = 0
    seconds: float = 0.0
    bytes: int = 0


class Cancelled(Stopped):
    """A person has stopped it; what was taken in so far stays."""


def never() -> bool:
    """Not cancelled."""
    return False


def synchronise(
    store: Store,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = never,
    repair: bool = False,
) -> Report:
    """Send what waits and fetch what has changed.

    Args:
        store: the open store; writes go through it, so that its listeners hear of them.
        progress: told after each page.
        cancelled: asked before each page.
        repair: compare with the register even when it isn't time, and go on from where it stands.

    Raises:
        Stopped: it couldn't be done now; ``trouble`` says why. What was done so far stays done.
        Refusal: the office isn't connected, or its file is damaged.
    """
    run = _Run(store, progress or (lambda _progress: None), cancelled)
    try:
        return run.all(repair=repair)
    except Cancelled:
        raise
    except Stopped as fault:
        _note_trouble(store, fault.trouble)
        raise
    except DatabaseError as fault:
        if not is_full(fault):
            raise said(fault) from fault
        trouble = Trouble(FULL, links.local_now())
        with suppress(DatabaseError):  # there may be room for a word
            _note_trouble(store, trouble)
        raise Stopped(trouble) from fault


class _Run:
    def __init__(
        self, store: Store, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> None:
        self.store = store
        self.report = Report()
        self._tell = progress
        self._cancelled = cancelled
        self._told = Progress()

    def all(self, *, repair: bool) -> Report:
        started = time.perf_counter()
        for left in reversed(range(_MOST_RENEWALS)):
            link = self._link()
            if link.device != self.store.keys.device:
                enrolling.renew(self.store)
                link = self._link()
            with Register(link.url, link.token) as register:
                try:
                    self._once(register, link, repair=repair)
                    break
                except Refused as fault:
                    code = fault.fault.code
                    if code not in {Code.COPY, Code.FRESH} or not left:
                        raise _stopped(self.store, link, fault) from fault
                    if code == Code.COPY:
                        self.store.become_another_device()
                    else:
                        pulling.begin_afresh(self.store)
                finally:
                    self.report.bytes += register.bytes
        self.report.seconds = time.perf_counter() - started
        return self.report

    def _link(self) -> Link:
        with self.store.read() as session:
            found = links.connected(session)
            if found is None:
                raise Refusal(_l("This office isn’t connected to a network."))
            session.expunge(found)
            return found

    def _once(self, register: Register, link: Link, *, repair: bool) -> None:
        """Exchange everything, from wherever the office stands.

        Raises:
            Refused: the register wants something else first: ``Code.COPY`` or ``Code.FRESH``.
            Stopped: it can't be done now.
        """
        taking.catch_up(self.store)
        if repair:
            self._go_back(register, link)
        elif link.cursor == 0:  # another computer of the organisation may have been here before
            self._pull(register)
        self._push(register)
        self._pull(register)
        with self.store.read() as session:
            due = repair or comparing.is_due(session)
        if due and comparing.repair(self.store, register):
            self._push(register)
            self._pull(register)
        if self.report.pulled:
            enrolling.learn_keys(self.store, register)
        self._name_offices(register)
        self.store.keep(lambda session: self._note_success(session, link))

    def _go_back(self, register: Register, link: Link) -> None:
        """Go on from where the register stands, when it is behind this office."""
        stands = register.get(protocol.NETWORK, protocol.NetworkAnswer).position

        def note(session: Session) -> None:
            found = links.connected(session)
            if found is not None and stands < found.cursor:
                found.cursor = stands

        if stands < link.cursor:
            self.store.keep(note)

    def _push(self, register: Register) -> None:
        with self.store.read() as session:
            left = outbox.waiting_count(session)
        if not left:
            return
        self._say(to_send=self._told.sent + left)
        clocks, more = 0, True
        while more:
            more = False
            self._stop_if_asked()
            for answered in sending.answered(self.store, register):
                self._stop_if_asked()
                pushed = pushing.take_answers(self.store, answered)
                self.report.pushed += pushed.applied
                self.report.refused += pushed.refused
                self.report.conflicts += pushed.conflicts
                self._say(sent=self._told.sent + sum(len(page.changes) for page, _ in answered))
                more = not pushing.is_plain(answered[-1][1])
                clocks += pushed.clock
                if clocks > 1:  # the register's own clock can't be followed
                    raise Stopped(Trouble(Code.CLOCK, links.local_now()))

    def _pull(self, register: Register) -> None:
        with self.store.read() as session:
            link = links.connected(session)
            if link is None:
                return
            session.expunge(link)
        self._stop_if_asked()
        for asked, (answer, files) in fetching.pages(self.store, register, link):
            self._stop_if_asked()  # the line may have been slow, and the store be about to close
            if not answer.records and not answer.lost and answer.next == asked.cursor:
                break
            pulled = pulling.take_page(self.store, asked, answer, files)
            self.report.pulled += pulled.records
            self.report.conflicts += pulled.conflicts
            self._say(received=answer.next, to_receive=answer.position)
        if link.fresh:
            pulling.finish_fresh(self.store)

    def _name_offices(self, register: Register) -> None:
        """Ask whose offices the other versions in the inbox come from, when that isn't known yet."""
        with self.store.read() as session:
            unknown = conflicts.unknown_offices(session)
        if unknown:
            offices = register.get(protocol.OFFICES, OfficesAnswer).offices
            self.store.keep(lambda session: conflicts.name_offices(session, offices))

    def _note_success(self, session: Session, known: Link) -> None:
        link = links.connected(session)
        if link is not None and link.token == known.token:
            link.trouble, link.last_success = "", links.local_now()
            self.report.cursor = link.cursor

    def _stop_if_asked(self) -> None:
        if self._cancelled():
            raise Cancelled(Trouble(CANCELLED, links.local_now()))

    def _say(self, **fresh: int) -> None:
        self._told = Progress(**{**vars(self._told), **fresh})
        self._tell(self._told)


def _stopped(store: Store, known: Link, refused: Refused) -> Stopped:
    """What a refusal by the register means for the office; ``known`` is the link with which it asked."""
    code = refused.fault.code
    if code == Code.TOKEN:

        def disconnect(session: Session) -> None:
            link = links.of(session)
            if link is not None and link.token == known.token:  # not one that was made meanwhile
                link.state = DISCONNECTED

        store.keep(disconnect)
    return Stopped(Trouble(code, links.local_now()))


def _note_trouble(store: Store, trouble: Trouble) -> None:
    def note(session: Session) -> None:
        link = links.of(session)
        if link is not None:
            link.trouble = write(trouble)

    store.keep(note)
