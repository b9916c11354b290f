"""Sheets on A4, A3 and A1, and their blank forms: whole, in both languages, of any size."""

import time
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Missing
from app.core.store import Store
from app.core.text import literal, pick, speaking
from app.worksheets.chains import actions as chains
from app.worksheets.papers import poster
from app.worksheets.sheets import actions
from app.worksheets.sheets.records import Entry, Worksheet
from app.worksheets.types.library import built_in
from tests.worksheets.papers.printed import bare, begin, pages, text_of, texts_of

KEYS = sorted(built_in().types)
A4, A3, A1 = (297, 210), (420, 297), (841, 594)
WORDS = "Kotiutumispäivänä vastassa on tuttu ihminen, ja kaupassa on käyty valmiiksi. "
LIMIT = 10.0
"""Seconds that the longest paper may take."""


def one_size(pdf: bytes, sides: tuple[int, int]) -> bool:
    """Whether all pages have these sides, give or take a millimetre."""
    near = (
        abs(width - sides[0]) <= 1 and abs(height - sides[1]) <= 1 for width, height in pages(pdf)
    )
    return all(near)


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_example_is_whole_in_every_size(store: Store, key: str, language: str) -> None:
    purpose = "Mitä teemme syksyllä?"
    sheet = begin(store, key, language=language, purpose=purpose, owner="Maija Laine")
    with store.read() as session, speaking(language):
        type_, content = actions.type_of(session, sheet), actions.content(session, sheet)
        papers = [
            (poster.a4(session, sheet, language), A4),
            (poster.a3(session, sheet, language), A3),
            (poster.a1(session, sheet, language), A1),
        ]
        name = editing.find(session, Worksheet, sheet).name
        agreed = [task.what for task in poster.shown(session, sheet, language).tasks]
    said = [name, purpose, "Maija Laine", *texts_of(type_, content, language), *agreed]
    if type_.layout == "survey":  # what anybody has answered is never shown
        said = [name, purpose, "Maija Laine"]
    labels = [pick(each.label, language) for each in type_.placed()]
    for pdf, sides in papers:
        assert one_size(pdf, sides)
        text = text_of(pdf)
        assert [each for each in (*said, *labels) if bare(each) not in text] == []


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_blank_form_is_one_page(store: Store, key: str, language: str) -> None:
    sheet = begin(store, key)
    type_ = built_in().types[key]
    with store.read() as session:
        small = poster.blank_a4(session, sheet, language)
        large = poster.blank_a3(session, sheet, language)
    gallery = poster.blank_of_type(type_, language)
    for pdf, sides in ((small, A4), (large, A3), (gallery, A4)):
        assert one_size(pdf, sides)
        assert len(pages(pdf)) == 1
        text = text_of(pdf)
        assert bare(pick(type_.name, language)) in text
        for each in type_.placed():
            assert bare(pick(each.label, language)) in text
            assert bare(pick(each.help, language)) in text


def test_a_blank_form_has_nothing_of_the_sheet(store: Store) -> None:
    sheet = begin(store, "swot", ["Salainen heikkous"], "weaknesses", name="Oma nimi")
    with store.read() as session:
        text = text_of(poster.blank_a4(session, sheet, "fi"))
    assert bare("Salainen heikkous") not in text
    assert "Omanimi" not in text


@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_with_nothing_on_it_is_one_page(store: Store, key: str) -> None:
    sheet = begin(store, key, [])
    with store.read() as session:
        assert len(pages(poster.a4(session, sheet, "fi"))) == 1


@pytest.mark.parametrize(
    ("key", "count"),
    [
        *((key, 300) for key in ("risk_matrix", "okr", "annual_clock", "vsm", "futures_wheel")),
        *(("swot", 2000), ("kaizen", 2000)),
    ],
)
def test_many_notes_are_all_there(store: Store, key: str, count: int) -> None:
    field = built_in().types[key].items or "strengths"
    texts = [f"Lappu {number} kertoo asian" for number in range(count)]
    sheet = begin(store, key, texts, field)
    with store.read() as session:
        begun = time.process_time()
        pdf = poster.a4(session, sheet, "fi")
        took = time.process_time() - begun
    text = text_of(pdf)
    assert [each for each in texts if bare(each) not in text] == []
    assert one_size(pdf, A4)
    assert took < LIMIT


@pytest.mark.parametrize(
    "text",
    [
        (WORDS * 1400)[:100_000],
        "a" * 100_000,
        "rivi\n" * 5000,
        "\n".join(f"{number} ja <b>merkkejä</b> & muuta" for number in range(3000)),
    ],
    ids=["sentences", "one word", "lines", "markup"],
)
@pytest.mark.parametrize(("key", "field"), [("swot", "strengths"), ("experiment", "hypothesis")])
def test_a_text_of_any_length_is_whole(store: Store, key: str, field: str, text: str) -> None:
    sheet = begin(store, key, [text], field)
    with store.read() as session:
        begun = time.process_time()
        pdf = poster.a1(session, sheet, "fi")
        took = time.process_time() - begun
    assert took < LIMIT
    assert one_size(pdf, A1)
    found = text_of(pdf)
    if " " not in text and "\n" not in text:
        assert found.count("a") >= len(text)
        return
    # Page by page the text is followed by the foot, so that it is looked for in pieces.
    missing = [line for line in text.replace(". ", ".\n").split("\n") if bare(line) not in found]
    assert len(missing) <= len(pages(pdf)) * poster.LANDSCAPE.columns


def test_what_was_agreed_and_what_led_to_what_follow(store: Store) -> None:
    task = {"what": "Soitetaan omaiselle", "who": "Sari Kärkkäinen", "due": date(2026, 12, 24)}
    first = begin(store, "weak_signal", [], name="Ensimmäinen merkki")
    second = begin(store, "swot", [], name="Toinen pohja", agreed=[task])

    def link(session: Session) -> Changes:
        begun, end = ("worksheet", first), ("worksheet", second)
        return chains.connect(session, begun, end, why="Tästä saimme idean")

    store.write(link)
    with store.read() as session:
        text = text_of(poster.a4(session, second, "fi"))
    for words in (
        *("Soitetaan omaiselle", "Sari Kärkkäinen", "24.12.2026"),
        *("Ensimmäinen merkki", "Tästä saimme idean"),
    ):
        assert bare(words) in text


def test_what_stands_in_a_field_that_is_gone_is_told(store: Store) -> None:
    sheet = begin(store, "swot", [])

    def work(session: Session) -> Changes:
        session.add(Entry(sheet_id=sheet, field="long_gone", text="Vanha lappu", position=1))
        return Changes(literal("Valmis"))

    store.write(work)
    with store.read() as session:
        assert "Vanhalappu" in text_of(poster.a4(session, sheet, "fi"))


def test_letters_that_no_font_shows_break_nothing(store: Store) -> None:
    sheet = begin(
        store, "swot", ["Hyvä \U0001f642\x00\x07\tmieli", "日本語", "\u200b"], "strengths"
    )
    with store.read() as session:
        assert "Hyvämieli" in text_of(poster.a4(session, sheet, "fi"))


def test_a_long_purpose_leaves_room_for_the_picture(store: Store) -> None:
    sheet = begin(store, "swot", ["Lappu"], "strengths", purpose=(WORDS * 8)[:600], name="N" * 160)
    with store.read() as session:
        pdf = poster.a4(session, sheet, "fi")
    assert len(pages(pdf)) == 1
    assert bare((WORDS * 8)[:600]) in text_of(pdf)


def test_no_such_sheet(store: Store) -> None:
    with store.read() as session:
        for draw in (poster.a4, poster.blank_a4):
            with pytest.raises(Missing):
                draw(session, "none", "fi")
