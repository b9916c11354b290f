"""The year as a wheel of twelve months, with the tasks of each month on a card beside it, as on a clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.core import record
from app.worksheets.pictures import cells, clock, compact, legend, months, notes, shares, strips
from app.worksheets.pictures.months import Month
from app.worksheets.pictures.notes import Note
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
from app.worksheets.types.rules import SheetField

GAP = 4.5
SIDE = 0.345
"""How much of the width the cards of one side take."""
RIGHT, LEFT = tuple(range(1, 7)), tuple(range(12, 6, -1))
"""The months of the cards on each side, from above, as they stand on a clock."""
LARGEST = 190.0
LEAST, LEAST_RADIUS, AIR = 120.0, 40.0, 10.0
LOOSE_SHARE = 0.3
"""So much of a limited height may what has no month take."""


@dataclass
class _Parts:
    ground: list[Shape] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    items: list[Placed] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)

    def add(self, slot: Slot, filled: cells.Filled) -> None:
        """Add a card with what stands in it."""
        self.slots.append(slot)
        self.ground += filled.ground
        self.items += filled.items
        self.left_over += filled.left_over


def draw(drawn: Drawn) -> Picture:
    """The wheel between six cards on its left and six on its right; what has no month below them."""
    of = drawn.type.main
    assert of
    others = strips.rest(drawn)
    more = strips.height(drawn, drawn.width, others)
    room = drawn.height - (more + strips.GAP if more else 0)
    how = compact.look(of, drawn.type.by)
    cards, loose = months.grouped(drawn, of, record.today().month)
    parts = _Parts()
    most = room * LOOSE_SHARE if drawn.fixed else None
    below = _loose(drawn, of, loose, 0, most, _Parts())
    room -= below
    width = drawn.width * SIDE
    made = {
        number: months.tasks(drawn, how, each, width, short=_crowded(drawn, each, room))
        for number, each in cards.items()
    }
    columns = [_heights(drawn, [made[each] for each in side], room) for side in (LEFT, RIGHT)]
    high = max(room, *(sum(each) + GAP * (len(each) - 1) for each in columns))
    edges: dict[int, tuple[float, float]] = {}
    for numbers, heights, x in ((LEFT, columns[0], 0.0), (RIGHT, columns[1], drawn.width - width)):
        y = 0.0
        tall = shares.spread(heights, high - GAP * (len(heights) - 1), [1] * len(heights))
        for number, height in zip(numbers, tall, strict=True):
            frame = Frame(x, y, width, height)
            tasks = made[number]
            if drawn.fixed and months.needed(tasks) > height + 0.5:
                tasks = months.tasks(drawn, how, cards[number], width, short=True)
            slot, filled = months.card(drawn, how, cards[number], tasks, frame)
            parts.add(slot, filled)
            edges[number] = (x or width, y + months.PAD + months.HEAD / 2 - 2)
            y += height + GAP
    middle = Frame(width, 0, drawn.width - 2 * width, min(high, max(drawn.height, LEAST)))
    _middle(drawn, how, cards, middle, edges, parts)
    _loose(drawn, of, loose, high + GAP, most, parts)
    picture = Picture(
        drawn.width,
        high + below,
        tuple(parts.ground),
        tuple(parts.slots),
        tuple(parts.items),
        tuple(parts.left_over),
    )
    return strips.below(drawn, picture, others)


def _crowded(drawn: Drawn, month: Month, room: float) -> bool:
    """Whether a month has more tasks than its card could ever hold."""
    return drawn.fixed and len(month.items) * compact.STEP * 2 > room


def _heights(drawn: Drawn, made: Sequence[Sequence[Note]], room: float) -> list[float]:
    """How high the cards of a side are: as their tasks need, or as the room is shared."""
    wanted = [months.needed(each) for each in made]
    spare = room - GAP * (len(made) - 1)
    if drawn.fixed and sum(wanted) > spare:
        return shares.shared(wanted, spare, [min(months.LEAST, spare / len(made))] * len(made))
    return wanted


def _loose(
    drawn: Drawn, of: SheetField, loose: Month, top: float, most: float | None, parts: _Parts
) -> float:
    """What has no month, in a card at the whole width; how much height it takes with the gap above it."""
    if not loose.items:
        return 0.0
    inner = Frame(cells.PAD, top + cells.PAD, drawn.width - 2 * cells.PAD, 0)
    head = cells.heading(drawn, loose.slot.label, "plain", inner)
    body = Frame(inner.x, inner.y + head.height, inner.width, 0)
    room = None if most is None else most - GAP - head.height - 2 * cells.PAD
    filled = cells.sticky(drawn, of, loose.items, loose.slot.name, body, room=room)
    frame = Frame(0, top, drawn.width, head.height + filled.height + 2 * cells.PAD)
    ground = (cells.ground(frame, "plain"), *head.ground)
    parts.add(replace(loose.slot, frame=frame), replace(filled, ground=ground))
    return frame.height + GAP


def _middle(
    drawn: Drawn,
    how: compact.Look,
    cards: Mapping[int, Month],
    frame: Frame,
    edges: Mapping[int, tuple[float, float]],
    parts: _Parts,
) -> None:
    """The wheel, a line from each month to its card, and below it what the marks mean."""
    inner = Frame(frame.x + AIR, 0, frame.width - 2 * AIR, 0)
    meant = _meaning(drawn, how, inner)
    radius = min(inner.width / 2, LARGEST, (frame.height - 2 * (meant.height + AIR)) / 2)
    if radius > LEAST_RADIUS:
        x, y = frame.x + frame.width / 2, frame.height / 2
        found = clock.draw(drawn, how, cards, x, y, radius)
        parts.ground += [_join(found.ends[month], edge) for month, edge in edges.items()]
        parts.ground += found.ground
        parts.slots += found.slots
    top = max(0.0, frame.height - meant.height)  # below where the lines reach the lowest cards
    parts.ground += [notes.moved(each, 0, top) for each in meant.ground]


def _join(end: tuple[float, float], edge: tuple[float, float]) -> Shape:
    return Stroke((end, edge), "line", 0.8)


def _meaning(drawn: Drawn, how: compact.Look, frame: Frame) -> cells.Filled:
    """What the marks mean; on a blank form the guiding question, and what to write of each task."""
    entries: list[tuple[legend.Mark, str]] = [
        (lambda x, y, key=each.key: how.marks.draw(key, x, y), drawn.say(each.label))
        for each in how.marks.options
    ]
    found = legend.rows(drawn, entries, frame, centred=True)
    if not drawn.blank:
        return found
    told = " · ".join(drawn.say(each.label) for each in how.of.facts if each.key != drawn.type.by)
    shapes, y = list(found.ground), found.height + 2
    for words in (drawn.say(how.of.help), told):
        lines, _whole = drawn.measure.lines(words, frame.width, SMALL, most=4)
        high = len(lines) * SMALL * LINE_HEIGHT
        place = Frame(frame.x, y, frame.width, high)
        shapes.append(Words(place, lines, SMALL, colour="soft_ink", align="centre"))
        y += high + 2
    return cells.Filled(y, ground=tuple(shapes))
