"""A wheel: one thing in the middle, what follows in rings around it, no box on another."""

from itertools import combinations

import pytest
from hypothesis import given

from app.worksheets.pictures import arrange
from app.worksheets.sheets.content import Item
from tests.worksheets.pictures import pictured
from tests.worksheets.pictures.nested import stands, trees
from tests.worksheets.pictures.pictured import (
    LONG,
    filled,
    kind,
    many,
    said,
    sheet,
    shown,
    with_values,
)

WHEEL = kind("futures_wheel")


def apart(picture):
    frames = [each.frame for each in picture.items if each.id != "insights"][:200]
    for first, second in combinations(frames, 2):
        assert not pictured._overlap(first, second), (first, second)
    return picture


@given(trees(WHEEL, {"center": "Kylän kauppa sulkeutuu", "insights": LONG[:1500]}))
def test_anything_is_shown_or_told_and_nothing_lies_on_anything(drawn):
    apart(stands(drawn))


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_example_fits_a_page(language):
    drawn = shown("futures_wheel", language)
    apart(stands(drawn))
    picture = apart(arrange.fitted(drawn))
    assert not picture.left_over
    assert picture.width <= drawn.width * 1.3 + 0.5
    assert {"center", *(each.id for each in drawn.of("impacts"))} <= {
        each.id for each in picture.items
    }


def test_each_ring_is_farther_out_than_the_one_within():
    drawn = shown("futures_wheel")
    picture = stands(drawn)
    middle = picture.slot("center")
    assert middle
    assert middle.single
    x, y = middle.frame.x + middle.frame.width / 2, middle.frame.y + middle.frame.height / 2
    frames = {each.id: each.frame for each in picture.items}

    def away(item_id: str) -> float:
        frame = frames[item_id]
        a, b = frame.x + frame.width / 2 - x, frame.y + frame.height / 2 - y
        return (a / picture.width) ** 2 + (b / drawn.height) ** 2

    for each in drawn.of("impacts"):
        if each.parent:
            assert away(each.id) > away(each.parent)


def test_a_node_is_a_slot_for_what_follows_from_it():
    drawn = shown("futures_wheel")
    picture = stands(drawn)
    for each in picture.items:
        slot = picture.slot(each.slot)
        assert slot
        if each.slot.startswith("impacts/"):
            assert slot.parent == next(
                one.parent for one in drawn.of("impacts") if one.id == each.id
            )
        under = picture.slot(f"impacts/{each.id}")
        assert under is None or under.frame == each.frame


def test_a_long_middle_is_told_in_full():
    picture = stands(with_values(sheet(WHEEL, fixed=True), center=LONG))
    assert any(each.text == LONG for each in picture.left_over)
    assert not picture.items[0].whole


def test_a_blank_wheel_has_empty_boxes_and_its_question():
    picture = stands(sheet(WHEEL, blank=True))
    assert "Minkä muutoksen seurauksia" in " ".join(said(picture).split())
    assert "Kauempi vaikutus" in said(picture)


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 2, 300, 2000])
def test_few_and_many(fixed, count):
    apart(stands(filled(sheet(WHEEL, fixed=fixed), "impacts", *many(count))))


@pytest.mark.parametrize("fixed", [True, False])
def test_deeper_rings_go_on_outwards(fixed):
    chain = [Item(f"i{n}", f"Seuraus {n}", parent=f"i{n - 1}" if n else "") for n in range(12)]
    apart(stands(filled(sheet(WHEEL, fixed=fixed), "impacts", *chain)))


def test_a_wheel_too_large_for_a_page_tells_the_rest():
    drawn = filled(sheet(WHEEL, language="en"), "impacts", *many(300))
    picture = arrange.fitted(drawn)
    assert picture.width <= drawn.width * 1.7
    assert len(picture.left_over) >= 300 - len(picture.items)
    assert f"{300 - sum(each.id.startswith('i') for each in picture.items)} more" in said(picture)
