"""What must hold of pictures whose slots lie in one another: trees, rings, years and flows."""

from itertools import combinations

from hypothesis import strategies as st

from app.worksheets.pictures import arrange
from app.worksheets.pictures.shapes import Frame, Picture
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Content, Item
from app.worksheets.types.rules import WorksheetType
from tests.worksheets.pictures import pictured
from tests.worksheets.pictures.pictured import LITTLE, WORDS, sheet

MANY = 60
"""Of so many slots every pair is looked at."""
SIZES = [(770, 480), (510, 720), (1155, 720), (420, 600)]


def stands(drawn: Drawn) -> Picture:
    """Draw a sheet and look that the picture is right."""
    picture = arrange.draw(drawn)
    pictured._inside(picture)
    pictured._apart(picture)
    _slots(picture)
    if drawn.blank:
        assert not picture.items
    else:
        pictured._all_there(drawn, picture)
    if drawn.fixed:
        assert picture.height <= drawn.height + LITTLE
        assert picture.width <= drawn.width + LITTLE
    return picture


def _slots(picture: Picture) -> None:
    slots = {each.name: each for each in picture.slots}
    assert len(slots) == len(picture.slots)
    for each in picture.items:
        slot = slots[each.slot]
        if not slot.single:
            around = (one for one in picture.slots if one.field == slot.field)
            assert any(pictured._holds(one.frame, each.frame) for one in around), each
    for first, second in combinations(picture.slots[:MANY], 2):
        a, b = first.frame, second.frame
        assert not pictured._overlap(a, b) or _nested(a, b), (first, second)


def _nested(first: Frame, second: Frame) -> bool:
    return pictured._holds(first, second) or pictured._holds(second, first)


@st.composite
def trees(draw: st.DrawFn, type_: WorksheetType, values: dict[str, str] | None = None) -> Drawn:
    """A sheet with any tree on it: circles, unknown parents, chains."""
    of = type_.main
    assert of
    count = draw(st.integers(0, 40))
    parents = [
        draw(st.sampled_from(["", "gone", *(f"i{m}" for m in range(count))])) for _ in range(count)
    ]
    chain = draw(st.booleans())
    items = tuple(
        Item(
            f"i{n}",
            draw(WORDS),
            {"owner": draw(WORDS), "now": draw(st.sampled_from([None, "0", "12.5", "x"]))},
            parent=(f"i{n - 1}" if n else "") if chain else parents[n],
            votes=n % 3,
        )
        for n in range(count)
    )
    width, height = draw(st.sampled_from(SIZES))
    return sheet(
        type_,
        Content(values or {}, {of.key: items}),
        language=draw(st.sampled_from(["fi", "en"])),
        width=width,
        height=height,
        fixed=draw(st.booleans()),
        marks={"i0": 2},
    )
