"""The window, driven as a person would: on a real encrypted store, by keys and clicks."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from app.agenda.tasks.records import Task
from app.core import backup, draft, editing
from app.core.store import Store, create, open_store
from app.rooms import ROOMS
from app.services.records import ServiceProduct
from app.ui import crash, jobs
from app.ui import window as windows
from app.ui.find import FindDialog
from app.ui.first_run import FirstRun
from app.ui.import_dialog import ImportDialog
from app.ui.inputs.words import WordsInput
from app.ui.language import set_language
from app.ui.list_menu import list_menu
from app.ui.passphrase_dialog import PassphraseDialog
from app.ui.preferences import Preferences
from app.ui.record_page import RecordPage
from app.ui.start import make_window
from app.ui.theme import Mode, theme
from app.ui.tour import settle
from app.ui.undo_button import UndoButton
from app.ui.unlock import Unlock
from app.ui.version_dialogs import CompareDialog, HistoryDialog
from app.ui.window import MainWindow
from tests.conftest import PASSPHRASE, QUICK


def services(window: MainWindow) -> RecordPage:
    window.go("services")
    settle()
    assert isinstance(window.page, RecordPage)
    return window.page


def shown_texts(widget: QWidget) -> list[str]:
    return [
        text
        for each in widget.findChildren(QWidget)
        if each.isVisible() and callable(getattr(each, "text", None)) and (text := each.text())
    ]


def type_into(qtbot, field: QWidget, words: str) -> None:
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
    qtbot.keyClicks(field, words)


def test_the_home_page_tells_what_waits_and_takes_one_there(window: MainWindow, qtbot) -> None:
    texts = shown_texts(window)
    assert "Todistus päättyy: Saattaja asioinnille K-2026-003" in texts
    window.office.wanted.emit("service", _id(window, "SAATTO"))
    settle()
    assert window.rail.current == "services"
    assert "Saattaja asioinnille" in shown_texts(window.page.bench.detail)


def test_the_home_page_is_drawn_when_it_is_seen_and_is_then_up_to_date(window: MainWindow) -> None:
    """While one works on another page, each saving finds what waits but draws nothing out of sight."""
    home = window.page
    services(window)
    task = {"what": "Soita kiireesti kuntaan", "due": date(2020, 1, 2)}
    window.office.write(lambda s: editing.add(s, Task, task))
    settle()
    assert home._drawn is not home._day, "known, but not drawn where nobody sees it"
    window.stack.show_sheet(home, focus=False)  # as it comes to the front, before it asks again
    settle()
    assert f"Tehtävä myöhässä: {task['what']}" in shown_texts(home)


def test_the_figures_take_as_many_rows_as_their_words_need(window: MainWindow) -> None:
    sideways = window.page._column.horizontalScrollBar()
    assert (window.page._rows, sideways.maximum()) == (1, 0)
    theme.choose(text_scale=150)
    window.resize(1024, 640)
    settle()
    assert window.page._rows > 1
    assert sideways.maximum() == 0
    theme.choose(text_scale=100)
    window.resize(1280, 800)
    settle()
    assert window.page._rows == 1


def _id(window: MainWindow, code: str) -> str:
    return window.office.ask(lambda s: s.query(ServiceProduct).filter_by(code=code).one().id)


def test_what_can_wait_waits_for_what_a_person_waits_for(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = backup.folder_of(window.office.store.path)
    monkeypatch.setattr(windows, "CALM_MS", 3_600_000)  # no second look by itself
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "busy", lambda: True)
        window._load_pages()
        window._begin_what_can_wait()
    settle()
    assert len(window._unloaded) == len(ROOMS)
    assert not backup.backups(copies)
    window._load_pages()
    window._begin_what_can_wait()
    assert len(window._unloaded) < len(ROOMS)
    settle()
    assert backup.backups(copies)


def test_a_service_is_added_by_keyboard_and_undone(window: MainWindow, qtbot) -> None:
    page = services(window)
    page.begin()
    settle()
    name = page.bench.editor.form.row("name").input
    assert isinstance(name, WordsInput)
    type_into(qtbot, name.box, "Uusi kotipalvelu")
    page.save()
    settle()
    assert "Uusi kotipalvelu" in shown_texts(page.bench.detail)
    undo = window.findChild(UndoButton)
    assert undo.toolTip() == "Kumoa (Ctrl+Z): Lisättiin ”Uusi kotipalvelu”"
    assert len(page.bench.list.model.ids) == 15
    window.office.undo()
    settle()
    assert len(page.bench.list.model.ids) == 14


def test_a_missing_name_is_told_beside_the_field(window: MainWindow) -> None:
    page = services(window)
    page.begin()
    page.save()
    settle()
    assert page.bench.editor.active
    assert "Täytä tämä: Nimi." in shown_texts(page.bench.editor)


def test_wrong_input_is_told_and_nothing_typed_is_lost(window: MainWindow, qtbot) -> None:
    page = services(window)
    page.open_record("service", _id(window, "ARKI"))
    page.edit()
    duration = page.bench.editor.form.row("duration").input
    type_into(qtbot, duration.line, "pitkaan")
    page.save()
    settle()
    assert any("esimerkiksi 1 h 30 min" in text for text in shown_texts(page.bench.editor))
    assert duration.line.text() == "pitkaan"


def test_typing_survives_a_language_switch_and_headers_change(window: MainWindow, qtbot) -> None:
    page = services(window)
    page.begin()
    box = page.bench.editor.form.row("name").input.box
    type_into(qtbot, box, "Kesken")
    set_language("en")
    settle()
    assert box.text() == "Kesken"
    assert "New service" in shown_texts(window)
    assert page.bench.list.model.label(0) == "Service"
    set_language("fi")
    settle()
    assert "Uusi palvelu" in shown_texts(window)


def test_no_english_is_left_on_a_finnish_page_and_the_other_way_round(window: MainWindow) -> None:
    from app.core.text import _catalog

    finnish, english = set(), set()
    for message, translation in _catalog("fi")._catalog.items():
        if isinstance(message, str) and message and message != translation and "{" not in message:
            english.add(message)
            finnish.add(translation)
    english -= finnish
    finnish -= {text for text in finnish if text in {"ALV"}}
    for name in ("today", "services", "organisation", "settings"):
        window.go(name)
        settle()
        assert english.isdisjoint(shown_texts(window)), (name, english & set(shown_texts(window)))
    set_language("en")
    settle()
    finnish -= english | set(_catalog("en")._catalog.values())
    for name in ("today", "services", "organisation", "settings"):
        window.go(name)
        settle()
        left = finnish & set(shown_texts(window))
        assert not left, (name, left)


def test_a_draft_survives_closing_and_is_offered_again(
    demo: Store, preferences: Preferences, qtbot
) -> None:
    first = make_window(demo, preferences)
    qtbot.addWidget(first)
    first.show()
    page = services(first)
    page.begin()
    type_into(qtbot, page.bench.editor.form.row("name").input.box, "Luonnoksena")
    first.close()
    settle()
    with demo.read() as session:
        assert draft.kept(session, "service").typed["name"] == {"fi": "Luonnoksena"}
    second = make_window(demo, preferences)
    qtbot.addWidget(second)
    second.show()
    page = services(second)
    page.begin()
    settle()
    assert page.bench.editor.form.row("name").input.box.text() == "Luonnoksena"
    assert any("mitä olit kirjoittanut" in text for text in shown_texts(page.bench.editor))
    page.save()
    settle()
    with demo.read() as session:
        assert draft.kept(session, "service") is None
    second.close()
    settle()


def test_an_empty_office_shows_an_example_that_undo_takes_away(
    store: Store, preferences: Preferences, qtbot
) -> None:
    made = make_window(store, preferences)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    page = services(made)
    page.bench.list._empty.example_button.click()
    settle()
    assert "Arkiapu kotiin" in shown_texts(page.bench.detail)
    made.office.undo()
    settle()
    assert page.bench.list._empty.isVisible()
    made.close()
    settle()


def test_letters_jump_and_delete_removes_all_that_is_selected(window: MainWindow, qtbot) -> None:
    page = services(window)
    table = page.bench.list.table
    table.setFocus()
    qtbot.keyClicks(table, "di")
    assert table.current_id() == _id(window, "DIGI")
    table.selectRow(3)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert len(page.bench.list.model.ids) == 12
    window.office.undo()
    settle()
    assert len(page.bench.list.model.ids) == 14


def test_order_and_columns_are_chosen_from_a_menu(window: MainWindow) -> None:
    page = services(window)
    table, model = page.bench.list.table, page.bench.list.model
    menu = list_menu(table, model)
    choices = {action.text(): action for action in menu.actions()}
    choices["Tavallinen kesto"].trigger()
    shown = {n for c, n in enumerate(model.columns) if not table.isColumnHidden(c)}
    assert "duration" in shown, "what a person chose is shown, and the table scrolls when it must"
    first = model.ids[0]
    order = next(action.menu() for action in menu.actions() if action.menu())
    {action.text(): action for action in order.actions()}["Lopusta alkaen"].trigger()
    settle()
    assert model.ids[-1] == first


def test_leaving_a_changed_form_asks_and_staying_keeps_it(
    window: MainWindow, qtbot, monkeypatch
) -> None:
    page = services(window)
    page.open_record("service", _id(window, "ARKI"))
    settle()
    page.edit()
    box = page.bench.editor.form.row("name").input.box
    type_into(qtbot, box, "Muutettu")
    monkeypatch.setattr(QMessageBox, "exec", lambda self: None)
    page.bench.show_record(_id(window, "DIGI"))
    assert page.bench.editor.active
    assert box.text() == "Muutettu"


def test_the_filter_and_chips_narrow_the_list(window: MainWindow, qtbot) -> None:
    page = services(window)
    qtbot.keyClicks(page.bench.list.filter, "saatt")
    settle()
    assert list(page.bench.list.model.ids) == [_id(window, "SAATTO")]
    page.back()
    settle()
    assert len(page.bench.list.model.ids) == 14
    page.bench.list.bar.button_of("certified").click()
    settle()
    assert len(page.bench.list.model.ids) == 5


def test_removing_goes_to_the_bin_and_comes_back(window: MainWindow) -> None:
    page = services(window)
    record_id = _id(window, "SAUNA")
    page.open_record("service", record_id)
    settle()
    page.bench.detail.deed_wanted.emit("remove")
    settle()
    assert record_id not in page.bench.list.model.ids
    page.bench.list.bar.button_of("bin").click()
    settle()
    assert list(page.bench.list.model.ids) == [record_id]
    page.bench.show_record(record_id)
    page.bench.detail.deed_wanted.emit("restore")
    settle()
    page.bench.list.bar.button_of("all").click()
    settle()
    assert record_id in page.bench.list.model.ids


def test_narrow_windows_show_one_pane_with_back(window: MainWindow) -> None:
    window.resize(1024, 640)
    page = services(window)
    page.open_record("service", _id(window, "ARKI"))
    settle()
    assert not page.bench.list.isVisible()
    assert page.bench.back_button.isVisible()
    assert page.back()
    settle()
    assert page.bench.list.isVisible()


def test_find_finds_records_and_commands(window: MainWindow, qtbot) -> None:
    dialog = FindDialog(window, window.office, window.commands())
    dialog.show()
    qtbot.keyClicks(dialog.line, "makel")
    settle()
    assert "Rantakylän Arkiapu ry" in shown_texts(dialog)
    dialog.line.clear()
    qtbot.keyClicks(dialog.line, "english")
    settle()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    settle()
    assert "New service" not in shown_texts(dialog)
    assert window.office.preferences.language == "en"


def test_the_history_tells_who_by_the_name_in_the_settings(window: MainWindow, qtbot) -> None:
    window.go("settings")
    settle()
    name = window.page._name
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Anni Korpi")
    window.go("services")
    settle()
    record_id = _id(window, "ARKI")
    window.office.write(lambda s: editing.change(s, ServiceProduct, record_id, {"duration": 30}))
    settle()
    dialog = HistoryDialog(window, window.office, record_id)
    assert any("Anni Korpi" in text for text in shown_texts_of(dialog))


def test_versions_are_compared_field_by_field(window: MainWindow) -> None:
    record_id = _id(window, "ARKI")
    window.office.store.write(
        lambda s: editing.change(s, ServiceProduct, record_id, {"duration": 30})
    )
    dialog = CompareDialog(window, window.office, ServiceProduct, record_id)
    found = {str(label): (then, now) for label, then, now in dialog.differences()}
    assert found == {"Tavallinen kesto": ("2\u00a0h", "30\u00a0min")}
    set_language("en")
    assert dialog.now.currentText() == "Now"
    assert "Usual duration" in shown_texts_of(dialog)
    dialog.now.choose("0")
    assert dialog.differences() == []


def test_an_import_is_planned_then_done_as_one(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Koodi;Nimi;Oma sarake;Hinnat\nARKI;Arkiapu kotiin;a;38 €\nDIGI;Digitukea;b;\nX1;Tuotu palvelu;c;\n",
        encoding="utf-8",
    )
    page = services(window)
    dialog = ImportDialog(page, window.office, ServiceProduct)
    dialog.take_file(path)
    assert "Hetkinen…" in {each.text() for each in dialog.findChildren(QLabel)}
    settle()
    texts = shown_texts_of(dialog)
    assert "Hetkinen…" not in texts
    assert any("1 uusi rivi, 1 muuttuva rivi" in text for text in texts), texts
    assert "Tuotu palvelu" in texts
    assert "Jäävät tuomatta: Oma sarake. Valitse alta, mitä näissä sarakkeissa on." in texts
    assert "Näitä ei voi tuoda taulukosta, täydennä ne ohjelmassa: Hinnat." in texts
    assert any(text.startswith("Nimi: Digiopastus kotona → Digitukea") for text in texts), texts
    dialog.apply()
    settle()
    assert len(page.bench.list.model.ids) == 15


def shown_texts_of(dialog: QWidget) -> list[str]:
    dialog.show()
    settle()
    return shown_texts(dialog)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 640), (1600, 1000)])
def test_every_button_has_a_name_and_nothing_is_wider_than_its_place(
    window: MainWindow, scheme: Mode, size: tuple[int, int]
) -> None:

    theme.choose(mode=scheme)
    window.resize(*size)
    for name in ("today", "services", "organisation", "settings"):
        window.go(name)
        settle()
        for button in window.findChildren(QPushButton):
            assert not button.isVisible() or button.text() or button.accessibleName(), button
        assert window.width() == size[0], name


def test_a_wrong_passphrase_is_told_and_the_right_one_opens(store: Store, qtbot) -> None:
    store.close()
    dialog = Unlock(store.path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.line, "wrong")
    dialog.unlock()
    settle()
    assert any("salalauseella tiedosto ei aukea" in text for text in shown_texts(dialog))
    dialog.line.setText(PASSPHRASE)
    dialog.unlock()
    settle()
    assert dialog.store is not None
    dialog.store.close()


def test_who_comes_in_with_the_recovery_key_is_asked_for_a_new_passphrase(
    tmp_path: Path, qtbot
) -> None:
    made, recovery_key = create(tmp_path / "unohtunut.kumppani", PASSPHRASE, QUICK)
    made.close()
    dialog = Unlock(made.path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.way.choose("recovery")
    dialog.way.chosen.emit("recovery")
    dialog.line.setText(recovery_key)
    dialog.unlock()
    settle()
    asking = dialog.findChild(PassphraseDialog)
    assert asking.isVisible(), "before the office opens"
    asking.fields.first.setText("kolme uutta karhua")
    asking.fields.second.setText("kolme uutta karhua")
    asking.change()
    settle()
    assert not dialog.isVisible()
    dialog.store.close()
    open_store(made.path, "kolme uutta karhua").close()


def next_step(guide: FirstRun) -> None:
    guide.next_button.click()
    settle()


def walk_to_passphrase(guide: FirstRun, qtbot) -> None:
    qtbot.addWidget(guide)
    guide.show()
    next_step(guide)
    type_into(qtbot, guide.organisation.form.row("name").input.box, "Oma Apu ry")
    guide.organisation.form.row("sector").input.set_value("third")
    next_step(guide)
    assert guide.number == 2
    guide.passphrase.fields.first.setText("kolme pientä karhua")
    guide.passphrase.fields.second.setText("kolme pientä karhua")


def test_the_first_run_makes_an_office(
    preferences: Preferences, tmp_path: Path, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr("app.ui.first_run.steps.QDesktopServices.openUrl", lambda _url: True)
    guide = FirstRun(preferences, tmp_path)
    walk_to_passphrase(guide, qtbot)
    next_step(guide)
    guide.recovery.understood.setChecked(True)
    next_step(guide)
    assert guide.number == 3, "the sheet has to be saved first, ticking is not enough"
    guide.recovery.understood.setChecked(False)
    guide.recovery.save(tmp_path / "lomake.pdf")
    assert (tmp_path / "lomake.pdf").read_bytes().startswith(b"%PDF")
    guide.recovery.understood.setChecked(True)
    next_step(guide)
    next_step(guide)
    assert guide.made is not None
    with guide.made.store as made, made.read() as session:
        from app.organisation.actions import own

        assert own(session).name == {"fi": "Oma Apu ry"}
        assert made.undo_words() is None, "a first Ctrl+Z doesn’t take the organisation away"
    assert preferences.last_store == guide.made.store.path


def test_an_interrupted_first_run_leaves_nothing(
    preferences: Preferences, tmp_path: Path, qtbot
) -> None:
    before = sorted(tmp_path.iterdir())
    guide = FirstRun(preferences, tmp_path)
    walk_to_passphrase(guide, qtbot)
    next_step(guide)
    assert len(list(tmp_path.glob("*.kumppani"))) == 1
    guide.reject()
    left = [
        path
        for path in tmp_path.iterdir()
        if path not in before and path.name != "preferences.json"
    ]
    assert left == []


def test_what_a_crash_left_half_made_is_removed_by_the_next_guide(
    preferences: Preferences, tmp_path: Path, qtbot
) -> None:
    guide = FirstRun(preferences, tmp_path)
    walk_to_passphrase(guide, qtbot)
    next_step(guide)
    assert guide.made
    guide.made.store.close()  # the computer stops here
    qtbot.addWidget(FirstRun(Preferences.load(preferences._path), tmp_path))
    assert list(tmp_path.glob("*.kumppani*")) == []


def test_the_guide_never_writes_over_a_file(
    preferences: Preferences, tmp_path: Path, qtbot
) -> None:
    old = tmp_path / "vanha.kumppani"
    old.write_text("tärkeää")
    guide = FirstRun(preferences, tmp_path)
    walk_to_passphrase(guide, qtbot)
    guide.passphrase.place.setText(str(old))
    next_step(guide)
    assert guide.number == 2
    guide.reject()
    qtbot.addWidget(FirstRun(Preferences.load(preferences._path), tmp_path))
    assert old.read_text() == "tärkeää"


def test_a_crash_report_has_no_personal_data_and_the_draft_is_kept(
    window: MainWindow, qtbot, tmp_path: Path
) -> None:
    page = services(window)
    page.begin()
    type_into(qtbot, page.bench.editor.form.row("name").input.box, "Matti Makela")
    try:
        raise ValueError("Matti Makela 010150-900C")
    except ValueError as fault:
        window.flush()
        settle()
        report = crash.write_report(fault, tmp_path)
    assert report is not None
    assert "Makela" not in report.read_text()
    assert "ValueError" in report.read_text()
    with window.office.store.read() as session:
        assert draft.kept(session, "service") is not None


def test_columns_and_window_are_remembered(demo: Store, preferences: Preferences, qtbot) -> None:
    first = make_window(demo, preferences)
    qtbot.addWidget(first)
    first.show()
    page = services(first)
    page.bench.list.table.want("duration", on=True)
    first.close()
    settle()
    second = make_window(demo, preferences)
    qtbot.addWidget(second)
    second.show()
    assert "duration" in services(second).bench.list.table.wanted
    second.close()
    settle()
    assert QApplication.instance() is not None


def test_prices_are_shown_whole_and_what_can_be_done_is_always_in_sight(window: MainWindow) -> None:
    page = services(window)
    table = page.bench.list.table
    column = page.bench.list.model.columns.index("prices")
    assert not table.isColumnHidden(column)
    longest = max(
        table.fontMetrics().horizontalAdvance(table.model().index(row, column).data())
        for row in range(table.model().rowCount())
    )
    assert table.columnWidth(column) >= longest
    detail = page.bench.detail
    edit = next(b for b in detail.findChildren(QPushButton) if b.text() == "Muokkaa")
    assert not edit.visibleRegion().isEmpty()
    assert detail._column.verticalScrollBar().maximum() > 0, "a long page, and still in sight"


def test_a_page_that_fits_has_no_scroll_bar(
    preferences: Preferences, tmp_path: Path, qtbot
) -> None:
    guide = FirstRun(preferences, tmp_path)
    qtbot.addWidget(guide)
    guide.show()
    settle()
    assert guide.welcome.verticalScrollBar().maximum() == 0
