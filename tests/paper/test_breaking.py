"""Where a paper goes on to the next page: headings with what they head, rows whole, no empty pages."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from pypdf import PdfReader
from reportlab.platypus import Flowable

from app.core.text import _l
from app.paper.kit import Letterhead, Paper

HEAD = (_l("Name"), _l("Place"))
LONG = "Sovimme yhdessä, miten palvelu kulkee tekijältä toiselle. " * 8


def paper() -> Paper:
    return Paper("en", "Paper", Letterhead("Office", ""), date(2026, 3, 2))


def pages(made: Paper) -> Sequence[str]:
    read = PdfReader(BytesIO(made.draw())).pages
    return [" ".join(page.extract_text().replace("\u00ad", "").split()) for page in read]


def test_a_long_list_begins_on_the_page_where_its_heading_is() -> None:
    for block in (
        lambda made: made.numbered([(f"Party {each};", "Member") for each in range(90)]),
        lambda made: made.grid(
            HEAD, [(f"Party {each};", "Lieksa") for each in range(90)], (0.7, 0.3)
        ),
        lambda made: made.paragraph("Party 0; " + LONG * 12),
    ):
        made = paper()
        made.section(_l("Members"), block(made))
        first, *others = pages(made)
        assert "Members" in first
        assert "Party 0;" in first
        assert others


def test_a_heading_does_not_stay_alone_at_the_foot_of_a_page() -> None:
    for lines in range(30, 46):
        made = paper()
        for _line in range(lines):
            made.add("A line")
        rows = [(f"Party {each}; {LONG}", "Lieksa") for each in range(6)]
        made.section(_l("Members"), made.grid(HEAD, rows, (0.7, 0.3)))
        (page,) = [each for each in pages(made) if "Members" in each]
        assert "Party 0;" in page, lines


def test_a_row_is_whole_and_the_head_of_a_table_stands_once_on_a_page() -> None:
    made = paper()
    rows = [(f"From {each} {LONG} to {each};", "Lieksa") for each in range(20)]
    made.section(_l("Members"), made.grid(HEAD, rows, (0.7, 0.3)))
    found = pages(made)
    for page in found:
        assert page.count("Name Place") == 1
    for each in range(20):
        whole = [page for page in found if f"From {each} " in page and f"to {each};" in page]
        assert len(whole) == 1, each


def test_a_row_higher_than_a_page_still_goes_on() -> None:
    made = paper()
    block: Flowable | None = made.facts([(_l("Notes"), LONG * 12 + "the end")])
    made.section(_l("Members"), block)
    assert "the end" in pages(made)[-1]
