"""The certification room in the window, driven as a person would."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.certification.assessments import actions, rules
from app.certification.assessments.records import Answer, Assessment, Evidence
from app.certification.certificates.records import Certificate
from app.certification.findings.records import Finding
from app.certification.page import ANSWERING, BOARD
from app.certification.page.answer_view import AnswerView
from app.certification.page.answers_sheet import save_answers, take_answers
from app.certification.page.assessment_dialogs import (
    AimDialog,
    GrantDialog,
    NewAssessmentDialog,
    NextDialog,
)
from app.certification.page.certificate_desk import SuspendDialog, WithdrawDialog, save_mark
from app.certification.page.scheme_desk import import_scheme, save_scheme
from app.certification.plans.records import SelfMonitoringPlan
from app.certification.schemes.records import Scheme
from app.core import attachment
from app.core.record import today
from app.services.records import ServiceProduct
from app.ui.faults_dialog import FaultsDialog
from app.ui.find import FindDialog
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.version_dialogs import HistoryDialog
from app.ui.window import MainWindow
from tests.windows import press, shown


def one(window: MainWindow, record, **values):
    return window.office.ask(lambda s: s.query(record).filter_by(**values).first())


@pytest.fixture
def running(window: MainWindow) -> str:
    """An assessment that is being answered, that of a service."""
    window.go("certification")
    settle()
    service = one(window, ServiceProduct, code="SAATTO").id
    return one(window, Assessment, service_id=service, status="open").id


@pytest.fixture
def view(window: MainWindow, running: str) -> AnswerView:
    window.page.answer(running)
    window.activateWindow()  # keys go to the window in front
    settle()
    return window.page.answering


def answer(window: MainWindow, assessment_id: str, key: str) -> Answer | None:
    return window.office.ask(lambda s: actions.answer_to(s, assessment_id, key))


def fill(window: MainWindow, assessment_id: str, **values) -> None:
    """Answer everything that is left with yes."""

    def work(session):
        done = None
        while True:
            assessment = session.get(Assessment, assessment_id)
            session.expire(assessment, ["answers"])
            left = [c for c in assessment.result.criteria if not _answered(assessment, c.key)]
            if not left:
                assert done is not None
                return done
            for each in left:
                done = actions.answer(session, assessment_id, each.key, {"answer": "yes", **values})

    window.office.store.write(work)


def _answered(assessment: Assessment, key: str) -> bool:
    given = assessment.given.get(key)
    return bool(given and given.answer)


def test_answering_is_by_keys_alone_and_kept_at_once(
    window: MainWindow, view: AnswerView, running: str, qtbot
) -> None:
    view.go_to("goal")
    settle()
    view.list.setFocus()
    qtbot.keyClick(view.list, Qt.Key.Key_2)
    settle()
    assert answer(window, running, "goal").answer == "partly"
    assert answer(window, running, "goal").answered_on == today()
    qtbot.keyClick(view.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert view.panel.key != "goal"
    before = view.sheet.result.total.answered
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    settle()
    assert view.sheet.result.total.answered == before + 1


def test_digits_are_typed_into_a_comment_and_do_not_answer(
    window: MainWindow, view: AnswerView, running: str, qtbot
) -> None:
    view.go_to("goal")
    settle()
    area = view.panel.rows["comment"].input.focus_target()
    area.setFocus()
    qtbot.keyClicks(area, " 123")
    view.panel.flush()
    settle()
    assert answer(window, running, "goal").answer == "no"
    assert "123" in answer(window, running, "goal").comment


def test_what_is_typed_is_kept_when_one_goes_on_or_leaves(
    window: MainWindow, view: AnswerView, running: str, qtbot
) -> None:
    view.go_to("path")
    settle()
    qtbot.keyClicks(view.panel.rows["comment"].input.focus_target(), "Kuvattu kaaviona")
    view.step(1)
    settle()
    assert answer(window, running, "path").comment == "Kuvattu kaaviona"
    view.go_to("path")
    settle()
    qtbot.keyClicks(view.panel.rows["comment"].input.focus_target(), " seinalla")
    window.page.flush()
    settle()
    assert "seinalla" in answer(window, running, "path").comment
    window.office.undo()
    settle()
    assert answer(window, running, "path").comment == "Kuvattu kaaviona"


def test_a_group_is_answered_as_a_sheet(window: MainWindow, view: AnswerView, running: str) -> None:
    view.go_to("person_centred")
    view.way.button_of("group").click()
    settle()
    line = view.group.lines["person_centred"]
    line.answers.button_of("yes").click()
    settle()
    assert answer(window, running, "person_centred").answer == "yes"
    line = view.group.lines["person_centred"]
    line.comment.setText("Toiveet kirjataan.")
    line.comment.editingFinished.emit()
    settle()
    assert answer(window, running, "person_centred").comment == "Toiveet kirjataan."


def test_a_question_decides_what_is_asked(
    window: MainWindow, view: AnswerView, running: str
) -> None:
    assert "staff_checks" in view.sheet.lines
    view.go_to("has_staff")
    settle()
    view.panel.answer("no")
    settle()
    assert "staff_checks" not in view.sheet.lines


def test_only_the_unanswered_are_listed_on_request(view: AnswerView) -> None:
    everything = view.list.count()
    view.only_open.button_of("open").click()
    settle()
    assert 0 < view.list.count() < everything


def test_evidence_is_added_beside_the_criterion_and_serves_several(
    window: MainWindow, view: AnswerView, running: str, tmp_path: Path
) -> None:
    view.go_to("path")
    settle()
    scan = tmp_path / "polku.pdf"
    scan.write_bytes(b"%PDF-1.4 polku")
    dialog = view.panel.evidence.dialog("file", scan)
    assert dialog.rows["name"].input.value() == "polku"
    dialog.rows["place"].input.set_value("sivu 2")
    dialog.go()
    settle()
    assert "polku" in shown(view.panel.evidence)
    assert "sivu 2" in shown(view.panel.evidence)
    made = one(window, Evidence, name="polku")
    files = window.office.ask(lambda s: attachment.attachments(s, made.id))
    assert [each.name for each in files] == ["polku.pdf"]
    view.go_to("goal")
    settle()
    known = view.panel.evidence.known_dialog()
    known.rows["evidence_id"].input.set_value(made.id)
    known.go()
    settle()
    assert "polku" in shown(view.panel.evidence)
    window.open_record("evidence", made.id)
    settle()
    bench = window.page.bench
    bench.detail.deed_wanted.emit("remove")
    settle()
    assert one(window, Evidence, name="polku").deleted_at is None


def test_a_page_of_kumppani_is_evidence_without_a_name_of_a_person(
    window: MainWindow, view: AnswerView, running: str
) -> None:
    from app.employment.contracts.records import Contract

    view.go_to("path")
    settle()
    contract = one(window, Contract, code="T-0002")
    view.panel.evidence.add_page("contract", contract.id)
    settle()
    evidence = one(window, Evidence, record_id=contract.id)
    assert "T-0002" in evidence.name
    assert "Nevalainen" not in evidence.name
    view.panel.evidence.take(evidence.id)
    settle()
    assert "T-0002" not in shown(view.panel.evidence)


def test_a_finding_is_written_from_an_answer(
    window: MainWindow, view: AnswerView, running: str
) -> None:
    view.go_to("goal")
    settle()
    dialog = view.panel.finding_dialog()
    assert "Tavoitetta ei kirjata" in dialog.rows["what"].input.value()
    dialog.rows["what"].input.set_value("Tavoite puuttuu.")
    dialog.go()
    settle()
    made = one(window, Finding, what="Tavoite puuttuu.")
    assert (made.assessment_id, made.criterion) == (running, "goal")
    assert "1 havainto tästä" in shown(view.panel)


def test_an_assessment_is_frozen_only_when_all_is_answered_and_stays(
    window: MainWindow, view: AnswerView, running: str
) -> None:
    assert not view.freeze_button.isEnabled()
    fill(window, running)
    window.page.refresh(window.office.store.undo())
    window.office.store.redo()
    view.fill()
    settle()
    assert view.freeze_button.isEnabled()
    assert view.freeze_button.property("role") == "primary", "it is what comes next"
    assert view.next_button.property("role") != "primary"
    view.freeze()
    settle()
    assert one(window, Assessment, id=running).status == rules.FROZEN
    window.page.answer(running)
    settle()
    assert not view.panel.answers.isEnabled()
    before = answer(window, running, "goal").answer
    view.panel.answer("yes")
    settle()
    assert answer(window, running, "goal").answer == before


def test_a_new_assessment_is_asked_in_a_few_questions(window: MainWindow) -> None:
    window.go("certification")
    settle()
    window.page.begin()
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewAssessmentDialog)
    assert not dialog.rows["service_id"].isVisible()
    before = dialog.height()
    dialog.rows["scheme_key"].input.set_value("network_quality")
    dialog.rows["scheme_key"].edited.emit()
    assert dialog.rows["service_id"].isVisible()
    assert "joku muu on arvioinut palvelun" in shown(dialog), "what it is for is told below it"
    assert dialog.height() > before, "what has appeared isn't hidden below the edge"
    dialog.go()
    settle()
    assert "Valitse palvelu" in shown(dialog)
    service = one(window, ServiceProduct, code="DIGI").id
    dialog.rows["service_id"].input.set_value(service)
    dialog.go()
    settle()
    made = one(window, Assessment, service_id=service)
    assert made.target == "basics"
    assert window.page.bench.detail.record_id == made.id
    assert "Aloita vastaaminen" in shown(window.page.bench.detail)


def test_the_level_is_raised_and_more_is_asked(window: MainWindow, running: str) -> None:
    before = one(window, Assessment, id=running).result.total.asked
    dialog = AimDialog(window.page, window.office, running)
    dialog.rows["level"].input.set_value("forerunner")
    dialog.go()
    settle()
    assert one(window, Assessment, id=running).result.total.asked > before


def test_a_certificate_is_refused_with_reasons_and_granted_when_the_rule_is_met(
    window: MainWindow, tmp_path: Path
) -> None:
    window.go("certification")
    service_id = one(window, ServiceProduct, code="DIGI").id
    begun = {
        "scheme_key": "network_quality",
        "service_id": service_id,
        "manner": "self",
        "target": "certificate",
    }
    running = window.office.store.write(lambda s: actions.begin(s, begun)).result
    fill(window, running)
    window.office.store.write(lambda s: actions.freeze(s, running))
    window.open_record("assessment", running)
    settle()
    assert "vertaisarviointi" in shown(window.page.bench.detail)
    assert "Myönnä todistus" not in shown(window.page.bench.detail), "nothing to be refused later"
    refused = GrantDialog(window.page, window.office, running)
    refused.go()
    settle()
    assert one(window, Certificate, assessment_id=running) is None
    following = NextDialog(window.page, window.office, running)
    following.rows["manner"].input.set_value("peer")
    following.rows["assessor"].input.set_value("Katja Lipponen")
    following.rows["carry"].input.set_value(True)
    following.go()
    settle()
    peer = one(window, Assessment, follows_id=running)
    assert peer.result.complete
    window.page.answer(peer.id)
    settle()
    window.page.answering.go_to("goal")
    settle()
    assert "Viime kerralta" in shown(window.page.answering.panel)
    window.office.store.write(lambda s: actions.freeze(s, peer.id))
    window.open_record("assessment", peer.id)
    settle()
    assert "Myönnä todistus" in shown(window.page.bench.detail)
    dialog = GrantDialog(window.page, window.office, peer.id)
    dialog.rows["granted_by"].input.set_value("Marja Mäkelä")
    dialog.go()
    settle()
    made = one(window, Certificate, assessment_id=peer.id)
    assert made.self_declared
    detail = window.page.bench.detail
    assert detail.record_id == made.id
    assert "Itse ilmoitettu" in shown(detail)
    service = one(window, ServiceProduct, code="DIGI")
    assert (service.certificate_id, service.certified_to) == (made.id, made.valid_to)
    save_mark(window.office, made.id, tmp_path / "merkki.svg")
    assert made.code in (tmp_path / "merkki.svg").read_text()


def test_a_certificate_is_suspended_taken_into_use_and_withdrawn(window: MainWindow) -> None:
    window.go("certification")
    settle()
    service = one(window, ServiceProduct, code="MUISTI")
    certificate_id = service.certificate_id
    dialog = SuspendDialog(window.page, window.office, certificate_id)
    dialog.go()
    assert one(window, Certificate, id=certificate_id).status == "valid", "a reason is asked"
    dialog.rows["reason"].input.set_value("Tilat remontissa.")
    dialog.go()
    settle()
    assert one(window, ServiceProduct, code="MUISTI").stage == "productised"
    window.open_record("certificate", certificate_id)
    settle()
    press(window.page.bench.detail, "Ota uudelleen käyttöön")
    settle()
    assert one(window, ServiceProduct, code="MUISTI").stage == "certified"
    last = WithdrawDialog(window.page, window.office, certificate_id)
    last.rows["reason"].input.set_value("Palvelu lopetettiin.")
    last.go()
    settle()
    assert one(window, Certificate, id=certificate_id).status == "withdrawn"
    assert one(window, ServiceProduct, code="MUISTI").certificate_id is None


def test_a_scheme_goes_out_as_a_sheet_and_comes_back_as_a_new_version(
    window: MainWindow, running: str, tmp_path: Path
) -> None:
    import openpyxl

    window.page.show_kind("scheme")
    settle()
    scheme = one(window, Scheme, key="network_quality")
    path = tmp_path / "kriteerit.xlsx"
    save_scheme(window.page, window.office, scheme.content, path)
    settle()
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for row in sheet.iter_rows():
        if row[0].value == "@version":
            row[1].value = "2027-01-01"
        elif row[0].value == "marketing":
            row[1].value = "Markkinointi on totta."
    book.save(path)
    import_scheme(window.page, window.office, path)
    settle()
    assert one(window, Scheme, key="network_quality", version="2027-01-01")
    window.open_record("assessment", running)
    settle()
    assert "uudempi versio" in shown(window.page.bench.detail)
    kept = answer(window, running, "product_card").answer
    window.office.store.write(lambda s: actions.take_new_version(s, running))
    assert answer(window, running, "product_card").answer == kept
    assert answer(window, running, "marketing").answer == ""


def test_the_faults_of_a_scheme_are_listed_with_their_lines(
    window: MainWindow, tmp_path: Path, monkeypatch
) -> None:
    window.go("certification")
    settle()
    seen = []
    monkeypatch.setattr(
        FaultsDialog, "exec", lambda self: (self.show(), settle(), seen.append(shown(self)))
    )
    path = tmp_path / "oma.yaml"
    path.write_text(
        "key: oma\nversion: '1'\nname:\n  fi: Oma\n  en: Own\ngroups:\n  - key: a\n    name: {fi: A, en: A}\n"
        "    criteria:\n      - key: yksi\n        text: {fi: Yksi}\n      - key: yksi\n        text: {fi: K, en: T}\n",
        encoding="utf-8",
    )
    import_scheme(window.page, window.office, path)
    settle()
    assert one(window, Scheme, key="oma") is None
    assert "Rivi 11: ”text” puuttuu (kieli: englanti)." in seen[0]
    assert "Rivi 12" in seen[0]
    assert "Tunnus ”yksi” on jo käytössä" in seen[0]


def test_the_board_and_the_plan_begin_from_the_main_button(window: MainWindow) -> None:
    window.go("certification")
    settle()
    page = window.page
    page.switcher.button_of(BOARD).click()
    settle()
    assert page.action[0].say("en") == "New finding"
    page.begin()
    settle()
    assert page.bench.desk.record is Finding
    assert page.bench.editor.active
    page.back()
    page.show_kind("self_monitoring_plan")
    settle()
    page.begin()
    settle()
    drafted = one(window, SelfMonitoringPlan, status="draft")
    assert page.bench.detail.record_id == drafted.id


def test_everything_that_is_answered_follows_the_language(
    window: MainWindow, view: AnswerView
) -> None:
    view.go_to("goal")
    settle()
    finnish = shown(view)
    assert "Kommentti" in finnish
    set_language("en")
    settle()
    english = shown(view)
    assert "Comment" in english
    assert "Kommentti" not in english
    assert view.sheet.lines["goal"].criterion.text["en"] in english


def test_without_an_open_assessment_the_view_says_where_to_begin(window: MainWindow) -> None:
    def bury(session):
        from app.core import editing

        ids = [each.id for each in session.query(Assessment).filter_by(status="open")]
        return editing.remove(session, Assessment, ids)

    window.office.store.write(bury)
    window.go("certification")
    window.page.switcher.button_of(ANSWERING).click()
    settle()
    assert "Yhtään arviointia ei ole kesken" in shown(window.page.answering)


def test_what_ends_soon_waits_on_the_home_page(window: MainWindow) -> None:
    from app.agenda.actions import gather
    from app.rooms import ROOMS

    day = today()
    waiting = window.office.ask(lambda s: gather(s, ROOMS, day))
    told = [each.title.say("fi") for each in waiting.matters]
    assert any("Saattaja asioinnille" in each and "odistus" in each for each in told)
    later = window.office.ask(lambda s: gather(s, ROOMS, day + timedelta(days=13)))
    assert any("vanhentunut" in each.title.say("fi") for each in later.matters)


def test_a_comment_is_found_and_leads_to_its_assessment(
    window: MainWindow, running: str, qtbot
) -> None:
    dialog = FindDialog(window, window.office, window.commands())
    dialog.show()
    qtbot.keyClicks(dialog.line, "tavoitetta ei kirjata")
    settle()
    assert "Tavoitetta ei kirjata" in shown(dialog)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    settle()
    assert window.page.bench.detail.record_id == running


def test_the_history_of_an_assessment_tells_of_its_answers(
    window: MainWindow, view: AnswerView, running: str
) -> None:
    view.go_to("goal")
    settle()
    view.panel.answer("partly")
    settle()
    dialog = HistoryDialog(window, window.office, running)
    dialog.show()
    settle()
    assert "Osittain" in shown(dialog)
    assert "tavoite" in shown(dialog).casefold()


def test_answers_go_out_as_a_sheet_and_come_back(
    window: MainWindow, view: AnswerView, running: str, tmp_path: Path
) -> None:
    import openpyxl

    path = tmp_path / "vastaukset.xlsx"
    save_answers(window.page, window.office, running, path)
    settle()
    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    answered, key = heads.index("Vastaus"), heads.index("Tunnus")
    for row in sheet.iter_rows(min_row=2):
        if row[key].value == "person_centred":
            row[answered].value = "Kyllä"
    book.save(path)
    take_answers(window.page, window.office, running, path)
    settle()
    assert answer(window, running, "person_centred").answer == "yes"


def test_a_pause_keeps_what_is_typed(
    window: MainWindow, view: AnswerView, running: str, qtbot
) -> None:
    view.go_to("path")
    settle()
    qtbot.keyClicks(view.panel.rows["comment"].input.focus_target(), "Kaaviona")
    qtbot.waitUntil(
        lambda: getattr(answer(window, running, "path"), "comment", "") == "Kaaviona", timeout=5000
    )
    settle()
    qtbot.keyClicks(view.panel.rows["comment"].input.focus_target(), " ja kuvana")
    view.way.button_of("group").click()
    settle()
    assert view.group.lines["path"].comment.text() == "Kaaviona ja kuvana"


def test_what_cannot_be_understood_is_told_and_not_left_behind(
    window: MainWindow, view: AnswerView, running: str, qtbot
) -> None:
    view.go_to("goal")
    settle()
    due = view.panel.rows["due"].input.focus_target()
    due.setFocus()
    qtbot.keyClicks(due, "joskus")
    view.step(1)
    settle()
    assert view.panel.key == "goal"
    assert view.panel.rows["due"].problem
    due.clear()
    view.step(1)
    settle()
    assert view.panel.key != "goal"


def test_undo_shows_what_is_stored_also_where_the_cursor_is(
    window: MainWindow, view: AnswerView, running: str, qtbot
) -> None:
    view.go_to("goal")
    settle()
    area = view.panel.rows["comment"].input.focus_target()
    area.setFocus()
    before = answer(window, running, "goal").comment
    qtbot.keyClicks(area, " Uusi.")
    view.panel.flush()
    settle()
    assert answer(window, running, "goal").comment != before
    window.office.undo()
    settle()
    assert view.panel.rows["comment"].input.value() == before


def test_what_was_typed_last_is_frozen_too(
    window: MainWindow, view: AnswerView, running: str, qtbot
) -> None:
    fill(window, running)
    view.fill()
    settle()
    view.go_to("goal")
    settle()
    qtbot.keyClicks(view.panel.rows["comment"].input.focus_target(), " Viime hetki.")
    view.freeze()
    settle()
    frozen = one(window, Assessment, id=running)
    assert frozen.status == rules.FROZEN
    assert "Viime hetki." in frozen.content


def test_an_assessment_in_the_bin_is_not_answered(
    window: MainWindow, view: AnswerView, running: str
) -> None:
    from app.core import editing

    window.office.write(lambda s: editing.remove(s, Assessment, [running]))
    settle()
    assert view.assessment_id != running


def test_a_comment_of_odd_words_is_shown_whole(view: AnswerView) -> None:
    area = view.panel.rows["comment"].input.focus_target()
    area.setPlainText("😀 " + "pitkäsananäissä" * 60 + "\n" + "x y " * 300)
    settle()
    assert area.verticalScrollBar().maximum() > 0
    area.setPlainText("lyhyt")
    settle()
    assert area.verticalScrollBar().maximum() == 0
