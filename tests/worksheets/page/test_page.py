"""The room of worksheets in the window, driven as a person would."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.agenda.tasks import actions as tasks
from app.core.value import Day
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from app.worksheets.page import GALLERY, SHEET
from app.worksheets.page.continue_dialog import ContinueDialog
from app.worksheets.page.picture_files import save_picture
from app.worksheets.page.type_dialog import TypeDialog
from app.worksheets.page.version_dialog import VersionsDialog
from app.worksheets.sheets import actions, workbook
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.records import OwnType
from tests.windows import press, shown
from tests.worksheets.page.test_canvas import ids, stands, write
from tests.worksheets.types.test_reading import GOOD


def one(window: MainWindow, record, **values):
    return window.office.ask(lambda s: s.query(record).filter_by(**values).first())


def test_the_gallery_shows_all_types_and_finds_them(window: MainWindow) -> None:
    window.go("worksheets")
    settle()
    page = window.page
    assert page.switcher.current == GALLERY
    assert page.gallery._tiles.count() == 26 + 1  # the demo has one of its own
    page.gallery.search.setText("hukka")
    page.gallery.search.searched.emit("hukka")
    settle()
    assert "Kahdeksan hukkaa" in shown(page.gallery)
    assert page.gallery._tiles.count() < 5
    page.gallery.search.setText("")
    page.gallery.bar.choose("lean")
    page.gallery._show()
    assert page.gallery._tiles.count() == 6 + 1


def test_a_sheet_begins_from_its_type(window: MainWindow) -> None:
    window.go("worksheets")
    settle()
    page = window.page
    page.look_at("pdca")
    settle()
    dialog = page.findChild(TypeDialog)
    assert "Näin työpaja etenee" in shown(dialog)
    dialog.begin()
    settle()
    assert page.switcher.current == SHEET
    assert page.sheet.sight.type.key == "pdca"
    assert not page.sheet.sight.content


def test_the_keyboard_goes_from_the_gallery_to_the_sheet(window: MainWindow) -> None:
    window.go("worksheets")
    settle()
    page = window.page
    assert page.action is None, "each picture is a beginning already"
    page.look_at("swot")
    dialog = QApplication.activeModalWidget()
    assert dialog.focusWidget().text() == "Aloita"
    dialog.begin()
    settle()
    assert window.focusWidget() is page.sheet.canvas
    said = shown(page.sheet.head)
    assert said.count("SWOT") == 1, "the type isn't told twice"


def test_a_blank_form_is_printed(window: MainWindow, tmp_path: Path, monkeypatch) -> None:
    from PySide6.QtGui import QDesktopServices

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    window.go("worksheets")
    settle()
    window.page.look_at("swot")
    settle()
    dialog = window.page.findChild(TypeDialog)
    path = tmp_path / "lomake.pdf"
    dialog.save_blank(path, "A3")
    settle()
    assert path.read_bytes().startswith(b"%PDF")


def test_the_note_panel_tells_all_and_writes(swot, canvas) -> None:
    write(canvas, "Tuttu tekija")
    row = swot.note._rows["text"]
    row.input.area.setPlainText("Tuttu työntekijä")
    swot.note.flush()
    settle()
    assert stands(swot) == ["Tuttu työntekijä"]


def test_columns_are_filled_in_beside_the_picture(open_new) -> None:
    view = open_new("risk_matrix")
    view.deeds.add_to("risks", "Sairastuminen")
    settle()
    view._open_item(view.sight.content.of("risks")[0].id)
    view.note._rows["probability"].input.steps.choose("4")
    view.note._rows["probability"].input.edited.emit()
    view.note._rows["impact"].input.steps.choose("5")
    view.note._rows["impact"].input.edited.emit()
    view.note.flush()
    settle()
    found = view.sight.content.of("risks")[0]
    assert found.facts == {"probability": 4, "impact": 5}
    assert view.canvas.placed(found.id).slot != view.sight.picture.slots[-1].name


def test_a_task_is_made_of_a_note_and_the_sheet_shows_how_it_stands(window, swot, canvas) -> None:
    write(canvas, "Soita vakuutusyhtioon")
    QTest.keyClick(canvas, Qt.Key.Key_T)
    settle()
    line = swot.note._list.quick.line
    assert line.text() == "Soita vakuutusyhtioon"
    QTest.keyClicks(line, ", Marja, huomenna")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    made = window.office.ask(lambda s: tasks.of_source(s, "worksheet", swot.sheet_id))
    assert [(each.what, each.who) for each in made] == [("Soita vakuutusyhtioon", "Marja Mäkelä")]
    assert made[0].due is not None
    assert swot.sight.marks == {ids(canvas)[0]: 1}
    window.office.write(lambda s: tasks.finish(s, made[0].id))
    settle()
    canvas.choose([], "strengths")
    settle()
    assert "1/1 tehtävä valmis" in shown(swot.sheet)


def test_a_task_half_written_waits_at_its_note(swot, canvas) -> None:
    write(canvas, "Yksi")
    write(canvas, "Kaksi")
    first, second = ids(canvas)
    canvas.choose([first])
    swot.note._list.quick.line.setText("Soita")
    canvas.choose([second])
    assert swot.note._list.quick.line.text() == ""
    canvas.choose([first])
    assert swot.note._list.quick.line.text() == "Soita"


def test_a_task_is_made_of_a_field(window, swot, canvas) -> None:
    swot.deeds.fill_in("conclusions", "Vastataan puhelimeen, joka aamu")
    settle()
    canvas.choose([], "conclusions")
    QTest.keyClick(canvas, Qt.Key.Key_T)
    settle()
    line = swot.sheet._list.quick.line
    assert line.text() == "Vastataan puhelimeen joka aamu"
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    made = window.office.ask(lambda s: tasks.of_source(s, "worksheet", swot.sheet_id))
    assert [(each.what, each.source_item) for each in made] == [
        ("Vastataan puhelimeen joka aamu", "conclusions")
    ]


def test_the_form_keeps_what_is_typed(open_new) -> None:
    view = open_new("a3")
    assert view.way.current == "form"
    row = view.form._rows["background"]
    row.input.area.setPlainText("Sama virhe toistuu")
    view.flush()
    settle()
    assert view.sight.content.values["background"] == "Sama virhe toistuu"
    made = view.form._lists["root_cause"]
    made.line.setText("Miksi näin")
    made.line.returnPressed.emit()
    settle()
    assert [each.text for each in view.sight.content.of("root_cause")] == ["Miksi näin"]


def test_a_wrong_value_is_told_at_its_field_and_nothing_is_lost(open_new) -> None:
    view = open_new("experiment")
    row = view.form._rows["duration"]
    row.input.line.setText("joskus keväällä")
    row.input.edited.emit()
    assert not view.form.flush()
    settle()
    assert row.problem
    assert row.input.line.text() == "joskus keväällä"


def test_what_cant_be_accepted_isnt_lost_when_another_note_is_chosen(window, open_new) -> None:
    view = open_new("kaizen")
    for text in ("Yksi", "Kaksi"):
        view.deeds.add_to("ideas", text)
        settle()
    first, second = (each.id for each in view.sight.content.of("ideas"))
    told = []
    window.office.refused.connect(told.append)
    view.canvas.choose([first])
    day = next(row for row in view.note._rows.values() if isinstance(row.described.value, Day))
    day.input.set_typed("joskus keväällä")
    day.input.edited.emit()
    view.canvas.choose([second])
    settle()
    assert QApplication.clipboard().text() == "joskus keväällä"
    assert "leikepöydällä" in told[-1].say()
    assert view.note.item_id == second


def test_what_is_typed_while_another_sheet_is_opened_stays_on_its_own(window, open_new) -> None:
    first = open_new("a3").sheet_id
    view = open_new("a3")
    second = view.sheet_id
    view.open(first)  # asked for, and not there yet
    view.form._rows["background"].input.area.setPlainText("Toisen oma")
    settle()
    assert view.sheet_id == view.sight.sheet_id == first
    assert not view.sight.content.values.get("background")
    with window.office.store.read() as session:
        assert actions.content(session, second).values["background"] == "Toisen oma"


def test_typing_goes_on_through_what_others_change(window, open_new) -> None:
    view = open_new("a3")
    row = view.form._rows["background"]
    row.input.area.setPlainText("Kirjoitan vielä")
    view.deeds.fill_in("target", "Muu muuttui")
    settle()
    assert row.input.area.toPlainText() == "Kirjoitan vielä"


def test_versions_are_kept_and_taken_back(window, swot, canvas) -> None:
    write(canvas, "Yksi")
    swot.show_versions()
    settle()
    dialog = swot.findChild(VersionsDialog)
    dialog.name.setText("Ennen")
    dialog.keep()
    settle()
    swot.deeds.write(ids(canvas)[0], "Kaksi")
    settle()
    dialog._show()
    settle()
    assert "Muutettu" in shown(dialog)
    dialog.take_back()
    settle()
    assert stands(swot) == ["Yksi"]


def test_going_on_from_a_note(window, swot, canvas) -> None:
    write(canvas, "Iltakahvit")
    swot.deeds.wish("continue", ids(canvas))
    settle()
    dialog = swot.findChild(ContinueDialog)
    dialog.go()
    settle()
    made = one(window, Worksheet, name="Iltakahvit")
    assert made.type_key == "experiment"
    assert "Iltakahvit" in shown(window)


def test_the_guide_and_its_clock(swot) -> None:
    swot.toggle_guide()
    assert swot.guide.isVisible()
    begun = swot.guide.left
    swot.guide.run()
    swot.guide.second()
    assert swot.guide.left == begun - 1
    swot.guide.go(1)
    assert swot.guide.at == 1
    swot.guide.left = 1
    swot.guide.second()
    swot.guide.second()
    assert swot.guide._clock.text() == "−0:01"
    swot.guide.run()
    assert not swot.guide.running


def test_a_presentation_is_worked_on_too(swot, canvas) -> None:
    swot.present()
    settle()
    present = swot._present
    assert present.isVisible()
    present.canvas.added.emit("strengths", "Suuresti", False)
    settle()
    assert stands(swot) == ["Suuresti"]
    assert len(present.canvas.in_slot("strengths")) == 1
    present.close()
    settle()
    assert swot._present is None


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_picture_for_slides(window, swot, canvas, tmp_path: Path, suffix) -> None:
    write(canvas, "Tuttu & <hyva>")
    path = tmp_path / f"kuva{suffix}"
    save_picture(swot, window.office, swot.sheet_id, path)
    settle()
    if suffix == ".svg":
        assert "Tuttu & <hyva>" in "".join(ET.parse(path).getroot().itertext())
    else:
        image = QImage(str(path))
        assert image.width() == 2400
        assert image.height() > 1000


def test_the_tables_as_a_spreadsheet(window, open_new, tmp_path: Path) -> None:
    view = open_new("annual_clock")
    path = tmp_path / "kello.xlsx"
    with window.office.store.read() as session:
        workbook.write(path, session, view.sheet_id)
    found = load_workbook(path)
    rows = [
        cell
        for sheet in found.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert view.sight.content.of("tasks")[0].text in rows


def test_an_own_type_is_made_changed_and_used(window: MainWindow) -> None:
    window.go("worksheets")
    settle()
    window.page.look_at("swot")
    settle()
    window.page.findChild(TypeDialog).make_own()
    settle()
    own = one(window, OwnType, based_on="swot")
    assert own.name["fi"] == "SWOT-analyysi (oma)"
    assert window.page.switcher.current == "worksheet_type"
    press(window, "Aloita tästä")
    settle()
    assert one(window, Worksheet, type_key=own.key)


def test_a_broken_type_file_is_told_in_words(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "oma.yaml"
    path.write_text(GOOD.replace("type: text", "type: runo"), "utf-8")
    window.go("worksheets")
    settle()
    told = []
    window.office.refused.connect(told.append)
    window.page.import_file(path)
    settle()
    assert "runo" in told[0].say()
    assert "Rivi 15" in told[0].say()
    path.write_text(GOOD, "utf-8")
    window.page.import_file(path)
    settle()
    assert one(window, OwnType, based_on="own_canvas").name["fi"] == "Oma"


def test_everything_changes_language_at_once(window: MainWindow, swot, canvas) -> None:
    write(canvas, "Yksi")
    swot.toggle_guide()
    set_language("en")
    settle()
    said = shown(window)
    assert "Vahvuudet" not in said
    assert any(each.label["en"] == "Strengths" for each in canvas.picture.slots)
    assert "New note" in said


def test_the_experiments_of_the_demo_are_listed(window: MainWindow) -> None:
    window.go("worksheets")
    settle()
    window.page._bring("experiments")
    settle()
    assert "Kokeilu: yhteinen lounas" in shown(window.page)
