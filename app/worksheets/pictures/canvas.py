"""A canvas of cells, and a form of sections: fields at their places in a grid, its rows as high as they need."""

from collections.abc import Mapping, Sequence

from app.core.text import LanguageText
from app.worksheets.pictures import cells, strips
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    Frame,
    LeftOver,
    Picture,
    Placed,
    Shape,
    Slot,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import shown

GAP = 6.0
EDGE = 16.0
"""Room for the words of an axis."""
LEAST = 16.0


def draw(drawn: Drawn) -> Picture:
    """The fields of the type at their places."""
    fields = list(drawn.type.placed())
    columns, rows = drawn.type.grid
    left, below = (EDGE if drawn.type.axes.get(name) else 0.0 for name in ("y", "x"))
    width = (drawn.width - left - (columns - 1) * GAP) / columns
    others = strips.rest(drawn)
    more = strips.height(drawn, drawn.width, others)
    heights = _heights(
        drawn, fields, width, rows, drawn.height - below - more - (GAP if more else 0)
    )
    tops = [sum(heights[:row]) + row * GAP for row in range(rows + 1)]
    ground: list[Shape] = []
    slots: list[Slot] = []
    items: list[Placed] = []
    left_over: list[LeftOver] = []
    for each in fields:
        assert each.place
        column, row, wide, high = each.place
        frame = Frame(
            left + column * (width + GAP),
            tops[row],
            wide * width + (wide - 1) * GAP,
            tops[row + high] - tops[row] - GAP,
        )
        _cell(drawn, each, frame, ground, slots, items, left_over)
    height = tops[rows] - GAP
    ground += _axes(drawn, Frame(left, 0, drawn.width - left, height))
    made = Picture(
        drawn.width, height + below, tuple(ground), tuple(slots), tuple(items), tuple(left_over)
    )
    return strips.below(drawn, made, others)


def _cell(
    drawn: Drawn,
    of: SheetField,
    frame: Frame,
    ground: list[Shape],
    slots: list[Slot],
    items: list[Placed],
    left_over: list[LeftOver],
) -> None:
    inner = frame.inside(cells.PAD)
    head = cells.heading(drawn, of.label, of.tone, inner, help_=of.help)
    body = Frame(inner.x, inner.y + head.height, inner.width, inner.height - head.height)
    room = body.height + 0.5 if drawn.fixed or drawn.blank else None
    filled = cells.content(drawn, of, of.key, body, room=room)
    ground += [cells.ground(frame, of.tone), *head.ground, *filled.ground]
    slots.append(Slot(of.key, frame, of.key, of.label, single=not of.collects))
    items += filled.items
    left_over += filled.left_over


def _needed(drawn: Drawn, of: SheetField, width: float) -> float:
    inner = Frame(0, 0, width - 2 * cells.PAD, 0)
    head = cells.heading(drawn, of.label, of.tone, inner, help_=of.help).height
    return head + cells.content(drawn, of, of.key, inner).height + 2 * cells.PAD + 2


def _heights(
    drawn: Drawn, fields: Sequence[SheetField], width: float, rows: int, height: float
) -> list[float]:
    """How high each row is: as its fields need, then so that the whole fills the page."""
    found = [LEAST] * rows
    order = sorted(((f.place, f) for f in fields if f.place), key=lambda placed: placed[0][3])
    for (_column, row, wide, high), each in order:
        needed = _needed(drawn, each, wide * (width + GAP) - GAP)
        has = sum(found[row : row + high]) + (high - 1) * GAP
        if needed > has:
            more = (needed - has) / high
            for at in range(row, row + high):
                found[at] += more
    return _fitted(found, fields, height - (rows - 1) * GAP, fixed=drawn.fixed)


def _fitted(
    found: list[float], fields: Sequence[SheetField], height: float, *, fixed: bool
) -> list[float]:
    total = sum(found)
    if total < height:
        # What is left over goes to the rows of large cells, not to strips for one line.
        weights = [0.0] * len(found)
        for each in fields:
            if each.place:
                for at in range(each.place[1], each.place[1] + each.place[3]):
                    weights[at] = max(
                        weights[at], 1.0 if each.type in {"notes", "text", "tree"} else 0.35
                    )
        whole = sum(weights) or 1
        return [
            each + (height - total) * weight / whole
            for each, weight in zip(found, weights, strict=True)
        ]
    if fixed:
        return [max(LEAST * 1.6, each * height / total) for each in found]
    return found


def _axes(drawn: Drawn, frame: Frame) -> list[Shape]:
    axes: Mapping[str, str] = drawn.type.axes
    found: list[Shape] = []
    for name, key in axes.items():
        of = drawn.type.field(key)
        if of is None:
            continue
        words = _axis_words(
            drawn, of.label, "" if drawn.blank else shown(of, drawn.content.values.get(key))
        )
        size, step = SMALL + 1, (SMALL + 1) * LINE_HEIGHT
        long = frame.width if name == "x" else frame.height
        lines, _whole = drawn.measure.lines(words, long, size, bold=True, most=1)
        place = (
            Frame(frame.x, frame.bottom + 4, frame.width, step)
            if name == "x"
            else Frame(0, frame.y, step, frame.height)
        )
        found.append(
            Words(place, lines, size, bold=True, colour="main", align="centre", turned=name == "y")
        )
    return found


def _axis_words(drawn: Drawn, label: LanguageText, said: str) -> str:
    return f"{drawn.say(label)}: {said}" if said else drawn.say(label)
