"""Sticky notes on the canvas, by keys alone and by the pointer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from app.worksheets.page.canvas import SheetCanvas
from app.worksheets.page.sheet_view import SheetView
from app.worksheets.sheets import actions

Key, Mod = Qt.Key, Qt.KeyboardModifier


def press(canvas: SheetCanvas, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    QTest.keyClick(canvas, key, modifier)
    settle()


def write(canvas: SheetCanvas, text: str, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    press(canvas, Key.Key_N)
    QTest.keyClicks(canvas.editor, text)
    QTest.keyClick(canvas.editor, Key.Key_Return, modifier)
    settle()


def stands(view: SheetView, field: str = "strengths") -> list[str]:
    with view._office.store.read() as session:
        return [each.text for each in actions.content(session, view.sheet_id).of(field)]


def centre(canvas: SheetCanvas, item_id: str) -> QPoint:
    frame = canvas.placed(item_id).frame
    return canvas.mapFromScene(frame.x + frame.width / 2, frame.y + frame.height / 2)


def ids(canvas: SheetCanvas, slot: str = "strengths") -> list[str]:
    return [each.id for each in canvas.in_slot(slot)]


def test_notes_are_written_one_after_the_other_by_keys_alone(swot, canvas) -> None:
    write(canvas, "Tuttu tekija", Mod.ControlModifier)  # Ctrl+Enter goes on with the next one
    assert canvas.editor.active
    QTest.keyClicks(canvas.editor, "Hyva maine")
    QTest.keyClick(canvas.editor, Key.Key_Return)
    settle()
    assert stands(swot) == ["Tuttu tekija", "Hyva maine"]
    assert not canvas.editor.active


def test_escape_keeps_what_was_typed_and_focus_elsewhere_too(swot, canvas) -> None:
    press(canvas, Key.Key_N)
    QTest.keyClicks(canvas.editor, "Yksi")
    QTest.keyClick(canvas.editor, Key.Key_Escape)
    settle()
    press(canvas, Key.Key_N)
    QTest.keyClicks(canvas.editor, "Kaksi")
    swot.way.setFocus()
    swot.head.buttons["guide"].setFocus()
    settle()
    assert stands(swot) == ["Yksi", "Kaksi"]


def test_an_empty_note_is_none(swot, canvas) -> None:
    write(canvas, "")
    assert stands(swot) == []


def test_arrows_choose_and_control_moves(swot, canvas) -> None:
    for text in ("Yksi", "Kaksi", "Kolme"):
        write(canvas, text)
    press(canvas, Key.Key_Up, Mod.ControlModifier)
    assert stands(swot) == ["Yksi", "Kolme", "Kaksi"]
    press(canvas, Key.Key_Down, Mod.ControlModifier)
    assert stands(swot) == ["Yksi", "Kaksi", "Kolme"]
    press(canvas, Key.Key_Right, Mod.ControlModifier)
    assert stands(swot) == ["Yksi", "Kaksi"]
    assert stands(swot, "weaknesses") == ["Kolme"]
    press(canvas, Key.Key_Up)
    assert canvas.texts[canvas.chosen_ids[0]] == "Kaksi"


def test_colour_vote_split_merge_duplicate_and_remove_by_keys(swot, canvas) -> None:
    write(canvas, "Yksi")
    press(canvas, Key.Key_3)
    press(canvas, Key.Key_V)
    press(canvas, Key.Key_V)
    press(canvas, Key.Key_V, Mod.ShiftModifier)
    found = swot.sight.content.of("strengths")[0]
    assert (found.colour, found.votes) == ("blue", 1)
    press(canvas, Key.Key_D)
    assert stands(swot) == ["Yksi", "Yksi"]
    canvas.choose(ids(canvas))
    press(canvas, Key.Key_M)
    assert stands(swot) == ["Yksi\nYksi"]
    press(canvas, Key.Key_S)
    assert stands(swot) == ["Yksi", "Yksi"]
    press(canvas, Key.Key_Delete)
    assert len(stands(swot)) == 1


def test_undo_and_redo_by_the_windows_own_keys(window: MainWindow, swot, canvas) -> None:
    write(canvas, "Yksi")
    window.office.undo()
    settle()
    assert stands(swot) == []
    assert not canvas.in_slot("strengths")
    window.office.redo()
    settle()
    assert len(canvas.in_slot("strengths")) == 1


def test_a_note_is_changed_where_it_stands(swot, canvas) -> None:
    write(canvas, "Yksi")
    press(canvas, Key.Key_Return)
    QTest.keyClicks(canvas.editor, "toista")
    QTest.keyClick(canvas.editor, Key.Key_Return)
    settle()
    assert stands(swot) == ["Yksitoista"]


def test_a_text_cell_is_written_on_the_canvas(swot, canvas) -> None:
    canvas.choose([], "conclusions")
    press(canvas, Key.Key_Return)
    QTest.keyClicks(canvas.editor, "Keskitymme yhteen")
    QTest.keyClick(canvas.editor, Key.Key_Return)
    settle()
    assert swot.sight.content.values["conclusions"] == "Keskitymme yhteen"


def test_lines_that_are_pasted_become_notes(swot, canvas) -> None:
    QApplication.clipboard().setText("Yksi\n\n  Kaksi  \nKolme")
    canvas.choose([], "threats")
    press(canvas, Key.Key_V, Mod.ControlModifier)
    assert stands(swot, "threats") == ["Yksi", "Kaksi", "Kolme"]


def drag(canvas: SheetCanvas, begin: QPoint, end: QPoint) -> None:
    port = canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    for share in (0.2, 0.5, 0.8, 1.0):
        QTest.mouseMove(port, begin + (end - begin) * share)
        QApplication.processEvents()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    settle()


def test_a_note_is_dragged_to_another_cell_and_before_another_note(swot, canvas) -> None:
    for text in ("Yksi", "Kaksi", "Kolme"):
        write(canvas, text)
    frame = canvas.picture.slot("weaknesses").frame
    to = canvas.mapFromScene(frame.x + frame.width / 2, frame.y + frame.height / 2)
    drag(canvas, centre(canvas, ids(canvas)[1]), to)
    assert stands(swot) == ["Yksi", "Kolme"]
    assert stands(swot, "weaknesses") == ["Kaksi"]
    first = canvas.placed(ids(canvas)[0]).frame
    drag(canvas, centre(canvas, ids(canvas)[1]), canvas.mapFromScene(first.x + 4, first.y + 4))
    assert stands(swot) == ["Kolme", "Yksi"]


def test_dropping_beside_everything_leaves_it_where_it_was(swot, canvas) -> None:
    write(canvas, "Yksi")
    frame = canvas.picture.slot("conclusions").frame
    drag(canvas, centre(canvas, ids(canvas)[0]), canvas.mapFromScene(frame.x + 30, frame.y + 20))
    assert stands(swot) == ["Yksi"]


def test_what_is_chosen_is_told_to_those_who_listen(swot, canvas) -> None:
    write(canvas, "Tuttu tekija")
    assert canvas.accessibleName() == "Tuttu tekija, kohdassa Vahvuudet"
    set_language("en")
    settle()
    assert "Strengths" in canvas.accessibleName()


def test_zoom_by_keys_and_back(swot, canvas) -> None:
    before = canvas.transform().m11()
    press(canvas, Key.Key_Plus, Mod.ControlModifier)
    assert canvas.transform().m11() > before
    press(canvas, Key.Key_0, Mod.ControlModifier)
    assert canvas.transform().m11() == pytest.approx(before)


def test_a_finished_sheet_is_only_looked_at(window: MainWindow, swot, canvas) -> None:
    write(canvas, "Yksi")
    sheet = swot.sheet_id
    window.office.write(lambda s: actions.finish(s, sheet))
    settle()
    press(canvas, Key.Key_N)
    assert not canvas.editor.active
    canvas.choose(ids(canvas))
    press(canvas, Key.Key_Delete)
    assert stands(swot) == ["Yksi"]


def test_three_hundred_notes_are_comfortable(window: MainWindow, swot, canvas) -> None:
    canvas.pasted.emit("strengths", [f"Lappu {number}" for number in range(300)])
    settle()
    assert len(ids(canvas)) == 300
    canvas.choose([ids(canvas)[-1]])
    press(canvas, Key.Key_Right, Mod.ControlModifier)
    assert stands(swot, "weaknesses") == ["Lappu 299"]


@pytest.mark.parametrize(
    ("key", "field", "facts"),
    [
        ("kaizen", "ideas", {"status": "new"}),
        ("annual_clock", "tasks", {"month": "1"}),
        ("futures_wheel", "impacts", {}),
        ("okr", "goals", {}),
        ("vsm", "steps", {}),
        ("service_blueprint", "phases", {}),
    ],
)
def test_a_note_is_written_on_every_kind_of_picture(open_new, key, field, facts) -> None:
    view = open_new(key)
    view.way.choose("canvas")
    view._go_way()
    settle()
    canvas = view.canvas
    slot = next(
        each
        for each in canvas.picture.slots
        if each.field == field and not each.single and facts.items() <= each.facts.items()
    )
    canvas.setFocus()
    canvas.choose([], slot.name)
    write(canvas, "Uusi")
    found = [each for each in view.sight.content.of(field) if each.text == "Uusi"]
    assert len(found) == 1
    assert facts.items() <= found[0].facts.items()
