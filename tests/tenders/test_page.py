"""The room of tenders in the window, driven as a person would."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from app.core import editing
from app.core.record import today
from app.core.text import literal
from app.tenders import states
from app.tenders.page import CALENDAR, LESSONS, NOTICE
from app.tenders.page.dialogs import HandInDialog, OutcomeDialog, OwnDaysDialog
from app.tenders.page.go_dialog import GoDialog
from app.tenders.page.paste_dialog import PasteDialog
from app.tenders.records import Tender, TenderNotice, TenderWatch
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.windows import choose, press, shown

TEXT = """Hankinnan nimi: Kotihoito Ilomantsissa
Hankintayksikkö: Ilomantsin kunta
Ilmoitusnumero: 2026-777777
CPV 85312400-3
Tarjousten määräaika: {day.day}.{day.month}.{day.year} klo 12.00
"""


@pytest.fixture
def page(window: MainWindow):
    """The page in English, so that what is seen doesn't hang on a translation."""
    set_language("en")
    window.go("tenders")
    settle()
    return window.page


def one(window: MainWindow, record, **values):
    return window.office.ask(lambda s: s.scalars(select(record).filter_by(**values)).first())


def work(window: MainWindow) -> str:
    """The tender that is being prepared from a notice."""
    tenders = window.office.ask(lambda s: s.scalars(select(Tender)).all())
    return next(each.id for each in tenders if each.notice_id)


def pasted(page, text: str) -> PasteDialog:
    dialog = PasteDialog(page, page.office)
    dialog.show()
    dialog.text.setPlainText(text)
    press(dialog, "Read it")
    settle()
    return dialog


def test_a_notice_is_pasted_looked_at_corrected_and_kept(page, window: MainWindow) -> None:
    day = today() + timedelta(days=40)
    dialog = pasted(page, TEXT.format(day=day))
    assert "Found in: “Ilmoitusnumero: 2026-777777”" in shown(dialog)
    dialog.rows["name"].input.set_value("Kotihoito")
    dialog.rows["questions_by"].input.set_value(day + timedelta(days=1))
    press(dialog, "Keep the notice")
    settle()
    assert "Questions come before the tenders are due. Check the days." in shown(dialog)
    dialog.rows["questions_by"].input.set_value(None)
    press(dialog, "Keep the notice")
    settle()
    assert not dialog.isVisible()
    kept = one(window, TenderNotice, number="2026-777777")
    assert (kept.name, kept.deadline, kept.deadline_at) == ("Kotihoito", day, 720)
    assert kept.matched
    assert "Kotihoito Ilomantsissa" in kept.description
    assert "CPV 85312400, Ilomantsi" in shown(page.bench.detail)  # it is in front, and why


def test_a_known_notice_is_recognised_while_it_is_read(page, window: MainWindow) -> None:
    number = one(window, TenderNotice, state=states.PASSED).number
    dialog = pasted(
        page, f"Otsikko: Uusi\nIlmoitusnumero: {number}\nTarjousten määräaika: 1.2.2030"
    )
    assert "You have this notice already" in shown(dialog)
    dialog.rows["number"].input.set_value("aivan uusi")
    dialog.rows["number"].edited.emit()
    assert "You have this notice already" not in shown(dialog)
    dialog.reject()


def test_nothing_to_read_is_said_and_a_file_is_read(page, tmp_path: Path) -> None:
    dialog = pasted(page, "  ")
    assert "There is no text yet. Paste it first." in shown(dialog)
    bad = tmp_path / "kuva.png"
    bad.write_bytes(b"x")
    dialog.take_file(bad)
    settle()
    assert "can’t be read as a notice" in shown(dialog)
    path = tmp_path / "hilma.txt"
    path.write_text(TEXT.format(day=today()), encoding="utf-8")
    dialog.take_file(path)
    settle()
    assert dialog.rows["number"].input.value() == "2026-777777"
    press(dialog, "Back to the text")
    assert "Ilomantsin kunta" in dialog.text.toPlainText()
    dialog.reject()


def test_another_watch_changes_what_the_chip_shows(page, window: MainWindow) -> None:
    page.show_kind(NOTICE)
    settle()
    rows = page.bench.list
    rows.bar.choose("matched")
    rows.fill()
    settle()
    before = set(rows.model.ids)
    meals = one(window, TenderNotice, cpv=["55521100-9"]).id
    assert before
    assert meals not in before
    values = {"name": "Ateriat", "cpv": ["55500000-5"]}
    window.office.write(lambda s: editing.add(s, TenderWatch, values))
    settle()
    assert set(rows.model.ids) == {*before, meals}


def test_from_a_notice_to_a_tender_and_its_checklist(page, window: MainWindow) -> None:
    found = one(window, TenderNotice, state=states.NEW)
    page.open_record(NOTICE, found.id)
    settle()
    press(page.bench.detail, "Make a tender")
    settle()
    made = one(window, Tender, notice_id=found.id)
    assert page.bench.detail.record_id == made.id
    assert "Make the checklist" in shown(page.bench.detail)
    press(page.bench.detail, "Make the checklist")
    settle()
    sheet = one(window, Tender, id=made.id).sheet_id
    assert window.page.bench.detail.record_id == sheet
    window.open_record("tender", made.id)
    settle()
    assert "0 of" in shown(window.page.bench.detail)
    window.open_record(NOTICE, found.id)
    settle()
    assert "Our tender" in shown(window.page.bench.detail)


def test_it_is_weighed_and_a_person_decides(page, window: MainWindow) -> None:
    record_id = work(window)
    dialog = GoDialog(page, window.office, record_id)
    dialog.show()
    settle()
    assert "Average 3.9. By the answers it is worthwhile. You decide." in shown(dialog)
    question = dialog.questions["price"]
    press(question.scores, "1")
    assert "The lowest score speaks against it: Does it pay" in shown(dialog)
    question.note.setText("Ei kannata")
    press(dialog.decision, "We don’t")
    press(dialog, "Keep the decision")
    settle()
    kept = one(window, Tender, id=record_id)
    assert kept.decision == states.NO_GO
    row = next(row for row in kept.weighed if row["question"] == "price")
    assert (row["score"], row["note"], row["id"]) == (1, "Ei kannata", "demo-t14")
    assert len(kept.weighed) == 7
    window.office.undo()
    settle()
    assert one(window, Tender, id=record_id).decision == states.GO


def test_it_is_handed_in_and_its_outcome_noted(page, window: MainWindow) -> None:
    record_id = work(window)
    dialog = HandInDialog(page, window.office, record_id)
    dialog.rows["price"].input.set_value(470_000)
    dialog.go()
    settle()
    outcome = OutcomeDialog(page, window.office, record_id)
    outcome.rows["outcome"].input.set_value(states.LOST)
    outcome.rows["lessons"].input.set_value("Aloitetaan kuukautta ennen")
    outcome.go()
    settle()
    assert one(window, Tender, id=record_id).outcome == states.LOST
    page.switcher.choose(LESSONS)
    page._switch(LESSONS)
    settle()
    assert "1 of 3 decided tenders won." in shown(page.lessons)
    assert "Aloitetaan kuukautta ennen" in shown(page.lessons)


def test_own_days_are_suggested_and_stand_in_the_calendar(
    page, window: MainWindow, tmp_path: Path
) -> None:
    record_id = work(window)
    dialog = OwnDaysDialog(page, window.office, record_id)
    days = {name: row.input.value() for name, row in dialog.rows.items()}
    assert days["hand_in"] < one(window, Tender, id=record_id).deadline
    dialog.rows["read"].input.set_value(None)
    dialog.go()
    settle()
    page.switcher.choose(CALENDAR)
    page._switch(CALENDAR)
    settle()
    assert "Own day: Decide the price" in shown(page.calendar)
    assert "Read the invitation through" not in shown(page.calendar)
    assert len(page.calendar.found) == 8  # the three own days from before have moved
    path = tmp_path / "tarjoukset.ics"
    page.save_calendar(path)
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 8


def test_the_consortium_tells_what_is_missing_and_that_advice_is_due(
    page, window: MainWindow
) -> None:
    page.open_record("tender", work(window))
    settle()
    words = shown(page.bench.detail)
    assert "Leads the consortium, 55%" in words
    assert "Move and Rest Ltd: the ESPD isn’t filled in." in words
    assert "Competition law" in words
    assert "check" in words
    assert "Tenders stay in this office: nothing of them goes to the network." in shown(page)
    choose(page.bench.detail, "We tender together with others")
    settle()
    assert len(one(window, Tender, id=work(window)).consortium) == 3  # refused: it is there already


def test_a_new_tender_begins_also_from_the_calendar(page) -> None:
    page.switcher.choose(CALENDAR)
    page._switch(CALENDAR)
    assert str(page.action[0]) == "New tender"
    page.begin()
    settle()
    assert page.bench.desk.record is Tender
    assert page.bench.editor.active


def test_corrections_stay_while_the_text_is_looked_at_once_more(page, window: MainWindow) -> None:
    day = today() + timedelta(days=40)
    dialog = pasted(page, TEXT.format(day=day))
    dialog.rows["buyer"].input.set_value("Ilomantsi")
    press(dialog, "Back to the text")
    press(dialog, "Read it")
    settle()
    assert dialog.rows["buyer"].input.value() == "Ilomantsi"
    press(dialog, "Back to the text")
    dialog.text.appendPlainText("Arvo: 90 000 €")
    press(dialog, "Read it")
    settle()
    assert dialog.rows["buyer"].input.value() == "Ilomantsi"
    assert dialog.rows["name"].input.value() == "Kotihoito Ilomantsissa"
    dialog.reject()


def test_a_word_document_is_read_and_another_text_pasted_over_it_is_not_called_as_it(
    page, window: MainWindow, tmp_path: Path
) -> None:
    mail = tmp_path / "hilma.eml"
    mail.write_bytes(b"Subject: Vanha asia\n\nYksi rivi\nToinen rivi\n")
    dialog = PasteDialog(page, page.office)
    dialog.show()
    dialog.take_file(mail)
    settle()
    assert dialog.rows["name"].input.value() == "Vanha asia"
    press(dialog, "Back to the text")
    dialog.text.setPlainText("Jokin muu hankinta\nIlmoitusnumero: 2026-123123")
    press(dialog, "Read it")
    settle()
    assert dialog.rows["name"].input.value() == "Jokin muu hankinta"
    press(dialog, "Keep the notice")
    settle()
    assert one(window, TenderNotice, number="2026-123123").came_from == "Pasted"


def test_what_is_refused_is_seen_wherever_the_fields_are_scrolled_to(page) -> None:
    dialog = PasteDialog(page, page.office)
    dialog.show()
    dialog.tell(literal("Something is wrong"))
    settle()
    assert "Something is wrong" in shown(dialog)
    assert not dialog.steps.isAncestorOf(dialog._problem)
    dialog.reject()


def test_a_tender_is_not_handed_in_on_a_day_to_come(page, window: MainWindow) -> None:
    dialog = HandInDialog(page, window.office, work(window))
    dialog.show()
    dialog.rows["submitted_on"].input.set_value(today().replace(year=2062))
    dialog.go()
    settle()
    assert dialog.isVisible()
    assert "This day is still to come. Check the year too." in shown(dialog)
    dialog.reject()


def test_the_agreement_of_a_consortium_is_offered_when_there_are_two(
    page, window: MainWindow
) -> None:
    page.open_record("tender", work(window))
    settle()
    assert "Draft of the consortium agreement" in entries(page)
    choose(page.bench.detail, "Move to the bin")
    settle()
    alone = one(window, Tender, outcome=states.LOST).id
    page.open_record("tender", alone)
    settle()
    assert "Draft of the consortium agreement" not in entries(page)


def entries(page) -> list[str]:
    """What stands in the menus of the detail's buttons."""
    menus = (each.menu() for each in page.bench.detail.findChildren(QPushButton))
    return [entry.text() for menu in menus if menu for entry in menu.actions()]
