"""Steps as boxes in rows, an arrow from each to the next, and above the arrow how long it is waited."""

from dataclasses import dataclass

from app.core.text import _l
from app.worksheets.pictures import notes, stepcards
from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.notes import Note
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    Circle,
    Frame,
    LeftOver,
    Placed,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.pictures.stepcards import Roles
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of

NARROW, WITH_WAIT = 20.0, 38.0
"""Room for an arrow, without and with words above it."""
LEAST = 124.0
BETWEEN = 18.0
ARROW = 36.0
"""How far below the top of a row its arrows are."""
SHORT_ARROW = 20.0
LOOSEST = 34.0
"""So much higher than they need may boxes get to fill a page."""
MOST_EMPTY = 3
LINE = SMALL * LINE_HEIGHT


@dataclass(frozen=True)
class Grid:
    """How steps stand in rows."""

    columns: int
    lead: float
    width: float

    @property
    def arrow(self) -> float:
        """How far below the top of a row its arrows are."""
        return ARROW if self.lead == WITH_WAIT else SHORT_ARROW

    def left(self, at: int) -> float:
        """Where the box of the column ``at`` begins, from the left edge."""
        return at * (self.lead + self.width) + self.lead


def grid(width: float, part: Roles) -> Grid:
    """As many steps in a row as can be read."""
    lead = WITH_WAIT if part.wait else NARROW
    columns = max(1, int(width // (lead + LEAST)))
    return Grid(columns, lead, max(20.0, width / columns - lead))


def steps_in(
    drawn: Drawn,
    of: SheetField,
    frame: Frame,
    *,
    slot: str = "",
    room: float | None = None,
    fill: float = 0.0,
) -> Filled:
    """The steps of a field in a frame, from its top; at most ``room`` high, where that is given.

    Boxes get a little higher to fill a height of ``fill``.
    """
    part = stepcards.roles(of)
    how = grid(frame.width, part)
    if drawn.blank:
        return _empty(drawn, of, part, how, frame, room)
    items = drawn.of(of.key)
    made: list[tuple[Item, Note]] = []
    for number, each in enumerate(items, start=1):
        if room is not None and number > how.columns * (room // how.arrow + 1):
            break
        made.append((each, stepcards.card(drawn, of, each, number, how.width, without=part.shown)))
    rows = [made[at : at + how.columns] for at in range(0, len(made), how.columns)]
    highs = [max(how.arrow + 10, *(note.height for _item, note in row)) for row in rows]
    kept = len(rows)
    if room is not None:
        while kept and sum(highs[:kept]) + BETWEEN * (kept - 1) > room:
            kept -= 1
    total = sum(highs[:kept]) + BETWEEN * max(0, kept - 1)
    more = min(LOOSEST, max(0.0, fill - total) / kept) if kept else 0.0
    ground: list[Shape] = []
    placed: list[Placed] = []
    y = frame.y
    for row, high in zip(rows[:kept], (each + more for each in highs), strict=False):
        if row is not rows[0]:
            ground.append(_turn(frame, how, y))
        for at, (item, note) in enumerate(row):
            ground += _arrow(drawn, part, how, item, frame.x, y, at, first=not placed)
            box = stepcards.resized(note, high)
            x = frame.x + how.left(at)
            placed.append(notes.placed(box, item.id, slot or of.key, x, y, how.width))
        y += high + BETWEEN
    whole = {each.id for each in placed if each.whole}
    left = tuple(
        LeftOver(of.label, notes.whole_words(drawn, of, each))
        for each in items
        if each.id not in whole
    )
    return Filled(max(0.0, y - BETWEEN - frame.y), tuple(placed), tuple(ground), left)


def _empty(
    drawn: Drawn, of: SheetField, part: Roles, how: Grid, frame: Frame, room: float | None
) -> Filled:
    """Empty boxes to fill in, in as many rows as there is room for."""
    box = stepcards.blank(drawn, of, how.width, frozenset({part.wait.key} if part.wait else ()))
    each = box.height + BETWEEN
    rows = 1 if room is None else min(MOST_EMPTY, max(1, int((room + BETWEEN) // each)))
    ground: list[Shape] = []
    for row in range(rows):
        y = frame.y + row * each
        if row:
            ground.append(_turn(frame, how, y))
        for at in range(how.columns):
            ground += _arrow(drawn, part, how, None, frame.x, y, at, first=not (row or at))
            x = frame.x + how.left(at)
            ground += [notes.moved(shape, x, y) for shape in box.shapes]
    return Filled(rows * each - BETWEEN, ground=tuple(ground))


def _turn(frame: Frame, how: Grid, y: float) -> Shape:
    """The line from the last box of a row to the arrow that leads into the next row."""
    x, middle = frame.x + how.left(how.columns - 1) + how.width / 2, y - BETWEEN / 2
    left = frame.x + 3
    points = ((x, y - BETWEEN), (x, middle), (left, middle), (left, y + how.arrow))
    return Stroke(points, "soft_ink", 1.0)


def _arrow(
    drawn: Drawn,
    part: Roles,
    how: Grid,
    item: Item | None,
    left: float,
    top: float,
    at: int,
    *,
    first: bool,
) -> list[Shape]:
    """The arrow that leads to a step, and how long it is waited; no item on a blank form."""
    x, y = left + how.left(at) - how.lead, top + how.arrow
    begin = x + (3 if at == 0 else 0)
    found: list[Shape] = [Stroke(((begin, y), (x + how.lead - 1, y)), "soft_ink", 1.0, arrow=True)]
    if first:
        found.insert(0, Circle(begin, y, 3, "main", "main"))
    if part.wait is None:
        return found
    room = Frame(x + 5, y, how.lead - 8, 0)
    caption, _all = drawn.measure.lines(_l("wait").say(drawn.language), room.width, SMALL, most=1)
    named = Frame(room.x, y + 3, room.width, LINE)
    if item is None:
        line = ((room.x, y - 5), (room.x + room.width - 3, y - 5))
        return [
            *found,
            Stroke(line, "soft_ink", 0.4),
            Words(named, caption, SMALL, colour="soft_ink", align="centre"),
        ]
    said = stepcards.told(drawn, part.wait, item)
    if not said:
        return found
    lines, _whole = drawn.measure.lines(said, room.width, SMALL, bold=True, most=3)
    high = len(lines) * LINE
    words = Words(
        Frame(room.x, y - high - 2, room.width, high),
        lines,
        SMALL,
        bold=True,
        colour="watch" if number_of(item.facts.get(part.wait.key)) else "soft_ink",
        align="centre",
    )
    return [*found, words, Words(named, caption, SMALL, colour="soft_ink", align="centre")]
