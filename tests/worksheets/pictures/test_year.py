"""The year as a wheel: tasks on the card of their month, and as marks in its wedge."""

from datetime import date

import pytest
from hypothesis import given

from app.core import record
from app.worksheets.pictures import arrange, marks
from app.worksheets.pictures.shapes import Circle, Wedge
from app.worksheets.sheets.content import Item
from tests.worksheets.pictures.nested import stands
from tests.worksheets.pictures.pictured import (
    LONG,
    TODAY,
    filled,
    kind,
    many,
    said,
    sheet,
    sheets,
    shown,
)

YEAR = kind("annual_clock")


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(record, "today", lambda: TODAY)


@given(sheets("annual_clock"))
def test_anything_is_shown_or_told(drawn):
    stands(drawn)


def test_a_name_that_a_small_wedge_cannot_hold_is_written_short():
    small, large = (stands(sheet(YEAR, width=wide, height=wide)) for wide in (600, 1500))
    assert "marras" in said(small).split()
    assert "marras" not in said(large).split()


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_example_stands_in_its_months(language):
    drawn = shown("annual_clock", language)
    picture = stands(drawn)
    month = {each.id: each.facts["month"] for each in drawn.of("tasks")}
    assert len(picture.items) == len(month)
    for each in picture.items:
        slot = picture.slot(each.slot)
        assert slot
        assert slot.facts == {"month": month[each.id]}
    assert not arrange.fitted(drawn).left_over


def test_wedges_are_slots_with_the_same_facts():
    picture = stands(sheet(YEAR))
    for month in range(1, 13):
        card, wedge = picture.slot(f"tasks/{month}"), picture.slot(f"tasks/{month}/wheel")
        assert card
        assert wedge
        assert card.facts == wedge.facts == {"month": str(month)}
    assert len(picture.slots) == 24


def test_cards_stand_as_on_a_clock():
    picture = stands(sheet(YEAR))
    frames = [picture.slot(f"tasks/{month}").frame for month in range(1, 13)]
    assert all(each.x > picture.width / 2 for each in frames[:6])
    assert all(each.x < picture.width / 2 for each in frames[6:])
    assert [each.y for each in frames[:6]] == sorted(each.y for each in frames[:6])
    assert [each.y for each in frames[6:]] == sorted((each.y for each in frames[6:]), reverse=True)


@pytest.mark.parametrize("month", [1, 11])
def test_the_month_that_it_is_is_told_in_words_and_colour(month, monkeypatch):
    monkeypatch.setattr(record, "today", lambda: date(2026, month, 1))
    picture = stands(sheet(YEAR, language="en"))
    told = [each for each in picture.ground if isinstance(each, Wedge) and each.line == "main"]
    assert [each.begin for each in told] == [(month - 1) * 30]
    assert ("January – now" if month == 1 else "November – now") in said(picture)
    assert "now" not in said(stands(sheet(YEAR, language="en", blank=True)))


def test_a_category_is_told_by_its_mark_and_its_word():
    task = Item("a", "Tee talousarvio", {"month": "3", "category": "finance"})
    picture = stands(filled(sheet(YEAR), "tasks", task))
    assert "Talous" in " ".join(
        line for each in picture.items[0].shapes for line in getattr(each, "lines", ())
    )
    assert any(isinstance(each, Circle) for each in picture.items[0].shapes)


def test_no_two_categories_have_the_same_mark():
    assert YEAR.main
    category = marks.column(YEAR.main, "month")
    assert category
    found = marks.Marks(category)
    seen = {tuple(found.draw(each.key, 0, 0)) for each in category.options}
    assert len(seen) == len(category.options)


@pytest.mark.parametrize("month", [None, "", "13", "kesä", 0])
def test_what_has_no_known_month_stands_below(month):
    picture = stands(filled(sheet(YEAR), "tasks", Item("a", "Joskus", {"month": month})))
    slot = picture.slot(picture.items[0].slot)
    assert slot
    assert slot.facts == {"month": ""}
    assert slot.frame.y > picture.slot("tasks/6").frame.y


def test_a_blank_year_has_lines_and_its_question():
    picture = stands(sheet(YEAR, blank=True))
    assert "Mikä toistuu joka vuosi" in said(picture)
    assert "Henkilöstö" in said(picture)


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 300, 2000])
@pytest.mark.parametrize("month", ["3", "99"])
def test_few_and_many(fixed, count, month):
    stands(filled(sheet(YEAR, fixed=fixed), "tasks", *many(count, month=month)))


@pytest.mark.parametrize("fixed", [True, False])
def test_a_long_text_is_told_in_full(fixed):
    task = Item("a", LONG, {"month": "1"})
    picture = stands(filled(sheet(YEAR, fixed=fixed), "tasks", task))
    assert any(each.text.startswith(LONG.rstrip()) for each in picture.left_over)
