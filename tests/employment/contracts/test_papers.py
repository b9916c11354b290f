"""Contracts on paper: what they tell, in which language, and that nothing is told too much."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app import rooms
from app.core.fault import Refusal
from app.core.store import Store
from app.core.text import speaking
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.people.records import Person


def printed(
    store: Store, paper: str, record: type, language: str = "fi", **wanted: str
) -> list[str]:
    """The text of each page, spaces made single."""
    with store.read() as session, speaking(language):
        found = session.query(record).filter_by(**wanted).one()
        content = rooms.papers()[paper].make(session, found.id, language)
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_the_contract_tells_all_that_was_agreed_on_one_page(demo: Store) -> None:
    (page,) = printed(demo, "contract", Contract, code="T-0008")
    for words in (
        "Työsopimus", "T-0008 · versio 1", "Rantakylän Arkiapu ry", "Fatima Al-Saleh",
        "Sopimus on voimassa toistaiseksi", "Hoiva-avustaja", "10–25 tuntia viikossa", "13,20 € tunnilta",
        "SOSTES", "48 tuntia ennen", "Ilmarinen", "LähiTapiola", "Pihlajalinna", "Sovitun sisällön tunniste",
    ):  # fmt: skip
        assert words in page, words
    assert "180488-****" in page
    assert "180488-906" not in page


def test_a_draft_says_that_it_is_one(demo: Store) -> None:
    page = printed(demo, "contract", Contract, code="T-0012")[0]
    assert "Odottaa allekirjoituksia" in page
    assert "Sovitun sisällön tunniste" in page, (
        "the paper that is signed can be told from a later change"
    )


def test_both_languages_stand_beside_each_other(demo: Store) -> None:
    text = " ".join(printed(demo, "contract-bilingual", Contract, code="T-0007"))
    for words in ("Määräaikaisuuden peruste: sijaisuus", "Ground of the fixed term: substitution",
                  "noudatetaan suomenkielistä"):  # fmt: skip
        assert words in text


def test_an_amendment_is_a_numbered_annex(demo: Store) -> None:
    (page,) = printed(demo, "contract", Contract, code="T-0001/2")
    assert "Sopimuksen muutos 1" in page
    assert "sopimuksen T-0001 liite" in page
    assert "3 620,00" in page.replace("\xa0", " ")


def test_the_plain_page_is_in_the_language_of_its_reader(demo: Store) -> None:
    with demo.read() as session:
        found = session.query(Contract).filter_by(code="T-0008").one()
        assert rooms.papers()["contract-plain"].language_of(session, found.id) == "en"
    (page,) = printed(demo, "contract-plain", Contract, "en", code="T-0008")
    assert "You work 10–25 hours a week." in page
    assert "Your job is care assistant." in page


@pytest.mark.parametrize("code", ["T-0014", "T-0015"])
def test_agreements_without_pay_promise_none(demo: Store, code: str) -> None:
    (page,) = printed(demo, "contract", Contract, code=code)
    assert "Koeaika" not in page
    assert "Työehtosopimus" not in page
    assert "€" not in page


def test_the_certificate_tells_only_duration_and_duties(demo: Store) -> None:
    (page,) = printed(demo, "employment-certificate", Person, family_name="Sorsa")
    for words in (
        "Väliaikainen työtodistus",
        "Helena Maria Sorsa",
        "24.9.1994",
        "Hanketyöntekijä",
        "Palveluvastaava",
    ):
        assert words in page
    assert "€" not in page
    assert "peruste" not in page.lower()


def test_the_advertisement_begins_from_the_template(demo: Store) -> None:
    (page,) = printed(demo, "job-advertisement", JobTemplate, name="Ohjaaja, osa-aikainen")
    for words in ("Ohjaaja", "24 tuntia viikossa", "14,10", "rikosrekisteriote"):
        assert words in page


def test_nothing_is_certified_without_a_contract_of_employment(demo: Store) -> None:
    with pytest.raises(Refusal):
        printed(demo, "employment-certificate", Person, family_name="Hakkarainen")
    (page,) = printed(demo, "employment-certificate", Person, family_name="Voutilainen")
    assert "Väliaikainen" not in page


def test_a_student_is_promised_no_leave_on_the_plain_page(demo: Store) -> None:
    (page,) = printed(demo, "contract-plain", Contract, code="T-0015")
    assert "Opiskelija ei ole työsuhteessa" in page
    assert "vuosilomaa" not in page


def test_the_certificate_tells_one_job_once_however_often_it_was_renewed(demo: Store) -> None:
    (page,) = printed(demo, "employment-certificate", Person, family_name="Hyvärinen")
    assert page.count("Lähihoitaja") == 1
    (page,) = printed(demo, "employment-certificate", Person, family_name="Sorsa")
    assert page.count("Hanketyöntekijä") == page.count("Palveluvastaava") == 1
