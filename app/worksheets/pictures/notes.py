"""A sticky note as shapes: its text, what else is told of it, its votes."""

from dataclasses import dataclass, replace

from app.core.text import _n
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    TEXT,
    Area,
    Box,
    Circle,
    Frame,
    Placed,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item, number_in
from app.worksheets.types.formulas import Number
from app.worksheets.types.rules import NOTE, SheetField
from app.worksheets.types.values import shown

NOTE_WIDTH, LEAST_HEIGHT, PAD, GAP = 104.0, 26.0, 5.0, 5.0
MOST_LINES = 14
"""So many lines of a note are shown in a picture; the rest is read beside it, or after it on paper."""
FILLS = {
    "yellow": "note_yellow",
    "green": "note_green",
    "blue": "note_blue",
    "pink": "note_pink",
    "plain": "card",
}
_VOTE = 6.5


@dataclass(frozen=True)
class Note:
    """A note drawn at the origin: its shapes and height, and whether all of its text is there."""

    shapes: tuple[Shape, ...]
    height: float
    whole: bool


def facts_line(
    drawn: Drawn, field: SheetField, item: Item, without: frozenset[str] = frozenset()
) -> str:
    """What the columns of an item tell, in one line: ``Effort 2 · Mari · 1.6.2026``."""
    said = []
    for column in field.facts:
        if column.key in without:
            continue
        if column.type == "computed":
            number = number_in(field, item, column.key)
            words = "" if number is None else number_words(drawn, column, number)
        else:
            words = shown(column, item.facts.get(column.key), drawn.language)
        if words and column.type == "yesno" and not item.facts.get(column.key):
            continue
        if words and column.type in {"scale", "number", "percent", "computed", "yesno", "minutes"}:
            words = (
                f"{drawn.say(column.label)} {words}"
                if column.type != "yesno"
                else drawn.say(column.label)
            )
        if words:
            said.append(words)
    if field.type == "checks" and item.facts.get(NOTE):
        said.append(str(item.facts[NOTE]))
    return " · ".join(said)


def number_words(drawn: Drawn, field: SheetField, number: Number) -> str:
    """A computed number with its unit, in the picture's language."""
    words = shown(field, f"{number:.{field.places}f}", drawn.language)
    unit = drawn.say(field.unit)
    return f"{words} {unit}".strip()


def note(
    drawn: Drawn,
    field: SheetField,
    item: Item,
    width: float = NOTE_WIDTH,
    *,
    without: frozenset[str] = frozenset(),
    number: int = 0,
    most: int = MOST_LINES,
) -> Note:
    """A note of a width, drawn at the origin. ``number`` stands before its text where it has one."""
    inner = width - 2 * PAD
    text = f"{number}. {item.text}" if number else item.text
    lines, whole = drawn.measure.lines(text or "–", inner, TEXT, most=most)
    facts = facts_line(drawn, field, item, without)
    more, all_facts = drawn.measure.lines(facts, inner, SMALL, most=4) if facts else ((), True)
    step, small = TEXT * LINE_HEIGHT, SMALL * LINE_HEIGHT
    height = PAD + len(lines) * step + (len(more) * small + 2 if more else 0) + PAD
    tasks = drawn.marks.get(item.id, 0)
    below = bool(item.votes or tasks)
    height += 2 * _VOTE + 1 if below else 0
    height = max(height, LEAST_HEIGHT)
    fill = FILLS.get(item.colour or "yellow", "note_yellow")
    shapes: list[Shape] = [
        Box(Frame(0, 0, width, height), fill, "line", 3),
        Words(Frame(PAD, PAD, inner, len(lines) * step), lines, TEXT),
    ]
    if more:
        at = PAD + len(lines) * step + 2
        shapes.append(
            Words(Frame(PAD, at, inner, len(more) * small), more, SMALL, colour="soft_ink")
        )
    if below:
        shapes += _foot(drawn, item, tasks, width, height)
    return Note(tuple(shapes), height, whole and all_facts)


def _foot(drawn: Drawn, item: Item, tasks: int, width: float, height: float) -> list[Shape]:
    """The votes on the right, how many tasks on the left."""
    found: list[Shape] = []
    middle = height - PAD - _VOTE + 1
    if item.votes:
        x = width - PAD - _VOTE
        words = str(item.votes)
        found += [
            Circle(x, middle, _VOTE, "main", "main"),
            Words(
                Frame(x - _VOTE, middle - SMALL * LINE_HEIGHT / 2, 2 * _VOTE, SMALL * LINE_HEIGHT),
                (words,),
                SMALL,
                bold=True,
                colour="on_main",
                align="centre",
            ),
        ]
    if tasks:
        words = _n("{count} task", "{count} tasks", tasks).say(drawn.language)
        room = width - 2 * PAD - 3 * _VOTE
        line, _whole = drawn.measure.lines(words, room, SMALL, most=1)
        frame = Frame(PAD, middle - SMALL * LINE_HEIGHT / 2, room, SMALL * LINE_HEIGHT)
        found.append(Words(frame, line, SMALL, bold=True, colour="main"))
    return found


def moved(shape: Shape, x: float, y: float) -> Shape:
    """A shape drawn at the origin, moved to its place."""
    # Made anew and not by `replace`, which takes most of the time of a picture with a thousand notes.
    match shape:
        case Box(frame, fill, line, radius, width, dashed):
            return Box(frame.moved(x, y), fill, line, radius, width, dashed)
        case Words(frame, lines, size, bold, colour, align, turned):
            return Words(frame.moved(x, y), lines, size, bold, colour, align, turned)
        case Circle(at_x, at_y, radius, fill, line, width):
            return Circle(at_x + x, at_y + y, radius, fill, line, width)
        case Stroke(points=points) | Area(points=points):
            return replace(shape, points=tuple((a + x, b + y) for a, b in points))
        case _:
            return replace(shape, x=shape.x + x, y=shape.y + y)


def placed(found: Note, item_id: str, slot: str, x: float, y: float, width: float) -> Placed:
    """A note at its place."""
    return Placed(
        item_id,
        slot,
        Frame(x, y, width, found.height),
        tuple(moved(each, x, y) for each in found.shapes),
        found.whole,
    )


def whole_words(drawn: Drawn, field: SheetField, item: Item) -> str:
    """All that an item says, for where a picture has no room for it."""
    facts = facts_line(drawn, field, item)
    return " · ".join(part for part in (item.text, facts) if part)
