"""A tree: a column a level, notes joined to those under them, percentages as bars."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given

from app.worksheets.pictures.shapes import Box
from app.worksheets.sheets.content import Item
from tests.worksheets.pictures.nested import stands, trees
from tests.worksheets.pictures.pictured import LONG, filled, kind, many, said, sheet, shown

OKR = kind("okr")


@given(trees(OKR))
def test_anything_is_shown_or_told(drawn):
    stands(drawn)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_example_fits_its_page(language):
    drawn = shown("okr", language)
    picture = stands(drawn)
    assert picture.height == pytest.approx(drawn.height)
    assert len(picture.items) == len(drawn.of("goals")) + 1
    assert not picture.left_over
    assert ("Avaintulos" if language == "fi" else "Key result") in said(picture)


def test_what_stands_under_a_note_is_in_its_slot():
    drawn = shown("okr")
    picture = stands(drawn)
    parents = {each.id: each.parent for each in drawn.of("goals")}
    for each in picture.items:
        if each.id in parents:
            slot = picture.slot(each.slot)
            assert slot
            assert slot.parent == parents[each.id]
    assert picture.slots[0].parent == ""


def test_a_note_is_dropped_under_the_one_it_is_dropped_on():
    picture = stands(shown("okr"))
    for each in picture.items:
        slot = picture.slot_at(each.frame.x + 2, each.frame.y + 2)
        assert slot
        assert slot.parent == each.id or slot.single


@pytest.mark.parametrize(
    ("now", "words", "full"), [("50", "50 %", 0.5), ("0", "0 %", 0), ("150", "150 %", 1)]
)
def test_a_percentage_is_a_bar_with_its_number(now, words, full):
    item = Item("a", "Tulos", {"baseline": "0", "target": "100", "now": now})
    picture = stands(filled(sheet(OKR), "goals", item))
    assert words in said(picture).replace("\u00a0", " ")
    whole, *part = [
        each.frame.width
        for each in picture.items[0].shapes
        if isinstance(each, Box) and each.frame.height == 5
    ]
    assert sum(part) == pytest.approx(whole * full, abs=0.1)


def test_what_cannot_be_computed_is_said_so():
    item = Item("a", "Tulos", {"baseline": "5", "target": "5", "now": "5"})
    assert "Edistyminen –" in said(stands(filled(sheet(OKR), "goals", item)))


def test_a_blank_tree_has_empty_boxes_and_its_question():
    picture = stands(sheet(OKR, blank=True))
    assert "Lähtötaso" in said(picture)
    assert "Mitä haluatte saada aikaan" in said(picture)


@pytest.mark.parametrize("levels", [0, 1, 4])
def test_a_blank_tree_of_any_depth(levels):
    goals = OKR.main
    assert goals
    deeper = replace(goals, levels=({"fi": "Taso", "en": "Level"},) * levels)
    fields = tuple(deeper if each.key == "goals" else each for each in OKR.fields)
    stands(sheet(replace(OKR, fields=fields), blank=True))


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 300, 2000])
def test_few_and_many(fixed, count):
    picture = stands(filled(sheet(OKR, fixed=fixed, language="en"), "goals", *many(count)))
    if fixed and count > 100:
        assert f"{count - sum(each.id != 'period' for each in picture.items)} more" in said(picture)


@pytest.mark.parametrize("fixed", [True, False])
def test_a_long_text_is_told_in_full(fixed):
    picture = stands(filled(sheet(OKR, fixed=fixed), "goals", Item("a", LONG)))
    assert any(each.text.startswith(LONG.rstrip()) for each in picture.left_over)


def test_three_hundred_are_drawn_at_once():
    drawn = filled(sheet(OKR), "goals", *many(300))
    begin = process_time()
    stands(drawn)
    assert process_time() - begin < 5
