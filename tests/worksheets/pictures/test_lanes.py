"""Phases side by side: a table with their names as arrows and a scale as a curve."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.worksheets.pictures.shapes import Circle, Stroke
from app.worksheets.sheets.content import Item
from tests.worksheets.pictures.pictured import (
    LONG,
    filled,
    holds,
    kind,
    many,
    said,
    sheet,
    sheets,
    shown,
)


@given(sheets("service_blueprint"))
def test_anything_is_shown_or_told(drawn):
    holds(drawn)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_example_is_whole(language):
    drawn = shown("service_blueprint", language)
    picture = holds(drawn)
    assert not picture.left_over
    words = said(picture)
    for each in drawn.of("phases"):
        assert each.text in words
    assert picture.slots[0].name == "phases"
    assert [each.id for each in picture.items if each.slot == "phases"] == [
        each.id for each in drawn.of("phases")
    ]


def test_the_line_of_visibility_stands_between_what_is_seen_and_what_isnt():
    picture = holds(shown("service_blueprint", "en"))
    assert "Line of visibility" in said(picture)
    assert any(isinstance(each, Stroke) and each.dashed for each in picture.ground)


def test_the_curve_goes_through_the_numbers_and_has_a_gap_where_one_is_missing():
    facts = [2, 5, None, 4, 1]
    items = [Item(f"p{n}", f"Vaihe {n}", {"emotion": each}) for n, each in enumerate(facts)]
    picture = holds(filled(sheet(kind("service_blueprint")), "phases", *items))
    dots = [shape for each in picture.items for shape in each.shapes if isinstance(shape, Circle)]
    assert len(dots) == 4
    assert dots[1].y < dots[2].y < dots[0].y < dots[3].y
    curves = [each for each in picture.ground if isinstance(each, Stroke) and each.width > 1.5]
    assert len(curves) == 2
    assert curves[0].points[0] == pytest.approx((dots[0].x, dots[0].y))
    assert curves[0].points[-1] == pytest.approx((dots[1].x, dots[1].y))


def test_more_phases_than_fit_go_on_in_a_second_block():
    picture = holds(filled(sheet(kind("service_blueprint")), "phases", *many(7)))
    blocks = [each for each in picture.slots if each.field == "phases"]
    assert [sum(each.slot == slot.name for each in picture.items) for slot in blocks] == [4, 3]
    assert blocks[1].frame.y > blocks[0].frame.bottom


def test_blank_form_asks_its_questions_and_has_cells():
    picture = holds(sheet(kind("service_blueprint"), blank=True))
    assert "Mitä asiakas näkee" in said(picture)


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 300, 2000])
def test_few_and_many(fixed, count):
    items = [replace(each, facts={"emotion": n % 5 + 1}) for n, each in enumerate(many(count))]
    holds(filled(sheet(kind("service_blueprint"), fixed=fixed), "phases", *items))


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("item", [Item("a", LONG), Item("a", "Lyhyt", {"backstage": LONG})])
def test_a_long_text_is_told_in_full(fixed, item):
    picture = holds(filled(sheet(kind("service_blueprint"), fixed=fixed), "phases", item))
    assert any(LONG.strip() in each.text for each in picture.left_over)
    assert not picture.items[0].whole
