"""What keeps an office synchronised by itself: when, how often, never twice, and how it ends."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.core import editing
from app.core.record import new_id
from app.network import rules
from app.network.directory import current
from app.network.page import keeper as keepers
from app.network.page.keeper import SyncKeeper
from app.services.records import ServiceProduct
from app.sync import client, enrolling
from app.sync import link as links
from app.sync.client import Progress, Report
from app.sync.records import Link
from app.sync.trouble import BACK, OFFLINE, Stopped, Trouble
from app.ui import jobs
from app.ui.tour import settle
from app.ui.window import MainWindow


class Register:
    """Stands for the register: what it is asked, and what it does."""

    def __init__(self) -> None:
        self.asked: list[bool] = []
        self.going_on = 0
        self.most_at_once = 0
        self.does: Callable[[Callable[[], bool]], object] = lambda _cancelled: None

    def synchronise(self, _store, *, progress, cancelled, repair=False) -> Report:
        self.asked.append(repair)
        self.going_on += 1
        self.most_at_once = max(self.most_at_once, self.going_on)
        try:
            progress(Progress(sent=1, to_send=2))
            self.does(cancelled)
        finally:
            self.going_on -= 1
        return Report()


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    made = Register()
    monkeypatch.setattr(client, "synchronise", made.synchronise)
    return made


@pytest.fixture
def keeper(window: MainWindow, register: Register) -> Iterator[SyncKeeper]:
    """The one of a connected office."""
    found = window.office.network
    assert isinstance(found, SyncKeeper)
    window.office.store.keep(_link)
    found.look()
    settle()
    yield found
    register.does = lambda _cancelled: None


def _link(session) -> None:
    session.add(
        Link(
            url="http://127.0.0.1:1",
            network_id=new_id(),
            network_name="Verkosto",
            organisation_id=new_id(),
            organisation_name="Arkiapu",
            role="member",
            device=new_id(),
            token="x",
            last_success=links.local_now(),
        )
    )


def minutes_left(keeper: SyncKeeper) -> float:
    return keeper._timer.remainingTime() / 60_000 if keeper._timer.isActive() else -1


def run(keeper: SyncKeeper, **how: bool) -> None:
    keeper.synchronise(**how)
    settle()


def fails(code: str) -> Callable[[object], None]:
    def stop(_cancelled: object) -> None:
        raise Stopped(Trouble(code, 1))

    return stop


def test_an_office_without_a_network_notices_nothing(
    window: MainWindow, register: Register
) -> None:
    keeper = window.office.network
    told: list[object] = []
    keeper.told.connect(told.append)
    keeper.start()
    settle()
    assert set(told) == {None}
    looks = len(told)
    write_a_service(window)
    settle()
    assert len(told) == looks, "a change is nothing to look at"
    assert not keeper._timer.isActive()
    assert register.asked == []
    assert not window.rail._network.isVisible()


def write_a_service(window: MainWindow) -> None:
    window.office.write(lambda s: editing.add(s, ServiceProduct, {"name": {"fi": "Uusi"}}))


def test_it_begins_shortly_after_the_start_and_goes_on_every_few_minutes(
    keeper: SyncKeeper, register: Register, qtbot
) -> None:
    keeper.start()
    qtbot.waitUntil(lambda: bool(register.asked))
    settle()
    assert register.asked == [False]
    assert 4.9 < minutes_left(keeper) < 5.1


def test_a_change_of_what_is_shared_is_sent_soon(
    keeper: SyncKeeper, window: MainWindow, register: Register, monkeypatch, qtbot
) -> None:
    monkeypatch.setattr(rules, "SOON", 0.05)
    run(keeper)
    before = len(register.asked)
    service = window.office.ask(lambda s: s.query(ServiceProduct).filter_by(code="ARKI").one().id)
    window.office.write(lambda s: editing.change(s, ServiceProduct, service, {"duration": 45}))
    qtbot.waitUntil(lambda: len(register.asked) > before)
    settle()
    assert len(register.asked) == before + 1


def test_it_fails_less_and_less_often_and_success_makes_that_good(
    keeper: SyncKeeper, register: Register
) -> None:
    register.does = fails(OFFLINE)
    waits = []
    for _try in range(8):
        run(keeper)
        waits.append(round(minutes_left(keeper)))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    register.does = lambda _cancelled: None
    run(keeper)
    assert round(minutes_left(keeper)) == 5


def test_what_needs_somebody_is_asked_again_only_seldom(
    keeper: SyncKeeper, register: Register
) -> None:
    register.does = fails(BACK)
    run(keeper)
    assert round(minutes_left(keeper)) == 60


def test_there_are_never_two_at_once(keeper: SyncKeeper, register: Register, qtbot) -> None:
    go_on = threading.Event()
    register.does = lambda _cancelled: go_on.wait(10)
    keeper.synchronise()
    qtbot.waitUntil(lambda: register.going_on == 1)
    for _try in range(5):
        keeper.synchronise(asked=True)
        keeper._by_itself()
        QApplication.processEvents()
    go_on.set()
    settle()
    assert register.most_at_once == 1
    assert len(register.asked) == 1


def test_nothing_waits_with_it(keeper: SyncKeeper, window: MainWindow, register: Register) -> None:
    go_on = threading.Event()
    register.does = lambda _cancelled: go_on.wait(10)
    keeper.synchronise()
    answers: list[int] = []
    for number in range(20):
        jobs.run(lambda number=number: number, done=answers.append)
    until = time.monotonic() + 5
    while len(answers) < 20 and time.monotonic() < until:
        QApplication.processEvents()
    assert sorted(answers) == list(range(20))
    go_on.set()
    settle()


def test_it_does_nothing_by_itself_while_paused_and_begins_when_one_goes_on(
    keeper: SyncKeeper, register: Register
) -> None:
    keeper.pause(on=True)
    settle()
    assert keeper.overview.status.paused
    keeper._by_itself()
    settle()
    assert register.asked == []
    run(keeper, asked=True)
    assert len(register.asked) == 1, "a person may ask for it at any time"
    keeper.pause(on=False)
    settle()
    assert len(register.asked) == 2


def test_a_person_hears_how_it_ended_only_when_they_asked(
    keeper: SyncKeeper, window: MainWindow, register: Register
) -> None:
    said: list[str] = []
    window.office.said.connect(lambda words, _undo: said.append(str(words.msgid)))
    window.office.refused.connect(lambda words: said.append(words.msgid))
    run(keeper)
    assert said == []
    run(keeper, asked=True)
    assert said == ["Synchronised: everything is up to date."]
    register.does = fails(OFFLINE)
    run(keeper)
    run(keeper, asked=True)
    assert len(said) == 2
    assert "no connection" in said[1]


def test_a_fault_of_ours_is_told_once_and_not_every_few_minutes(
    keeper: SyncKeeper, register: Register, monkeypatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *fault: told.append(fault[1]))

    def breaks(_cancelled: object) -> None:
        raise ValueError("a slip")

    register.does = breaks
    for _try in range(3):
        run(keeper)
    assert len(told) == 1
    assert round(minutes_left(keeper)) == 4


def test_it_stops_when_asked_and_goes_on_another_time(
    keeper: SyncKeeper, register: Register, qtbot
) -> None:
    def until_cancelled(cancelled: Callable[[], bool]) -> None:
        while not cancelled():
            time.sleep(0.01)

    register.does = until_cancelled
    keeper.synchronise(asked=True)
    qtbot.waitUntil(lambda: register.going_on == 1)
    assert keeper.shown
    keeper.cancel()
    settle()
    assert not keeper.running
    assert round(minutes_left(keeper)) == 5


def test_a_closing_window_lets_the_running_page_come_to_its_end(
    keeper: SyncKeeper, window: MainWindow, register: Register, qtbot
) -> None:
    ended: list[str] = []

    def page(cancelled: Callable[[], bool]) -> None:
        while not cancelled():
            time.sleep(0.01)
        time.sleep(0.1)
        ended.append("taken in")

    register.does = page
    keeper.synchronise()
    qtbot.waitUntil(lambda: register.going_on == 1)
    window.close()
    assert ended == ["taken in"]
    keeper.synchronise(asked=True)
    assert not keeper.running


def test_a_closing_window_does_not_wait_for_a_register_that_says_nothing(
    keeper: SyncKeeper, window: MainWindow, register: Register, monkeypatch, qtbot
) -> None:
    monkeypatch.setattr(keepers, "_STOP_MS", 200)
    go_on = threading.Event()
    register.does = lambda _cancelled: go_on.wait(20)
    keeper.synchronise()
    qtbot.waitUntil(lambda: register.going_on == 1)
    begun = time.monotonic()
    window.close()
    assert time.monotonic() - begun < 5
    go_on.set()


def test_what_comes_from_others_is_told_to_all_pages(
    keeper: SyncKeeper, window: MainWindow, register: Register
) -> None:
    store = window.office.store
    service = window.office.ask(lambda s: s.query(ServiceProduct).filter_by(code="ARKI").one().id)
    heard: list[frozenset[str]] = []
    window.office.changed.connect(lambda changes: heard.append(changes.ids("service")))
    register.does = lambda _cancelled: store.take_in(
        lambda s: editing.change(s, ServiceProduct, service, {"duration": 55})
    )
    run(keeper)
    assert heard == [{service}]
    register.does = lambda _cancelled: None
    run(keeper)
    assert len(heard) == 1


def test_the_catalogue_takes_in_what_came_also_when_nobody_opens_the_directory(
    keeper: SyncKeeper, window: MainWindow, register: Register
) -> None:
    store = window.office.store
    service = window.office.ask(lambda s: s.query(ServiceProduct).filter_by(code="ARKI").one().id)
    for minutes, does in ((55, lambda _cancelled: None), (65, fails(OFFLINE))):
        store.write(
            lambda s, m=minutes: editing.change(s, ServiceProduct, service, {"duration": m})
        )
        assert window.office.ask(current.is_behind)
        register.does = does
        run(keeper)
        assert not window.office.ask(current.is_behind)


def test_leaving_stops_it_for_good(keeper: SyncKeeper, register: Register) -> None:
    keeper.leave()
    settle()
    assert keeper.overview.status.state == "disconnected"
    assert not keeper._timer.isActive()
    run(keeper, asked=True)
    assert register.asked == []


def test_joining_tells_what_went_wrong(keeper: SyncKeeper, monkeypatch) -> None:
    monkeypatch.setattr(enrolling, "connect", lambda *_all: fails(OFFLINE)(None))
    told: list[BaseException | None] = []
    keeper.join("https://127.0.0.1", "code", lambda: told.append(None), told.append)
    settle()
    assert isinstance(told[0], Stopped)
