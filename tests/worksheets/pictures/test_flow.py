"""A flow: steps with arrows, waiting against work, what is computed, and lanes of who does it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worksheets.pictures import arrange, stepping
from app.worksheets.pictures.shapes import Box, Frame
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Content, Item
from tests.worksheets.pictures.nested import SIZES, stands
from tests.worksheets.pictures.pictured import (
    LONG,
    MEASURE,
    WORDS,
    filled,
    kind,
    many,
    said,
    sheet,
    shown,
)

VSM = kind("vsm")
LANES = replace(VSM, by="owner")
MINUTES = st.sampled_from([None, 0, 5, 90, 2880, 527_040])


@st.composite
def flows(draw: st.DrawFn) -> Drawn:
    items = tuple(
        Item(
            f"i{n}",
            draw(WORDS),
            {
                "owner": draw(
                    st.sampled_from([None, "", "Sari", "Timo", "Erittäin pitkä nimi " * 9])
                ),
                "process_time": draw(MINUTES),
                "wait_time": draw(MINUTES),
                "first_pass": draw(st.sampled_from([None, "0", "85.5", "x"])),
                "value_adding": draw(st.booleans()),
                "improvement": draw(WORDS),
            },
            votes=n % 3,
        )
        for n in range(draw(st.integers(0, 25)))
    )
    width, height = draw(st.sampled_from(SIZES))
    return Drawn(
        draw(st.sampled_from([VSM, LANES])),
        Content({"scope": draw(WORDS)[:300]}, {"steps": items}),
        MEASURE,
        width=width,
        height=height,
        fixed=draw(st.booleans()),
        marks={"i0": 1},
        language=draw(st.sampled_from(["fi", "en"])),
    )


@given(flows())
def test_anything_is_shown_or_told(drawn):
    stands(drawn)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_example_fits_its_page(language):
    drawn = shown("vsm", language)
    picture = arrange.fitted(drawn)
    assert not picture.left_over
    assert picture.width == drawn.width
    words = said(stands(drawn)).replace("\u00a0", " ")
    for told in ("0 min", "24 h", "48 h", "4 h 50 min", "252 h"):
        assert told in words
    assert ("Hyötyä asiakkaalle" if language == "fi" else "Value for the client") in words


def test_value_is_told_by_colour_and_word():
    step = Item("a", "Käynti", {"value_adding": True})
    other = Item("b", "Paperi", {})
    picture = stands(filled(sheet(VSM), "steps", step, other))
    first, second = (each for each in picture.items if each.id in {"a", "b"})
    assert any(isinstance(each, Box) and each.fill == "good" for each in first.shapes)
    assert not any(isinstance(each, Box) and each.fill == "good" for each in second.shapes)


def test_what_cannot_be_computed_is_a_dash():
    picture = stands(sheet(VSM))
    figures = [each for each in picture.items if each.id == "value_share"]
    assert len(figures) == 1
    assert picture.slot("value_share").single
    assert "–" in said(replace(picture, items=tuple(figures), ground=()))


def test_no_minutes_are_told_and_missing_ones_are_not_made_up():
    times = {"process_time": 0, "wait_time": 0}
    words = said(stands(filled(sheet(VSM), "steps", Item("a", "Heti", times)))).replace(
        "\u00a0", " "
    )
    assert "0 min" in words
    stands(filled(sheet(VSM), "steps", Item("a", "Heti")))


def test_steps_stand_in_the_lane_of_who_does_them():
    drawn = replace(shown("vsm"), type=LANES)
    picture = stands(drawn)
    owner = {each.id: each.facts["owner"] for each in drawn.of("steps")}
    for each in picture.items:
        if each.id in owner:
            slot = picture.slot(each.slot)
            assert slot
            assert slot.facts == {"owner": owner[each.id]}


def test_a_step_of_nobody_stands_in_a_lane_of_its_own():
    drawn = filled(sheet(LANES), "steps", Item("a", "Kuka?"), Item("b", "Minä", {"owner": "Sari"}))
    picture = stands(drawn)
    assert picture.slot("steps/").facts == {"owner": ""}


@pytest.mark.parametrize("type_", [VSM, LANES])
def test_a_blank_flow_has_empty_boxes_and_its_question(type_):
    picture = stands(sheet(type_, blank=True))
    assert "Mitä tapahtuu asiakkaan silmin" in said(picture)
    assert "Työtä yhteensä" in said(picture)


@pytest.mark.parametrize("type_", [VSM, LANES])
@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 300, 2000])
def test_few_and_many(type_, fixed, count):
    drawn = filled(sheet(type_, fixed=fixed, language="en"), "steps", *many(count, owner="Sari"))
    picture = stands(drawn)
    if fixed and count > 100:
        shown_ = sum(each.slot.startswith("steps") for each in picture.items)
        assert f"{count - shown_} more" in said(picture)


@pytest.mark.parametrize("fixed", [True, False])
def test_a_long_text_is_told_in_full(fixed):
    picture = stands(filled(sheet(VSM, fixed=fixed), "steps", Item("a", LONG)))
    assert any(each.text.startswith(LONG.rstrip()) for each in picture.left_over)


@pytest.mark.parametrize("blank", [True, False])
def test_steps_inside_a_form(blank):
    experiment = kind("experiment")
    of = experiment.field("process_steps")
    assert of
    drawn = replace(shown("experiment"), blank=blank)
    frame = Frame(100, 50, 400, 300)
    filled_ = stepping.steps_in(drawn, of, frame, room=300)
    assert 0 < filled_.height <= 300
    assert len(filled_.items) + len(filled_.left_over) >= len(drawn.of(of.key))
    for each in filled_.items:
        assert each.slot == of.key
        assert frame.x <= each.frame.x
        assert each.frame.right <= frame.right + 0.5
