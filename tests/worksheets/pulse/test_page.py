"""The pulse as people see it: answering by keys on the whole screen, and the results."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.store import Store
from app.core.text import current_language
from app.core.text import set_language as choose_language
from app.ui.language import set_language
from app.ui.office import Office
from app.ui.preferences import Preferences
from app.ui.tour import settle
from app.worksheets.page import pulse_kiosk
from app.worksheets.page.pulse_kiosk import PulseKiosk, answer_here
from app.worksheets.page.pulse_results import PulseResults
from app.worksheets.pulse.records import PulseAnswer
from tests.windows import press, shown
from tests.worksheets.pulse.rounds import all_same, begin, closed, give, results

FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)
Key = Qt.Key


@pytest.fixture
def office(store: Store, preferences: Preferences, qapp: object) -> Office:
    set_language("en")
    return Office(store, preferences)


@pytest.fixture
def sheet_id(store: Store) -> str:
    return begin(store)


@pytest.fixture
def kiosk(office: Office, sheet_id: str, qtbot: QtBot) -> PulseKiosk:
    made = PulseKiosk(office, sheet_id)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def _type(qtbot: QtBot, kiosk: PulseKiosk, *keys: Key) -> None:
    """Press keys where the keyboard is, as a person does."""
    for key in keys:
        qtbot.keyClick(kiosk.focusWidget() or kiosk, key)
    settle()


def test_a_person_answers_by_keys_and_the_next_one_begins_from_nothing(
    kiosk: PulseKiosk, store: Store, sheet_id: str, qtbot: QtBot
) -> None:
    assert kiosk.screen_now is kiosk.welcome
    _type(qtbot, kiosk, Key.Key_Return, *[Key.Key_4] * 7, Key.Key_0)
    assert kiosk.screen_now is kiosk.words
    qtbot.keyClicks(kiosk.words.words, "Tuttu porukka")
    kiosk.words.send_button.click()
    settle()
    assert kiosk.screen_now is kiosk.thanks
    assert "Thank you" in shown(kiosk)
    _type(qtbot, kiosk, Key.Key_Return)
    assert kiosk.screen_now is kiosk.welcome
    assert kiosk.words.words.toPlainText() == ""
    assert not kiosk.words.words.document().isUndoAvailable()
    assert all(each.scale.value is None for each in kiosk.questions)
    with store.read() as session:
        rows = session.query(PulseAnswer).all()
    scores = next(each.scores for each in rows if each.scores)
    assert scores == all_same(4, 10)
    assert [each.words for each in rows if each.words] == ["Tuttu porukka"]


def test_keys_beyond_the_scale_do_nothing_and_arrows_choose(
    kiosk: PulseKiosk, qtbot: QtBot
) -> None:
    _type(qtbot, kiosk, Key.Key_Return, Key.Key_9, Key.Key_0)
    assert kiosk.screen_now is kiosk.questions[0]
    _type(qtbot, kiosk, Key.Key_Right, Key.Key_Right, Key.Key_Space)
    assert kiosk.screen_now is kiosk.questions[1]
    assert kiosk._scores == {"energy": 3}
    press(kiosk, "Back")
    assert kiosk.screen_now is kiosk.questions[0]
    assert kiosk.questions[0].scale.value == 3
    press(kiosk, "Skip this")
    assert kiosk._scores == {}


def test_who_answers_nothing_sends_nothing(kiosk: PulseKiosk, store: Store, sheet_id: str) -> None:
    kiosk.welcome.begin_button.click()
    for _question in kiosk.questions:
        press(kiosk, "Skip this")
    kiosk.words.send_button.click()
    settle()
    assert kiosk.screen_now is kiosk.words
    assert "Answer at least one" in shown(kiosk)
    assert results(store, sheet_id).count == 0


def test_esc_asks_and_a_second_esc_goes_on(kiosk: PulseKiosk, qtbot: QtBot) -> None:
    _type(qtbot, kiosk, Key.Key_Return, Key.Key_2)
    _type(qtbot, kiosk, Key.Key_Escape)
    assert kiosk.screen_now is kiosk.leaving
    assert "isn't sent" in shown(kiosk)
    _type(qtbot, kiosk, Key.Key_Escape)
    assert kiosk.screen_now is kiosk.questions[1]
    assert kiosk._scores == {"energy": 2}


def test_closing_the_window_asks_too(kiosk: PulseKiosk) -> None:
    kiosk.close()
    assert kiosk.isVisible()
    assert kiosk.screen_now is kiosk.leaving
    press(kiosk, "End answering")
    assert not kiosk.isVisible()


def test_the_language_is_each_persons_own(kiosk: PulseKiosk, office: Office) -> None:
    kiosk.welcome.languages.button_of("fi").click()
    assert current_language() == "fi"
    kiosk.welcome.begin_button.click()
    assert "Kuinka usein lähdet töihin hyvillä mielin?" in shown(kiosk)
    kiosk.restart()
    assert current_language() == "en"
    kiosk.welcome.languages.button_of("fi").click()
    kiosk.accept()
    assert current_language() == "en"


def test_who_walks_away_leaves_nothing(
    office: Office, sheet_id: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse_kiosk, "IDLE_MS", 50)
    kiosk = PulseKiosk(office, sheet_id)
    qtbot.addWidget(kiosk)
    kiosk.show()
    kiosk.welcome.begin_button.click()
    kiosk.questions[0].press(5)
    qtbot.waitUntil(lambda: kiosk.screen_now is kiosk.welcome, timeout=2000)
    assert kiosk._scores == {}


def test_the_program_is_out_of_sight_meanwhile(
    office: Office, sheet_id: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = PulseResults(office)
    qtbot.addWidget(window)
    window.show()
    seen: list[tuple[bool, bool]] = []

    def exec_(kiosk: PulseKiosk) -> int:
        whole = bool(kiosk.windowState() & Qt.WindowState.WindowFullScreen)
        seen.append((window.isVisible(), whole))
        return 1

    monkeypatch.setattr(PulseKiosk, "exec", exec_)
    answer_here(window, office, sheet_id)
    assert seen == [(False, True)]
    assert window.isVisible()


# Results


def _view(office: Office, sheet_id: str, qtbot: QtBot) -> PulseResults:
    made = PulseResults(office)
    qtbot.addWidget(made)
    made.resize(800, 900)
    made.show()
    made.show_sheet(sheet_id)
    settle()
    return made


def test_an_open_round_tells_only_the_number(
    office: Office, store: Store, sheet_id: str, qtbot: QtBot
) -> None:
    give(store, sheet_id, [all_same(2)] * 3, "Salaisuus")
    said = shown(_view(office, sheet_id, qtbot))
    assert "3/5 answers so far" in said
    assert "Salaisuus" not in said
    assert "2.0" not in said
    assert "Close the round" not in said


def test_closing_shows_the_results_and_the_fall(office: Office, store: Store, qtbot: QtBot) -> None:
    closed(store, "Spring", FIRST, *[all_same(4, 9)] * 5)
    now = begin(store, "Autumn", SECOND)
    give(store, now, [all_same(3, 5)] * 5, "Kiire")
    view = _view(office, now, qtbot)
    press(view, "Close the round and show the results")
    settle()
    said = shown(view)
    for words in ("3.0 / 5", "−100", "Amount of work: 3.0, the round before 4.0", "Kiire"):
        assert words in said
    wanted: list[tuple[str, str]] = []
    office.wanted.connect(lambda kind, record_id: wanted.append((kind, record_id)))
    press(view, "Begin an A3")
    settle()
    assert [kind for kind, _id in wanted] == ["worksheet"]
    view.fill()
    settle()
    assert "Open the A3" in shown(view)


def test_results_follow_the_language(office: Office, store: Store, qtbot: QtBot) -> None:
    sheet_id = closed(store, "Kevät", FIRST, *[all_same(4, 9)] * 5)
    view = _view(office, sheet_id, qtbot)
    set_language("fi")
    settle()
    assert "4,0 / 5" in shown(view)
    assert "Työn ilo" in shown(view)
    QApplication.processEvents()
    choose_language("fi")
