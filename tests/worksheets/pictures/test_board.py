"""A board: a lane for each option, the items in theirs, and those of no known option before them."""

import pytest
from hypothesis import given

from app.worksheets.sheets.content import Item
from tests.worksheets.pictures.pictured import LONG, filled, holds, many, said, sheet, sheets, shown
from tests.worksheets.pictures.pictured import kind as type_of


@given(sheets("kaizen"))
def test_anything_is_shown_or_told(drawn):
    holds(drawn)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_example_stands_in_its_lanes(language):
    drawn = shown("kaizen", language)
    picture = holds(drawn)
    lanes = {each.name: each for each in picture.slots}
    assert list(lanes) == [
        f"ideas/{key}" for key in ("new", "doing", "testing", "done", "rejected")
    ]
    status = {each.id: each.facts["status"] for each in drawn.of("ideas")}
    assert all(lanes[each.slot].facts == {"status": status[each.id]} for each in picture.items)
    assert len(picture.items) == len(status)
    assert picture.height == pytest.approx(drawn.height)
    assert not picture.left_over


def test_items_of_no_known_option_stand_in_a_lane_of_their_own():
    items = (Item("a", "Ei tilaa"), Item("b", "Vanha tila", {"status": "frozen"}))
    picture = holds(filled(sheet(type_of("kaizen")), "ideas", *items))
    assert picture.slots[0].facts == {"status": ""}
    assert {each.slot for each in picture.items} == {picture.slots[0].name}
    assert "frozen" in said(picture)
    assert len(picture.slots) == 6


def test_a_lane_on_a_page_tells_how_many_it_cannot_show():
    picture = holds(
        filled(
            sheet(type_of("kaizen"), fixed=True, language="en"), "ideas", *many(60, status="done")
        )
    )
    hidden = 60 - len(picture.items)
    assert hidden
    assert f"{hidden} more" in said(picture)
    assert len(picture.left_over) == hidden


def test_blank_board_has_room_for_notes_and_asks_its_question():
    picture = holds(sheet(type_of("kaizen"), blank=True))
    assert "Mikä hidastaa" in said(picture)
    assert len(picture.slots) == 5


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 300, 2000])
def test_few_and_many(fixed, count):
    holds(filled(sheet(type_of("kaizen"), fixed=fixed), "ideas", *many(count, status="new")))


@pytest.mark.parametrize("fixed", [True, False])
def test_a_long_text_is_shortened_and_told_in_full(fixed):
    drawn = sheet(type_of("kaizen"), fixed=fixed)
    picture = holds(filled(drawn, "ideas", Item("a", LONG, {"status": "done"})))
    assert any(each.text.startswith(LONG) for each in picture.left_over)
