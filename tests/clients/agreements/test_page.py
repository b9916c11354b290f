"""Agreements in the window, driven as a person would."""

from datetime import timedelta

from app.clients.agreements.records import Agreement
from app.clients.page.agreement_desk import AgreementVatCheck, EndDialog
from app.clients.records import Client
from app.core.record import today
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.windows import choose, press, shown


def agreement(window: MainWindow, code: str) -> Agreement:
    return window.office.ask(lambda s: s.query(Agreement).filter_by(code=code).one())


def open_agreement(window: MainWindow, code: str) -> str:
    window.open_record("agreement", agreement(window, code).id)
    settle()
    return shown(window.page.bench.detail)


def open_client(window: MainWindow, code: str) -> str:
    found = window.office.ask(lambda s: s.query(Client).filter_by(code=code).one())
    window.open_record("client", found.id)
    settle()
    return shown(window.page.bench.detail)


def test_an_agreement_reads_as_one_page_in_both_languages(window: MainWindow) -> None:
    text = open_agreement(window, "S-0001")
    for words in (
        "Mäkelä Aino · S-0001",
        "Voimassa",
        "Arkiapu kotiin – Arkisin klo 8–18",
        "36,50 €/h · 2 h viikossa",
        "Palveluseteli, PS-2026-0412",
        "Arvio: noin 316 € kuukaudessa, josta asiakas maksaa itse noin 39 €.",
        "Kumpikin osapuoli voi irtisanoa sopimuksen kirjallisesti.",
    ):
        assert words.replace(" €", "\xa0€") in text.replace(" €", "\xa0€"), words
    set_language("en")
    settle()
    text = shown(window.page.bench.detail)
    assert "Either party can end it in writing" in text
    assert "Everyday help at home" in text


def test_from_a_client_to_a_signed_agreement(window: MainWindow) -> None:
    open_client(window, "A006")
    press(window.page.bench.detail, "Uusi sopimus")
    settle()
    text = shown(window.page.bench.detail)
    assert "Turunen" in text
    assert "Luonnos" in text
    assert "Anna päivä, jona sopimus alkaa." in text
    window.page.edit()
    settle()
    form = window.page.bench.editor.form
    form.row("starts").input.line.setText("1.1.2027")
    form.row("starts").input.line.editingFinished.emit()
    window.page.save()
    settle()
    made = window.page.bench.detail.record_id
    press(window.page.bench.detail, "Merkitse allekirjoitetuksi")
    settle()
    signed = window.office.ask(lambda s: s.get(Agreement, made))
    assert signed.status == "in_force"
    assert "Tee sopimusmuutos" in shown(window.page.bench.detail)
    window.office.undo()
    settle()
    assert "Luonnos" in shown(window.page.bench.detail)


def test_a_signed_agreement_refuses_a_change_beside_the_field(window: MainWindow) -> None:
    open_agreement(window, "S-0003")
    window.page.edit()
    settle()
    form = window.page.bench.editor.form
    form.row("signer").input.set_value("Joku muu")
    window.page.save()
    settle()
    assert "Muuta sitä tekemällä sopimusmuutos." in shown(form.row("signer"))
    assert form.row("signer").input.value() == "Joku muu"


def test_an_amendment_opens_as_a_draft_beside_its_versions(window: MainWindow) -> None:
    open_agreement(window, "S-0003")
    press(window.page.bench.detail, "Tee sopimusmuutos")
    settle()
    text = shown(window.page.bench.detail)
    assert "Versio 2" in text
    assert "S-0003" in text
    assert window.page.bench.detail.record_id == agreement(window, "S-0003/2").id


def test_the_client_shows_the_agreements_and_opens_them(window: MainWindow) -> None:
    text = open_client(window, "A001")
    assert "Palvelusopimukset" in text
    assert "Arkiapua kotiin tiistaisin" in text
    assert "Sopimus alkaa: Arkiapua kotiin tiistaisin" in text


def test_the_end_is_asked_and_an_impossible_day_is_told(window: MainWindow) -> None:
    open_agreement(window, "S-0003")
    dialog = EndDialog(window, window.office, agreement(window, "S-0003").id)
    dialog.show()
    assert dialog.rows["ends"].input.value() == today() + timedelta(days=30)
    dialog.rows["ends"].input.set_value(agreement(window, "S-0003").starts - timedelta(days=1))
    dialog.go()
    settle()
    assert "Sopimus päättyy ennen alkamistaan." in shown(dialog)
    dialog.rows["ends"].input.set_value(today() - timedelta(days=1))
    dialog.go()
    settle()
    assert agreement(window, "S-0003").status == "ended"
    dialog.deleteLater()


def test_the_five_conditions_are_kept_with_the_agreement(window: MainWindow) -> None:
    assert "kaikkia viittä ehtoa ei ole tarkistettu" in open_agreement(window, "S-0007")
    check = AgreementVatCheck(window, window.office, agreement(window, "S-0007").id)
    for box in check.boxes.values():
        box.setChecked(True)
    check.keep()
    settle()
    assert agreement(window, "S-0007").vat_entitled
    assert "kaikkia viittä ehtoa" not in shown(window.page.bench.detail)
    check.deleteLater()


def test_removing_a_client_with_an_agreement_is_told_and_nothing_is_lost(
    window: MainWindow,
) -> None:
    open_client(window, "A001")
    choose(window.page.bench.detail, "Siirrä roskakoriin")
    settle()
    assert "Päätä sopimus ensin." in shown(window)
    assert not window.office.ask(lambda s: s.query(Client).filter_by(code="A001").one().deleted_at)
