"""Hours and leave in the window, driven as a person would."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget

from app.core.record import today
from app.employment.hours.page.leave_dialog import LeaveDialog
from app.employment.hours.page.month_view import MonthView
from app.employment.hours.records import WorkedHours
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests import windows
from tests.employment.hours.data import contract, hours, person, visit
from tests.windows import press

NAME = "Aamos Aaltonen"


def shown(widget: QWidget) -> str:
    """What a person sees, with plain spaces."""
    return windows.shown(widget).replace("\u00a0", " ")


@pytest.fixture
def who(window: MainWindow) -> str:
    """Somebody who worked last month, the first in the list."""
    store = window.office.store
    who = person(store, "Aaltonen", "Aamos")
    contract(store, who)
    day = today().replace(day=1) - timedelta(days=10)
    visit(store, NAME, day, travel_minutes=30, kilometres=Decimal("12.5"))
    hours(store, who, day, 90, "training")
    set_language("en")
    return who


@pytest.fixture
def month(window: MainWindow, who: str) -> MonthView:
    window.go("hours")
    settle()
    view = window.page.month
    view.choose(who)
    settle()
    return view


def test_the_last_month_shows_people_and_the_parts_of_one(
    window: MainWindow, month: MonthView, who: str
) -> None:
    assert month.chosen.person_id == who
    text = shown(month)
    for words in ("Aaltonen Aamos", "worked 3 h", "agreed", "of work", "days of leave"):
        assert words in text
    pane = shown(month._pane)
    for words in ("1 h", "30 min", "1 h 30 min", "3 h", "Training", "12.5", "Balance"):
        assert words in pane
    assert "Annual leave" in pane
    assert "Source: Annual Holidays Act, sections 4–8 and 20. Check what holds now." in pane
    assert str(month.leave.left) in pane


def test_what_is_going_on_has_no_balance_yet(month: MonthView) -> None:
    month.steps.go(1)
    settle()
    assert not month.over
    assert "The month isn't over yet" in shown(month)
    assert "Balance" not in shown(month._pane)
    month.steps.go(-1)
    settle()
    assert month.over


def test_an_empty_month_says_what_it_is_for(window: MainWindow, month: MonthView) -> None:
    month.steps.day = month.day.replace(year=1990)
    month.fill()
    settle()
    assert "No hours in this month" in shown(month)
    assert not month.file_button.isVisible()
    assert not month._pane.isVisible()
    press(month, "Note hours")
    settle()
    assert window.page.bench.editor.active


def test_hours_begun_beside_a_person_are_of_that_person(
    window: MainWindow, month: MonthView, who: str
) -> None:
    window.page.begin()
    settle()
    editor = window.page.bench.editor
    assert editor.active
    assert editor.form.current()["person_id"] == who
    editor.cancel()


def test_leave_is_noted_in_a_dialog_and_can_be_undone(
    window: MainWindow, month: MonthView, who: str
) -> None:
    used = month.leave.used
    first = month.found.first
    monday = first + timedelta(days=(7 - first.weekday()) % 7 + 7)
    dialog = LeaveDialog(window, window.office, who, "Aaltonen Aamos")
    dialog.show()
    settle()
    assert "Note leave of Aaltonen Aamos" in shown(dialog)
    dialog.go()
    assert dialog.isVisible()
    dialog.rows["first"].input.set_value(monday)
    dialog.rows["last"].input.set_value(monday - timedelta(days=1))
    dialog.go()
    settle()
    assert dialog.isVisible()
    dialog.rows["last"].input.set_value(monday + timedelta(days=5))
    dialog.go()
    settle()
    assert not dialog.isVisible()
    settle()
    assert month.leave.used > used
    assert month.chosen.leave_days == month.leave.used - used
    assert "Absences" in shown(month._pane)
    window.office.undo()
    settle()
    assert month.leave.used == used


def test_the_button_asks_about_the_person_who_is_shown(
    month: MonthView, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(LeaveDialog, "exec", lambda self: asked.append(self.windowTitle()))
    press(month._pane, "Note leave")
    assert asked == ["Note leave of Aaltonen Aamos"]


def test_what_has_to_be_seen_to_opens_the_visit(window: MainWindow, month: MonthView) -> None:
    lost = visit(window.office.store, "Kuka Kumma", month.found.last)
    month.fill()
    settle()
    assert "Hours of Kuka Kumma: nobody of that name among the people" in shown(month)
    trouble = next(each for each in month.found.troubles if each.record_id == lost)
    month._open(trouble)
    settle()
    assert window.page.bench.detail.record_id == lost


def test_the_person_is_one_press_away_and_knows_the_leave(
    window: MainWindow, month: MonthView, who: str
) -> None:
    press(month._pane, "Open the person")
    settle()
    assert window.page.bench.detail.record_id == who
    assert "Annual leave left" in shown(window.page.bench.detail)


def test_the_file_is_written_in_the_background(
    window: MainWindow, month: MonthView, tmp_path: Path
) -> None:
    month.write_file(tmp_path / "k.xlsx")
    settle()
    rows = list(openpyxl.load_workbook(tmp_path / "k.xlsx").active.iter_rows(values_only=True))
    assert len(rows) == len(month.found.people) + 1
    assert "Aaltonen Aamos" in {row[0] for row in rows}


def test_time_off_and_other_terms_of_leave_are_told(window: MainWindow, month: MonthView) -> None:
    store = window.office.store
    few = person(store, "Aalto", "Anni")
    contract(store, few, hours_kind="part_time", weekly_hours=Decimal(5), leave="better",
             other_terms="Enemmän lomaa")  # fmt: skip
    month.choose(few)
    month.fill()
    settle()
    assert "Time off instead of leave" in shown(month._pane)
    assert "The contract promises other terms of leave" in shown(month._pane)
    assert "no hours noted" in shown(month)


def test_the_words_follow_the_language(month: MonthView) -> None:
    heading = shown(month.steps)
    set_language("fi")
    settle()
    assert shown(month.steps) != heading
    assert "Vuosiloma" in shown(month._pane)


def test_hours_by_hand_are_listed_by_day(window: MainWindow, month: MonthView, who: str) -> None:
    hours(window.office.store, who, today(), 45, "meeting")
    window.page.show_kind("worked_hours")
    settle()
    ids = window.page.bench.list.model.ids
    with window.office.store.read() as session:
        listed = [session.get(WorkedHours, record_id).day for record_id in ids]
    assert listed == sorted(listed, reverse=True)


def test_the_page_has_a_sight_for_the_tour(window: MainWindow, month: MonthView) -> None:
    assert list(window.page.sights()) == ["this-month"]
    settle()
    assert month.found.first == today().replace(day=1)
