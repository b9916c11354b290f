"""The calendar of tasks in the window, driven as a person would."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from app.agenda.page.month_view import MonthView
from app.agenda.page.tasks_page import CALENDAR
from app.agenda.tasks import actions
from app.agenda.tasks.records import Task
from app.core.days import weeks_of_month
from app.core.record import today
from app.demo import network
from app.network.actions import REFUSED
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.windows import press, shown

DAY = timedelta(days=1)


@pytest.fixture
def calendar(window: MainWindow) -> MonthView:
    window.go("agenda")
    window.page.switcher.choose(CALENDAR)
    window.page._switch(CALENDAR)
    settle()
    return window.page.calendar


@pytest.fixture
def quiet() -> date:
    """A day so far on that the example data has nothing around it."""
    return (today() + timedelta(days=400)).replace(day=12)


def add(window: MainWindow, **values: Any) -> str:
    some = {"what": "Uusi asia", **values}
    done = window.office.store.write(lambda session: actions.add(session, some))
    window.page.calendar.fill()
    settle()
    return done.result


def due(window: MainWindow, task_id: str) -> date | None:
    return window.office.ask(lambda session: session.get(Task, task_id).due)


def place(calendar: MonthView, day: date) -> QPoint:
    """An empty place at the foot of a day."""
    cell = calendar.month._cell(day)
    return QPoint(round(cell.center().x()), round(cell.bottom()) - 4)


def box(calendar: MonthView, entry_id: str) -> QPoint:
    return next(
        found.center().toPoint() for each, found in calendar.month.boxes() if each.id == entry_id
    )


def go_to(calendar: MonthView, day: date) -> None:
    calendar.choose_day(day)
    settle()


def test_a_press_on_a_day_shows_it_and_a_line_adds_to_it(
    window: MainWindow, calendar: MonthView, quiet: date, qtbot
) -> None:
    go_to(calendar, quiet)
    other = quiet + 3 * DAY
    qtbot.mouseClick(calendar.month, Qt.MouseButton.LeftButton, pos=place(calendar, other))
    settle()
    assert calendar.day == calendar.month.marked == other
    set_language("en")
    assert "Nothing on this day." in shown(calendar)
    qtbot.keyClicks(calendar.quick.line, "Tilaa kakku, Timo")
    qtbot.keyClick(calendar.quick.line, Qt.Key.Key_Return)
    settle()
    made = window.office.ask(lambda s: s.query(Task).order_by(Task.id.desc()).first())
    assert (made.what, made.who, made.due) == ("Tilaa kakku", "Timo Åkerlund", other)
    assert "Tilaa kakku" in shown(calendar.rows)
    window.office.undo()
    settle()
    assert "Tilaa kakku" not in shown(calendar.rows)


def test_a_task_is_dragged_to_another_day_and_taken_back(
    window: MainWindow, calendar: MonthView, quiet: date, qtbot
) -> None:
    made = add(window, due=quiet)
    go_to(calendar, quiet)
    start, end = box(calendar, made), place(calendar, quiet + 2 * DAY)
    qtbot.mousePress(calendar.month, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(calendar.month, start + QPoint(0, 12))
    qtbot.mouseMove(calendar.month, end)
    qtbot.mouseRelease(calendar.month, Qt.MouseButton.LeftButton, pos=end)
    settle()
    assert due(window, made) == quiet + 2 * DAY
    window.office.undo()
    settle()
    assert due(window, made) == quiet


def test_keys_choose_move_and_open(
    window: MainWindow, calendar: MonthView, quiet: date, qtbot
) -> None:
    made = add(window, due=quiet)
    go_to(calendar, quiet)
    grid = calendar.month
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current == made
    assert "Uusi asia" in grid.accessibleDescription()
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert due(window, made) == quiet + 7 * DAY
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    settle()
    assert window.page.bench.detail.record_id == made


def test_other_rooms_matters_stand_on_their_day_open_and_stay_there(
    window: MainWindow, calendar: MonthView, qtbot
) -> None:
    grid = calendar.month
    for foreign in [each for each in calendar._found.entries if not each.is_task]:
        go_to(calendar, foreign.day)
        if any(each.id == foreign.id for each, _box in grid.boxes()):
            break  # a day may have more than fits, but not every day
    assert any(each.id == foreign.id for each, _box in grid.boxes())
    start = box(calendar, foreign.id)
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(grid, start + QPoint(0, 20))
    assert grid._drag is None
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=start)
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    opened: list[tuple[str, str]] = []
    window.office.wanted.connect(lambda kind, record_id: opened.append((kind, record_id)))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened == [(foreign.kind, foreign.record_id)]
    assert all(each.kind != "task" or each.is_task for each in calendar._found.entries)


def test_what_no_record_keeps_stands_there_too_and_leads_to_its_room(
    window: MainWindow, calendar: MonthView
) -> None:
    """A change that the register refused is a matter of the network's room, and of no kind of record."""
    network.join(window.office.store)
    go_to(calendar, today())
    calendar.fill()
    settle()
    refused = next(each for each in calendar._found.entries if each.kind == REFUSED)
    assert str(refused.tag) == "Verkosto"
    calendar._open(refused.id)
    settle()
    assert window.rail.current == "network"


def test_a_double_press_begins_a_task_on_that_day_and_so_does_the_button(
    window: MainWindow, calendar: MonthView, quiet: date, qtbot
) -> None:
    go_to(calendar, quiet)
    qtbot.mouseDClick(calendar.month, Qt.MouseButton.LeftButton, pos=place(calendar, quiet + DAY))
    settle()
    form = window.page.bench.editor.form
    assert form.row("due").input.value() == quiet + DAY
    window.page.bench.editor.cancel()
    window.page.switcher.choose(CALENDAR)
    window.page._switch(CALENDAR)
    window.page.begin()
    settle()
    assert window.page.bench.editor.form.row("due").input.value() == calendar.day


def test_only_somebodys_are_shown_and_other_rooms_stand_aside(
    window: MainWindow, calendar: MonthView, quiet: date
) -> None:
    add(window, what="hänen", who="Oma Nimi", due=quiet)
    add(window, what="toisen", who="Toinen", due=quiet)
    go_to(calendar, quiet)
    calendar.owner.choose("Oma Nimi")
    settle()
    assert [each.words.say() for each in calendar._found.entries] == ["hänen"]


def test_months_are_stepped_and_today_is_near(window: MainWindow, calendar: MonthView) -> None:
    set_language("en")
    calendar.go(1)
    settle()
    first = today().replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    assert calendar.day == following
    assert following.strftime("%B %Y") in shown(calendar)
    calendar.go(-1)
    calendar.go(-1)
    settle()
    assert calendar.day == (first - DAY).replace(day=1)
    press(calendar, "Today")
    settle()
    assert calendar.day == today()
    assert today() in [day for week in weeks_of_month(calendar.day) for day in week]


def test_the_day_goes_below_the_month_where_there_is_no_room(
    window: MainWindow, calendar: MonthView
) -> None:
    def below() -> bool:
        settle()
        return calendar._aside.y() > calendar.month.mapTo(calendar, QPoint()).y() + 50

    assert not below()
    window.resize(1024, 700)
    assert below()
    window.resize(1280, 800)
    assert not below()


def test_the_words_follow_the_language(window: MainWindow, calendar: MonthView) -> None:
    day = today() - DAY
    go_to(calendar, day)
    set_language("en")
    settle()
    assert day.strftime("%A") in shown(calendar)
    assert "Late" in shown(calendar.rows)
    set_language("fi")
    settle()
    assert "Myöhässä" in shown(calendar.rows)
