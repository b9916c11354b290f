"""The cells of a matrix with their axes: tinted by how a computed value is read where its two numbers are those."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.text import languages, pick
from app.worksheets.pictures import matrix_axes, matrix_cells, notes, shares
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    Box,
    Frame,
    LeftOver,
    Placed,
    Shape,
    Slot,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item, number_in
from app.worksheets.types import formulas
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of

GAP, PAD = 3.0, 4.0
LEAST_CELL = 26.0
LEAST_WIDTH = 60.0
"""In narrower cells words would be broken to pieces."""
LINES = (3, 2, 1, 0)
"""How many lines of a note are shown in a cell, tried in turn; with none it is a dot with its number."""
LINE = SMALL * LINE_HEIGHT
Cell = tuple[int, int]


@dataclass(frozen=True)
class Matrix:
    """What is drawn: the two scales, what is computed of them, and who stands where."""

    of: SheetField
    x: SheetField
    y: SheetField
    score: SheetField | None
    rated: tuple[Item, ...]
    unrated: tuple[Item, ...]
    cells: Mapping[Cell, Sequence[tuple[int, Item]]]


@dataclass
class Parts:
    """What a picture is gathered from; what has no room is told once, by its item."""

    ground: list[Shape] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    items: list[Placed] = field(default_factory=list)
    left_over: dict[str, LeftOver] = field(default_factory=dict)


def gathered(drawn: Drawn) -> Matrix | None:
    """The matrix of a sheet, the greatest first; none where its type lacks the scales."""
    of = drawn.type.main
    x, y = (of.column(each) if of else None for each in (drawn.type.x, drawn.type.y))
    if of is None or x is None or y is None:
        return None
    score = next((each for each in of.columns if each.type == "computed" and each.bands), None)
    rated: list[tuple[Cell, Item]] = []
    unrated: list[Item] = []
    for each in drawn.of(of.key):
        at = tuple(_step(column, each) for column in (x, y))
        if at[0] is None or at[1] is None:
            unrated.append(each)
        else:
            rated.append(((at[0], at[1]), each))
    if score:
        rated.sort(key=lambda pair: -(number_in(of, pair[1], score.key) or 0))
    where: dict[Cell, list[tuple[int, Item]]] = {}
    for number, (cell, each) in enumerate(rated, start=1):
        where.setdefault(cell, []).append((number, each))
    items = tuple(each for _cell, each in rated)
    return Matrix(of, x, y, score, items, tuple(unrated), where)


def _step(column: SheetField, item: Item) -> int | None:
    """Where an item stands on a scale; nowhere when its number isn't one of the scale."""
    number = number_of(item.facts.get(column.key))
    if number is None or number != int(number) or not column.least <= number <= column.most:
        return None
    return int(number)


def laid(drawn: Drawn, found: Matrix, frame: Frame, parts: Parts) -> float:
    """The cells with their axes and legend, as high as the frame or as they need; tells how high."""
    legend = matrix_axes.legend(drawn, found.score, frame.width)
    axes = matrix_axes.Axes(drawn, found.x, found.y, frame.width)
    xs = range(found.x.least, found.x.most + 1)
    ys = range(found.y.most, found.y.least - 1, -1)
    width = (frame.width - axes.left - (len(xs) - 1) * GAP) / len(xs)
    room = frame.height - axes.below - legend.height - (len(ys) - 1) * GAP
    heights, lines = _rows(drawn, found, ys, width, room)
    top = frame.y
    rows: list[matrix_axes.Row] = []
    for b, high in zip(ys, heights, strict=True):
        rows.append((b, top, high))
        for place, a in enumerate(xs):
            cell = Frame(axes.left + place * (width + GAP), top, width, high)
            _cell(drawn, found, (a, b), cell, lines, parts)
        top += high + GAP
    body = Frame(axes.left, frame.y, frame.width - axes.left, top - GAP - frame.y)
    parts.ground += axes.shapes(body, xs, rows)
    parts.ground += [notes.moved(each, 0, body.bottom + axes.below) for each in legend.ground]
    return body.bottom + axes.below + legend.height


def _rows(
    drawn: Drawn, found: Matrix, ys: range, width: float, room: float
) -> tuple[list[float], int]:
    """How high the rows are, and how many lines of a note are shown: as many as there is room for."""
    heights: list[float] = []
    crowd = max(map(len, found.cells.values()), default=0)
    for lines in LINES:
        if lines and (width < LEAST_WIDTH or crowd * matrix_cells.LEAST > room):
            continue
        heights = [LEAST_CELL] * len(ys)
        for (_a, b), there in found.cells.items():
            row = ys.index(b)
            heights[row] = max(heights[row], matrix_cells.height(drawn, there, width, lines))
        if max(heights) * len(ys) <= room:
            return [room / len(ys)] * len(ys), lines
        if sum(heights) <= room:
            return shares.spread(heights, room, [1.0] * len(ys)), lines
    if drawn.fixed:
        least = min(LEAST_CELL, max(0.0, room) / len(ys))
        heights = shares.shared(heights, room, [least] * len(ys))
    return heights, LINES[-1]


def _cell(drawn: Drawn, found: Matrix, at: Cell, frame: Frame, lines: int, parts: Parts) -> None:
    of, score = found.of, found.score
    numbers = dict(zip((found.x.key, found.y.key), map(float, at), strict=True))
    computed = _computed(of, score, numbers) if score else None
    band = score.band(computed) if score else None
    tone = band.tone if band else "plain"
    plain = tone == "plain"
    parts.ground.append(Box(frame, "background" if plain else f"{tone}_tint", "line", 3))
    corner = Frame(frame.x + PAD, frame.y + 2, frame.width - 2 * PAD, LINE)
    if score and computed is not None:
        said = (notes.number_words(drawn, score, computed),)
        colour = "soft_ink" if plain else tone
        parts.ground.append(Words(corner, said, SMALL, True, colour, "right"))
    name = f"{of.key}/{at[0]},{at[1]}"
    facts = {found.x.key: at[0], found.y.key: at[1]}
    label = {
        language: f"{pick(found.x.label, language)} {at[0]}, {pick(found.y.label, language)} {at[1]}"
        for language in languages()
    }
    parts.slots.append(Slot(name, frame, of.key, label, facts))
    there = found.cells.get(at, ())
    placed, count = matrix_cells.placed(drawn, there, name, frame, lines)
    parts.items += placed
    if count < len(there):
        said = (f"+{len(there) - count}",)
        parts.ground.append(Words(corner, said, SMALL, bold=True, colour="soft_ink"))
        for _number, each in there[count:]:
            parts.left_over[each.id] = LeftOver(of.label, notes.whole_words(drawn, of, each))


def _computed(of: SheetField, score: SheetField, numbers: Mapping[str, float]) -> float | None:
    """What a computed column is where the two scales have these numbers."""

    def number(name: str) -> float | None:
        if name in numbers:
            return numbers[name]
        column = of.column(name)
        if column is None or column.type != "computed" or column.key == score.key:
            return None
        return _computed(of, column, numbers) if column.formula != score.formula else None

    return formulas.compute(score.formula, number)
