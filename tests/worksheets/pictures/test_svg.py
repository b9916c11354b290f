"""Pictures as SVG: valid, whole, quick, and drawn in either theme."""

import re
import time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.brand import DARK, LIGHT
from app.worksheets.pictures import arrange
from app.worksheets.pictures.shapes import (
    Area,
    Box,
    Circle,
    Frame,
    Picture,
    Shape,
    Stroke,
    Wedge,
    Words,
)
from app.worksheets.pictures.svg import svg
from app.worksheets.sheets.content import Content, Item
from app.worksheets.types.library import built_in
from tests.worksheets.pictures.pictured import MEASURE, kind, sheet, shown

SPACE = "{http://www.w3.org/2000/svg}"
SHAPES: tuple[Shape, ...] = (
    Box(Frame(0, 0, 10, 10), "", "main", dashed=True),
    Words(Frame(0, 0, 50, 10), ("Sanat <&> \"'",), bold=True, align="centre"),
    Words(Frame(0, 0, 10, 50), ("Ylös",), turned=True, align="right"),
    Stroke(((0, 0), (10, 10)), arrow=True, dashed=True),
    Stroke(((5, 5), (5, 5)), arrow=True),
    Area(((0, 0), (10, 0), (5, 10)), clear=True),
    Circle(5, 5, 5, "", "bad"),
    Wedge(50, 50, 10, 40, 300, 420),
    Wedge(50, 50, 0, 40, 0, 200),
    Wedge(50, 50, 10, 40, 0, 360),
)


def texts(drawn: str) -> str:
    root = ET.fromstring(drawn)
    return re.sub(r"\s+", "", "".join(each.text or "" for each in root.iter(f"{SPACE}text")))


def test_every_shape_is_drawn() -> None:
    drawn = svg(Picture(100, 100, SHAPES), "Kaikki <muodot>")
    root = ET.fromstring(drawn)
    assert root.find(f"{SPACE}title").text == "Kaikki <muodot>"
    for name in ("rect", "text", "polyline", "polygon", "circle", "path"):
        assert root.find(f".//{SPACE}{name}") is not None
    assert [float(each) for each in root.attrib["viewBox"].split()] == [-12, -12, 124, 124]
    assert "nan" not in drawn


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("key", sorted(built_in().types))
def test_every_example_is_whole(key: str, language: str) -> None:
    drawn = shown(key, language)
    found = texts(svg(arrange.draw(drawn), "Pohja"))
    if drawn.type.layout == "survey":
        return
    for items in drawn.content.items.values():
        for item in items:
            assert re.sub(r"\s+", "", item.text) in found


def test_the_palette_colours_it() -> None:
    picture = arrange.draw(shown("swot"))
    light, dark = svg(picture, "x"), svg(picture, "x", DARK)
    assert LIGHT.card in light
    assert DARK.card in dark
    assert LIGHT.card not in dark


def test_lines_tell_how_long_they_are() -> None:
    drawn = svg(arrange.draw(shown("swot")), "x", measure=MEASURE)
    root = ET.fromstring(drawn)
    assert all("textLength" in each.attrib for each in root.iter(f"{SPACE}text"))


@given(st.text(), st.text())
def test_any_text_is_written_so_that_it_can_be_read(text: str, title: str) -> None:
    words = Words(Frame(0, 0, 10, 10), (text,))
    ET.fromstring(svg(Picture(10, 10, (words,)), title))


def test_two_thousand_notes_are_quick() -> None:
    notes = tuple(Item(f"i{n}", f"Lappu {n}", position=n) for n in range(2000))
    picture = arrange.draw(sheet(kind("swot"), Content({}, {"strengths": notes})))
    begun = time.process_time()
    drawn = svg(picture, "x")
    assert time.process_time() - begun < 2
    assert texts(drawn).count("Lappu") == 2000
