"""What stands in a table of phases: their names as arrows, cells of text, and a scale as a curve."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.core.text import _n, pick
from app.worksheets.pictures import lane_curve, notes
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    SMALL,
    TEXT,
    Area,
    Box,
    Frame,
    LeftOver,
    Shape,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item, number_in
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import shown

GAP, PAD, NAMES = 4.0, 4.0, 96.0
POINT = 8.0
"""How long the point of an arrow is."""
MOST_LINES = 24
STEP, LINE = TEXT * LINE_HEIGHT, SMALL * LINE_HEIGHT
HEAD_STEP = HEADING * LINE_HEIGHT
BLANK_ROOM = {"head": 30.0, "curve": 76.0, "text": 36.0, "value": 22.0}
CURVE_ROOM = 52.0
LEAST = {"head": 21.0, "curve": 40.0, "text": 19.0, "value": 19.0}
WEIGHTS = {"head": 0.0, "curve": 0.5, "text": 1.0, "value": 0.3}


@dataclass(frozen=True)
class Row:
    """A row of the table: the names of the phases, a scale, or one of the other columns.

    Attributes:
        border: whether the line of visibility stands above it.
    """

    of: SheetField
    kind: str
    border: bool = False

    @property
    def curve(self) -> bool:
        """Whether it is drawn as a curve."""
        return self.kind == "curve"

    @property
    def weight(self) -> float:
        """How much it grows where there is room."""
        return WEIGHTS[self.kind]


@dataclass
class Column:
    """A phase: its cells one below another, and what had no room in them."""

    item: Item
    frame: Frame
    shapes: list[Shape] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)


def rows(of: SheetField) -> list[Row]:
    """The rows of a table of phases."""
    found = [Row(of.main or of, "head")]
    for at, each in enumerate(of.facts):
        before = of.facts[at - 1].key if at else ""
        border = (before, each.key) == ("frontstage", "backstage")
        kind = {"scale": "curve", "text": "text"}.get(each.type, "value")
        found.append(Row(each, kind, border))
    return found


def words(drawn: Drawn, of: SheetField, column: SheetField, item: Item) -> str:
    """What a column tells of a phase."""
    if column.type == "computed":
        number = number_in(of, item, column.key)
        return "" if number is None else notes.number_words(drawn, column, number)
    said = shown(column, item.facts.get(column.key), drawn.language)
    unit = drawn.say(column.unit)
    return f"{said} {unit}" if said and unit else said


def told(drawn: Drawn, of: SheetField, item: Item) -> Iterator[LeftOver]:
    """All that a phase tells, for where it has no place in the picture."""
    yield LeftOver(of.label, notes.whole_words(drawn, of, item))


def _label(drawn: Drawn, row: Row) -> list[tuple[tuple[str, ...], float, bool, str]]:
    """The lines in the first column of a row: their size, whether they are bold, and their colour."""
    inner = NAMES - 2 * PAD
    said: list[tuple[str, float, bool, str]] = [(drawn.say(row.of.label), TEXT, True, "ink")]
    if row.curve:
        high, low = (
            f"{row.of.most} {drawn.say(row.of.high)}",
            f"{row.of.least} {drawn.say(row.of.low)}",
        )
        said = [(high, SMALL, False, "soft_ink"), *said, (low, SMALL, False, "soft_ink")]
    elif drawn.blank and row.of.help:
        said.append((drawn.say(row.of.help), SMALL, False, "soft_ink"))
    return [
        (drawn.measure.lines(text, inner, size, bold=bold, most=5)[0], size, bold, colour)
        for text, size, bold, colour in said
    ]


def _label_height(drawn: Drawn, row: Row) -> float:
    return sum(len(lines) * size * LINE_HEIGHT for lines, size, *_how in _label(drawn, row))


def needed(drawn: Drawn, row: Row, block: Sequence[Item], width: float) -> float:
    """How high a row must be for all that stands in it."""
    found = max(LEAST[row.kind], _label_height(drawn, row) + 2 * PAD)
    if drawn.blank or not block:
        found = max(found, BLANK_ROOM[row.kind])
    if row.curve:
        return max(found, CURVE_ROOM)
    for each in block:
        lines, step = _lines(drawn, row, each, width, MOST_LINES)[0], _step(row)
        more = LINE if row.kind == "head" and _foot(drawn, each) else 0.0
        found = max(found, len(lines) * step + more + 2 * PAD)
    return found


def least(drawn: Drawn, row: Row) -> float:
    """How high a row is at least."""
    return max(LEAST[row.kind], min(_label_height(drawn, row) + 2 * PAD, 2 * LEAST[row.kind]))


def _step(row: Row) -> float:
    return HEAD_STEP if row.kind == "head" else STEP


def _lines(
    drawn: Drawn, row: Row, item: Item, width: float, most: int
) -> tuple[tuple[str, ...], bool]:
    if row.kind == "head":
        inner = width - 2 * POINT - PAD
        return drawn.measure.lines(item.text or "–", inner, HEADING, bold=True, most=min(most, 4))
    of = drawn.type.main or row.of
    said = words(drawn, of, row.of, item)
    return drawn.measure.lines(said, width - 2 * PAD, TEXT, most=most) if said else ((), True)


def _foot(drawn: Drawn, item: Item) -> str:
    """How many tasks hang on a phase."""
    count = drawn.marks.get(item.id, 0)
    return _n("{count} task", "{count} tasks", count).say(drawn.language) if count else ""


def name(drawn: Drawn, row: Row, frame: Frame) -> list[Shape]:
    """What a row is called, on the left; the ends of a scale above and below it."""
    parts = _label(drawn, row)
    heights = [len(lines) * size * LINE_HEIGHT for lines, size, *_how in parts]
    free = max(0.0, frame.height - 2 * PAD - sum(heights)) if row.curve else 0.0
    y = frame.y + PAD
    box = Frame(frame.x, frame.y, NAMES, frame.height)
    found: list[Shape] = [Box(box, "background", "", 4)]
    for place, ((lines, size, bold, colour), high) in enumerate(zip(parts, heights, strict=True)):
        y += free / 2 if place else 0
        fits = min(len(lines), max(1, int((frame.bottom - y + 1) // (size * LINE_HEIGHT))))
        inner = Frame(frame.x + PAD, y, NAMES - 2 * PAD, fits * size * LINE_HEIGHT)
        if inner.bottom <= frame.bottom + 1:
            found.append(Words(inner, lines[:fits], size, bold, colour))
        y += high
    return found


def _arrow(frame: Frame, fill: str, line: str) -> Shape:
    x, right, middle = frame.x, frame.right, frame.y + frame.height / 2
    points = (
        *((x, frame.y), (right - POINT, frame.y), (right, middle)),
        *((right - POINT, frame.bottom), (x, frame.bottom), (x + POINT, middle)),
    )
    return Area(points, fill, line, 0.8)


def ground(
    drawn: Drawn, row: Row, block: Sequence[Item], frame: Frame, width: float
) -> list[Shape]:
    """What stands still in a row: the field of a curve, and cells to write in where there are no phases."""
    count = max(1, round((frame.width - NAMES) / (width + GAP)))
    places = [
        Frame(NAMES + GAP + at * (width + GAP), frame.y, width, frame.height) for at in range(count)
    ]
    if row.curve:
        many = len(block) or count
        field_ = Frame(places[0].x, frame.y, many * (width + GAP) - GAP, frame.height)
        found = lane_curve.ground(row.of, block, field_, width, GAP)
        if drawn.blank:
            middles = [each.x + width / 2 for each in places]
            found += lane_curve.numbers(row.of, field_, middles)
        return found
    if block:
        return []
    if row.kind == "head":
        return [_arrow(each, "card", "main") for each in places]
    return [Box(each, "card", "line", 4) for each in places]


def cell(drawn: Drawn, of: SheetField, row: Row, column: Column, frame: Frame) -> None:
    """A cell of a phase, with what of it fits."""
    if row.curve:
        column.shapes += lane_curve.dot(row.of, column.item, frame)
        return
    step = _step(row)
    foot = _foot(drawn, column.item) if row.kind == "head" else ""
    inner = frame.height - 2 * PAD - (LINE if foot else 0)
    most = min(MOST_LINES, int((inner + 0.5) // step))
    lines, whole = _lines(drawn, row, column.item, frame.width, max(1, most))
    if most < 1:
        lines, whole = (), not lines
    if not whole:
        said = column.item.text if row.kind == "head" else words(drawn, of, row.of, column.item)
        label = {
            language: f"{column.item.text[:80]}: {pick(row.of.label, language)}"
            for language in row.of.label
        }
        column.left_over.append(LeftOver(row.of.label if row.kind == "head" else label, said))
    high = len(lines) * step
    if row.kind == "head":
        y = frame.y + PAD + max(0.0, (inner - high) / 2)
        text = Frame(frame.x + POINT + PAD, y, frame.width - 2 * POINT - PAD, high)
        column.shapes += [
            _arrow(frame, "main_tint", "main"),
            Words(text, lines, HEADING, bold=True, colour="main"),
        ]
        if foot:
            said, _all = drawn.measure.lines(foot, text.width, SMALL, most=1)
            column.shapes.append(
                Words(Frame(text.x, text.bottom, text.width, LINE), said, SMALL, colour="main")
            )
        return
    column.shapes.append(Box(frame, "card", "line", 4))
    if lines:
        text = Frame(frame.x + PAD, frame.y + PAD, frame.width - 2 * PAD, high)
        column.shapes.append(Words(text, lines, TEXT))
