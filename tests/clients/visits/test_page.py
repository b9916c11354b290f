"""The calendar in the window, driven as a person would."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from app.clients.records import Client
from app.clients.visits.page.calendar_view import DAY, MONTH, WEEK, CalendarView
from app.clients.visits.page.dialogs import CalendarFileDialog, CancelDialog, RepeatDialog
from app.clients.visits.records import Visit
from app.core import editing
from app.core.days import week_of
from app.core.record import today
from app.ui.calendar.entry_board import EntryBoard
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.windows import press, shown


@pytest.fixture
def calendar(window: MainWindow) -> CalendarView:
    window.go("visits")
    settle()
    return window.page.calendar


def add(window: MainWindow, **values: object) -> str:
    client = window.office.ask(lambda s: s.query(Client).filter_by(code="A011").one().id)
    some = window.office.ask(lambda s: s.query(Visit).first().service_id)
    made = {"client_id": client, "service_id": some, "day": today(), "start": 600, "minutes": 60}
    done = window.office.store.write(lambda s: editing.add(s, Visit, {**made, **values}))
    window.page.calendar.fill()
    settle()
    return done.result


def visit(window: MainWindow, visit_id: str) -> Visit:
    return window.office.ask(lambda s: s.get(Visit, visit_id))


def box(board: EntryBoard, visit_id: str) -> QPoint:
    found = next(box for slot, box in board.boxes() if slot.id == visit_id)
    return found.center().toPoint()


def drag(qtbot, board: EntryBoard, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(board, start + QPoint(0, 20))
    qtbot.mouseMove(board, end)
    qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=end)
    settle()


def test_a_click_chooses_a_visit_and_says_what_does_not_fit(
    window: MainWindow, calendar: CalendarView, qtbot
) -> None:
    made = add(window)
    qtbot.mouseClick(calendar.hours, Qt.MouseButton.LeftButton, pos=box(calendar.hours, made))
    settle()
    text = shown(calendar.foot)
    assert "Smith" in text
    assert "Mikään sopimus ei kata" in text
    assert "Smith" in calendar.hours.accessibleDescription()
    set_language("en")
    settle()
    assert "No agreement covers this service" in shown(calendar.foot)


def test_a_visit_is_dragged_to_another_day_and_hour_and_taken_back(
    window: MainWindow, calendar: CalendarView, qtbot
) -> None:
    monday = week_of(today())[0]
    made = add(window, day=monday, start=1080)
    board = calendar.hours
    start = box(board, made)
    width = round((board.width()) / 7.5)
    drag(qtbot, board, start, start + QPoint(width, 48))
    moved = visit(window, made)
    assert (moved.day, moved.start) == (monday + timedelta(days=1), 1140)
    window.office.undo()
    settle()
    assert (visit(window, made).day, visit(window, made).start) == (monday, 1080)


def test_the_hours_stay_under_the_pointer_while_a_visit_is_held(
    window: MainWindow, calendar: CalendarView, qtbot
) -> None:
    made = add(window, start=1260)
    board = calendar.hours
    bar = board.parent().parent().verticalScrollBar()
    bar.setValue(0)
    settle()
    place = box(board, made)
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert board.current == made
    assert bar.value() == 0
    qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert bar.value() > 0
    assert visit(window, made).start == 1260


def test_keys_choose_move_and_open(window: MainWindow, calendar: CalendarView, qtbot) -> None:
    made = add(window, start=1200)
    board = calendar.hours
    board.setFocus()
    board.choose(made)
    qtbot.keyClick(board, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert visit(window, made).start == 1215
    order = [slot.id for slot, _box in board.boxes()]
    qtbot.keyClick(board, Qt.Key.Key_Left)
    assert board.current == order[max(0, order.index(made) - 1)]
    board.choose(made)
    qtbot.keyClick(board, Qt.Key.Key_Return)
    settle()
    assert window.page.bench.detail.record_id == made


def test_in_the_days_view_a_drag_gives_the_visit_to_another_worker(
    window: MainWindow, calendar: CalendarView, qtbot
) -> None:
    made = add(window, worker="Aada Aalto", start=1080)
    calendar.spans.choose(DAY)
    calendar.fill()
    settle()
    board = calendar.hours
    start = box(board, made)
    drag(qtbot, board, start, QPoint(board.width() - 20, start.y()))
    moved = visit(window, made)
    assert moved.worker not in {"", "Aada Aalto"}
    assert moved.day == today()


def test_the_month_shows_the_days_and_opens_one(
    window: MainWindow, calendar: CalendarView, qtbot
) -> None:
    for minute in range(6):
        add(window, start=480 + minute * 90, minutes=60)
    calendar.spans.choose(MONTH)
    calendar.fill()
    settle()
    board = calendar.month
    seen = [slot for slot, _box in board.boxes() if slot.day == today()]
    assert 0 < len(seen) < 6
    cell = board._cell(today())
    qtbot.mouseClick(
        board, Qt.MouseButton.LeftButton, pos=(cell.topLeft().toPoint() + QPoint(30, 8))
    )
    settle()
    assert calendar.spans.current == DAY
    assert calendar.day == today()


def test_the_lowest_month_still_names_a_visit_of_a_full_day(
    window: MainWindow, calendar: CalendarView
) -> None:
    for minute in range(6):
        add(window, start=480 + minute * 90, minutes=60)
    calendar.spans.choose(MONTH)
    calendar.fill()
    settle()
    board = calendar.month
    board.setParent(None)
    board.resize(board.minimumSize())
    assert len([slot for slot, _box in board.boxes() if slot.day == today()]) == 1
    board.deleteLater()


def test_filters_by_worker_and_by_client(window: MainWindow, calendar: CalendarView) -> None:
    assert {slot.worker for slot in calendar.shown()} > {"Sari Kärkkäinen"}
    calendar.worker.choose("Sari Kärkkäinen")
    settle()
    assert {slot.worker for slot in calendar.shown()} == {"Sari Kärkkäinen"}
    calendar.worker.choose("*")
    calendar.filter.setText("mäk")
    settle()
    assert {slot.client["fi"] for slot in calendar.shown()} == {"Mäkelä Aino"}


def test_going_on_and_back_and_to_today(window: MainWindow, calendar: CalendarView) -> None:
    calendar.go(1)
    settle()
    assert calendar.span == week_of(today() + timedelta(days=7))
    calendar.spans.choose(MONTH)
    calendar.go(-1)
    settle()
    calendar.go_today()
    assert calendar.day == today()
    calendar.spans.choose(WEEK)


def test_the_days_visits_are_done_with_one_press(
    window: MainWindow, calendar: CalendarView
) -> None:
    made = add(window)
    calendar.spans.choose(DAY)
    calendar.fill()
    settle()
    press(calendar, "Merkitse päivän käynnit toteutuneiksi")
    settle()
    assert visit(window, made).status == "done"
    assert not calendar.finish.isVisible()


def test_a_double_click_on_an_empty_place_begins_a_visit_there(
    window: MainWindow, calendar: CalendarView, qtbot
) -> None:
    board = calendar.hours
    place, point = None, QPoint()
    for y in range(board.height() - 30, 40, -24):
        point = QPoint(board.width() - 30, y)
        if board.entry_at(point.toPointF()) is None:
            place = board.place_at(point.toPointF())
            break
    assert place
    qtbot.mouseDClick(board, Qt.MouseButton.LeftButton, pos=point)
    settle()
    form = window.page.bench.editor.form
    assert form.row("day").input.value() == place.day
    assert form.row("start").input.value() == place.start


def test_a_workers_name_is_offered_as_it_was_written(
    window: MainWindow, calendar: CalendarView, qtbot
) -> None:
    window.page.begin()
    settle()
    line = window.page.bench.editor.form.row("worker").input.line
    completer = line.completer()
    completer.setCompletionPrefix("timo")
    assert completer.currentCompletion() == "Jukka Timonen"
    line.clear()
    window.page.back()
    settle()


def test_a_visit_is_cancelled_with_its_reason(window: MainWindow, calendar: CalendarView) -> None:
    made = add(window)
    dialog = CancelDialog(window, window.office, made)
    dialog.rows["reason"].input.set_value("client_late")
    dialog.rows["reason"].edited.emit()
    assert dialog.rows["charged"].input.value()
    dialog.go()
    settle()
    assert (visit(window, made).status, visit(window, made).charged) == ("cancelled", True)
    dialog.deleteLater()


def test_a_visit_is_repeated_and_a_day_too_early_is_told(
    window: MainWindow, calendar: CalendarView
) -> None:
    made = add(window)
    dialog = RepeatDialog(window, window.office, made)
    dialog.show()
    dialog.rows["until"].input.set_value(today())
    dialog.go()
    settle()
    assert "Valitse myöhempi päivä." in shown(dialog)
    dialog.rows["until"].input.set_value(today() + timedelta(weeks=3))
    dialog.rows["skip"].input.set_value(False)
    dialog.go()
    settle()
    series = visit(window, made).series
    assert window.office.ask(lambda s: s.query(Visit).filter_by(series=series).count()) == 4
    dialog.deleteLater()


def test_the_calendar_file_is_written_without_names(
    window: MainWindow, calendar: CalendarView, tmp_path: Path
) -> None:
    dialog = CalendarFileDialog(window, window.office, calendar.shown())
    assert not dialog.names.isChecked()
    dialog.save(tmp_path / "k.ics")
    text = (tmp_path / "k.ics").read_text(encoding="utf-8")
    assert "BEGIN:VEVENT" in text
    assert "Mäkelä" not in text
    dialog.save(tmp_path / "no" / "k.ics")
    settle()
    assert "ei voi kirjoittaa" in shown(window)
    dialog.deleteLater()


def test_new_begins_a_visit_on_the_day_that_is_shown(
    window: MainWindow, calendar: CalendarView
) -> None:
    calendar.go(1)
    settle()
    window.page.begin()
    settle()
    form = window.page.bench.editor.form
    assert form.row("day").input.value() == today() + timedelta(days=7)
    window.page.back()
    settle()
    assert not window.page.bench.editor.active
