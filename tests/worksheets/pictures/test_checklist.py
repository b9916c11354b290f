"""A checklist: scales as a web with bars, ticks with how many are done, and the rest in columns."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worksheets.pictures import shares
from app.worksheets.pictures.shapes import Area
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
    with_values,
)

KEYS = ["five_s", "tender_checklist"]
SCALES = ["sort", "set_in_order", "shine", "standardize", "sustain"]


@given(st.one_of(sheets("five_s"), sheets("tender_checklist")))
def test_anything_is_shown_or_told(drawn):
    holds(drawn)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_examples_are_whole(key, language):
    picture = holds(shown(key, language))
    assert not picture.left_over


def test_scores_are_told_as_numbers_words_and_a_web():
    picture = holds(shown("five_s"))
    words = said(picture)
    assert "60 %" in words
    assert "Parannettavaa on" in words
    assert "3 / 5" in words
    assert "Vain tarpeellinen" in words
    assert sum(isinstance(each, Area) and each.clear for each in picture.ground) == 1
    assert {each.id for each in picture.items} >= {*SCALES, "score", "area", "actions"} - {
        "actions"
    }


def test_without_numbers_there_is_no_web_but_lines():
    picture = holds(sheet(kind("five_s")))
    assert not any(isinstance(each, Area) and each.clear for each in picture.ground)
    assert "– " in said(picture)


def test_a_score_beyond_its_scale_stays_in_the_picture():
    holds(with_values(sheet(kind("five_s")), sort=99, shine=-4, sustain=2, standardize="outo"))


def test_ticks_are_counted():
    items = (Item("a", "Tehty", {"done": True, "note": "Eilen"}), Item("b", "Tekemättä"))
    picture = holds(filled(sheet(kind("tender_checklist")), "exclusion", *items))
    assert "1 / 2" in said(picture)
    assert "Eilen" in said(picture)
    assert {each.slot for each in picture.items if each.id in "ab"} == {"exclusion"}


@pytest.mark.parametrize("language", ["fi", "en"])
def test_blank_form_has_what_is_to_be_checked(language):
    picture = holds(sheet(kind("tender_checklist"), blank=True, language=language))
    words = said(picture)
    assert {"fi": "Tarjouslomake", "en": "Tender form"}[language] in words
    assert {"fi": "Kyllä", "en": "Yes"}[language] in words


def test_blank_scores_can_be_ringed_and_photos_have_a_frame():
    words = said(holds(sheet(kind("five_s"), blank=True)))
    assert "0 1 2 3 4 5" in words
    assert "Kuvat ennen ja jälkeen" in words
    assert "Kuvat ennen ja jälkeen" not in said(holds(sheet(kind("five_s"))))


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 300, 2000])
def test_few_and_many(fixed, count):
    holds(filled(sheet(kind("tender_checklist"), fixed=fixed), "exclusion", *many(count)))


@pytest.mark.parametrize("fixed", [True, False])
def test_long_texts(fixed):
    drawn = with_values(sheet(kind("tender_checklist"), fixed=fixed), scope=LONG, result=LONG)
    picture = holds(filled(drawn, "exclusion", Item("a", LONG)))
    assert not fixed or sum(LONG[:500] in each.text for each in picture.left_over) == 3
    assert fixed or not picture.left_over


def test_columns_are_packed_in_order_so_that_the_highest_is_as_low_as_can_be():
    assert shares.packed([10, 10, 10, 30], 2, 0) == [3, 1]
    assert shares.packed([30, 10, 10, 10], 2, 0) == [1, 3]
    assert shares.packed([], 2, 0) == [0, 0]


def test_who_wants_little_gets_it_all():
    assert shares.shared([10, 100, 100], 110) == [10, 50, 50]
    assert shares.shared([10, 20], 100) == [10, 20]
    assert shares.shared([50, 50], 10, [8, 8]) == [8, 8]


def test_a_type_of_many_columns_in_a_narrow_place():
    drawn = shown("five_s", width=300, height=900)
    holds(drawn)
    holds(replace(drawn, blank=True))
