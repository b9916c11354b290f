"""A wheel: one thing in the middle, and what follows from it in rings around it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.text import _l, in_all
from app.worksheets.pictures import blanks, hidden, legend, notes, strips, wheels
from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.notes import FILLS
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    SMALL,
    Area,
    Box,
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
from app.worksheets.sheets.content import Branch, branches
from app.worksheets.types.rules import SheetField

MIDDLE = "center"
"""The field that stands in the middle."""
MIDDLE_WIDTH, PAD = 124.0, 8.0
MOST_LINES = 8
LOOSEST = 2.0
"""So many times farther out may the rings be drawn to fill a page."""
SIDES = 96
"""An ellipse is drawn with so many."""
MORE = 64.0
"""Beside the names of the rings there is room to tell how many nodes are not shown."""
LABEL = 60


def draw(drawn: Drawn) -> Picture:
    """The wheel, with the names of its rings above it and the other fields below it."""
    of = drawn.type.main
    assert of
    others = strips.rest(drawn, (MIDDLE,))
    more = strips.height(drawn, drawn.width, others)
    tops = branches(drawn.of(of.key))
    depth = max((each.level for each in _every(tops)), default=-1) + 1
    names = _names(drawn, of, max(depth, len(of.levels), 1))
    top = names.height + 4
    room = Frame(0, top, drawn.width, drawn.height - top - (more + strips.GAP if more else 0))
    core = _core(drawn)
    wheel, left = wheels.made(
        drawn, of, tops, (room.width, max(room.height, core.height)), (MIDDLE_WIDTH, core.height)
    )
    made = _picture(drawn, of, wheel, core, room)
    missing = 0 if drawn.blank else sum(1 for _each in _every(tops)) - len(wheel.nodes)
    made = replace(
        made,
        ground=(
            *(notes.moved(each, (made.width - drawn.width) / 2, 0) for each in names.ground),
            *hidden.told(drawn, missing, drawn.width - MORE, 0, MORE, "right"),
            *made.ground,
        ),
        left_over=(*core.left_over, *left),
    )
    return strips.below(drawn, made, others)


def _every(tops: Sequence[Branch]) -> Iterator[Branch]:
    return (each for top in tops for each in top.walk())


@dataclass(frozen=True)
class _Core:
    """What stands in the middle, drawn around the origin."""

    height: float
    ground: tuple[Shape, ...]
    words: tuple[Shape, ...] = ()
    left_over: tuple[LeftOver, ...] = ()


def _core(drawn: Drawn) -> _Core:
    of = drawn.type.field(MIDDLE)
    said = "" if drawn.blank or of is None else str(drawn.content.values.get(MIDDLE) or "")
    label = drawn.say(of.label if of else drawn.type.name)
    inner = MIDDLE_WIDTH - 2 * PAD
    lines, whole = drawn.measure.lines(said or label, inner, HEADING, bold=True, most=MOST_LINES)
    asked = drawn.measure.lines(drawn.say(of.help), inner, SMALL)[0] if of and drawn.blank else ()
    step = HEADING * LINE_HEIGHT
    long = len(lines) * step + len(asked) * SMALL * LINE_HEIGHT
    height = long + 2 * PAD + (2 * blanks.RULE if drawn.blank else 0)
    frame = Frame(-MIDDLE_WIDTH / 2, -height / 2, MIDDLE_WIDTH, height)
    fill, ink = ("main", "on_main") if said else ("main_tint", "main")
    box = Box(frame, fill if not drawn.blank else "card", "main", 10, 1.2)
    first = Frame(frame.x + PAD, frame.y + PAD, inner, len(lines) * step)
    words: list[Shape] = [Words(first, lines, HEADING, bold=True, colour=ink, align="centre")]
    if asked:
        second = Frame(first.x, first.bottom, inner, long - first.height)
        words.append(Words(second, asked, SMALL, colour="soft_ink", align="centre"))
    if said and of:
        left = () if whole else (LeftOver(of.label, said),)
        return _Core(height, (box,), tuple(words), left)
    return _Core(height, (box, *words))


def _names(drawn: Drawn, of: SheetField, levels: int) -> Filled:
    entries: list[tuple[legend.Mark, str]] = []
    for level in range(levels):
        words = drawn.say(of.levels[level]) if level < len(of.levels) else ""
        fill = FILLS[wheels.colour(level)]
        entries.append(
            (
                lambda x, y, fill=fill: [
                    Box(Frame(x - 3.5, y - 3, 7, 7), fill, "soft_ink", 1.5, 0.5)
                ],
                words or _l("Ring {number}", number=level + 1).say(drawn.language),
            )
        )
    found = legend.rows(drawn, entries, Frame(MORE, 0, drawn.width - 2 * MORE, 0), centred=True)
    if not drawn.blank:
        return found
    lines, _whole = drawn.measure.lines(drawn.say(of.help), drawn.width, SMALL, most=3)
    frame = Frame(0, found.height, drawn.width, len(lines) * SMALL * LINE_HEIGHT)
    asked = Words(frame, lines, SMALL, colour="soft_ink", align="centre")
    return Filled(frame.bottom, ground=(*found.ground, asked))


def _picture(
    drawn: Drawn, of: SheetField, wheel: wheels.Wheel, core: _Core, room: Frame
) -> Picture:
    """The wheel drawn apart to fill the room, or as large as it needs."""
    at = wheel.at
    width = max(room.width, 2 * at.half_width)
    height = max(room.height, 2 * at.half_height)
    x, y = width / 2, room.y + height / 2
    wide, high = _stretch(wheel, width, height)
    points = [(x + a * wide, y + b * high) for a, b in at.points]
    bands = _bands(at.radii, (wide, high), (x, y), (width / 2, height / 2))
    items: list[Placed] = []
    slots = [Slot(of.key, Frame(0, room.y, width, height), of.key, of.label)]
    places = {"": (x, y)}
    joins: list[Shape] = []
    for each, (a, b) in zip(wheel.nodes, points, strict=True):
        item, card = each.item, wheel.cards[each.item.id]
        places[item.id] = (a, b)
        above = places[item.parent if each.level else ""]
        joins.append(Stroke((above, (a, b)), "soft_ink", 0.8))
        inside = f"{of.key}/{item.parent}" if each.level else of.key
        left, top = a - wheel.width / 2, b - card.height / 2
        items.append(notes.placed(card, item.id, inside, left, top, wheel.width))
        name, label = f"{of.key}/{item.id}", in_all(item.text[:LABEL])
        slots.append(Slot(name, items[-1].frame, of.key, label, parent=item.id))
    shown = [notes.moved(each, x, y) for each in core.words]
    ground = [*bands, *joins, *(notes.moved(each, x, y) for each in core.ground)]
    frame = Frame(x - MIDDLE_WIDTH / 2, y - core.height / 2, MIDDLE_WIDTH, core.height)
    if drawn.blank:
        ground += [shape for each in items for shape in each.shapes]
        items, slots = [], slots[:1]
    if found := drawn.type.field(MIDDLE):
        slots.append(Slot(MIDDLE, frame, MIDDLE, found.label, single=True))
    if shown:
        items.insert(0, Placed(MIDDLE, MIDDLE, frame, tuple(shown), whole=not core.left_over))
    return Picture(width, room.y + height, tuple(ground), tuple(slots), tuple(items))


def _stretch(wheel: wheels.Wheel, width: float, height: float) -> tuple[float, float]:
    """How far the rings may be drawn apart, sideways and upwards, without a box leaving the picture."""
    if not wheel.nodes:
        return 1.0, 1.0
    wide = high = LOOSEST
    for each, (a, b) in zip(wheel.nodes, wheel.at.points, strict=True):
        tall = wheel.cards[each.item.id].height
        wide = min(wide, (width - wheel.width) / 2 / max(abs(a), 1.0))
        high = min(high, (height - tall) / 2 / max(abs(b), 1.0))
    far, up = wheel.at.radii[-1] if wheel.at.radii else (width, height)
    wide, high = min(wide, width / 2 / far), min(high, height / 2 / up)  # the last ring is seen too
    return max(1.0, wide), max(1.0, high)


def _bands(
    radii: Sequence[tuple[float, float]],
    stretch: tuple[float, float],
    middle: tuple[float, float],
    most: tuple[float, float],
) -> list[Shape]:
    """The rings, the outermost first; each ends halfway to the next."""
    edges: list[tuple[float, float]] = []
    for at, (a, b) in enumerate(radii):
        inner = radii[at - 1] if at else (a / 2, b / 2)
        outer = radii[at + 1] if at + 1 < len(radii) else (2 * a - inner[0], 2 * b - inner[1])
        edges.append(
            (
                min(most[0], (a + outer[0]) / 2 * stretch[0]),
                min(most[1], (b + outer[1]) / 2 * stretch[1]),
            )
        )
    return [
        Area(_ellipse(middle, edge), "card" if at % 2 else "background", "line", 0.8)
        for at, edge in reversed(list(enumerate(edges)))
    ]


def _ellipse(
    middle: tuple[float, float], radii: tuple[float, float]
) -> tuple[tuple[float, float], ...]:
    turns = (2 * math.pi * each / SIDES for each in range(SIDES))
    return tuple(
        (middle[0] + radii[0] * math.sin(each), middle[1] - radii[1] * math.cos(each))
        for each in turns
    )
