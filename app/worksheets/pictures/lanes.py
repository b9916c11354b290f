"""A table whose columns are phases in order and whose rows are what is told of each: a service blueprint."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.text import _l
from app.worksheets.pictures import lane_cells, shares, strips
from app.worksheets.pictures.lane_cells import GAP, NAMES, Row
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    Frame,
    LeftOver,
    Picture,
    Placed,
    Shape,
    Slot,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import SheetField

MOST_PHASES = 6
BLANK_PHASES = 6
LEAST_WIDTH = 84.0
BLOCK_GAP = 12.0
BORDER = 13.0
"""Room for the words at that line."""


@dataclass
class _Parts:
    ground: list[Shape] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    items: list[Placed] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)


def draw(drawn: Drawn) -> Picture:
    """The phases side by side, more than fit a row in blocks below, and the other fields of the sheet."""
    of = drawn.type.main
    others = strips.rest(drawn)
    if of is None:
        return strips.below(drawn, Picture(drawn.width, 0), others)
    more = strips.height(drawn, drawn.width, others)
    room = drawn.height - more - (strips.GAP if more else 0)
    items = drawn.of(of.key)
    per_row, width = _columns(drawn, len(items))
    blocks = [items[at : at + per_row] for at in range(0, len(items), per_row)] or [()]
    parts = _Parts()
    rows = lane_cells.rows(of)
    if drawn.fixed:
        least = _around(rows) + sum(lane_cells.least(drawn, row) for row in rows)
        kept = max(1, int((room + BLOCK_GAP) // (least + BLOCK_GAP)))
        for each in (each for block in blocks[kept:] for each in block):
            parts.left_over += lane_cells.told(drawn, of, each)
        blocks = blocks[:kept]
    each_room = (room - (len(blocks) - 1) * BLOCK_GAP) / len(blocks)
    top = 0.0
    for number, block in enumerate(blocks):
        heights = _heights(drawn, rows, block, width, each_room)
        high = _block(drawn, of, rows, block, (top, width, number), heights, parts)
        top += high + BLOCK_GAP
    made = Picture(
        drawn.width,
        top - BLOCK_GAP,
        tuple(parts.ground),
        tuple(parts.slots),
        tuple(parts.items),
        tuple(parts.left_over),
    )
    return strips.below(drawn, made, others)


def _columns(drawn: Drawn, count: int) -> tuple[int, float]:
    """How many phases stand side by side, and how wide each is."""
    room = drawn.width - NAMES
    most = max(1, min(MOST_PHASES, int(room // (LEAST_WIDTH + GAP))))
    if drawn.blank or not count:
        count = min(BLANK_PHASES, most)
    blocks = -(-count // most)
    per_row = max(min(3, most), -(-count // blocks))
    return per_row, (room - per_row * GAP) / per_row


def _heights(
    drawn: Drawn, rows: Sequence[Row], block: Sequence[Item], width: float, room: float
) -> list[float]:
    """How high the rows of a block are: as they need, and so that they fill the page."""
    wanted = [lane_cells.needed(drawn, row, block, width) for row in rows]
    room -= _around(rows)
    if drawn.fixed:
        least = [lane_cells.least(drawn, row) for row in rows]
        scale = min(1.0, max(0.0, room) / (sum(least) or 1))
        wanted = shares.shared(wanted, room, [each * scale for each in least])
    return shares.spread(wanted, room, [row.weight for row in rows])


def _around(rows: Sequence[Row]) -> float:
    """What stands between the rows."""
    return (len(rows) - 1) * GAP + sum(BORDER for row in rows if row.border)


def _block(
    drawn: Drawn,
    of: SheetField,
    rows: Sequence[Row],
    block: Sequence[Item],
    place: tuple[float, float, int],
    heights: Sequence[float],
    parts: _Parts,
) -> float:
    top, width, number = place
    tops: list[float] = []
    y = top
    for row, high in zip(rows, heights, strict=True):
        if row.border:
            parts.ground += _border(drawn, y - GAP, y + BORDER)
            y += BORDER
        tops.append(y)
        frame = Frame(0, y, drawn.width, high)
        parts.ground += lane_cells.name(drawn, row, frame)
        parts.ground += lane_cells.ground(drawn, row, block, frame, width)
        y += high + GAP
    frame = Frame(0, top, drawn.width, y - GAP - top)
    name = f"{of.key}/{number}" if number else of.key
    parts.slots.append(Slot(name, frame, of.key, of.label))
    for at, item in enumerate(block):
        x = NAMES + GAP + at * (width + GAP)
        column = lane_cells.Column(item, Frame(x, top, width, frame.height))
        for row, row_top, high in zip(rows, tops, heights, strict=True):
            lane_cells.cell(drawn, of, row, column, Frame(x, row_top, width, high))
        parts.items.append(
            Placed(item.id, name, column.frame, tuple(column.shapes), not column.left_over)
        )
        parts.left_over += column.left_over
    return frame.height


def _border(drawn: Drawn, top: float, bottom: float) -> list[Shape]:
    """The dashed line below which the client sees nothing."""
    line = SMALL * LINE_HEIGHT
    middle = (top + bottom) / 2
    said = _l("Line of visibility").say(drawn.language)
    lines, _whole = drawn.measure.lines(said, drawn.width / 2, SMALL, bold=True, most=1)
    wide = drawn.measure.width(lines[0], SMALL, bold=True) + 8
    words = Frame(0, middle - line / 2, wide, line)
    return [
        Stroke(((wide, middle), (drawn.width, middle)), "main", 1.0, dashed=True),
        Words(words, lines, SMALL, bold=True, colour="main"),
    ]
