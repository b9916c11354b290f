"""A checklist: boxes with their ticks, what is to be checked, and notes about it."""

from collections.abc import Sequence
from datetime import date

from app.worksheets.pictures.cells import RULED, Filled
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    SMALL,
    TEXT,
    Box,
    Frame,
    LeftOver,
    Placed,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item
from app.worksheets.sheets.filling import seeded
from app.worksheets.types.rules import NOTE, SheetField

BOX, INDENT, GAP = 8.0, 14.0, 3.0
STEP, LINE = TEXT * LINE_HEIGHT, SMALL * LINE_HEIGHT
COUNT_WIDTH = 44.0
MORE_LINES = 2
"""Empty boxes after the given ones on a blank form."""
_ANY_DAY = date(2000, 1, 1)
"""Points of a checklist have no days, so any day will do to read them."""


def points(drawn: Drawn, of: SheetField) -> Sequence[Item]:
    """What is to be checked; on a blank form what every new sheet of the type begins with."""
    if not drawn.blank:
        return drawn.of(of.key)
    return seeded(drawn.type, drawn.language, _ANY_DAY).of(of.key)


def count(drawn: Drawn, of: SheetField, frame: Frame) -> list[Shape]:
    """How many are done of how many, at the right of a heading."""
    items = drawn.of(of.key)
    if not items:
        return []
    done = sum(each.done for each in items)
    place = Frame(frame.right - COUNT_WIDTH, frame.y, COUNT_WIDTH, HEADING * LINE_HEIGHT)
    colour = "good" if done == len(items) else "soft_ink"
    said = (f"{done} / {len(items)}",)
    return [Words(place, said, HEADING, bold=True, colour=colour, align="right")]


def content(
    drawn: Drawn, of: SheetField, slot: str, frame: Frame, *, room: float | None = None
) -> Filled:
    """The points one under another; at most ``room`` high, where that is given."""
    placed: list[Placed] = []
    ground: list[Shape] = []
    left: list[LeftOver] = []
    y = 0.0
    for each in points(drawn, of):
        shapes, high = _point(drawn, each, Frame(frame.x, frame.y + y, frame.width, 0))
        if room is not None and y + high > room:
            left.append(LeftOver(of.label, _words(each)))
            continue
        if drawn.blank:
            ground += shapes
        else:
            place = Frame(frame.x, frame.y + y, frame.width, high)
            placed.append(Placed(each.id, slot, place, tuple(shapes)))
        y += high + GAP
    if drawn.blank:
        for _line in range(MORE_LINES):
            top = frame.y + y + RULED - STEP
            if room is not None and y + RULED > room:
                break
            ground += [
                _box(frame.x, top, done=False),
                Stroke(((frame.x + INDENT, top + STEP), (frame.right, top + STEP)), "line", 0.6),
            ]
            y += RULED
    return Filled(max(0.0, y - GAP), tuple(placed), tuple(ground), tuple(left))


def choices(drawn: Drawn, said: Sequence[str], frame: Frame) -> Filled:
    """Boxes to tick by hand, each with what it stands for, side by side and in as many lines as needed."""
    shapes: list[Shape] = []
    x, y = frame.x, frame.y
    for each in said:
        lines, _whole = drawn.measure.lines(each, frame.width - INDENT, TEXT, most=2)
        wide = INDENT + max(drawn.measure.width(line, TEXT) for line in lines) + 2
        if x > frame.x and x + wide > frame.right:
            x, y = frame.x, y + STEP + GAP
        place = Frame(x + INDENT, y, wide - INDENT, len(lines) * STEP)
        shapes += [_box(x, y, done=False), Words(place, lines, TEXT)]
        x += wide + INDENT
        y += (len(lines) - 1) * STEP
    return Filled(y + STEP - frame.y, ground=tuple(shapes))


def _point(drawn: Drawn, item: Item, frame: Frame) -> tuple[list[Shape], float]:
    inner = frame.width - INDENT
    lines, _whole = drawn.measure.lines(item.text or "–", inner, TEXT)
    high = len(lines) * STEP
    x = frame.x + INDENT
    shapes: list[Shape] = [
        _box(frame.x, frame.y, done=item.done),
        Words(Frame(x, frame.y, inner, high), lines, TEXT),
    ]
    if item.done:
        shapes.append(_tick(frame.x, frame.y))
    if note := "" if drawn.blank else str(item.facts.get(NOTE) or ""):
        said, _all = drawn.measure.lines(note, inner, SMALL)
        more = len(said) * LINE
        shapes.append(Words(Frame(x, frame.y + high, inner, more), said, SMALL, colour="soft_ink"))
        high += more
    return shapes, high


def _words(item: Item) -> str:
    mark = "☑" if item.done else "☐"
    note = str(item.facts.get(NOTE) or "")
    return f"{mark} {item.text}" + (f" · {note}" if note else "")


def _box(x: float, y: float, *, done: bool) -> Shape:
    top = y + (STEP - BOX) / 2
    fill, line = ("good_tint", "good") if done else ("card", "soft_ink")
    return Box(Frame(x, top, BOX, BOX), fill, line, 1.5, 0.9)


def _tick(x: float, y: float) -> Shape:
    top = y + (STEP - BOX) / 2
    where = ((0.2, 0.52), (0.42, 0.74), (0.82, 0.26))
    return Stroke(tuple((x + a * BOX, top + b * BOX) for a, b in where), "good", 1.4)
