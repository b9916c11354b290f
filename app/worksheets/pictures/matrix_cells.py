"""The items in a cell of a matrix: small numbered notes, or dots with their numbers where there are many."""

from collections.abc import Sequence

from app.worksheets.pictures import notes
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    Box,
    Circle,
    Frame,
    Placed,
    Shape,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item

PAD, GAP = 4.0, 3.0
LINE = SMALL * LINE_HEIGHT
DOT = 8.5
"""The radius of a dot; numbers of three digits fit it."""
NOTE_PAD, DIGIT = 2.5, 4.2
LEAST = LINE + 2 * NOTE_PAD + GAP
"""No note takes less than this."""
Numbered = Sequence[tuple[int, Item]]


def height(drawn: Drawn, there: Numbered, width: float, lines: int) -> float:
    """How high a cell must be for its items."""
    if not there:
        return 0.0
    inner = width - 2 * PAD
    if not lines:
        rows = -(-len(there) // _in_row(inner))
        return LINE + rows * (2 * DOT + GAP) - GAP + 2 * PAD
    high = (
        sum(_note_height(drawn, number, item, inner, lines) + GAP for number, item in there) - GAP
    )
    return LINE + high + 2 * PAD


def placed(
    drawn: Drawn, there: Numbered, slot: str, frame: Frame, lines: int
) -> tuple[list[Placed], int]:
    """The items at their places in a cell, and how many of them have one."""
    inner = frame.inside(PAD)
    top, bottom = inner.y + LINE, frame.bottom - PAD + 0.5
    if not lines:
        return _dots(there, slot, Frame(inner.x, top, inner.width, bottom - top))
    found: list[Placed] = []
    for number, item in there:
        note = _note(drawn, number, item, inner.width, lines)
        if top + note.height > bottom:
            break
        found.append(notes.placed(note, item.id, slot, inner.x, top, inner.width))
        top += note.height + GAP
    return found, len(found)


def _in_row(width: float) -> int:
    return max(1, int((width + GAP) // (2 * DOT + GAP)))


def _lines(drawn: Drawn, number: int, item: Item, width: float, lines: int) -> tuple[str, ...]:
    inner = width - 2 * NOTE_PAD - _aside(number)
    return drawn.measure.lines(item.text or "–", inner, SMALL, most=lines)[0]


def _aside(number: int) -> float:
    """How much room a number has before the text of its note."""
    return DIGIT * max(2, len(str(number))) + 2.5


def _note_height(drawn: Drawn, number: int, item: Item, width: float, lines: int) -> float:
    return len(_lines(drawn, number, item, width, lines)) * LINE + 2 * NOTE_PAD


def _note(drawn: Drawn, number: int, item: Item, width: float, lines: int) -> notes.Note:
    said = _lines(drawn, number, item, width, lines)
    text = len(said) * LINE
    fill = notes.FILLS.get(item.colour or "plain", "card")
    left = NOTE_PAD + _aside(number)
    shapes: tuple[Shape, ...] = (
        Box(Frame(0, 0, width, text + 2 * NOTE_PAD), fill, "line", 3),
        Words(
            Frame(NOTE_PAD, NOTE_PAD, _aside(number) - 2, LINE),
            (str(number),),
            SMALL,
            bold=True,
            colour="main",
        ),
        Words(Frame(left, NOTE_PAD, width - left - NOTE_PAD, text), said, SMALL),
    )
    return notes.Note(shapes, text + 2 * NOTE_PAD, whole=True)


def _dots(there: Numbered, slot: str, frame: Frame) -> tuple[list[Placed], int]:
    found: list[Placed] = []
    per_row = _in_row(frame.width)
    step = 2 * DOT + GAP
    for at, (number, item) in enumerate(there):
        x, y = frame.x + at % per_row * step, frame.y + at // per_row * step
        if y + 2 * DOT > frame.bottom + 0.5:
            break
        said = Words(
            Frame(x, y + DOT - LINE / 2, 2 * DOT, LINE),
            *((str(number),), SMALL, True, "on_main", "centre"),
        )
        shapes = (Circle(x + DOT, y + DOT, DOT, "main", "main"), said)
        found.append(Placed(item.id, slot, Frame(x, y, 2 * DOT, 2 * DOT), shapes))
    return found, len(found)
