"""Keeps the office synchronised by itself while the window is open.

Shortly after the start, some seconds after a change of what is shared, every few minutes; less and less
often while it fails. Never two at once; a person can always ask for it. What synchronises is loaded when
it is first needed, and an office without a network notices nothing of all this.
"""

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal

from app.core.change import Changes
from app.core.fault import Refusal
from app.core.text import _l
from app.network import actions, rules
from app.network.actions import Overview
from app.network.page.standing import standing
from app.ui import jobs
from app.ui.command import Command
from app.ui.jobs import Job
from app.ui.network_door import NetworkDoor
from app.ui.office import Office

if TYPE_CHECKING:
    from app.sync.client import Report

_MINUTE = 60.0
_PATIENCE_MS = 600
"""What is done before this isn't told while it lasts."""
_STOP_MS = 5000
"""So long a window that closes waits for a page that is being taken in."""
SYNCHRONISE = _l("Synchronise now")
CONNECT = _l("Connect to a network")


class SyncKeeper(NetworkDoor):
    """The one that synchronises, and knows how it stands.

    Attributes:
        overview: how it stands, ``None`` until it has been read.
        job: the synchronisation that is going on.

    Signals:
        changed: it stands otherwise, or something began or ended.
        progressed: how far the synchronisation is, as ``client.Progress``.
    """

    changed = Signal()
    progressed = Signal(object)
    _heard = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.overview: Overview | None = None
        self.job: Job | None = None
        self._latest = jobs.Latest(self)
        self._then: list[Callable[[], object]] = []
        self._stopped = False
        self._asked = self._shown = False
        self._changed_meanwhile = False
        self._failures = 0
        self._due = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._by_itself)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show)
        self._heard.connect(office.changed)
        office.changed.connect(self._office_changed)

    def show(self) -> None:
        self._office.wanted_in.emit(actions.ROOM, actions.STANDING, "")

    @property
    def running(self) -> bool:
        """Whether a synchronisation is going on."""
        return self.job is not None

    @property
    def shown(self) -> bool:
        """Whether it goes on for long enough, or was asked for, so that it is told."""
        return self.running and self._shown

    @property
    def connected(self) -> bool:
        """Whether the office is in a network."""
        return self.overview is not None and self.overview.status.state == "connected"

    def start(self) -> None:
        self.look(self._begin)

    def _begin(self) -> None:
        if self.connected:
            self._plan_regular(0)

    def stop(self) -> None:
        self._stopped = True
        self._timer.stop()
        self._patience.stop()
        if self.job is not None:
            jobs.end(self.job, _STOP_MS)

    def commands(self) -> list[Command]:
        if self.overview is None:
            self.overview = self._office.ask(actions.overview)
        command = _l("Command")
        if self.connected:
            return [Command(SYNCHRONISE, command, lambda: self.synchronise(asked=True))]
        go = partial(self._office.wanted_in.emit, actions.ROOM, actions.CONNECT, "")
        return [Command(CONNECT, command, go)]

    def look(self, then: Callable[[], object] | None = None) -> None:
        """Read how it stands, in the background; then ``then`` is called."""
        if then:
            self._then.append(then)
        self._latest.run(lambda: self._office.ask(actions.overview), done=self._known)

    def _known(self, found: Overview) -> None:
        self.overview = found
        waited, self._then = self._then, []
        for then in waited:
            then()
        self._tell()

    def _tell(self) -> None:
        if self.overview is not None:
            self.told.emit(standing(self.overview.status, running=self.shown))
        self.changed.emit()

    def _show(self) -> None:
        self._shown = True
        self._tell()

    def _office_changed(self, changes: Changes) -> None:
        if self.overview is None or self.overview.status.state == "alone":
            return
        from app.sync.kinds import shared_kinds  # noqa: PLC0415 - needed in a network only

        if not changes.kinds & {*shared_kinds(), "conflict"}:
            return
        self._changed_meanwhile = True
        self.look(self._plan_soon)

    def _plan_soon(self) -> None:
        """Something may have been changed that is to be sent."""
        if self.connected and self.overview and self.overview.status.waiting and not self._failures:
            left = self._due - time.monotonic() if self._due else rules.SOON
            self._plan(min(rules.SOON, left))

    def _plan_regular(self, minutes: float) -> None:
        self._due = time.monotonic() + minutes * _MINUTE
        self._plan(minutes * _MINUTE)

    def _plan(self, seconds: float) -> None:
        if not self._stopped and not self.running:
            self._timer.start(round(max(0.0, seconds) * 1000))

    def _by_itself(self) -> None:
        if self.overview is not None and not self.overview.status.paused:
            self.synchronise()

    def synchronise(self, *, asked: bool = False, repair: bool = False) -> None:
        """Begin, unless it is going on already; ``asked`` tells that a person wants to hear of the end.

        ``repair`` compares everything with the register and sends what that lacks.
        """
        self._asked = self._asked or asked
        if self.running or self._stopped or not self.connected:
            if not self.running:
                self._asked = False
            return
        self._timer.stop()
        self._changed_meanwhile = False
        self._shown = asked
        job = jobs.run(
            self._work,
            repair,
            done=self._succeeded,
            failed=self._failed,
            owner=self,
            apart=True,
        )
        job.on_end(self._ended)
        self.job = job
        self._patience.start()
        if asked:
            self._tell()

    def _work(self, repair: bool, job: Job) -> "Report":
        # HTTP is loaded when it is first needed.
        from app.network.directory import following  # noqa: PLC0415
        from app.sync import client  # noqa: PLC0415

        here = threading.get_ident()

        def hear(changes: Changes) -> None:
            if (
                threading.get_ident() == here
            ):  # what a person writes meanwhile is told by the office
                self._heard.emit(changes)

        stop = self._office.store.listen(hear)
        try:
            return client.synchronise(
                self._office.store,
                progress=self.progressed.emit,
                cancelled=lambda: job.cancelled,
                repair=repair,
            )
        finally:
            stop()
            # What plans and paths count on is read from the catalogue, also while nobody opens the directory.
            following.catch_up(self._office.store, cancelled=lambda: job.cancelled)

    def _ended(self) -> None:
        """In any way: well, not, or given up."""
        self.job = None
        self._shown = False
        self._patience.stop()
        if not self._stopped:
            self._plan_regular(rules.EVERY)
            self.look(self._plan_soon if self._changed_meanwhile else None)

    def _succeeded(self, report: "Report") -> None:
        self._failures = 0
        known = self.overview.status if self.overview else None
        waited = known is not None and bool(known.refused or known.conflicts)
        if self._was_asked():
            self._office.tell(
                _l("Synchronised. Something waits for you on the page Network.")
                if waited or report.refused or report.conflicts
                else _l("Synchronised: everything is up to date.")
            )

    def _failed(self, fault: BaseException) -> None:
        self._failures += 1
        trouble = getattr(fault, "trouble", None)
        needs_somebody = trouble is not None and not rules.passes(trouble.code)
        self._plan_regular(
            rules.LONGEST if needs_somebody else rules.minutes_until_next(self._failures)
        )
        asked = self._was_asked()
        if isinstance(fault, Refusal):
            if asked:
                self._office.refused.emit(fault.words)
        elif asked or self._failures == 1:  # our mistake: told once, not every few minutes
            raise fault

    def _was_asked(self) -> bool:
        asked, self._asked = self._asked, False
        return asked

    def cancel(self) -> None:
        """Stop at the next page; what was taken in so far stays, and it goes on another time."""
        self._asked = False
        if self.job is not None:
            self.job.cancel()

    def pause(self, *, on: bool) -> None:
        """Synchronise by itself no longer, or again."""

        def put() -> None:
            from app.sync import enrolling  # noqa: PLC0415 - HTTP is loaded when it is first needed

            enrolling.pause(self._office.store, on=on)

        if on:
            self.cancel()
        self._run(put, lambda: None if on else self.look(self.synchronise))

    def join(self, url: str, code: str, done: Callable[[], object], failed: jobs.Failed) -> None:
        """Join a network; then the first synchronisation begins."""

        def enrol() -> None:
            from app.sync import enrolling  # noqa: PLC0415 - HTTP is loaded when it is first needed

            enrolling.connect(self._office.store, url, code)

        def joined() -> None:
            self._failures = 0
            done()
            self.look(lambda: self.synchronise(asked=True))

        self._run(enrol, joined, failed)

    def leave(self) -> None:
        """Leave the network; everything stays in this office."""

        def part() -> None:
            from app.sync import enrolling  # noqa: PLC0415 - HTTP is loaded when it is first needed

            enrolling.disconnect(self._office.store)

        self.cancel()
        self._timer.stop()
        self._run(part, lambda: self._office.tell(_l("This office is disconnected.")))

    def _run(
        self,
        work: Callable[[], Any],
        done: Callable[[], object],
        failed: jobs.Failed | None = None,
    ) -> None:
        def finished(_answer: object) -> None:
            done()
            self.look()

        jobs.run(work, done=finished, failed=failed, owner=self, apart=True)


def keeper_of(office: Office) -> SyncKeeper:
    """The one of an office; made when first asked for."""
    if not isinstance(office.network, SyncKeeper):
        office.network = SyncKeeper(office)
    return office.network
