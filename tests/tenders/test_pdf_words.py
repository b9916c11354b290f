"""Reading a notice from real PDFs: those that the paper kit draws, and what people get that can’t be read."""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from app.core.fault import Refusal
from app.core.text import literal
from app.paper.kit import Letterhead, Paper
from app.tenders import pdf_words
from app.tenders.notice_file import text_of
from app.tenders.pdf_words import MOST_PAGES, words_of
from app.tenders.reading import read

FACTS = {
    "Hankintayksikkö": "Joensuun kaupunki",
    "Hankinnan nimi": "Ikääntyneiden päivätoiminta",
    "Tarjousten vastaanottamisen määräaika": "12.2.2030 klo 12.00",
    "Arvioitu kokonaisarvo": "1 250 000 €",
    "CPV": "85312100-0 Päiväkeskuspalvelut",
}


@cache
def notice() -> bytes:
    paper = Paper("fi", "Hankintailmoitus", Letterhead("Joensuun kaupunki"), date(2030, 1, 2))
    paper.section(literal("Hankinta"), paper.facts([(literal(k), v) for k, v in FACTS.items()]))
    paper.add("Hakemuksen määräaika on eri asia.")
    return paper.draw()


def pages_of(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(notice())))
    writer.encrypt(user, owner, algorithm="AES-256")
    return pages_of(writer)


def empty(pages: int) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(100, 100)
    return pages_of(writer)


def refused(content: bytes, **how: float) -> str:
    with pytest.raises(Refusal) as fault:
        words_of(content, "pyyntö.pdf", **how)
    return fault.value.told.say("en")


def test_a_notice_is_read_from_its_pdf(tmp_path: Path) -> None:
    path = tmp_path / "Pyyntö.PDF"
    path.write_bytes(notice())
    found = read(text_of(path).text)
    assert found.values["name"] == FACTS["Hankinnan nimi"]
    assert found.values["buyer"] == FACTS["Hankintayksikkö"]
    assert (found.values["deadline"], found.values["deadline_at"]) == (date(2030, 2, 12), 720)
    assert found.values["value"] == 1_250_000
    assert found.values["cpv"] == ["85312100-0"]


def test_one_that_only_forbids_changing_it_is_read() -> None:
    assert "päivätoiminta" in words_of(locked("", "omistaja"), "pyyntö.pdf")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda: locked("salasana", "omistaja"), "locked with a password"),
        (lambda: empty(1), "pictures of its pages but no text"),
        (lambda: empty(MOST_PAGES + 1), "too long to be read"),
        (lambda: b"", "can’t be read as a PDF"),
        (lambda: b"Not at all one", "can’t be read as a PDF"),
        (lambda: notice()[: len(notice()) // 3], "can’t be read as a PDF"),
    ],
    ids=["locked", "scanned", "long", "blank", "other", "cut"],
)
def test_what_cannot_be_read_is_told_with_what_to_do(content, told: str) -> None:
    words = refused(content())
    assert "pyyntö.pdf" in words
    assert told in words
    assert "here." in words, "it says how the notice is taken in all the same"


def test_reading_that_takes_too_long_is_given_up() -> None:
    assert "too long" in refused(notice(), patience=-1)


def test_letters_are_as_they_are_typed() -> None:
    assert pdf_words._clean("Pro\ufb01ili pa\u0308iva\u0308 \ud800") == "Profiili päivä ?"


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_spoilt_pdf_is_read_or_refused_and_never_breaks_the_reader(data: st.DataObject) -> None:
    spoilt = bytearray(notice())
    for _ in range(data.draw(st.integers(1, 8))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    try:
        text = words_of(bytes(spoilt), "pyyntö.pdf", patience=2)
    except Refusal:
        return
    text.encode()
