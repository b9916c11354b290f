"""The page of tasks in the window, driven as a person would: the board, the list, what a task shows."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.agenda.page.task_board import TaskBoard
from app.agenda.page.task_desk import DayDialog, WaitDialog
from app.agenda.page.task_list import TaskList
from app.agenda.page.tasks_page import BOARD, TasksPage
from app.agenda.tasks import actions
from app.agenda.tasks.actions import Source
from app.agenda.tasks.records import Task
from app.agenda.tasks.rules import DOING, DONE, TODO, WAITING
from app.certification.findings.records import Finding
from app.core import editing
from app.core.record import new_id, today
from app.ui.language import set_language
from app.ui.theme import theme
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.windows import press, shown

ALT = Qt.KeyboardModifier.AltModifier
DAY = timedelta(days=1)


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    window.go("agenda")
    settle()
    assert isinstance(window.page, TasksPage)
    return window.page


@pytest.fixture
def board(page: TasksPage) -> TaskBoard:
    return page.board


def add(window: MainWindow, **values: Any) -> str:
    some = {"what": "Uusi asia", **values}
    done = window.office.store.write(lambda session: actions.add(session, some))
    window.page.board.fill()
    settle()
    return done.result


def task(window: MainWindow, task_id: str) -> Task:
    return window.office.ask(lambda session: session.get(Task, task_id))


def cards(board: TaskBoard, status: str) -> list[str]:
    return [card.accessibleName() for card in board.lanes[status].cards]


def newest(window: MainWindow) -> Task:
    return window.office.ask(lambda session: session.query(Task).order_by(Task.id.desc()).first())


def drag(qtbot, board: TaskBoard, task_id: str, status: str) -> None:
    card = board.card_of(task_id)
    start = QPoint(30, 20)
    there = card.mapFromGlobal(board.lanes[status].mapToGlobal(QPoint(60, 120)))
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(card, start + QPoint(20, 5))
    qtbot.mouseMove(card, there)
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=there)
    settle()


# The line


def test_a_task_is_added_in_one_line_with_enter(
    window: MainWindow, board: TaskBoard, qtbot
) -> None:
    line = board.quick.line
    window.page.begin()
    qtbot.keyClicks(line, "Soita vakuutukseen, Marja, 5.12.2030")
    assert "Marja Mäkelä" in shown(board.quick)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    made = newest(window)
    assert (made.what, made.who, str(made.due)) == (
        "Soita vakuutukseen",
        "Marja Mäkelä",
        "2030-12-05",
    )
    assert "Soita vakuutukseen" in cards(board, TODO)
    assert line.text() == ""
    window.office.undo()
    settle()
    assert "Soita vakuutukseen" not in cards(board, TODO)


def test_an_empty_or_endless_line_is_told_and_nothing_is_lost(
    window: MainWindow, board: TaskBoard, qtbot
) -> None:
    set_language("en")
    before = len(cards(board, TODO))
    press(board.quick, "Add")
    settle()
    assert "Write what is to be done." in shown(board.quick)
    board.quick.line.setText("x" * 700)
    qtbot.keyClick(board.quick.line, Qt.Key.Key_Return)
    settle()
    assert "Shorten it" in shown(board.quick)
    assert len(board.quick.line.text()) == 700
    assert len(cards(board, TODO)) == before
    board.quick.line.setText("lyhyt")
    assert "Shorten it" not in shown(board.quick)


# The board


def test_cards_say_who_when_what_they_wait_for_and_where_they_came_from(
    window: MainWindow, board: TaskBoard
) -> None:
    set_language("en")
    source = Source("finding", new_id(), title={"fi": "Katto vuotaa", "en": "A leaking roof"})
    values = {"what": "Soita", "status": WAITING, "waits_for": "Tarjous", "due": today() - DAY}
    made = window.office.store.write(
        lambda session: actions.add_from(session, source, values)
    ).result
    board.fill()
    settle()
    told = board.card_of(made).accessibleDescription()
    wanted = ("Nobody has taken this yet", "Tarjous", "A leaking roof", "Late: ")
    assert all(part in told for part in wanted)
    set_language("fi")
    settle()
    assert "Katto vuotaa" in board.card_of(made).accessibleDescription()


def test_a_card_is_dragged_through_the_columns_and_back(
    window: MainWindow, board: TaskBoard, qtbot
) -> None:
    made = add(window, due=today() - 2 * DAY)
    drag(qtbot, board, made, DONE)
    assert (task(window, made).status, task(window, made).done_on) == (DONE, today())
    assert "Uusi asia" in cards(board, DONE)
    drag(qtbot, board, made, DOING)
    assert (task(window, made).status, task(window, made).done_on) == (DOING, None)
    window.office.undo()
    settle()
    assert "Uusi asia" in cards(board, DONE)


def test_a_card_is_moved_with_keys_and_opens_with_return(
    window: MainWindow, page: TasksPage, board: TaskBoard, qtbot
) -> None:
    made = add(window, due=today() - 30 * DAY)
    window.activateWindow()
    board.card_of(made).setFocus()
    for status in (DOING, WAITING, DONE):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right, ALT)
        settle()
        assert task(window, made).status == status
        assert QApplication.focusWidget() is board.card_of(made)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert not page.in_view
    assert page.bench.detail.record_id == made


def test_the_menu_of_a_card_moves_it(window: MainWindow, board: TaskBoard) -> None:
    set_language("en")
    made = add(window)
    card = board.card_of(made)
    assert card
    menu = board.menu_of(card)
    names = [entry.text() for entry in menu.actions() if entry.text()]
    assert names == [
        "Open",
        "Move to “Being done”",
        "Move to “Waiting”",
        "Move to “Completed”",
    ]
    next(entry for entry in menu.actions() if "Waiting" in entry.text()).trigger()
    settle()
    assert task(window, made).status == WAITING
    menu.deleteLater()


def test_mine_are_those_of_the_one_who_sits_here(window: MainWindow, board: TaskBoard) -> None:
    window.office.store.call_me("Marja")
    set_language("en")
    board.fill()
    settle()
    offered = [board.owner.itemText(at) for at in range(board.owner.count())]
    assert offered[:2] == ["Everybody's", "Mine"]
    assert offered[-1] == "Nobody has taken this yet"
    board.owner.setCurrentIndex(1)
    settle()
    shown_cards = [card for lane in board.lanes.values() for card in lane.cards]
    assert shown_cards
    assert all("Marja Mäkelä" in card.accessibleDescription() for card in shown_cards)


def test_more_than_the_board_shows_are_a_press_away(
    window: MainWindow, page: TasksPage, board: TaskBoard
) -> None:
    for number in range(actions.MOST_DONE + 2):
        values = {"what": f"asia {number}", "status": DONE}
        window.office.store.write(lambda session, values=values: actions.add(session, values))
    set_language("en")
    board.fill()
    settle()
    total = board.found.totals[DONE]
    press(board.lanes[DONE], f"+{total - actions.MOST_DONE} more")
    settle()
    assert not page.in_view
    assert page.bench.list.bar.current == DONE
    assert len(page.bench.list.model.ids) == total


@pytest.mark.parametrize("scale", [100, 200])
def test_no_card_is_cut(window: MainWindow, board: TaskBoard, scale: int) -> None:
    theme.choose(text_scale=scale)
    settle()
    for lane in board.lanes.values():
        for card in lane.cards:
            assert card.height() >= card.heightForWidth(card.width())
    theme.choose(text_scale=100)
    settle()


# The page of a task


def test_a_task_goes_on_from_its_page(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_language("en")
    made = add(window)
    window.open_record("task", made)
    settle()
    press(page.bench.detail, "Start")
    settle()
    assert task(window, made).status == DOING
    wait = WaitDialog(window, window.office, made)
    wait.rows["waits_for"].input.set_value("Tarjous")
    wait.do_button.click()
    settle()
    assert (task(window, made).status, task(window, made).waits_for) == (WAITING, "Tarjous")
    other = DayDialog(window, window.office, made)
    other.do_button.click()
    assert task(window, made).due is None  # a day is asked for
    other.rows["due"].input.set_value(today() + DAY)
    other.do_button.click()
    settle()
    assert task(window, made).due == today() + DAY
    press(page.bench.detail, "Mark as done")
    settle()
    assert (task(window, made).status, task(window, made).waits_for) == (DONE, "")


def test_a_task_leads_to_where_it_came_from_until_that_is_gone(window: MainWindow) -> None:
    set_language("en")
    found = window.office.ask(
        lambda session: session.query(Task).filter(Task.source_kind == "finding").first()
    )
    window.open_record("task", found.id)
    settle()
    press(window.page, "Open where it came from")
    settle()
    assert window.page.bench.desk.record is Finding
    assert window.page.bench.detail.record_id == found.source_id
    window.office.store.write(lambda session: editing.remove(session, Finding, [found.source_id]))
    window.open_record("task", found.id)
    settle()
    assert "no longer there" in shown(window.page)


def test_the_list_tells_what_is_late(window: MainWindow, page: TasksPage) -> None:
    page.show_kind("task")
    settle()
    desk = page.bench.desk
    late = Task(what="x", status=TODO, due=today() - DAY)
    done = Task(what="x", status=DONE, due=today() - DAY)
    assert desk.cell(late, "due").tone == "bad"
    assert desk.cell(done, "due").tone is None
    page.bench.list.bar.choose("late")
    page.bench.list.fill()
    settle()
    assert len(page.bench.list.model.ids) == 3


# The file for another calendar


def test_open_tasks_go_to_another_calendar(
    window: MainWindow, page: TasksPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "tehtavat.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(chosen), ""))
    press(page, "Vie kalenteriin")
    settle()
    events = Calendar.from_ical(chosen.read_bytes()).walk("VEVENT")
    tasks = window.office.ask(actions.still_open)
    assert {str(event["uid"]) for event in events} == {each.id for each in tasks if each.due}
    assert len(events) < len(tasks)
    told: list[str] = []
    window.office.refused.connect(lambda words: told.append(words.say("en")))
    page.save_calendar(tmp_path / "nowhere" / "x.ics")
    assert "can't be written" in told[0]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    page.export_calendar()


# The tasks of a record, on any page


def test_the_tasks_of_a_record_are_added_and_ticked_on_its_page(window: MainWindow, qtbot) -> None:
    set_language("en")
    source = Source("finding", new_id(), "row-1", {"en": "A leaking roof"})
    made = TaskList(window.office, source)
    qtbot.addWidget(made)
    made.resize(420, 400)
    made.show()
    settle()
    assert "No tasks have come from this yet." in shown(made)
    qtbot.keyClicks(made.quick.line, "Call the roofer, Timo")
    qtbot.keyClick(made.quick.line, Qt.Key.Key_Return)
    settle()
    task_id = newest(window).id
    assert (newest(window).source_item, newest(window).who) == ("row-1", "Timo Åkerlund")
    assert "Call the roofer" in shown(made)
    made.boxes[task_id].setFocus()
    qtbot.keyClick(made.boxes[task_id], Qt.Key.Key_Space)
    settle()
    assert task(window, task_id).status == DONE
    assert made.boxes[task_id].isChecked()
    assert made.focusWidget() is made.boxes[task_id], "the keyboard stays there"
    qtbot.keyClick(made.boxes[task_id], Qt.Key.Key_Tab)
    qtbot.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
    assert made.focusWidget() is made.quick.line, "what was made last comes where it is seen"
    made.boxes[task_id].click()
    settle()
    assert task(window, task_id).status == TODO
    opened: list[tuple[str, str]] = []
    window.office.wanted.connect(lambda kind, record_id: opened.append((kind, record_id)))
    made.open_button(task_id).click()
    assert opened == [("task", task_id)]
    set_language("fi")
    settle()
    assert "Timo Åkerlund" in shown(made)


def test_the_whole_page_follows_the_language(window: MainWindow, page: TasksPage) -> None:
    set_language("en")
    settle()
    text = shown(page)
    assert "To do" in text
    assert "For example: Call the insurer, Marja, Friday" in text
    assert page.switcher.current == BOARD
    counts = page.board.found.totals.values()
    states = ("To do", "Being done", "Waiting", "Completed")
    names = [f"{state}: {n} card{'s' * (n != 1)}" for state, n in zip(states, counts, strict=True)]
    assert board_names(page) == names


def board_names(page: TasksPage) -> list[str]:
    return [lane.accessibleName() for lane in page.board.lanes.values()]
