"""A matrix: items in the cells of their two numbers, cells tinted by how the score is read there, and a list."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.worksheets.pictures.shapes import Box
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


@given(sheets("risk_matrix"))
def test_anything_is_shown_or_told(drawn):
    holds(drawn)


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("size", [(770, 480), (510, 720), (1155, 720)])
def test_the_example_stands_in_its_cells(language, size):
    drawn = shown("risk_matrix", language, width=size[0], height=size[1])
    picture = holds(drawn)
    cells = {each.name: each.facts for each in picture.slots}
    facts = {each.id: each.facts for each in drawn.of("risks")}
    for each in picture.items:
        if each.id in facts:
            where = {key: facts[each.id][key] for key in ("probability", "impact")}
            assert cells[each.slot] == where
    assert not picture.left_over


def _tint(picture, x, y):
    frame = next(
        each.frame for each in picture.slots if each.facts == {"impact": x, "probability": y}
    )
    return next(
        each.fill for each in picture.ground if isinstance(each, Box) and each.frame == frame
    )


def test_cells_are_tinted_by_how_the_score_is_read_there():
    picture = holds(sheet(kind("risk_matrix")))
    assert _tint(picture, 1, 1) == "good_tint"
    assert _tint(picture, 4, 2) == "watch_tint"
    assert _tint(picture, 5, 3) == "bad_tint"
    assert _tint(picture, 5, 5) == "bad_tint"


def test_without_bands_no_cell_is_tinted():
    type_ = kind("risk_matrix")
    of = type_.main
    assert of
    bare = replace(of, columns=tuple(each for each in of.columns if each.type != "computed"))
    picture = holds(sheet(replace(type_, fields=(bare, *type_.fields[1:]))))
    assert _tint(picture, 5, 5) == "background"


def test_the_greatest_comes_first_and_its_score_is_told_in_words():
    items = (
        Item("a", "Pieni", {"probability": 1, "impact": 1}),
        Item("b", "Suurin", {"probability": 5, "impact": 5}),
    )
    words = said(holds(filled(sheet(kind("risk_matrix")), "risks", *items)))
    assert "1 Suurin 25 · Suuri: toimi heti 2 Pieni 1 · Pieni: seuraa" in words


@pytest.mark.parametrize(
    "facts", [{}, {"impact": 3}, {"impact": 9, "probability": 2}, {"impact": 2.5, "probability": 1}]
)
def test_what_has_no_place_on_the_scales_waits_below(facts):
    picture = holds(
        filled(sheet(kind("risk_matrix"), language="en"), "risks", Item("a", "Uusi", facts))
    )
    slot = picture.slot(picture.items[0].slot)
    assert slot.facts == {"impact": None, "probability": None}
    assert slot.label["en"] == "Not rated yet"
    assert slot.frame.y > 300


def test_many_in_one_cell_become_dots():
    items = many(40, probability=2, impact=2)
    picture = holds(filled(sheet(kind("risk_matrix")), "risks", *items))
    assert len({each.frame.x for each in picture.items if each.id.startswith("i")}) > 1


def test_blank_form_has_tints_and_numbered_lines():
    picture = holds(sheet(kind("risk_matrix"), blank=True, language="en"))
    assert _tint(picture, 5, 5) == "bad_tint"
    assert "What can go wrong" in said(picture)


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 300, 2000])
def test_few_and_many(fixed, count):
    items = [
        replace(each, facts={"probability": n % 5 + 1, "impact": n // 5 % 5 + 1})
        for n, each in enumerate(many(count))
    ]
    holds(filled(sheet(kind("risk_matrix"), fixed=fixed), "risks", *items))


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("facts", [{}, {"probability": 5, "impact": 5}])
def test_a_long_text_is_told_in_full(fixed, facts):
    picture = holds(
        filled(sheet(kind("risk_matrix"), fixed=fixed), "risks", Item("a", LONG, facts))
    )
    assert sum(each.text.startswith(LONG) for each in picture.left_over) == 1
