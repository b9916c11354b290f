"""Steps in lanes: each in the lane of who does it, from left to right in their order, arrows between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.text import LanguageText, _l, in_all
from app.worksheets.pictures import blanks, notes, stepcards
from app.worksheets.pictures.board import options
from app.worksheets.pictures.notes import Note
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    Box,
    Frame,
    LeftOver,
    Placed,
    Shape,
    Slot,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn, in_each
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import shown

NAME, PAD, BETWEEN = 84.0, 6.0, 12.0
LEAST, ARROW = 118.0, 22.0
LOWEST = 40.0
EMPTY = 4
LABEL = 60


@dataclass
class Lanes:
    """Blocks of lanes, one below the other."""

    height: float = 0.0
    ground: list[Shape] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    items: list[Placed] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)


@dataclass(frozen=True)
class _Lane:
    key: str
    label: LanguageText
    facts: dict[str, Any]


def draw(drawn: Drawn, of: SheetField, frame: Frame, *, room: float | None = None) -> Lanes:
    """The steps in lanes from the top of a frame; at most ``room`` high, where that is given."""
    by = of.column(drawn.type.by)
    lanes = _lanes(drawn, of, by)
    columns = max(1, int((frame.width - NAME) // LEAST))
    width = (frame.width - NAME) / columns
    items = drawn.of(of.key)
    found = Lanes()
    y, number = frame.y, 0
    for block in range(max(1, -(-len(items) // columns))):
        part = items[block * columns : (block + 1) * columns]
        used = {_key(lanes, each, drawn.type.by) for each in part}
        shown_lanes = [each for each in lanes.values() if block == 0 or each.key in used]
        made = [
            _card(drawn, of, each, number + at, width - ARROW, lanes)
            for at, each in enumerate(part, start=1)
        ]
        highs = _highs(drawn, shown_lanes, part, made, lanes)
        total = sum(highs.values())
        if room is not None and y + total > frame.y + room:
            left = items[block * columns :]
            found.left_over += [_left(drawn, of, each) for each in left]
            break
        place = Frame(frame.x, y, frame.width, total)
        _block(
            drawn,
            of,
            place,
            shown_lanes,
            highs,
            list(zip(part, made, strict=True)),
            found,
            block,
            lanes,
        )
        number += len(part)
        y += total + BETWEEN
    found.height = max(0.0, y - BETWEEN - frame.y)
    return found


def _left(drawn: Drawn, of: SheetField, item: Item) -> LeftOver:
    return LeftOver(of.label, notes.whole_words(drawn, of, item))


def _lanes(drawn: Drawn, of: SheetField, by: SheetField | None) -> dict[str, _Lane]:
    """The lanes: the options of a choice, else what is said in the column, in order; others last."""
    found: dict[str, _Lane] = {}
    chosen = by is not None and by.type == "choice"
    for each in options(by) if by and chosen else ():
        found[each.key] = _Lane(each.key, each.label, {drawn.type.by: each.key})
    stray = False
    for item in drawn.of(of.key):
        stored = item.facts.get(drawn.type.by)
        key = _text(stored)
        if not key or (chosen and key not in found):
            stray = True
        elif key not in found and by:
            words = shown(by, stored, drawn.language)
            found[key] = _Lane(key, in_all(words[:LABEL]), {drawn.type.by: stored})
    if stray:
        found[""] = _Lane("", in_each(_l("Others")), {drawn.type.by: ""})
    if not found:
        empty = EMPTY if drawn.blank else 1
        found = {
            f" {at}": _Lane(f" {at}", by.label if by and not drawn.blank else {}, {})
            for at in range(empty)
        }
    return found


def _text(stored: Any) -> str:
    return "" if stored is None else str(stored).strip()


def _key(lanes: dict[str, _Lane], item: Item, by: str) -> str:
    key = _text(item.facts.get(by))
    return key if key in lanes else ""


def _card(
    drawn: Drawn, of: SheetField, item: Item, number: int, width: float, lanes: dict[str, _Lane]
) -> Note:
    by = drawn.type.by
    told = bool(_key(lanes, item, by))
    part = stepcards.roles(of)
    without = {part.value.key} if part.value else set[str]()
    return stepcards.card(
        drawn, of, item, number, width, without=frozenset(without | ({by} if told else set()))
    )


def _highs(
    drawn: Drawn,
    shown_lanes: Sequence[_Lane],
    part: Sequence[Item],
    made: Sequence[Note],
    lanes: dict[str, _Lane],
) -> dict[str, float]:
    found = {each.key: LOWEST for each in shown_lanes}
    for lane in shown_lanes:
        lines, _whole = drawn.measure.lines(
            drawn.say(lane.label), NAME - 2 * PAD, HEADING, bold=True, most=4
        )
        found[lane.key] = max(LOWEST, len(lines) * HEADING * LINE_HEIGHT + 2 * PAD)
        if drawn.blank:
            found[lane.key] = max(found[lane.key], 3 * blanks.RULE + 2 * PAD)
    for item, note in zip(part, made, strict=True):
        key = _key(lanes, item, drawn.type.by)
        found[key] = max(found[key], note.height + 2 * PAD)
    return found


def _block(
    drawn: Drawn,
    of: SheetField,
    frame: Frame,
    shown_lanes: Sequence[_Lane],
    highs: dict[str, float],
    steps: Sequence[tuple[Item, Note]],
    found: Lanes,
    block: int,
    lanes: dict[str, _Lane],
) -> None:
    """The lanes of a block, the steps in them and the arrows between them."""
    columns = max(1, int((frame.width - NAME) // LEAST))
    width = (frame.width - NAME) / columns
    tops: dict[str, float] = {}
    y = frame.y
    for at, lane in enumerate(shown_lanes):
        tops[lane.key] = y
        row = Frame(frame.x, y, frame.width, highs[lane.key])
        found.ground += _ground(drawn, lane, row, at)
        name = f"{of.key}/{lane.key}" + (f"/{block + 1}" if block else "")
        found.slots.append(Slot(name, row, of.key, lane.label, lane.facts))
        y += row.height
    joins: list[Shape] = []
    last: tuple[float, float] = (frame.x + NAME, 0.0)
    for at, (item, note) in enumerate(steps):
        key = _key(lanes, item, drawn.type.by)
        x = frame.x + NAME + at * width + ARROW
        top = tops[key] + (highs[key] - note.height) / 2
        middle = tops[key] + highs[key] / 2
        if at or block:
            begin = last if at else (frame.x + NAME, middle)
            half = x - ARROW / 2
            points = (begin, (half, begin[1]), (half, middle), (x - 1, middle))
            joins.append(Stroke(points, "soft_ink", 1.0, arrow=True))
        last = (x + width - ARROW, middle)
        slot = f"{of.key}/{key}" + (f"/{block + 1}" if block else "")
        found.items.append(notes.placed(note, item.id, slot, x, top, width - ARROW))
        if not note.whole:
            found.left_over.append(_left(drawn, of, item))
    found.ground += joins


def _ground(drawn: Drawn, lane: _Lane, row: Frame, at: int) -> list[Shape]:
    """The ground of a lane, every second one tinted, and its name on the left."""
    lines, _whole = drawn.measure.lines(
        drawn.say(lane.label), NAME - 2 * PAD, HEADING, bold=True, most=4
    )
    high = len(lines) * HEADING * LINE_HEIGHT
    name = Frame(row.x + PAD, row.y + (row.height - high) / 2, NAME - 2 * PAD, high)
    found: list[Shape] = [
        Box(row, "background" if at % 2 == 0 else "card", "line", 0),
        Box(Frame(row.x, row.y, NAME, row.height), "main_tint", "line", 0),
        Words(name, lines, HEADING, bold=True, colour="main"),
    ]
    if drawn.blank and not drawn.say(lane.label):
        y = row.y + row.height / 2 + PAD
        found.append(Stroke(((name.x, y), (name.right, y)), "soft_ink", 0.4))
    return found
