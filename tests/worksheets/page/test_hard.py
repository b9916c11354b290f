"""Tired, hurried and clumsy hands on a sheet: nothing written is lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.agenda.tasks import actions as tasks
from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.ui.tour import settle
from app.ui.window import MainWindow
from app.worksheets.page.turns import Turns
from app.worksheets.sheets import actions, notes
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types import own
from app.worksheets.types.records import OwnType
from tests.windows import shown
from tests.worksheets.page.test_canvas import ids, press, stands, write

Key, Mod = Qt.Key, Qt.KeyboardModifier
TOO_LONG = "a" * 100_001


def do(window: MainWindow, work: Callable) -> None:
    window.office.write(work)
    settle()


def told(window: MainWindow) -> list[str]:
    """What is refused from now on, in words."""
    heard: list[str] = []
    window.office.refused.connect(lambda words: heard.append(words.say()))
    return heard


# Hurried


def test_what_is_typed_right_after_control_enter_belongs_to_the_next_note(swot, canvas) -> None:
    press(canvas, Key.Key_N)
    QTest.keyClicks(canvas.editor, "Yksi")
    QTest.keyClick(canvas.editor, Key.Key_Return, Mod.ControlModifier)
    for letter in "Dominik tsvm":  # each of these letters does something on the canvas
        front = QApplication.focusWidget()
        assert front
        QTest.keyClicks(front, letter)
    settle()
    canvas.flush()
    settle()
    assert stands(swot) == ["Yksi", "Dominik tsvm"]


def test_the_next_note_is_written_below_the_one_before(swot, canvas) -> None:
    write(canvas, "Yksi", Mod.ControlModifier)
    bottom = canvas.mapFromScene(0, canvas.placed(ids(canvas)[0]).frame.bottom).y()
    assert canvas.editor.y() >= bottom


def test_a_note_that_is_begun_over_an_open_one_keeps_it(swot, canvas) -> None:
    press(canvas, Key.Key_N)
    QTest.keyClicks(canvas.editor, "Avoin")
    canvas.write_new()  # a button that doesn't take the keyboard, as on a Mac
    settle()
    assert stands(swot) == ["Avoin"]


def test_a_wish_beside_the_canvas_comes_after_what_was_typed_there(swot, canvas) -> None:
    write(canvas, "Vanha")
    swot.note._rows["text"].input.area.setPlainText("Uusi")
    swot.note.wished.emit("duplicate")
    settle()
    assert stands(swot) == ["Uusi", "Uusi"]


# Interrupted


def test_a_note_emptied_to_be_written_anew_waits_for_its_words(swot, canvas) -> None:
    write(canvas, "Ensin")
    swot.note.focus_text()
    area = swot.note._rows["text"].input.area
    area.setPlainText("")
    swot.note._keep.timeout.emit()  # the telephone rang
    settle()
    assert stands(swot) == ["Ensin"]
    QTest.keyClicks(area, "Toisin")
    swot.note.flush()
    settle()
    assert stands(swot) == ["Toisin"]


def test_a_note_left_empty_goes_away(swot, canvas) -> None:
    write(canvas, "Turha")
    swot.note.focus_text()
    swot.note._rows["text"].input.area.setPlainText("")
    canvas.setFocus()
    swot.note.flush()
    settle()
    assert stands(swot) == []


def test_a_note_removed_while_it_is_written_comes_back(window, swot, canvas) -> None:
    write(canvas, "Alku")
    note = ids(canvas)[0]
    press(canvas, Key.Key_Return)
    QTest.keyClicks(canvas.editor, " ja loppu")
    do(window, lambda s: notes.remove(s, [note]))
    canvas.flush()
    settle()
    assert stands(swot) == ["Alku ja loppu"]


# Too much


@pytest.mark.parametrize("new", [True, False])
def test_a_text_that_is_too_long_is_on_the_clipboard(window, swot, canvas, new) -> None:
    write(canvas, "Lyhyt")
    heard = told(window)
    press(canvas, Key.Key_N if new else Key.Key_Return)
    canvas.editor.setPlainText(TOO_LONG)
    canvas.flush()
    settle()
    assert stands(swot) == ["Lyhyt"]
    assert QApplication.clipboard().text() == TOO_LONG
    assert len(heard) == 1
    assert "100000" in heard[0]


def test_a_crash_of_one_write_doesnt_stop_the_next(window, qtbot) -> None:
    turns, heard, done = Turns(window.office), told(window), []

    def crash(_session) -> Changes:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as crashed:
        turns.write(crash, typed="Kirjoitettu")
        turns.write(lambda s: actions.begin(s, {"type_key": "swot"}), done.append)
        settle()
    assert len(crashed) == 1
    assert len(done) == len(heard) == 1
    assert QApplication.clipboard().text() == "Kirjoitettu"
    assert not turns.busy


# Sheets that go away


def test_a_removed_sheet_isnt_worked_on_and_comes_back(window, swot, canvas) -> None:
    write(canvas, "Yksi")
    sheet = swot.sheet_id
    do(window, lambda s: editing.remove(s, Worksheet, [sheet]))
    assert swot._stack.currentWidget() is swot._none
    window.office.undo()
    settle()
    assert swot.sight.sheet_id == sheet
    assert len(ids(canvas)) == 1


def test_a_presentation_ends_with_its_sheet_and_keeps_what_was_written(window, swot) -> None:
    sheet = swot.sheet_id
    swot.present()
    settle()
    shown_canvas = swot._present.canvas
    shown_canvas.write_new()
    shown_canvas.editor.insertPlainText("Kesken")
    do(window, lambda s: editing.remove(s, Worksheet, [sheet]))
    assert swot._present is None
    do(window, lambda s: editing.restore(s, Worksheet, [sheet]))
    assert stands(swot) == ["Kesken"]


def test_there_is_one_presentation_and_it_closes_with_the_window(window, swot) -> None:
    swot.present()
    settle()
    first = swot._present
    swot.present()
    assert swot._present is first
    window.close()
    assert not first.isVisible()


# Own types


@pytest.fixture
def own_sheet(window: MainWindow, swot) -> tuple[str, list[dict]]:
    """A sheet of an own type that was made from SWOT, with two notes; the type's id and its fields."""
    office = window.office
    type_id = office.store.write(lambda s: own.make_from(s, "swot")).result
    made = office.ask(lambda s: s.get(OwnType, type_id))
    sheet = office.store.write(lambda s: actions.begin(s, {"type_key": made.key})).result
    swot.open(sheet)
    settle()
    swot.canvas.pasted.emit("strengths", ["Yksi", "Kaksi"])
    settle()
    return type_id, [dict(each) for each in made.fields]


def change_fields(window: MainWindow, type_id: str, rows: list[dict]) -> None:
    do(window, lambda s: editing.change(s, OwnType, type_id, {"fields": rows}))


def test_typing_beside_a_sheet_of_an_own_type_isnt_interrupted(swot, canvas, own_sheet) -> None:
    canvas.choose([ids(canvas)[0]])
    area = swot.note._rows["text"].input.area
    area.setPlainText("Yksi vielä")
    swot.note.flush()
    settle()
    assert swot.note._rows["text"].input.area is area


def test_notes_of_a_field_that_becomes_a_text_are_all_in_it(window, swot, own_sheet) -> None:
    type_id, rows = own_sheet
    change_fields(window, type_id, [{**rows[0], "type": "text"}, *rows[1:]])
    swot.fill()
    settle()
    assert swot.sight.content.values["strengths"] == "Yksi\nKaksi"
    swot.deeds.fill_in("strengths", "Yksi\nKaksi\nKolme")
    settle()
    assert swot.sight.content.values["strengths"] == "Yksi\nKaksi\nKolme"


def test_notes_of_a_field_that_becomes_a_number_wait_for_their_return(
    window, swot, own_sheet
) -> None:
    type_id, rows = own_sheet
    change_fields(window, type_id, [{**rows[0], "type": "number"}, *rows[1:]])
    sheet = swot.sheet_id
    do(window, lambda s: actions.set_value(s, sheet, "strengths", 5))
    assert swot.sight.content.values["strengths"] == "5"
    change_fields(window, type_id, rows)
    assert stands(swot) == ["Yksi", "Kaksi"]


def test_notes_of_a_field_that_was_taken_away_can_still_be_read(window, swot, own_sheet) -> None:
    type_id, rows = own_sheet
    change_fields(window, type_id, rows[1:])
    swot.fill()
    settle()
    swot.way.choose("form")
    swot._go_way()
    settle()
    assert "Kaksi" in shown(swot.form)


# Parents and children


@pytest.mark.parametrize("between", [False, True])
def test_a_child_isnt_made_one_with_what_it_stands_under(window, open_new, between) -> None:
    view = open_new("okr")
    sheet, store = view.sheet_id, window.office.store

    def add(text: str, parent: str = "") -> str:
        spot = notes.Spot("goals", parent=parent)
        return store.write(lambda s: notes.add(s, sheet, spot, text)).result

    top = add("Ylin")
    below = add("Alla", top)
    lowest = add("Alinna", below) if between else below
    with pytest.raises(Refusal):
        store.write(lambda s: notes.merge(s, [lowest, top]))


# Low and large


def test_a_sheet_scrolls_where_its_buttons_leave_no_room(window: MainWindow, swot) -> None:
    window.resize(1024, 640)
    swot.toggle_guide()
    swot.resize(swot.width(), 200)
    QApplication.processEvents()
    assert swot.pages.height() >= swot.pages.minimumHeight() > 100
    assert swot._area.verticalScrollBar().maximum() > 0


def test_the_panel_holds_its_tasks_in_a_narrow_window(window: MainWindow, swot, canvas) -> None:
    window.resize(1024, 640)
    sheet = swot.sheet_id
    source = window.office.ask(lambda s: actions.source_of(s, sheet))
    do(window, lambda s: tasks.add_from(s, source, {"what": "Kysytään vakuutusyhtiöltä tarjous"}))
    assert swot._side_scroll.horizontalScrollBar().maximum() == 0


def test_the_whole_width_is_seen_in_a_narrow_window(window: MainWindow, swot, canvas) -> None:
    window.resize(1024, 640)
    QTest.qWait(200)  # until the resize rests and the picture is drawn anew
    settle()
    assert canvas.horizontalScrollBar().maximum() == 0


# Much at once


def test_a_thousand_lines_are_pasted_between_two_notes_in_order(window, swot, canvas) -> None:
    for text in ("Ensin", "Lopuksi"):
        write(canvas, text)
    sheet, last = swot.sheet_id, ids(canvas)[1]
    lines = [f"Rivi {number}" for number in range(1000)]
    do(window, lambda s: notes.add_many(s, sheet, notes.Spot("strengths", last), lines))
    assert stands(swot) == ["Ensin", *lines, "Lopuksi"]
    for other in range(3):  # where there is no room left the others move apart
        do(window, lambda s: notes.add_many(s, sheet, notes.Spot("strengths", last), lines[:500]))
        assert stands(swot)[1001 + other * 500 :] == [*lines[:500], "Lopuksi"]


# What isn't meant


def test_a_task_of_a_presentation_is_of_the_note_that_is_chosen_there(swot, canvas) -> None:
    for text in ("Yksi", "Kaksi"):
        write(canvas, text)
    canvas.choose(ids(canvas)[:1])
    swot.present()
    settle()
    shown_canvas = swot._present.canvas
    shown_canvas.choose(ids(canvas)[1:])
    press(shown_canvas, Key.Key_T)
    assert swot.note._list.quick.line.text() == "Kaksi"
    swot._present.close()


def test_nothing_beside_a_finished_sheet_offers_to_change_it(window, swot, canvas) -> None:
    write(canvas, "Yksi")
    sheet = swot.sheet_id
    do(window, lambda s: actions.finish(s, sheet))
    assert not any(each.isEnabled() for each in swot.note._changing)
    do(window, lambda s: actions.take_up_again(s, sheet))
    assert all(each.isEnabled() for each in swot.note._changing)
