"""What must hold of any picture, whatever stands on its sheet; and sheets with anything on them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from app.paper import fonts
from app.worksheets.pictures import arrange
from app.worksheets.pictures.shapes import (
    Area,
    Box,
    Circle,
    Frame,
    Picture,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Agreed, Drawn
from app.worksheets.pictures.wrapping import Measure
from app.worksheets.sheets.content import Content, Item
from app.worksheets.sheets.filling import example
from app.worksheets.types.library import built_in
from app.worksheets.types.rules import SheetField, WorksheetType

fonts.register()
MEASURE = Measure(
    lambda text, size, bold: stringWidth(text, fonts.BOLD if bold else fonts.REGULAR, size)
)
TODAY = date(2026, 11, 28)
LITTLE = 1.0
"""Points that nobody sees."""
LONG = "Asiakkaan luona on aina sovittu aika. " * 2600


def kind(key: str) -> WorksheetType:
    found = built_in().get(key)
    assert found
    return found


def sheet(type_: WorksheetType, content: Content | None = None, **more: Any) -> Drawn:
    how: dict[str, Any] = {"language": "fi", **more}
    return Drawn(type_, content or Content(), MEASURE, **how)


def shown(key: str, language: str = "fi", **more) -> Drawn:
    """The example of a type."""
    return sheet(kind(key), example(kind(key), language, TODAY), language=language, **more)


def with_values(drawn: Drawn, **values) -> Drawn:
    content = drawn.content
    return replace(drawn, content=Content({**content.values, **values}, content.items))


def filled(drawn: Drawn, key: str, *items: Item) -> Drawn:
    return replace(drawn, content=Content(drawn.content.values, {key: tuple(items)}))


def many(count: int, text: str = "Sovitaan yhdessä {n}", **facts) -> list[Item]:
    return [Item(f"i{n}", text.format(n=n), facts) for n in range(count)]


# Anything


WORDS = st.sampled_from(
    [
        "",
        "Lyhyt",
        "Sovitaan, kuka soittaa ja milloin",
        "a" * 300,
        "Monta\nriviä\n\nja väli",
        LONG[:2000],
    ]
)


def _fact(of: SheetField) -> st.SearchStrategy:
    odd = st.sampled_from([None, "", "outo", 0, -3, 99, 2.5])
    match of.type:
        case "scale":
            return st.one_of(st.integers(of.least, of.most), odd)
        case "choice":
            return st.one_of(st.sampled_from([each.key for each in of.options] or ["x"]), odd)
        case "text" | "line" | "person":
            return st.one_of(WORDS, st.none())
        case "yesno":
            return st.booleans()
        case "date":
            return st.sampled_from([None, "2026-12-24"])
        case _:
            return st.none()


@st.composite
def contents(draw: st.DrawFn, type_: WorksheetType, most: int = 25) -> Content:
    """Anything on a sheet of a type: few or many items, with facts that fit, and such that don't."""
    items = {}
    for of in type_.fields:
        if not of.collects:
            continue
        rows = draw(
            st.lists(
                st.tuples(
                    WORDS,
                    st.fixed_dictionaries({each.key: _fact(each) for each in of.facts}),
                    st.integers(0, 120),
                ),
                max_size=most,
            )
        )
        items[of.key] = tuple(
            Item(f"{of.key}{n}", text, facts, votes=votes)
            for n, (text, facts, votes) in enumerate(rows)
        )
    values = {
        of.key: draw(_fact(of))
        for of in type_.fields
        if not of.collects and of.type not in {"computed", "actions", "files"}
    }
    return Content(values, items)


def sheets(key: str) -> st.SearchStrategy[Drawn]:
    """A sheet of a type with anything on it, on a page of any size and form."""
    return st.builds(
        lambda content, language, size, fixed, marks: sheet(
            kind(key),
            content,
            language=language,
            width=size[0],
            height=size[1],
            fixed=fixed,
            marks={each.id: 2 for each in content.of(kind(key).items)[:marks]},
            tasks=[
                Agreed("Soitetaan", "Sari", "1.12.2026", "tekemättä", item=of.key)
                for of in kind(key).fields
                if of.type == "actions"
            ]
            * marks,
        ),
        contents(kind(key)),
        st.sampled_from(["fi", "en"]),
        st.sampled_from([(770, 480), (510, 720), (1155, 720), (420, 600)]),
        st.booleans(),
        st.integers(0, 3),
    )


# What holds


def holds(drawn: Drawn) -> Picture:
    """Draw a sheet and look that the picture is right."""
    picture = arrange.draw(drawn)
    _inside(picture)
    _in_slots(picture)
    _apart(picture)
    if not drawn.blank:
        _all_there(drawn, picture)
    else:
        assert not picture.items
    if drawn.fixed:
        assert picture.height <= drawn.height + LITTLE
    return picture


def _edges(shape: Shape) -> tuple[float, float, float, float]:
    match shape:
        case Box(frame=frame) | Words(frame=frame):
            return frame.x, frame.y, frame.right, frame.bottom
        case Stroke(points=points) | Area(points=points):
            xs, ys = zip(*points, strict=True)
            return min(xs), min(ys), max(xs), max(ys)
        case _:
            far = shape.radius if isinstance(shape, Circle) else shape.outer
            return shape.x - far, shape.y - far, shape.x + far, shape.y + far


def shapes(picture: Picture) -> Iterator[Shape]:
    yield from picture.ground
    for each in picture.items:
        yield from each.shapes


def _inside(picture: Picture) -> None:
    for shape in shapes(picture):
        left, top, right, bottom = _edges(shape)
        assert left >= -LITTLE, shape
        assert top >= -LITTLE, shape
        assert right <= picture.width + LITTLE, shape
        assert bottom <= picture.height + LITTLE, (shape, picture.height)
    for each in shapes(picture):
        if isinstance(each, Words):
            long = each.frame.height if each.turned else each.frame.width
            for line in each.lines:
                assert (
                    MEASURE.width(line, each.size, bold=each.bold) <= long + LITTLE or len(line) < 3
                ), each


def _in_slots(picture: Picture) -> None:
    names = [each.name for each in picture.slots]
    assert len(names) == len(set(names))
    slots = {each.name: each for each in picture.slots}
    for each in picture.items:
        assert _holds(slots[each.slot].frame, each.frame), (each, slots[each.slot])
    for first, second in combinations(picture.slots, 2):
        assert not _overlap(first.frame, second.frame), (first, second)


def _apart(picture: Picture) -> None:
    by_slot: dict[str, list[Frame]] = {}
    for each in picture.items:
        by_slot.setdefault(each.slot, []).append(each.frame)
    for frames in by_slot.values():
        for first, second in combinations(frames[:200], 2):
            assert not _overlap(first, second), (first, second)


def _all_there(drawn: Drawn, picture: Picture) -> None:
    """Each item stands in the picture once, or is told after it; so is what isn't whole in the picture."""
    placed = {each.id: each.whole for each in picture.items}
    assert len(placed) == len(picture.items)
    told = " ".join(" ".join(each.text.split()) for each in picture.left_over)
    for key, items in drawn.content.items.items():
        for each in items if drawn.type.field(key) else ():
            if placed.get(each.id):
                continue
            if each.id in placed:
                assert picture.left_over, each
            else:
                assert " ".join(each.text.split()) in told, each


def _holds(outer: Frame, inner: Frame) -> bool:
    return (
        inner.x >= outer.x - LITTLE
        and inner.y >= outer.y - LITTLE
        and inner.right <= outer.right + LITTLE
        and inner.bottom <= outer.bottom + LITTLE
    )


def _overlap(first: Frame, second: Frame) -> bool:
    return (
        min(first.right, second.right) - max(first.x, second.x) > LITTLE
        and min(first.bottom, second.bottom) - max(first.y, second.y) > LITTLE
    )


def said(picture: Picture) -> str:
    """All words of a picture, one after another."""
    return " ".join(
        line for each in shapes(picture) if isinstance(each, Words) for line in each.lines
    )
