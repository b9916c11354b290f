"""The navigation rail and the toast."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.text import _l, literal
from app.ui import toast
from app.ui.language import set_language
from app.ui.rail import Rail, RailItem
from app.ui.theme import theme
from app.ui.toast import Toaster
from app.ui.widgets import Row

PLACES = [
    RailItem("today", literal("Tänään"), "sun-horizon"),
    RailItem("services", literal("Palvelut"), "heart"),
    RailItem("certification", literal("Sertifiointi"), "medal"),
]


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    window = QWidget()
    qtbot.addWidget(window)
    row = Row(window)
    made = Rail(PLACES)
    row.addWidget(made)
    row.addStretch(1)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    made.window_of_test = window
    return made


def test_a_place_is_chosen_by_mouse_key_and_shortcut(rail: Rail, qtbot: QtBot) -> None:
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    qtbot.mouseClick(rail._buttons["services"], Qt.MouseButton.LeftButton)
    assert rail.current == "services"
    qtbot.keyClick(rail.window(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    rail._buttons["today"].setFocus()
    qtbot.keyClick(rail._buttons["today"], Qt.Key.Key_Return)
    assert chosen == ["services", "certification", "today"]


def test_arrows_go_from_place_to_place(rail: Rail, qtbot: QtBot) -> None:
    rail._buttons["today"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(rail._buttons["today"], Qt.Key.Key_Down)
    assert rail._buttons["services"].hasFocus()
    qtbot.keyClick(rail._buttons["services"], Qt.Key.Key_Up)
    assert rail._buttons["today"].hasFocus()


def test_choosing_in_code_tells_nobody(rail: Rail) -> None:
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.choose("certification")
    assert rail.current == "certification"
    rail.choose("somewhere else")
    assert rail.current == ""
    assert not chosen


def test_what_waits_is_seen_and_heard(rail: Rail) -> None:
    rail.set_counts({"certification": 2})
    assert "2" in rail._buttons["certification"].accessibleName()
    assert rail._buttons["certification"].toolTip().endswith("Alt+3")
    rail.set_counts({"certification": 0})
    assert rail._buttons["certification"].accessibleName() == "Sertifiointi"


def test_words_are_never_cut_and_give_way_to_icons_when_narrow(rail: Rail) -> None:
    rail.set_organisation("Rantakylän Arkiapu ry")
    rail.set_status([("good", "Tallennettu 9.41"), ("plain", "Verkosto: ajan tasalla")])
    rail.fit_to(1024)
    assert rail.width() == 208
    for made in rail._buttons.values():
        assert made.with_words
    rail.fit_to(500)
    assert rail.width() < 100
    assert not any(made.with_words for made in rail._buttons.values())
    assert "Palvelut" in rail._buttons["services"].toolTip()
    assert "Tallennettu 9.41" in rail._foot.toolTip()
    rail.fit_to(1280)
    theme.choose(text_scale=200)
    assert all(
        made.sizeHint().width() <= rail.width() - 2 * theme.px(12)
        for made in rail._buttons.values()
    )
    rail.window().grab()


def test_places_scroll_when_the_window_is_low(rail: Rail) -> None:
    theme.choose(text_scale=200)
    rail.window().resize(1280, 300)
    QApplication.processEvents()
    assert rail._places.verticalScrollBar().maximum() > 0
    theme.choose(text_scale=100)
    rail.window().resize(1280, 800)
    QApplication.processEvents()
    assert rail._places.verticalScrollBar().maximum() == 0


def test_where_one_is_stands_in_sight_also_when_the_keyboard_was_elsewhere_in_the_rail(
    rail: Rail,
) -> None:
    theme.choose(text_scale=200)
    rail.window().resize(1280, 300)
    rail._buttons["today"].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    rail.choose("certification")
    rail.set_status([("good", "Tallennettu")])
    for _turn in range(4):
        QApplication.processEvents()
    wanted = rail._buttons["certification"]
    assert wanted.visibleRegion().boundingRect().height() == wanted.height()
    assert wanted.hasFocus()


def test_the_foot_says_how_the_work_is_kept(rail: Rail) -> None:
    rail.set_status([("good", "Tallennettu"), ("bad", "Varmuuskopio ei onnistunut")])
    assert rail._foot.accessibleName() == "Tallennettu\nVarmuuskopio ei onnistunut"
    rail.set_status([])
    assert rail._foot.isHidden()


def test_a_toast_says_undoes_and_goes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", staticmethod(lambda e: spoken.append(e.message()))
    )
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    undone: list[int] = []
    toaster = Toaster(window)
    toaster.say("Poistettu.", ("Kumoa", lambda: undone.append(1)))
    shown = toaster.toast
    assert shown.isVisible()
    assert shown.words == "Poistettu."
    assert shown.geometry().bottom() < 600
    assert spoken[0].startswith("Poistettu.")
    before = shown.pos()
    window.resize(900, 700)
    QApplication.processEvents()
    assert shown.pos() != before
    shown.action_button.click()
    assert undone == [1]
    assert shown.isHidden()


def test_a_toast_waits_while_the_keyboard_is_on_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    with qtbot.waitActive(window):  # only then does a button get the keyboard
        window.show()
        window.activateWindow()
    shown = Toaster(window).toast
    shown._clock.setInterval(30)
    shown.say("Poistettu.", ("Kumoa", lambda: None))
    shown.action_button.setFocus()
    qtbot.wait(80)
    assert shown.isVisible()
    window.setFocus()
    qtbot.waitUntil(shown.isHidden)


def test_the_newer_toast_takes_the_place_of_the_older(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    toaster = Toaster(window)
    toaster.say("Poistettu.", ("Kumoa", lambda: None))
    long = (
        "Palvelu on julkaistu verkostossa, ja se näkyy hakemistossa seuraavan päivityksen jälkeen."
    )
    toaster.say(long)
    shown = toaster.toast
    assert shown.words == long
    assert not shown.action_button.isVisible()
    assert shown.width() <= 400
    assert window.rect().contains(shown.geometry().translated(QPoint(0, 0)))
    assert toast.SHOWN_MS == 6000


def test_the_toast_speaks_the_language_of_the_moment(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    toaster = Toaster(window)
    said = _l("Close")
    toaster.say(lambda: f"{said.say()}!")
    set_language("en")
    assert toaster.toast.words == "Close!"
