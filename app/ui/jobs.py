"""Background work: a function runs off the GUI thread, and its answer comes back on it.

Nothing longer than 50 ms belongs on the GUI thread. ``run(count, folder, done=show, owner=self)`` is
all that most pages need; a function that takes a keyword ``job`` can tell how far it is and be
cancelled. Callbacks are called on the GUI thread, and never after their owner is gone.
"""

import inspect
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRunnable,
    QThreadPool,
    Signal,
)
from shiboken6 import Shiboken

from app.core.fault import Refusal
from app.core.text import Text

Done = Callable[[Any], object]
Failed = Callable[[BaseException], None]
Progressed = Callable[[int, int, Text | None], None]

_TELL_EVERY = 0.05
"""Seconds between two words about progress; more often nobody can read."""
_LOOK_EVERY = 0.005
"""Seconds between two looks at work in a thread of its own that is waited for."""


class Cancelled(Exception):
    """The work was given up; nobody needs to hear of it."""


class Job:
    """One piece of background work.

    Attributes:
        owner: the object whose life the answer depends on; ``None`` for the whole program.
        words: what is being done, when it was told.
        running: not answered, failed or given up yet; only the GUI thread asks.
    """

    def __init__(self, owner: QObject | None, words: Text | None = None) -> None:
        self.owner = owner
        self.words = words
        self.running = True
        self.last: tuple[int, int, Text | None] = (0, 0, words)
        self._work: Callable[[], Any] | None = None
        self._done: Done | None = None
        self._failed: Failed | None = None
        self._listeners: list[Progressed] = []
        self._ended: list[Callable[[], None]] = []
        self._cancelled = False
        self._told = 0.0
        self._answer: Any = None
        self._fault: BaseException | None = None

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop; safe in any thread."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next check; its answer is dropped."""
        self._cancelled = True

    def check_cancelled(self) -> None:
        """Stop here when the work was given up; called by the working function.

        Raises:
            Cancelled: it was.
        """
        if self._cancelled:
            raise Cancelled

    def progress(self, done: int, total: int, words: Text | None = None) -> None:
        """Tell how far the work is, from the working thread; also stops where it was cancelled.

        ``total`` is 0 while nobody knows how much there is.
        """
        self.check_cancelled()
        self.last = (done, total, words or self.last[2])
        now = time.monotonic()
        if now - self._told >= _TELL_EVERY or done >= total > 0:
            self._told = now
            _bridge().progressed.emit(self)

    def listen(self, listener: Progressed) -> None:
        """Call ``listener(done, total, words)`` on the GUI thread as the work goes on."""
        self._listeners.append(listener)

    def on_end(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` when the work ended in any way."""
        self._ended.append(listener)


class _Bridge(QObject):
    """Lives in the GUI thread and hears there what the workers tell."""

    ended = Signal(object)
    progressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: set[Job] = set()
        self.pool = QThreadPool()
        self.ended.connect(self.end)
        self.progressed.connect(self.tell)

    def tell(self, job: Job) -> None:
        if job.running and not job.cancelled:
            for listener in list(job._listeners):
                listener(*job.last)

    def end(self, job: Job) -> None:
        # Everything the work held is let go here, so that no widget ever dies in a worker's thread.
        self.jobs.discard(job)
        job.running = False
        done, failed, ended = job._done, job._failed, job._ended
        answer, fault = job._answer, job._fault
        job._work = job._done = job._failed = job._answer = job._fault = None
        job._ended, job._listeners = [], []
        for listener in ended:
            listener()
        gone = job.owner is not None and not Shiboken.isValid(job.owner)
        if gone or job.cancelled or isinstance(fault, Cancelled):
            return
        if fault is None:
            if done:
                done(answer)
        elif failed:
            failed(fault)
        elif isinstance(fault, Refusal) and _tell_refusal:
            _tell_refusal(fault, job.owner)
        else:
            sys.excepthook(type(fault), fault, fault.__traceback__)


_the_bridge: _Bridge | None = None
_tell_refusal: Callable[[Refusal, QObject | None], None] | None = None


def _bridge() -> _Bridge:
    global _the_bridge  # noqa: PLW0603 - made when first used, in the GUI thread
    if _the_bridge is None or not Shiboken.isValid(_the_bridge):
        _the_bridge = _Bridge()
    return _the_bridge


class _Runnable(QRunnable):
    def __init__(self, job: Job, bridge: _Bridge) -> None:
        super().__init__()
        self._job = job
        self._bridge = bridge

    def run(self) -> None:
        job = self._job
        try:
            job.check_cancelled()
            if job._work:
                job._answer = job._work()
        except BaseException as fault:  # noqa: BLE001 - handed to the GUI thread as it is
            job._fault = fault
        with suppress(RuntimeError):  # the program ended without waiting; nobody is left to hear
            self._bridge.ended.emit(job)


def tell_refusals(handler: Callable[[Refusal, QObject | None], None] | None) -> None:
    """Choose who shows a refusal's words when a job has no ``failed``; gets also its owner."""
    global _tell_refusal  # noqa: PLW0603 - the window's one way to speak
    _tell_refusal = handler


def run(
    function: Callable[..., Any],
    *args: Any,
    done: Done | None = None,
    failed: Failed | None = None,
    owner: QObject | None = None,
    progress: bool | Text = False,
    apart: bool = False,
) -> Job:
    """Run ``function(*args)`` in the background; call from the GUI thread.

    A function with a parameter ``job`` is given the :class:`Job`. With ``progress`` (or the words for
    it) a small window shows how far the work is and lets it be cancelled, when it takes a while.
    ``apart`` gives it a thread of its own: for work that waits for somebody else's computer, so that
    nothing here waits with it.
    """
    bridge = _bridge()
    job = Job(owner, progress if isinstance(progress, Text) else None)
    job._done, job._failed = done, failed
    named = {"job": job} if _takes_job(function) else {}
    job._work = lambda: function(*args, **named)
    bridge.jobs.add(job)
    if progress:
        from app.ui.widgets.progress import JobDialog  # noqa: PLC0415 - most jobs show nothing

        JobDialog.show_later(job)
    runnable = _Runnable(job, bridge)
    if apart:
        threading.Thread(target=runnable.run, daemon=True, name="kumppani-apart").start()
    else:
        bridge.pool.start(runnable)
    return job


def _takes_job(function: Callable[..., Any]) -> bool:
    try:
        return "job" in inspect.signature(function).parameters
    except (TypeError, ValueError):
        return False


class Latest:
    """Of several requests of the same key only the newest one's answer counts."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self._jobs: dict[str, Job] = {}

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        key: str = "",
    ) -> Job:
        """Run ``function(*args)`` in place of what was asked before with this key."""
        self.cancel(key)
        job = run(function, *args, done=done, failed=failed, owner=self._owner)
        self._jobs[key] = job
        return job

    def cancel(self, key: str = "") -> None:
        """Drop the answer that is still to come."""
        if earlier := self._jobs.pop(key, None):
            earlier.cancel()


def busy() -> bool:
    """Whether any work has not answered yet."""
    return _the_bridge is not None and bool(_the_bridge.jobs)


def wait(timeout_ms: int = 30_000) -> bool:
    """Wait for all work and let it answer, before the store is closed; False when time ran out."""
    deadline = time.monotonic() + timeout_ms / 1000
    while busy() and _the_bridge:  # an answer may ask for more work
        left = round((deadline - time.monotonic()) * 1000)
        if left <= 0 or not _the_bridge.pool.waitForDone(left):
            return False
        QCoreApplication.sendPostedEvents(_the_bridge, QEvent.Type.MetaCall.value)
        if busy():
            time.sleep(_LOOK_EVERY)
    return True


def end(job: Job, timeout_ms: int) -> bool:
    """Ask work in a thread of its own to stop, and wait for it; False when time ran out.

    From then on nobody waits for it: its answer is dropped, and it ends with the program at the latest.
    """
    job.cancel()
    deadline = time.monotonic() + timeout_ms / 1000
    while job.running and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY)
        QCoreApplication.sendPostedEvents(_bridge(), QEvent.Type.MetaCall.value)
    _bridge().jobs.discard(job)
    return not job.running
