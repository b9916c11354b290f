"""Reading a notice that was pasted, and from a file."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.fault import Refusal
from app.core.format import show_date, show_money
from app.tenders import notice_file
from app.tenders.hits import amounts, counties, moment, towns
from app.tenders.notice_file import of_page, text_of
from app.tenders.reading import LONGEST, read

FINNISH = """Hankintailmoitus
Hankinnan nimi: Ikääntyneiden päivätoiminta, Joensuun seutu
Hankintayksikkö: Pohjois-Karjalan hyvinvointialue – Siun sote
Hilma-ilmoituksen numero: 2026-123456
Menettely: Avoin menettely
CPV-koodit
85312100-0 Päivähoitopalvelut
85311100
Toteutuspaikka: Joensuussa, Kontiolahti ja Liperi
Arvioitu kokonaisarvo: 480 000 € (alv 0 %)
Julkaistu 1.12.2026
Kysymykset viimeistään: 18.12.2026 klo 12.00
Tarjousten määräaika
12.1.2027 klo 14:30
Puhelin 01312345678, Y-tunnus 12345671
https://www.hankintailmoitukset.fi/fi/public/procurement/12345
"""
ENGLISH = """Title: Home care for older people
Contracting authority: Pohjois-Karjalan hyvinvointialue
Notice publication number: 654321-2026
Procedure type: Restricted procedure
CPV code 85320000-8
Estimated value: EUR 1,200,000.50
Published: 1 December 2026
Deadline for requesting additional information: 18 December 2026
Deadline for receipt of tenders: 12 January 2027 at 14:00
"""


def test_a_finnish_notice_is_read_with_the_line_of_each_value() -> None:
    found = read(FINNISH)
    values = dict(found.values)
    assert values.pop("description") == FINNISH.strip()
    assert values == {
        "name": "Ikääntyneiden päivätoiminta, Joensuun seutu",
        "buyer": "Pohjois-Karjalan hyvinvointialue – Siun sote",
        "number": "2026-123456",
        "procedure": "open",
        "cpv": ["85312100-0", "85311100-3"],
        "municipalities": ["167", "276", "426"],
        "value": Decimal("480000.00"),
        "published_on": date(2026, 12, 1),
        "questions_by": date(2026, 12, 18),
        "deadline": date(2027, 1, 12),
        "deadline_at": 14 * 60 + 30,
        "link": "https://www.hankintailmoitukset.fi/fi/public/procurement/12345",
    }
    assert found.doubts == []
    lines = {line.field: line.text for line in found.lines}
    assert lines["deadline"] == "Tarjousten määräaika 12.1.2027 klo 14:30"
    assert lines["municipalities"] == "Toteutuspaikka: Joensuussa, Kontiolahti ja Liperi"
    assert set(values) - {"deadline_at"} == set(lines)


def test_an_english_notice_is_read_too() -> None:
    values = read(ENGLISH).values
    assert values["name"] == "Home care for older people"
    assert values["number"] == "654321-2026"
    assert values["procedure"] == "restricted"
    assert values["value"] == Decimal("1200000.50")
    assert values["questions_by"] == date(2026, 12, 18)
    assert (values["deadline"], values["deadline_at"]) == (date(2027, 1, 12), 14 * 60)
    assert values["counties"] == ["14"]  # no place is named, so where the buyer is
    assert "municipalities" not in values


def test_of_two_deadlines_none_is_taken() -> None:
    found = read(FINNISH + "\nTarjoukset on jätettävä 13.1.2027")
    assert "deadline" not in found.values
    assert [doubt.msgid for doubt in found.doubts] == [
        "Several days could be the deadline of the tenders. Write the right one."
    ]


def test_the_same_day_twice_is_no_doubt_and_its_time_is_kept() -> None:
    found = read(
        "Otsikko: X\nTarjousten määräaika: 12.1.2027\nTarjous viimeistään 12.1.2027 klo 9.00"
    )
    assert (found.values["deadline"], found.values["deadline_at"]) == (date(2027, 1, 12), 540)
    assert not found.doubts


def test_values_of_several_lots_are_not_added_up() -> None:
    found = read(
        "Otsikko: X\nArvioitu arvo: 100 000 € ja 200 000 €\nTarjousten määräaika: 1.2.2027"
    )
    assert "value" not in found.values
    assert len(found.doubts) == 1


def test_what_is_not_named_is_not_taken_but_told() -> None:
    found = read("Hei!\nTässä kiinnostava juttu, soita 12345678.")
    assert set(found.values) == {"name", "description"}
    assert len(found.doubts) == 2  # the title is a guess, and there is no deadline
    with_subject = read("Hei!", subject="Hakuvahti: kotihoito")
    assert with_subject.values["name"] == "Hakuvahti: kotihoito"


def test_a_long_text_is_cut_and_told() -> None:
    found = read("Otsikko: X\nTarjousten määräaika: 1.2.2027\n" + "a " * LONGEST)
    assert len(found.values["description"]) <= LONGEST
    assert len(found.doubts) == 1


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read(text)
    assert {line.field for line in found.lines} <= set(found.values)
    assert len(found.values.get("name", "")) <= 300


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["fi", "en"]))
def test_any_day_as_it_is_written_is_read(day: date, language: str) -> None:
    written = show_date(day, language)
    assert moment(f"viimeistään {written} mennessä") == (day, None)
    assert moment(f"{day.isoformat()}T12:30") == (day, 750)


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["fi", "en"]))
def test_any_amount_as_it_is_written_is_read(euros: int, cents: int, language: str) -> None:
    amount = Decimal(euros) + Decimal(cents) / 100
    assert amounts(show_money(amount, language)) == [amount]


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("1,2 milj. €", "1200000"),
        ("2 million EUR", "2000000"),
        ("60.000 euroa", "60000"),
        ("noin 5", None),
    ],
)
def test_usual_ways_to_write_amounts(said: str, amount: str | None) -> None:
    assert amounts(said) == ([Decimal(amount)] if amount else [])


def test_places_are_known_with_their_endings_but_not_inside_other_words() -> None:
    assert towns("Joensuun kaupunki ja Kontiolahti") == ["167", "276"]
    assert towns("Iitti") == ["142"]
    assert towns("Liperiläiset") == []
    assert counties("Pohjois-Karjalan hyvinvointialueen hankinta") == ["14"]
    assert counties("Karjalan pitäjät") == []


# Files


def test_a_page_of_the_web_is_read_line_by_line(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Hilma</title><style>p {}</style></head><body><h1>Otsikko: Kotihoito</h1>"
        "<p>Tarjousten&nbsp;määräaika:<br>12.1.2027</p><script>x()</script></body></html>"
    )
    assert of_page(page) == "Otsikko: Kotihoito\nTarjousten määräaika:\n12.1.2027"
    path = tmp_path / "ilmoitus.html"
    path.write_text(page, encoding="utf-8")
    assert read(text_of(path).text).values["deadline"] == date(2027, 1, 12)


def test_a_message_is_read_with_its_subject_also_when_it_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "hilma.eml"
    path.write_bytes(
        b"Subject: =?utf-8?q?Hakuvahti:_p=C3=A4iv=C3=A4toiminta?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Tarjousten m\xc3\xa4\xc3\xa4r\xc3\xa4aika: 12.1.2027</p>"
    )
    found = text_of(path)
    assert found.subject == "Hakuvahti: päivätoiminta"
    assert read(found.text, subject=found.subject).values["deadline"] == date(2027, 1, 12)


def test_old_letters_are_read_and_other_files_refused(tmp_path: Path) -> None:
    old = tmp_path / "vanha.txt"
    old.write_bytes("Hankintayksikkö: Joensuu".encode("cp1252"))
    assert text_of(old).text == "Hankintayksikkö: Joensuu"
    for name, content in (("kuva.png", b"x"), ("tyhja.txt", b"  \n"), ("tyhja.eml", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Refusal):
            text_of(path)
    with pytest.raises(Refusal):
        text_of(tmp_path / "puuttuu.txt")


WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>',
        )
    return path


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def test_a_word_document_is_read_paragraph_by_paragraph_and_row_by_row(tmp_path: Path) -> None:
    row = "<w:tr>" + "".join(
        f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Määräaika:", "1.2.2030")
    )
    body = paragraph("Hankinnan ", "nimi: Kotihoito") + f"<w:tbl>{row}</w:tr></w:tbl>"
    found = notice_file.text_of(document(tmp_path / "pyyntö.docx", body))
    assert found.text == "Hankinnan nimi: Kotihoito\nMääräaika: 1.2.2030"


@pytest.mark.parametrize("content", [b"not a zip", b"PK\x03\x04 cut off"])
def test_a_broken_word_document_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rikki.docx"
    path.write_bytes(content)
    with pytest.raises(Refusal) as fault:
        notice_file.text_of(path)
    assert "rikki.docx can’t be read as a Word document" in fault.value.told.say("en")


def test_a_word_document_with_entities_is_not_unfolded(tmp_path: Path) -> None:
    path = tmp_path / "paisuu.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(Refusal):
        notice_file.text_of(path)


@pytest.mark.parametrize(
    ("after", "same"),
    [("a\nb\nc", True), ("a\nb\nX", True), ("other\nwords", False), ("", False)],
    ids=["same", "corrected", "other", "empty"],
)
def test_a_text_pasted_over_that_of_a_file_is_another_one(after: str, same: bool) -> None:
    assert notice_file.still_of("a\nb\nc", after) is same
