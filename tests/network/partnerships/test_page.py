"""Partnerships, their meetings and health checks in the window, driven as a person would."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from sqlalchemy import select

from app.agenda.page.task_list import TaskList
from app.agenda.tasks.records import Task
from app.core import editing
from app.core.record import today
from app.core.text import pick
from app.network.page.health_view import HealthDialog
from app.network.page.meeting_desk import save_calendar
from app.network.page.partnership_dialogs import (
    FoundDialog,
    FromSheetDialog,
    LeftDialog,
    MeetingDialog,
    MemberDialog,
)
from app.network.page.partnership_parts import StageStrip
from app.network.partnerships.records import HealthCheck, Meeting, Partnership
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.widgets import ScrollColumn
from app.ui.window import MainWindow
from tests.network.partnerships.founding import theirs
from tests.windows import choose, press, shown

HOME, MEMORY = "From hospital back to everyday life", "Memory-friendly Rantakylä"


@pytest.fixture(autouse=True)
def english(window: MainWindow) -> None:
    set_language("en")


def of(window: MainWindow, record: type, name: str) -> str:
    def ask(session: object) -> str:
        return next(
            each.id
            for each in session.scalars(select(record).where(record.deleted_at.is_(None)))
            if pick(each.title()) == name
        )

    return window.office.ask(ask)


def partnership(window: MainWindow, name: str) -> Partnership:
    record_id = of(window, Partnership, name)
    return window.office.ask(lambda session: session.get_one(Partnership, record_id))


def opened(window: MainWindow, name: str, record: type = Partnership) -> str:
    window.open_record(record.kind.name, of(window, record, name))
    settle()
    return shown(window.page.bench.detail)


def strip(window: MainWindow) -> StageStrip:
    return window.page.bench.detail.findChild(StageStrip)


def dialog() -> object:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def test_a_partnership_reads_as_one_page_in_both_languages(window: MainWindow) -> None:
    text = opened(window, HOME)
    for words in (
        *("✓ Agreement", "Meetings have a yearly rhythm", "Move and Rest Ltd"),
        *("Have left", "What each brings and gains", "How the network is doing"),
        *("9 answered", "mean 3.9 of 5", "the line tells last time, mean 3.2"),
        "Talk first about: We try new things and learn from them",
    ):
        assert words in text, words
    set_language("fi")
    settle()
    text = shown(window.page.bench.detail)
    assert "Sairaalasta takaisin arkeen" in text
    assert "Tapaamisille on vuosirytmi" in text


def test_what_stands_further_down_is_made_later_and_comes_before_the_buttons_at_the_foot(
    window: MainWindow,
) -> None:
    opened(window, HOME)
    detail = window.page.bench.detail
    record_id = detail.record_id
    detail.show_id(record_id)
    assert detail._further_place.count() == 0, "what is seen first doesn’t wait for it"
    settle()
    assert {"Members", "Tasks"} <= set(shown(detail).splitlines())
    line = detail.findChild(TaskList).quick.line
    foot = next(each for each in detail.findChildren(QPushButton) if each.text() == "Edit")
    passed = [line]
    while passed[-1] is not foot:
        passed.append(passed[-1].nextInFocusChain())
        assert detail.isAncestorOf(passed[-1])
    detail.show_id(record_id)
    detail.show_nothing()
    settle()
    assert "Tasks" not in shown(detail), "nothing of it comes to another page"


def test_steps_are_ticked_and_the_stage_goes_on_by_a_click_and_back_by_undo(
    window: MainWindow,
) -> None:
    assert "Before you go on: Nobody has written what they bring and gain." in opened(
        window, MEMORY
    )
    box = strip(window).boxes["founding_lead"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    settle()
    assert window.focusWidget() is strip(window).boxes["founding_lead"] is not box, "it was kept"
    assert "founding_lead" in partnership(window, MEMORY).steps_done
    press(window.page.bench.detail, "Go on to the next stage: Agreement")
    settle()
    assert partnership(window, MEMORY).stage == "agreement"
    assert "All have signed the agreement" in shown(window.page.bench.detail)
    window.office.undo()
    settle()
    assert partnership(window, MEMORY).stage == "founding"
    assert strip(window).boxes["founding_lead"].isChecked()


def test_a_partnership_is_founded_by_a_few_questions(window: MainWindow) -> None:
    window.go("network")
    window.page.show_kind("partnership")
    settle()
    window.page.begin()
    settle()
    asked = dialog()
    assert isinstance(asked, FoundDialog)
    asked.go()
    assert "Fill this in" in shown(asked)
    asked.rows["name"].input.set_value("Village kitchens")
    asked.rows["others"].input.set_value("Mothers’ club\nSchool")
    asked.go()
    settle()
    text = shown(window.page.bench.detail)
    for words in (
        "Village kitchens",
        "Rantakylä Everyday Help Association",
        "Mothers’ club",
        "School",
    ):
        assert words in text, words


def test_what_others_have_founded_is_told_beside_the_name_and_can_be_founded_on_purpose(
    window: MainWindow,
) -> None:
    theirs(window.office.store, "Village kitchens")
    window.go("network")
    asked = FoundDialog(window, window.office)
    asked.show()
    asked.rows["name"].input.set_value("Village Kitchens network")
    assert not asked.rows["apart"].isVisible()
    asked.go()
    settle()
    assert "has founded “Village kitchens” already. Join it instead." in shown(asked.rows["name"])
    assert asked.rows["apart"].isVisible()
    asked.rows["apart"].input.set_value(True)
    asked.go()
    settle()
    assert partnership(window, "Village Kitchens network").apart
    asked.deleteLater()


def test_a_twin_is_told_on_the_page_and_ours_goes_to_the_bin(window: MainWindow) -> None:
    theirs(window.office.store, f"{MEMORY} verkosto")
    ours = partnership(window, MEMORY).id
    assert "which is nearly the same" in opened(window, MEMORY)
    press(window.page.bench.detail, "They are the same: ours goes to the bin")
    settle()
    assert window.office.ask(lambda s: s.get_one(Partnership, ours)).deleted_at
    text = shown(window.page.bench.detail)
    assert "keeps this, and only they change it." in text
    assert "Edit" not in text.split("\n"), "what others keep is locked"
    assert strip(window).next_button is None
    window.page.bench.edit()
    assert not window.page.bench.editor.active


def test_members_join_and_leave_by_dialogs(window: MainWindow) -> None:
    record = partnership(window, MEMORY)
    opened(window, MEMORY)
    joins = MemberDialog(window, window.office, record.id)
    joins.show()
    joins.rows["name"].input.set_value("K-Market Rantakylä (esimerkki)")
    joins.go()
    settle()
    assert "is a member already" in shown(joins.rows["name"])
    joins.rows["name"].input.set_value("Eesti")
    joins.rows["country"].input.set_value("EE")
    joins.go()
    settle()
    assert "Member · Estonia · Finnish" in shown(window.page.bench.detail)
    leaves = LeftDialog(window, window.office, record.id)
    leaves.show()
    leaves.rows["who"].input.set_value(record.members[3]["id"])
    leaves.rows["why"].input.set_value("The shop was sold.")
    leaves.go()
    settle()
    text = shown(window.page.bench.detail)
    assert "Have left" in text
    assert "The shop was sold." in text
    for each in (joins, leaves):
        each.deleteLater()


def test_a_worksheet_is_taken_from_and_opened(window: MainWindow) -> None:
    record = partnership(window, MEMORY)
    opened(window, MEMORY)
    takes = FromSheetDialog(window, window.office, record.id)
    takes.show()
    takes.go()
    settle()
    assert partnership(window, MEMORY).pricing
    assert partnership(window, MEMORY).purpose == record.purpose
    choose(window.page.bench.detail, "Open a worksheet")
    settle()
    assert window.rail.current == "worksheets"
    takes.deleteLater()


def test_decisions_become_tasks_with_one_click_each_once(window: MainWindow) -> None:
    name = next(
        each.name for each in window.office.ask(lambda s: s.query(Meeting).all()) if each.decisions
    )
    text = opened(window, name, Meeting)
    assert text.count("Make a task\n") == 2
    assert "Is a task" in text
    press(window.page.bench.detail, "Make a task")
    settle()
    assert shown(window.page.bench.detail).count("Is a task") == 2
    press(window.page.bench.detail, "Make tasks of the decisions")
    settle()
    assert shown(window.page.bench.detail).count("Is a task") == 3
    made = window.office.ask(lambda s: s.query(Task).filter_by(source_kind="meeting").count())
    assert made == 3


def test_a_meeting_is_written_down_from_the_partnership(window: MainWindow) -> None:
    opened(window, MEMORY)
    asked = MeetingDialog(window, window.office, partnership(window, MEMORY).id)
    asked.show()
    assert asked.rows["name"].input.value() == "Network meeting"
    asked.rows["place"].input.set_value("Library")
    asked.go()
    settle()
    assert window.page.bench.desk.record is Meeting
    text = shown(window.page.bench.detail)
    assert MEMORY in text
    assert "Library" in text
    assert "Write with “Edit” what was decided" in text, (
        "it is held today, and nothing is decided yet"
    )
    asked.deleteLater()


def test_the_next_meeting_goes_to_a_calendar_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "meeting.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    record = window.office.ask(
        lambda s: s.query(Meeting).filter(Meeting.next_on.is_not(None)).one().id
    )
    save_calendar(window, window.office, record)
    assert f"Next meeting: {HOME}" in target.read_text().replace("\n ", "").replace("\r", "")


def test_a_health_check_is_asked_and_shown_beside_last_year(window: MainWindow) -> None:
    record = partnership(window, HOME)
    opened(window, HOME)
    asked = HealthDialog(window, window.office, record.id)
    asked.show()
    asked.go()
    settle()
    assert "Give at least one statement a number." in shown(asked)
    for statement, scale in asked.scales.items():
        scale.choose("2" if statement == "trust" else "5")
        scale.chosen.emit(scale.current)
    assert asked.notes["trust"].isVisible()
    assert not asked.notes["purpose"].isVisible()
    asked.notes["trust"].input.set_value("We never meet.")
    asked.rows["answered"].input.set_value(6)
    asked.rows["note"].input.set_value("Coffee once a month")
    asked.go()
    settle()
    text = shown(window.page.bench.detail)
    for words in ("6 answered", "mean 4.7 of 5", "mean 3.9", "Coffee once a month"):
        assert words in text, words
    last = window.office.ask(
        lambda s: s.query(HealthCheck).filter_by(made_on=today(), answered=6).one()
    )
    notes = {row["statement"]: row["note"] for row in last.scores}
    assert (notes["trust"], notes["purpose"]) == ("We never meet.", "")
    assert window.office.ask(lambda s: s.query(Task).filter_by(what="Coffee once a month").count())
    press(window.page.bench.detail, "Remove these answers")
    settle()
    assert "9 answered" in shown(window.page.bench.detail), (
        "those of last time are the last ones again"
    )
    asked.deleteLater()


def test_when_a_year_has_passed_the_page_says_so(window: MainWindow) -> None:
    assert "A year has passed" not in opened(window, HOME)
    checks = window.office.ask(lambda s: [each.id for each in s.query(HealthCheck)])
    window.office.store.write(lambda s: editing.remove(s, HealthCheck, checks))
    assert "A year has passed: ask the members" in opened(window, HOME)


def test_what_is_wrong_with_the_answers_is_seen_above_the_buttons(window: MainWindow) -> None:
    asked = HealthDialog(window, window.office, partnership(window, HOME).id)
    asked.show()
    asked.go()
    settle()
    assert "Give at least one statement a number." in shown(asked)
    inside = asked.findChild(ScrollColumn)
    assert not inside.isAncestorOf(asked._problem)
    next(iter(asked.scales.values())).choose("4")
    asked.rows["made_on"].input.set_value(today().replace(year=2062))
    asked.go()
    settle()
    assert asked.isVisible()
    assert "This day is still to come. Check the year too." in shown(asked)
    asked.reject()


def test_what_others_keep_offers_neither_their_agreement_nor_the_bin(window: MainWindow) -> None:
    opened(window, HOME)
    assert {"Agreement", "How are we doing?", "Move to the bin"} <= offered(window)
    theirs(window.office.store, "Naapurien verkosto", "Koivu oy")
    opened(window, "Naapurien verkosto")
    assert not {"Agreement", "How are we doing?", "Move to the bin"} & offered(window)
    assert "History" in offered(window)


def offered(window: MainWindow) -> set[str]:
    """The buttons of the detail and what stands in their menus."""
    buttons = [
        each for each in window.page.bench.detail.findChildren(QPushButton) if each.isVisible()
    ]
    menus = [each.menu() for each in buttons if each.menu()]
    return {each.text() for each in buttons} | {e.text() for m in menus for e in m.actions()}


def test_a_long_row_of_names_is_told_beside_its_field(window: MainWindow) -> None:
    asked = FoundDialog(window, window.office)
    asked.show()
    asked.rows["name"].input.set_value("Village kitchens")
    asked.rows["others"].input.set_value("School, " * 20)
    asked.go()
    settle()
    assert asked.isVisible()
    assert "is longer than 120 letters. Write one name on each line." in shown(asked)
    asked.reject()
