"""A board of lanes, one for each option of a choice, with the items of that option as notes in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.core.codes import codes
from app.core.text import LanguageText, _l, _n
from app.worksheets.pictures import cells, notes, shares, strips
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    SMALL,
    Box,
    Frame,
    LeftOver,
    Picture,
    Placed,
    Shape,
    Slot,
    Words,
)
from app.worksheets.pictures.sheet import Drawn, in_each
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import Option, SheetField

GAP, PAD = 7.0, 6.0
LEAST_WIDTH = 96.0
"""Narrower lanes can't be read: more of them go into a second row."""
LEAST_HEIGHT = 70.0
HEAD_PAD = 4.5
COUNT_WIDTH = 24.0
LINE = SMALL * LINE_HEIGHT


@dataclass(frozen=True)
class _Lane:
    """A lane: what it is called, what it tells of its items, and who stands in it."""

    name: str
    label: LanguageText
    tone: str
    facts: dict[str, Any]
    items: list[Item] = field(default_factory=list)
    hidden: frozenset[str] = frozenset()


def draw(drawn: Drawn) -> Picture:
    """The lanes of the board, and below them the other fields of the sheet."""
    of = drawn.type.main
    others = strips.rest(drawn)
    if of is None:
        return strips.below(drawn, Picture(drawn.width, 0), others)
    more = strips.height(drawn, drawn.width, others)
    intro = _asked(drawn, of)
    lanes = _lanes(drawn, of)
    per_row = max(1, int((drawn.width + GAP) // (LEAST_WIDTH + GAP)))
    rows = -(-len(lanes) // per_row)
    per_row = -(-len(lanes) // rows)
    cut = [lanes[at : at + per_row] for at in range(0, len(lanes), per_row)]
    room = drawn.height - more - (strips.GAP if more else 0) - intro.height - (rows - 1) * GAP
    parts = _Parts(list(intro.ground))
    top = intro.height
    if drawn.fixed and rows == 1:
        heights = [max(0.0, room)]
    else:
        wanted = [_needed(drawn, of, row, top, parts) for row in cut]
        least = [min(LEAST_HEIGHT, max(0.0, room / rows))] * rows
        heights = shares.shared(wanted, room, least) if drawn.fixed else wanted
        heights = shares.spread(heights, room, [1.0] * rows)
    for row, high in zip(cut, heights, strict=True):
        for lane, frame in zip(row, _frames(drawn, row, top, high), strict=True):
            _drawn_lane(drawn, of, lane, frame, parts)
        top += high + GAP
    made = Picture(
        drawn.width,
        top - GAP,
        tuple(parts.ground),
        tuple(parts.slots),
        tuple(parts.items),
        tuple(parts.left_over),
    )
    return strips.below(drawn, made, others)


@dataclass
class _Parts:
    ground: list[Shape]
    slots: list[Slot] = field(default_factory=list)
    items: list[Placed] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)
    tried: dict[str, tuple[Frame, cells.Filled]] = field(default_factory=dict)
    """What was made to see how high the lanes are: most of it already stands where it stays."""


def options(of: SheetField) -> tuple[Option, ...]:
    """The options of a choice, wherever they come from; those of a yes or no."""
    if of.source:
        return tuple(Option(each.id, each.names) for each in codes(of.source))
    return of.options


def _lanes(drawn: Drawn, of: SheetField) -> list[_Lane]:
    """A lane for each option, and one before them for items that have none that is known."""
    column = of.column(drawn.type.by)
    hidden = frozenset({drawn.type.by})
    lanes = {
        each.key: _Lane(
            f"{of.key}/{each.key}", each.label, each.tone, {drawn.type.by: each.key}, [], hidden
        )
        for each in (options(column) if column else ())
    }
    stray = _Lane(f"{of.key}/", in_each(_l("No status")), "plain", {drawn.type.by: ""})
    for each in drawn.of(of.key):
        lanes.get(str(each.facts.get(drawn.type.by, "")), stray).items.append(each)
    if not lanes:
        return [replace(stray, label=of.label, name=of.key, facts={})]
    return [*([stray] if stray.items else []), *lanes.values()]


def _asked(drawn: Drawn, of: SheetField) -> cells.Filled:
    """On a blank form what is asked for, and what is written on each note, above the lanes."""
    if not drawn.blank:
        return cells.Filled(0)
    frame = Frame(0, 0, drawn.width, 0)
    head = cells.heading(drawn, of.label, "main", frame, help_=of.help)
    told = " · ".join(drawn.say(each.label) for each in of.facts if each.key != drawn.type.by)
    if not told:
        return head
    lines, _whole = drawn.measure.lines(told, drawn.width, SMALL, most=2)
    high = len(lines) * LINE
    words = Words(Frame(0, head.height - 4, drawn.width, high), lines, SMALL, colour="soft_ink")
    return cells.Filled(head.height + high + 2, ground=(*head.ground, words))


def _frames(drawn: Drawn, row: Sequence[_Lane], top: float, high: float) -> list[Frame]:
    width = (drawn.width - (len(row) - 1) * GAP) / len(row)
    return [Frame(at * (width + GAP), top, width, high) for at in range(len(row))]


def _head(drawn: Drawn, lane: _Lane, frame: Frame) -> cells.Filled:
    """The heading of a lane on its tint, how many stand in it on the right."""
    x, y, width = frame.x + PAD, frame.y + PAD, frame.width - 2 * PAD
    inner = width - 2 * HEAD_PAD - (0 if drawn.blank else COUNT_WIDTH)
    lines, _whole = drawn.measure.lines(drawn.say(lane.label), inner, HEADING, bold=True, most=3)
    step = HEADING * LINE_HEIGHT
    high = len(lines) * step + 2 * HEAD_PAD
    plain = lane.tone == "plain"
    colour = "ink" if plain else lane.tone
    fill = "background" if plain else f"{lane.tone}_tint"
    shapes: list[Shape] = [
        Box(Frame(x, y, width, high), fill, "", 4),
        Words(
            Frame(x + HEAD_PAD, y + HEAD_PAD, inner, high - 2 * HEAD_PAD),
            lines,
            HEADING,
            bold=True,
            colour=colour,
        ),
    ]
    if not drawn.blank:
        count = Frame(x + width - HEAD_PAD - COUNT_WIDTH, y + HEAD_PAD, COUNT_WIDTH, step)
        said = (str(len(lane.items)),)
        shapes.append(Words(count, said, HEADING, bold=True, colour=colour, align="right"))
    return cells.Filled(high + PAD, ground=tuple(shapes))


def _body(frame: Frame, head: cells.Filled) -> Frame:
    top = frame.y + PAD + head.height
    return Frame(frame.x + PAD, top, frame.width - 2 * PAD, max(0.0, frame.bottom - PAD - top))


def _needed(drawn: Drawn, of: SheetField, row: Sequence[_Lane], top: float, parts: _Parts) -> float:
    found = LEAST_HEIGHT
    for lane, frame in zip(row, _frames(drawn, row, top, 0), strict=True):
        head = _head(drawn, lane, frame)
        body = _body(frame, head)
        filled = cells.sticky(drawn, of, lane.items, lane.name, body, without=lane.hidden)
        parts.tried[lane.name] = body, filled
        found = max(found, head.height + filled.height + 2 * PAD)
    return found


def _drawn_lane(drawn: Drawn, of: SheetField, lane: _Lane, frame: Frame, parts: _Parts) -> None:
    head = _head(drawn, lane, frame)
    body = _body(frame, head)
    parts.ground += [cells.ground(frame, lane.tone), *head.ground]
    parts.slots.append(Slot(lane.name, frame, of.key, lane.label, lane.facts))
    if drawn.blank:
        parts.ground += _empty(body)
        return
    where, filled = parts.tried.get(lane.name, (body, cells.Filled(0)))
    if drawn.fixed:
        filled = _limited(drawn, of, lane, body, parts)
    elif (where.x, where.y) != (body.x, body.y):
        filled = cells.sticky(drawn, of, lane.items, lane.name, body, without=lane.hidden)
    parts.items += filled.items
    parts.left_over += filled.left_over


def _limited(drawn: Drawn, of: SheetField, lane: _Lane, body: Frame, parts: _Parts) -> cells.Filled:
    """The notes that have room in a lane, and in words how many more there are."""
    in_row = body.width / notes.NOTE_WIDTH + 1
    most = int(in_row * (body.height / notes.LEAST_HEIGHT + 2))
    # So many at most can have room: the others needn't be drawn to see that they have none.
    some = lane.items[:most]

    def within(room: float) -> cells.Filled:
        return cells.sticky(drawn, of, some, lane.name, body, room=room, without=lane.hidden)

    filled = within(body.height + 0.5)
    hidden = len(lane.items) - len(filled.items)
    if not hidden:
        return filled
    filled = within(body.height - LINE)
    hidden = len(lane.items) - len(filled.items)
    words = _n("{count} more", "{count} more", hidden).say(drawn.language)
    line = Frame(body.x, body.bottom - LINE, body.width, LINE)
    lines, _all = drawn.measure.lines(words, body.width, SMALL, bold=True, most=1)
    if line.y >= body.y:
        parts.ground.append(Words(line, lines, SMALL, bold=True, colour="soft_ink"))
    more = (LeftOver(of.label, notes.whole_words(drawn, of, each)) for each in lane.items[most:])
    return replace(filled, left_over=(*filled.left_over, *more))


def _empty(body: Frame) -> list[Shape]:
    """Places for notes on a board that hangs on a wall."""
    count = max(1, int((body.height + cells.GAP) // (notes.NOTE_WIDTH * 0.6 + cells.GAP)))
    high = (body.height + cells.GAP) / count - cells.GAP
    return [
        Box(
            Frame(body.x, body.y + at * (high + cells.GAP), body.width, high),
            *("", "line", 3, 0.8),
            dashed=True,
        )
        for at in range(count)
        if high > 0
    ]
