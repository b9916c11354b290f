"""The room of programmes, driven as a person would."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit

from app.core import editing
from app.core.store import Store
from app.core.text import set_language as say_in
from app.network.partnerships.records import Partnership
from app.programmes.page import OVERVIEW, ProgrammesPage
from app.programmes.page.count_dialog import CountDialog
from app.programmes.page.indicator_list import IndicatorList
from app.programmes.page.setup_dialog import SetupDialog
from app.programmes.page.value_dialog import ValueDialog
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme
from app.programmes.room import ROOM
from app.programmes.rules import Period
from app.ui.language import set_language
from app.ui.office import Office
from app.ui.preferences import Preferences
from app.ui.tour import settle
from app.ui.widgets import Bars
from app.ui.widgets.figure_table import FigureTable
from tests.programmes.world import OWNER, World
from tests.windows import press, shown


@pytest.fixture
def office(store: Store, preferences: Preferences, qapp: QApplication) -> Office:
    say_in("en")
    return Office(store, preferences, [ROOM])


@pytest.fixture
def page(office: Office, qtbot) -> ProgrammesPage:
    made = ProgrammesPage(office, ROOM)
    office.wanted.connect(made.open_record)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    settle()
    return made


@pytest.fixture
def ended(page: ProgrammesPage, demo: Store) -> ProgrammesPage:
    """The page with the programme of the demo data that has ended."""
    page.look_at(one(page.office, Programme, code="HYVE-2020").id)
    settle()
    return page


def one(office: Office, record, **values):
    return office.ask(lambda s: s.query(record).filter_by(**values, deleted_at=None).first())


def cells(table: FigureTable) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_the_overview_adds_up_and_tells_it_in_words(ended: ProgrammesPage) -> None:
    text = shown(ended)
    for words in (
        "41",
        "761",
        "of 5 targets reached",
        "7 events, 163 participants",
        "10 events, 210 participants",
        "8 events, 98 participants",
        "22 of 25 · 88%",
        "9 of 10 · 90%",
        "24 of 20 · 120%",
        "4 of 15 · 27%",
        "10 of 15 · 67%",
        "Together 41",
        "Together 761",
        "No effect (0 / 0): Environmental skills",
    ):
        assert words in text, words
    said = [each.accessibleDescription() for each in ended.findChildren(Bars)]
    assert "1. Client-centred service productising: 163" in said[1]
    names = [
        line.accessibleName() for each in ended.findChildren(IndicatorList) for line in each.lines
    ]
    assert "Experiments: 24 of 20 · 120%" in names


def test_the_numbers_are_one_click_away_and_follow_the_period(ended: ProgrammesPage) -> None:
    press(ended, "Numbers")
    settle()
    standings, objectives, periods, _organisations, themes = ended.findChildren(FigureTable)
    assert ["1. Experiments", "20", "24", "120%"] in cells(standings)
    assert cells(objectives)[-1] == ["Together", "41", "761"]
    assert cells(periods)[0] == ["Events", "6", "17", "14", "4", "41"]
    assert cells(themes)[0] == ["Local economy", "6", "5"]
    view = ended.overview
    view.step.choose("year")
    view.step.activated.emit(view.step.currentIndex())
    view.period.choose("2021-01-01")
    view.period.activated.emit(view.period.currentIndex())
    settle()
    objectives = ended.findChildren(FigureTable)[1]
    assert cells(objectives)[-1][:2] == ["Together", "17"]
    assert "shares of the target of the whole programme" in shown(ended)


def test_it_speaks_another_language_at_once(ended: ProgrammesPage) -> None:
    set_language("fi")
    settle()
    text = shown(ended)
    assert "1. Asiakaslähtöinen palvelujen tuotteistaminen" in text
    assert "88\u00a0%" in text
    assert "1.9.2020–28.2.2023" in text


def test_the_keyboard_goes_through_indicators_and_opens_one(ended: ProgrammesPage, qtbot) -> None:
    lines = ended.findChildren(IndicatorList)[0].lines
    ended.activateWindow()
    lines[0].setFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Down)
    assert lines[1].hasFocus()
    QTest.keyClick(lines[1], Qt.Key.Key_Return)
    settle()
    assert ended.bench.desk.record is Indicator
    text = shown(ended.bench.detail)
    assert "Experiments" in text
    assert "24 of 20 · 120%" in text
    assert "What was told" in text


def test_the_tables_are_saved_as_a_spreadsheet(
    ended: ProgrammesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    press(ended, "Table")
    settle()
    assert openpyxl.load_workbook(path).sheetnames[0] == "Indicators"


def test_an_empty_room_offers_a_beginning_and_an_example(page: ProgrammesPage) -> None:
    assert "No programme is followed yet" in shown(page)
    press(page, "Look at an example")
    settle()
    assert "An example: Well at home" in page.overview.programme.currentText()
    assert "no data, target 4" in shown(page)


def test_an_indicator_stays_with_its_objective_when_a_line_before_it_is_taken_away(
    page: ProgrammesPage,
) -> None:
    page.begin()
    dialog = page.findChild(SetupDialog)
    dialog.rows["name"].input.set_value({"en": "Project"})
    objectives, line = dialog.objectives, dialog.indicators.lines[0]
    QApplication.clipboard().setText("Clear services\nPermanent work\nForesight")
    menu_of(objectives.lines[0])("edit-paste")
    assert objectives.written() == ["Clear services", "Permanent work", "Foresight"]
    line.measure.choose("jobs")
    line.of.setCurrentText("2. Permanent work")
    objectives.lines[0].parentWidget().findChild(QAbstractButton).click()
    assert line.of.currentText() == "1. Permanent work"
    dialog.go()
    settle()
    jobs = one(page.office, Indicator, measure="jobs")
    kept = one(page.office, Objective, id=jobs.objective_id)
    assert (kept.number, kept.name["en"]) == (1, "Permanent work")


def menu_of(line: QLineEdit) -> Callable[[str], None]:
    """Chooses from the menu that the right mouse button opens."""

    def choose(entry: str) -> None:
        def pick() -> None:
            menu = QApplication.activePopupWidget()
            menu.findChild(QAction, entry).trigger()
            menu.close()

        QTimer.singleShot(0, pick)
        place = line.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, line.mapToGlobal(place))
        QApplication.sendEvent(line, event)

    return choose


def test_a_long_objective_is_told_and_not_cut(page: ProgrammesPage) -> None:
    page.begin()
    dialog = page.findChild(SetupDialog)
    dialog.rows["name"].input.set_value({"en": "Project"})
    long = "Clear services " * 25
    dialog.objectives.lines[0].setText(long)
    dialog.go()
    settle()
    assert dialog.isVisible()
    assert "“Clear services" in shown(dialog)
    assert dialog.objectives.written() == [long.strip()]
    dialog.reject()


def test_a_programme_is_set_up_in_one_dialog(page: ProgrammesPage, qtbot) -> None:
    page.begin()
    dialog = page.findChild(SetupDialog)
    dialog.go()
    settle()
    assert "Fill this in" in shown(dialog), "it needs a name"
    dialog.rows["name"].input.set_value({"en": "Project"})
    objectives, indicators = dialog.objectives, dialog.indicators
    QTest.keyClicks(objectives.lines[0], "Clear services")
    QTest.keyClick(objectives.lines[0], Qt.Key.Key_Return)
    QApplication.clipboard().setText("• Permanent work\n\n- Foresight\n")
    QTest.keyClick(objectives.lines[1], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert objectives.written() == ["Clear services", "Permanent work", "Foresight"]
    line = indicators.lines[0]
    line.measure.choose("jobs")
    line.of.setCurrentText("2. Permanent work")
    line.target.setText("viisi")
    dialog.go()
    assert "Write a number" in shown(dialog)
    line.target.setText("5")
    QTest.keyClick(line.target, Qt.Key.Key_Return)
    settle()
    assert dialog.isVisible(), "Enter begins the next line"
    assert one(page.office, Programme) is None
    indicators.lines[1].measure.choose("other")
    dialog.go()
    assert "Give it a name" in shown(dialog)
    indicators.lines[1].name.setText("Volunteers")
    dialog.go()
    settle()
    assert not dialog.isVisible()
    assert page.switcher.current == OVERVIEW
    text = shown(page)
    assert "2. Permanent work" in text
    assert "no data, target 5" in text
    jobs = one(page.office, Indicator, measure="jobs")
    assert one(page.office, Objective, id=jobs.objective_id).number == 2
    page.office.undo()
    settle()
    assert "No programme is followed yet" in shown(page)


def test_a_value_is_told_and_what_is_wrong_stands_beside_its_field(page: ProgrammesPage) -> None:
    world = World(page.office.store)
    jobs = world.add_indicator("jobs", target=Decimal(4))
    dialog = ValueDialog(page, page.office, jobs)
    dialog.show()
    dialog.rows["to_day"].input.set_value(date(2025, 6, 30))
    dialog.rows["from_day"].input.set_value(date(2025, 1, 1))
    dialog.rows["value"].input.set_value(Decimal(-1))
    dialog.go()
    settle()
    assert "tell what it corrects" in shown(dialog)
    dialog.rows["value"].input.set_value(Decimal(3))
    dialog.go()
    settle()
    page.open_record("indicator", jobs)
    settle()
    assert "3 of 4 · 75%" in shown(page.bench.detail)
    assert "Our own" in shown(page.bench.detail)


def test_what_was_counted_is_seen_before_it_is_taken_over(page: ProgrammesPage) -> None:
    world = World(page.office.store)
    networks = world.add_indicator("networks", name={"en": "Networks"})
    experiments = world.add_indicator("experiments", name={"en": "Experiments"})
    world.add(
        Partnership,
        name={"en": "Home together"},
        form="network",
        stage="activity",
        agreed_on=date(2025, 3, 1),
    )
    period = Period(date(2025, 1, 1), date(2025, 6, 30))
    dialog = CountDialog(page, page.office, world.programme, period)
    dialog.show()
    settle()
    text = shown(dialog)
    assert "Networks: 1" in text
    assert "Networks that were agreed" in text
    dialog.boxes[experiments].setChecked(False)
    dialog.take_over()
    settle()
    assert not dialog.isVisible()
    made = one(page.office, IndicatorValue)
    assert (made.indicator_id, made.value, made.counted) == (networks, 1, True)
    again = CountDialog(
        page, page.office, world.programme, Period(date(2025, 3, 1), date(2025, 3, 31))
    )
    again.show()
    settle()
    assert not again.boxes[networks].isEnabled()
    assert "have been counted already" in shown(again)
    again.first.input.set_typed("soon")
    again.count()
    settle()
    assert "Choose a first and a last day." in shown(again)
    assert not again.take_button.isEnabled()


def test_what_another_organisation_keeps_is_read_and_not_edited(page: ProgrammesPage) -> None:
    world = World(page.office.store)
    theirs = world.add(Programme, owner=OWNER, name={"en": "Theirs"}, starts_on=date(2025, 1, 1))
    page.open_record("programme", theirs)
    settle()
    text = shown(page.bench.detail)
    assert "Kept by another organisation of the network" in text
    assert "Edit" not in text.splitlines()
    page.edit()
    assert not page.bench.editor.active
    page.look_at(theirs)
    settle()
    assert "Objectives are still to come" in shown(page)


def test_what_is_outside_or_untold_is_said_above_the_numbers(page: ProgrammesPage) -> None:
    world = World(page.office.store)
    jobs = world.add_indicator("jobs")
    world.add_value(jobs, 2, date(2020, 1, 1))
    world.add_event(date(2025, 2, 1), None)
    page.look_at(world.programme)
    settle()
    text = shown(page)
    assert "1 value is of days outside the programme and isn’t counted." in text
    assert "1 event, participants not told" in text
    assert "no data" in text


def test_lists_tell_programmes_and_values_from_each_other(ended: ProgrammesPage) -> None:
    ended.show_kind("programme")
    settle()
    assert ended.bench.list.bar.button_of("running").text() == "Running 1"
    assert ended.bench.list.bar.button_of("ended").text() == "Ended 1"
    correction = ended.office.ask(
        lambda s: s.query(IndicatorValue).filter(IndicatorValue.value < 0).one().id
    )
    ended.open_record("indicator_value", correction)
    settle()
    assert "A correction" in shown(ended.bench.detail)
    assert ended.office.ask(lambda s: editing.find(s, IndicatorValue, correction)).value == -1
