"""Events and registrations in the window, driven as a person would."""

from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget

from app.core import editing
from app.network.events import rules
from app.network.events.records import HELD, OPEN, PLANNED, Event, Registration
from app.network.page import event_calendar
from app.network.page.event_came import WhoCameDialog
from app.network.page.event_dialogs import (
    CancelEventDialog,
    FeedbackDialog,
    MoveDialog,
    RegisterDialog,
    WriteDownDialog,
)
from app.network.page.event_import import FeedbackImportDialog
from app.network.page.event_own import OwnPlace
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.network.events.data import OTHER, arrange, change, day, registered
from tests.windows import choose, press, shown


@pytest.fixture
def english(window: MainWindow) -> MainWindow:
    set_language("en")
    return window


def store_of(window: MainWindow) -> Any:
    return window.office.store


def opened(window: MainWindow, record_id: str, kind: str = "event") -> QWidget:
    """The page of a record."""
    window.open_record(kind, record_id)
    settle()
    return window.page.bench.detail


def again(window: MainWindow) -> str:
    """What the page says after something was written past the window."""
    window.page.bench.detail.again()
    settle()
    return shown(window.page.bench.detail)


def find(window: MainWindow, record: Any, record_id: str) -> Any:
    return window.office.ask(lambda session: editing.find(session, record, record_id))


def done(dialog: QDialog) -> bool:
    """Let a dialog do what it was asked for; whether it closed."""
    dialog.show()
    settle()
    dialog.go()
    settle()
    return not dialog.isVisible()


def test_an_office_registers_changes_and_withdraws(english: MainWindow) -> None:
    event_id = arrange(store_of(english), owner_id=OTHER, capacity=4)
    detail = opened(english, event_id)
    assert "Register our people" in shown(detail).split("\n")
    assert "Edit" not in shown(detail).split("\n"), "another organisation's event isn't edited here"
    dialog = RegisterDialog(english, english.office, event_id)
    dialog.rows["participants"].input.set_value(3)
    dialog.rows["names"].input.set_value("Anna\nLeo\nMai")
    assert done(dialog)
    assert "3 come from you and have a place." in shown(detail)
    assert "Register our people" not in shown(detail).split("\n")
    assert "3 of 4 places are taken, 1 is left." in shown(detail)
    dialog = RegisterDialog(english, english.office, event_id)
    assert dialog.rows["participants"].input.value() == 3
    dialog.rows["participants"].input.set_value(2)
    assert done(dialog)
    assert "2 come from you and have a place." in shown(detail)
    press(detail, "Withdraw the registration")
    settle()
    assert "Nobody has registered yet." in shown(detail)
    english.office.undo()
    settle()
    assert "2 come from you and have a place." in shown(detail)


def test_nobody_is_registered_without_a_number(english: MainWindow) -> None:
    event_id = arrange(store_of(english), owner_id=OTHER)
    dialog = RegisterDialog(english, english.office, event_id)
    dialog.rows["participants"].input.set_value(None)
    assert not done(dialog)
    assert dialog.rows["participants"].problem
    dialog.reject()


def test_one_click_tells_whether_one_can_come_on_the_new_day(english: MainWindow) -> None:
    store = store_of(english)
    event_id = arrange(store, owner_id=OTHER)
    registered(store, event_id, 2, "Arkiapu ry")
    change(store, Event, event_id, starts_on=day(17), notice={"en": "The hall was taken."})
    detail = opened(english, event_id)
    assert "The hall was taken." in shown(detail)
    assert "Can you come?" in shown(detail)
    press(detail, "We can come")
    settle()
    assert "Can you come?" not in shown(detail)
    assert "2 come from you and have a place." in shown(detail)
    change(store, Event, event_id, state="cancelled")
    assert "This has been cancelled. 2 would have come from you." in again(english)
    assert [each.text() for each in detail.findChild(OwnPlace).buttons] == [
        "Take the registration away"
    ]


def test_the_organiser_sees_who_comes_waits_and_must_be_told(english: MainWindow) -> None:
    store = store_of(english)
    event_id = arrange(store, capacity=5)
    registered(store, event_id, 3, "Koivu oy", contact="Seija, 050 111")
    registered(store, event_id, 4, "Lehto ry", owner_id=OTHER, note="by train")
    detail = opened(english, event_id)
    words = shown(detail)
    assert "3 of 5 places are taken, and 4 are on the waiting list." in words
    assert "Koivu oy\n3 people · Seija, 050 111\nHas a place" in words
    assert "Lehto ry\n4 people · by train\nOn the waiting list" in words
    assert "2 places are left, but Lehto ry waits with 4. Ask whether fewer can come." in words
    dialog = MoveDialog(english, english.office, event_id)
    dialog.rows["starts_on"].input.set_value(day(-3))
    assert not done(dialog)
    assert dialog.rows["starts_on"].problem, "told beside its field"
    dialog.rows["starts_on"].input.set_value(day(12))
    dialog.go()
    settle()
    assert "2 organisations registered for another day: tell them." in shown(detail)
    assert shown(detail).count("For another day") == 2
    dialog = CancelEventDialog(english, english.office, event_id)
    dialog.rows["notice"].input.set_value({"en": "We fell ill."})
    assert done(dialog)
    assert "We fell ill." in shown(detail)
    assert "2 organisations had registered: tell them that the event is cancelled." in shown(detail)


def test_a_planned_event_is_opened_and_a_caller_written_down(english: MainWindow) -> None:
    event_id = arrange(store_of(english), state=PLANNED)
    detail = opened(english, event_id)
    press(detail, "Open the registration")
    settle()
    assert find(english, Event, event_id).state == OPEN
    dialog = WriteDownDialog(english, english.office, event_id)
    assert not done(dialog)
    assert dialog.rows["organisation"].problem
    dialog.rows["organisation"].input.set_value({"en": "Koivu oy"})
    dialog.go()
    settle()
    assert "Koivu oy\n1 person\nHas a place" in shown(detail)


def test_who_came_begins_with_those_registered_and_makes_the_event_held(
    english: MainWindow, qtbot
) -> None:
    store = store_of(english)
    event_id = arrange(store, starts_on=day(0))
    registered(store, event_id, 3, "Koivu oy")
    detail = opened(english, event_id)
    assert "Who came" in shown(detail).split("\n")
    dialog = WhoCameDialog(english, english.office, event_id)
    dialog.show()
    settle()
    assert "3 participants by organisation" in shown(dialog)
    press(dialog, "Add an organisation")
    qtbot.keyClicks(dialog.lines[1].name.focus_target(), "Ovelta ry")
    qtbot.keyClicks(dialog.lines[1].number.focus_target(), "monta")
    press(dialog, "Save: the event has been held")
    settle()
    assert dialog.isVisible(), "a word is no number"
    assert dialog.focusWidget() is dialog.lines[1].number.focus_target(), "among many rows too"
    dialog.lines[1].number.set_value(4)
    dialog.count()
    assert "7 participants by organisation" in shown(dialog)
    press(dialog, "Save: the event has been held")
    settle()
    assert not dialog.isVisible()
    assert "7 came from 2 organisations" in shown(detail)
    assert "Held" in shown(detail).split("\n")
    found = find(english, Event, event_id)
    assert (found.state, rules.count_of(found)) == (HELD, 7)
    english.office.undo()
    settle()
    assert find(english, Event, event_id).state == OPEN


def test_papers_are_entered_by_keys_one_after_the_other(english: MainWindow, qtbot) -> None:
    event_id = arrange(store_of(english), starts_on=day(-1), state=HELD)
    detail = opened(english, event_id)
    dialog = FeedbackDialog(english, english.office, event_id)
    dialog.show()
    settle()
    for number in "45":
        qtbot.keyClicks(dialog.rows["overall"].input.focus_target(), number)
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()
    assert dialog.isVisible()
    assert "2 papers written down." in shown(dialog)
    assert "Means are told when at least three have answered." in shown(detail)
    assert "2 answers" in shown(detail)
    dialog.go()
    settle()
    assert dialog.rows["overall"].problem, "an empty paper is not written down"
    dialog.rows["overall"].input.set_value(3)
    dialog.rows["best"].input.set_value("The coffee")
    dialog.go()
    settle()
    dialog.reject()
    assert "4 / 5, 3 answers" in shown(detail)
    assert "– The coffee" in shown(detail)


def test_feedback_of_a_web_form_is_imported_for_the_event_of_the_page(
    english: MainWindow, tmp_path: Path
) -> None:
    event_id = arrange(store_of(english), starts_on=day(-1), state=HELD)
    detail = opened(english, event_id)
    path = tmp_path / "form.csv"
    path.write_text("As a whole (1–5);What was best\n5;Food\n4;\n3;People\n9;Too much\n", "utf-8")
    dialog = FeedbackImportDialog(english, english.office, event_id)
    dialog.show()
    dialog.take_file(path)
    settle()
    assert not dialog.import_button.isEnabled(), "a 9 is no answer"
    dialog.skip.setChecked(True)
    dialog.import_button.click()
    settle()
    assert "4 / 5, 3 answers" in shown(detail)
    assert "– People" in shown(detail)


def test_chips_tell_events_apart(english: MainWindow) -> None:
    store = store_of(english)
    theirs = arrange(store, owner_id=OTHER)
    closed = arrange(store, register_by=day(-1))
    registered(store, theirs, 2)
    english.go("network")
    english.page.show_kind("event")
    settle()
    bench = english.page.bench.list

    def ids(chip: str) -> set[str]:
        bench.bar.choose(chip)
        bench.fill()
        settle()
        return set(bench.model.ids)

    assert {theirs, closed} <= ids("coming")
    assert {theirs, closed} & ids("open") == {theirs}
    assert ids("joined") == {theirs}
    assert {theirs, closed} & ids("ours") == {closed}
    held = ids(HELD)
    assert held
    assert all(find(english, Event, each).state == HELD for each in held)


def test_one_event_and_all_that_are_coming_go_to_a_calendar_file(
    english: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id = arrange(store_of(english), starts_at=540, ends_at=900, place="Library")
    chosen = tmp_path / "events.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(chosen), ""))
    detail = opened(english, event_id)
    choose(detail, "Calendar file")
    settle()
    only = Calendar.from_ical(chosen.read_bytes()).walk("VEVENT")
    assert [str(each["summary"]) for each in only] == ["Workshop on substitutes"]
    assert str(only[0]["location"]) == "Library"
    event_calendar.save_all(english, english.office)
    every = Calendar.from_ical(chosen.read_bytes()).walk("VEVENT")
    assert len(every) > 1
    assert event_id in {str(each["uid"]) for each in every}


def test_a_large_event_shows_a_dozen_organisations_at_first_and_more_when_asked(
    english: MainWindow,
) -> None:
    store = store_of(english)
    event_id = arrange(store)
    for number in range(14):
        registered(store, event_id, 1, f"Firm {number:02}", contact=f"Person {number:02}")
    detail = opened(english, event_id)
    said = shown(detail)
    assert "Firm 11" in said
    assert "Person 11" in said
    assert "Firm 12" not in said
    press(detail, "Show more")
    settle()
    said = shown(detail)
    assert "Firm 13" in said
    assert "Person 13" in said
    assert "Show more" not in said


def test_a_registration_has_a_page_of_its_own(english: MainWindow) -> None:
    store = store_of(english)
    event_id = arrange(store, capacity=3)
    registered(store, event_id, 2, "Koivu oy")
    waits = registered(store, event_id, 2, "Lehto ry", contact="Aino, 050 222")
    detail = opened(english, waits, "registration")
    words = shown(detail)
    assert "On the waiting list" in words
    assert "Workshop on substitutes" in words
    assert "Aino, 050 222" in words
    change(store, Event, event_id, starts_on=day(15))
    assert "The event has moved to" in again(english)
    press(detail, "Can come on the new day")
    settle()
    assert "The event has moved to" not in shown(detail)
    press(detail, "Withdraw the registration")
    settle()
    assert "Withdrawn" in shown(detail).split("\n")
    assert find(english, Registration, waits).place == "withdrawn"


def test_a_registration_from_the_form_is_for_the_day_of_the_event(english: MainWindow) -> None:
    event_id = arrange(store_of(english), owner_id=OTHER)
    english.go("network")
    english.page.show_kind("registration")
    english.page.begin_with({"event_id": event_id, "participants": 2})
    settle()
    english.page.save()
    settle()
    made = english.page.bench.detail.record_id
    found = find(english, Registration, made)
    assert found.for_day == day(10)
    assert found.organisation["fi"] == "Rantakylän Arkiapu ry"


def test_the_page_of_an_event_speaks_the_other_language(english: MainWindow) -> None:
    event_id = arrange(
        store_of(english),
        starts_at=540,
        municipality="167",
        programme=[{"id": "1", "at": 540, "item": {"fi": "Kahvi", "en": "Coffee"}, "by": "Marja"}],
        invitation={"fi": "Tervetuloa", "en": "Welcome"},
    )
    detail = opened(english, event_id)
    assert "09:00\nCoffee\nMarja" in shown(detail)
    set_language("fi")
    settle()
    assert "9.00\nKahvi\nMarja" in shown(detail)
    assert "Coffee" not in shown(detail)
    assert "Joensuu" in shown(detail)


def test_an_empty_row_says_what_goes_where_and_anothers_event_offers_no_papers_of_ours(
    english: MainWindow,
) -> None:
    event_id = arrange(store_of(english), starts_on=day(-1))
    dialog = WhoCameDialog(english, english.office, event_id)
    line = dialog.lines[0]
    assert line.name.focus_target().placeholderText() == "Organisation"
    assert line.number.focus_target().placeholderText() == "Participants"
    dialog.reject()
    detail = opened(english, event_id)
    ours = {"Attendance list", "Feedback form", "Report of the event"}
    assert ours <= set(entries(detail))
    assert not ours & set(entries(opened(english, arrange(store_of(english), owner_id=OTHER))))


def entries(detail: QWidget) -> list[str]:
    menus = (each.menu() for each in detail.findChildren(QPushButton))
    return [entry.text() for menu in menus if menu for entry in menu.actions()]


def test_a_place_from_the_waiting_list_is_told_until_those_who_come_know(
    english: MainWindow,
) -> None:
    store = store_of(english)
    event_id = arrange(store, owner_id=OTHER, capacity=2)
    before = registered(store, event_id, 2, "Koivu oy", owner_id=OTHER)
    registered(store, event_id, 1, "Arkiapu ry")
    change(store, Registration, before, place="withdrawn")
    detail = opened(english, event_id)
    assert "1 from you came up from the waiting list. Tell those who come." in shown(detail)
    press(detail, "Mark as told")
    settle()
    assert "came up from the waiting list" not in shown(detail)
    assert "1 comes from you and has a place." in shown(detail)
