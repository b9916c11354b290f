"""Background work: answers come back on the GUI thread, once, and only to those who still live."""

import sys
import threading
import time
from types import TracebackType

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from app.core.fault import Refusal
from app.core.text import Text, literal
from app.ui import jobs
from app.ui.jobs import Cancelled, Job, Latest
from app.ui.widgets import JobDialog, JobProgress


def test_the_answer_comes_on_the_gui_thread(qtbot: QtBot) -> None:
    answers: list[tuple[int, bool]] = []
    workers: list[threading.Thread] = []

    def add(first: int, second: int) -> int:
        workers.append(threading.current_thread())
        return first + second

    main = threading.current_thread()
    job = jobs.run(
        add, 2, 3, done=lambda sum_: answers.append((sum_, threading.current_thread() is main))
    )
    assert job.running
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(5, True)]
    assert workers[0] is not main
    assert not job.running


def test_a_fault_comes_to_failed(qtbot: QtBot) -> None:
    faults: list[BaseException] = []
    jobs.run(lambda: 1 / len(faults), failed=faults.append)
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], ZeroDivisionError)
    assert faults[0].__traceback__


def _refuse() -> None:
    raise Refusal(literal("Levy on täynnä."))


def test_a_refusal_that_nobody_handles_is_shown_in_words(qtbot: QtBot) -> None:
    told: list[tuple[str, QObject | None]] = []
    owner = QObject()
    jobs.tell_refusals(lambda refusal, who: told.append((str(refusal), who)))
    try:
        jobs.run(_refuse, owner=owner)
        qtbot.waitUntil(lambda: bool(told))
    finally:
        jobs.tell_refusals(None)
    assert told == [("Levy on täynnä.", owner)]


def test_a_bug_goes_to_the_crash_report(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    crashed: list[str] = []

    def hook(kind: type, fault: BaseException, trace: TracebackType | None) -> None:
        crashed.append(f"{kind.__name__}: {fault} {trace is not None}")

    monkeypatch.setattr(sys, "excepthook", hook)
    jobs.run(lambda: {}["missing"])
    qtbot.waitUntil(lambda: bool(crashed))
    assert crashed == ["KeyError: 'missing' True"]


def test_nobody_is_called_after_the_owner_is_gone() -> None:
    answers: list[object] = []
    go = threading.Event()
    owner = QWidget()
    jobs.run(lambda: go.wait(5), done=answers.append, failed=answers.append, owner=owner)
    Shiboken.delete(owner)
    go.set()
    assert jobs.wait()
    assert not answers


def test_cancelled_work_stops_and_stays_silent() -> None:
    heard: list[object] = []
    steps: list[int] = []
    started = threading.Event()

    def long(job: Job) -> None:
        for step in range(1000):
            job.progress(step, 1000)
            steps.append(step)
            started.set()
            time.sleep(0.001)

    job = jobs.run(long, done=heard.append, failed=heard.append)
    job.on_end(lambda: heard.append("end"))
    started.wait(5)
    job.cancel()
    assert jobs.wait()
    assert heard == ["end"]
    assert len(steps) < 1000


def test_work_cancelled_before_its_turn_never_begins() -> None:
    began: list[int] = []
    go = threading.Event()
    pool = jobs._bridge().pool
    blockers = [jobs.run(lambda: go.wait(5)) for _each in range(pool.maxThreadCount())]
    job = jobs.run(lambda: began.append(1))
    job.cancel()
    go.set()
    assert jobs.wait()
    assert blockers
    assert not began


def test_progress_is_heard_on_the_gui_thread(qtbot: QtBot) -> None:
    heard: list[tuple[int, int, str]] = []

    def count(job: Job) -> str:
        job.progress(1, 2, literal("Luetaan rivejä"))
        time.sleep(0.06)
        job.progress(2, 2)
        return "valmis"

    job = jobs.run(count)

    def hear(done: int, total: int, words: Text | None) -> None:
        heard.append((done, total, str(words)))

    job.listen(hear)
    qtbot.waitUntil(lambda: not job.running)
    assert heard[-1] == (2, 2, "Luetaan rivejä")


def test_only_the_newest_answer_counts() -> None:
    answers: list[str] = []
    owner = QObject()
    latest = Latest(owner)
    first = threading.Event()

    def slow() -> str:
        first.wait(5)
        return "vanha"

    latest.run(slow, done=answers.append)
    latest.run(lambda: "uusi", done=answers.append)
    latest.run(lambda: "toinen", done=answers.append, key="other")
    first.set()
    assert jobs.wait()
    assert sorted(answers) == ["toinen", "uusi"]


def test_waiting_at_the_end_lets_an_answer_ask_for_more() -> None:
    order: list[str] = []
    jobs.run(lambda: "a", done=lambda a: (order.append(a), jobs.run(order.append, "b")))
    assert jobs.wait()
    assert order == ["a", "b"]
    assert not jobs.busy()


def test_waiting_gives_up_in_time() -> None:
    go = threading.Event()
    jobs.run(lambda: go.wait(5))
    assert not jobs.wait(20)
    go.set()
    assert jobs.wait()


def test_progress_in_the_page_can_be_cancelled(qtbot: QtBot) -> None:
    go = threading.Event()

    def work(job: Job) -> None:
        job.progress(3, 10, literal("Tuodaan asiakkaita"))
        go.wait(5)
        job.check_cancelled()

    job = jobs.run(work)
    shown = JobProgress(job)
    shown.show()
    qtbot.waitUntil(lambda: job.last[0] == 3)
    qtbot.waitUntil(lambda: "3" in shown._meter._words.text())
    shown.cancel()
    assert job.cancelled
    go.set()
    qtbot.waitUntil(lambda: not job.running)


def test_the_window_over_long_work_closes_when_it_ends(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.widgets.progress._PATIENCE_MS", 1)
    go = threading.Event()
    owner = QWidget()
    owner.show()
    job = jobs.run(lambda: go.wait(5), owner=owner, progress=literal("Tehdään varmuuskopiota"))
    qtbot.waitUntil(lambda: owner.findChild(JobDialog) is not None)
    dialog = owner.findChild(JobDialog)
    assert dialog.isVisible()
    dialog.close()
    assert job.cancelled
    assert dialog.isVisible()
    go.set()
    qtbot.waitUntil(lambda: owner.findChild(JobDialog) is None)


def test_cancelled_is_an_exception_of_its_own() -> None:
    job = Job(None)
    job.check_cancelled()
    job.cancel()
    with pytest.raises(Cancelled):
        job.check_cancelled()
