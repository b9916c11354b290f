"""The contract guide and the pages of contracts and people, driven as a person would."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core import attachment, draft, editing
from app.core.record import today
from app.employment.contracts.records import Contract
from app.employment.duties.records import EmployerDuty
from app.employment.page.contract_desk import EndDialog
from app.employment.page.guide import ContractGuide
from app.employment.page.other_desks import ForWhomDialog
from app.employment.people.records import Person
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.windows import press, shown


def record(window: MainWindow, kind: type, **wanted: str) -> object:
    with window.office.store.read() as session:
        return session.query(kind).filter_by(**wanted).one()


def open_contract(window: MainWindow, code: str) -> str:
    window.go("employment")
    window.page.open_record("contract", record(window, Contract, code=code).id)
    settle()
    return shown(window.page)


def guide(window: MainWindow, contract_id: str = "") -> ContractGuide:
    made = ContractGuide(window, window.office, contract_id)
    made.show()
    settle()
    return made


def begun(window: MainWindow, family: str = "Voutilainen") -> ContractGuide:
    """A guide that has been told with whom."""
    made = guide(window)
    made.who.person.input.set_value(record(window, Person, family_name=family).id)
    press(made, "Jatka")
    settle()
    return made


def test_the_guide_takes_somebody_new(window: MainWindow) -> None:
    made = guide(window)
    press(made, "Uusi henkilö")
    press(made, "Jatka")
    settle()
    assert "Täytä tämä: Sukunimi." in shown(made), "and nobody is added"
    made.who.names["family_name"].input.set_value("Uusikas")
    made.who.names["given_names"].input.set_value("Ulla")
    press(made, "Jatka")
    settle()
    person = record(window, Person, family_name="Uusikas")
    assert record(window, Contract, id=made.contract_id).person_id == person.id
    assert (person.role, person.status) == ("employee", "active")


def write(made: ContractGuide, **values: object) -> None:
    assert made.form
    for name, value in values.items():
        made.form.row(name).input.set_value(value)
    made.form._was_edited()
    made._renote()
    settle()


def test_the_guide_asks_with_whom_first(window: MainWindow) -> None:
    made = guide(window)
    press(made, "Jatka")
    assert "Täytä tämä" in shown(made)
    assert made.contract_id == ""
    made.reject()


def test_ten_minutes_from_nobody_to_a_contract_ready_to_be_signed(window: MainWindow) -> None:
    made = begun(window)
    write(
        made,
        job_title={"fi": "Keittäjä", "en": "Cook"},
        duties={"fi": "Lounas", "en": "Lunch"},
        place="Rantakylä",
    )
    press(made, "Jatka")
    settle()
    assert "Kuinka pitkäksi aikaa?" in shown(made)
    write(made, duration="permanent", starts=today() + timedelta(days=10))
    press(made, "Käytä tätä")
    settle()
    press(made, "Jatka")
    settle()
    write(made, hours_kind="full_time", weekly_hours=made.form.current()["full_week"])
    press(made, "Jatka")
    settle()
    write(made, pay_kind="hourly", pay=15)
    for _step in ("pay", "terms", "other"):
        press(made, "Jatka")
        settle()
    text = shown(made)
    assert "Sopimus on valmis allekirjoitettavaksi" in text
    assert "12/12 kerrottu" in text
    press(made, "Merkitse annetuksi allekirjoitettavaksi")
    settle()
    with window.office.store.read() as session:
        found = session.get(Contract, made.contract_id)
        assert found.status == "offered"
        assert found.probation_ends
    press(made, "Sulje")


def test_what_is_unlawful_is_told_at_the_field_while_one_types(window: MainWindow) -> None:
    made = begun(window, "Laakkonen")
    made.go_to(2)
    settle()
    write(made, duration="fixed_term", ground="no_reason", starts=today() + timedelta(days=400))
    text = shown(made)
    assert "sen voi tehdä vain kerran" in text
    assert "Enintään vuosi ja vain kerran. (TSL 1:3, 1.6.2026)" in text
    press(made, "Jatka")
    settle()
    assert "Kuinka pitkäksi aikaa?" in shown(made)
    write(made, duration="permanent")
    assert "sen voi tehdä vain kerran" not in shown(made)
    made.reject()


def test_too_long_a_probation_is_refused_and_the_longest_offered(window: MainWindow) -> None:
    made = begun(window)
    made.go_to(2)
    settle()
    start = today() + timedelta(days=5)
    write(made, duration="permanent", starts=start, probation_ends=start + timedelta(days=300))
    assert "Pisin lain sallima koeaika päättyy tässä" in shown(made)
    press(made, "Käytä tätä")
    settle()
    assert not made.form.row("probation_ends").problem
    press(made, "Jatka")
    settle()
    assert "Kuinka paljon työtä on?" in shown(made)
    made.reject()


def test_an_interruption_loses_nothing(window: MainWindow) -> None:
    made = begun(window)
    write(made, place="Kesken jäänyt")
    press(made, "Jatka myöhemmin")
    settle()
    with window.office.store.read() as session:
        assert draft.kept(session, "contract", made.contract_id)
    again = guide(window, made.contract_id)
    assert again.form.current()["place"] == "Kesken jäänyt"
    press(again, "Jatka")
    settle()
    with window.office.store.read() as session:
        assert session.get(Contract, made.contract_id).place == "Kesken jäänyt"
        assert not draft.kept(session, "contract", made.contract_id)
    again.reject()


def test_what_is_missing_takes_one_to_its_step(window: MainWindow) -> None:
    made = begun(window)
    made.go_to(made._last)
    settle()
    assert "8 asiaa puuttuu vielä" in shown(made)
    made.ready.wanted.emit("pay")
    settle()
    assert "Mitä maksetaan ja milloin?" in shown(made)
    made.reject()


def test_a_volunteer_is_asked_neither_hours_nor_pay(window: MainWindow) -> None:
    made = begun(window, "Kuosmanen")
    assert [step.name for step in made.steps] == ["work", "duration", "terms", "other"]
    made.reject()


def test_the_guide_follows_the_language_and_keeps_what_is_typed(window: MainWindow) -> None:
    made = begun(window)
    write(made, place="Liperi")
    set_language("en")
    settle()
    assert "What is the work, and where is it done?" in shown(made)
    assert made.form.current()["place"] == "Liperi"
    made.reject()


def test_a_contract_reads_as_a_page_and_leads_to_its_person(window: MainWindow) -> None:
    text = open_contract(window, "T-0007")
    assert "Tämä on 3. määräaikaisuus peräkkäin." in text
    assert "Määräaikaisuuden peruste: sijaisuus (Perhevapaan sijaisuus)." in text
    assert "T-0005" in text
    assert "Sovitun sisällön tunniste" in text


def test_a_fixed_term_is_made_permanent_with_one_button(window: MainWindow) -> None:
    open_contract(window, "T-0007")
    press(window.page, "Vakinaista")
    settle()
    text = shown(window.page)
    assert "Sopimus on voimassa toistaiseksi." in text
    assert "Luonnos" in text
    assert "T-0007" in text


def test_notice_is_reckoned_from_today(window: MainWindow) -> None:
    text = open_contract(window, "T-0002")
    assert "irtisanomisaika 4 kuukautta" in text
    assert "irtisanomisaika 1 kuukausi" in text


def test_the_end_of_work_is_asked_with_its_reason(window: MainWindow) -> None:
    open_contract(window, "T-0004")
    dialog = EndDialog(window, window.office, record(window, Contract, code="T-0004").id)
    dialog.show()
    dialog.go()
    settle()
    assert "Täytä tämä" in shown(dialog)
    dialog.rows["reason"].input.set_value("employee")
    dialog.go()
    settle()
    ended = record(window, Contract, code="T-0004")
    assert ended.status == "in_force"
    assert ended.last_day > today()
    dialog.deleteLater()


def test_a_template_asks_only_for_whom(window: MainWindow) -> None:
    window.go("employment")
    window.page.show_kind("job_template")
    settle()
    press(window.page, "Muokkaa")
    press(window.page, "Peruuta")
    template = window.page.bench.list.model.ids[0]
    dialog = ForWhomDialog(window, window.office, template)
    dialog.show()
    dialog.rows["person_id"].input.set_value(record(window, Person, family_name="Sorsa").id)
    dialog.go()
    settle()
    assert "Jatka oppaassa" in shown(window.page)
    dialog.deleteLater()


def test_a_person_page_tells_service_checks_and_cards(window: MainWindow) -> None:
    window.go("employment")
    window.page.open_record("person", record(window, Person, family_name="Nevalainen").id)
    settle()
    text = shown(window.page)
    assert "EA1 vanhenee" in text
    assert "11 vuotta" in text
    assert "Rikosrekisteriote nähty" in text
    assert "020379-902" not in text


def test_a_duty_is_marked_in_order_with_one_button(window: MainWindow) -> None:
    window.go("employment")
    duty = record(window, EmployerDuty, duty="risk")
    window.page.open_record("employer_duty", duty.id)
    settle()
    assert "Työturvallisuuslaki 738/2002 10 §; tarkista" in shown(window.page)
    press(window.page, "Merkitse kuntoon")
    settle()
    assert record(window, EmployerDuty, duty="risk").done_on == today()


def test_each_step_speaks_only_of_what_it_asks(window: MainWindow) -> None:
    made = guide(window, record(window, Contract, code="T-0012").id)
    made.go_to(3)
    settle()
    write(made, hours_kind="variable")
    assert "Vaihtelevaa työaikaa voi ehdottaa vain" in shown(made)
    made.show_step(1)
    settle()
    assert "Vaihtelevaa työaikaa voi ehdottaa vain" not in shown(made)
    made.reject()


def test_the_guide_opens_where_one_left_off_and_loses_no_step(window: MainWindow) -> None:
    made = guide(window, record(window, Contract, code="T-0012").id)
    made.go_to(6)
    settle()
    write(made, other_terms="Puhelin talolta")
    made.reject()
    settle()
    again = guide(window, made.contract_id)
    assert "Onko sovittu jotain muuta?" in shown(again)
    again.show_step(1)
    write(again, place="Liperi")
    again.reject()
    settle()
    third = guide(window, made.contract_id)
    assert third.form.current()["place"] == "Liperi"
    third.show_step(6)
    assert third.form.current()["other_terms"] == "Puhelin talolta"
    third.reject()


def test_what_changed_after_it_was_given_to_be_signed_is_told(window: MainWindow) -> None:
    assert "Tulosta sopimus uudelleen" not in open_contract(window, "T-0012")
    changed = {"place": "Liperi"}
    contract_id = record(window, Contract, code="T-0012").id
    window.office.store.write(lambda s: editing.change(s, Contract, contract_id, changed))
    assert "Tulosta sopimus uudelleen" in open_contract(window, "T-0012")


def test_what_was_put_right_does_not_come_back(window: MainWindow) -> None:
    made = guide(window, record(window, Contract, code="T-0012").id)
    before = made.form.current()["place"]
    write(made, place="Väärä")
    made.reject()
    settle()
    again = guide(window, made.contract_id)
    write(again, place=before)
    press(again, "Jatka")
    settle()
    again.go_to(1)
    settle()
    assert again.form.current()["place"] == before
    again.reject()


def test_a_step_is_filled_in_and_left_by_the_keyboard_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    made = guide(window, record(window, Contract, code="T-0012").id)
    place = made.form.row("place").input.focus_target()
    place.setFocus()
    place.selectAll()
    qtbot.keyClicks(place, "Outokumpu")
    for _press in range(12):
        if made.next_button.hasFocus():
            break
        qtbot.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
    assert made.next_button.hasFocus()
    qtbot.keyClick(made.next_button, Qt.Key.Key_Return)
    settle()
    assert "Kuinka pitkäksi aikaa?" in shown(made)
    assert record(window, Contract, code="T-0012").place == "Outokumpu"
    made.reject()


def test_the_signed_copy_is_kept_with_its_contract(window: MainWindow, tmp_path: Path) -> None:
    scan = tmp_path / "allekirjoitettu.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    contract_id = record(window, Contract, code="T-0002").id
    window.office.store.write(lambda s: attachment.attach(s, contract_id, scan))
    assert "allekirjoitettu.pdf" in open_contract(window, "T-0002")
