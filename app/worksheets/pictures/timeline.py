"""Waiting against work: a line that goes up while it is waited and down while it is worked, and both sums."""

from collections.abc import Sequence

from app.core.format import show_minutes
from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Box, Frame, Shape, Stroke, Words
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.pictures.stepcards import Roles
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of

LINE = SMALL * LINE_HEIGHT
MARGIN = 104.0
"""What the names on the left take."""
NARROWEST = 27.0
"""A shorter stretch can't carry its words: then only the sums are shown."""
UP = 13.0
THICK = 8.0
EMPTY = 8


def draw(
    drawn: Drawn, part: Roles, items: Sequence[Item], width: float, *, sums_only: bool = False
) -> Filled:
    """The line of the steps, and below it the sums as bars from zero; nothing where no times are kept."""
    if not (part.wait and part.process):
        return Filled(0.0)
    count = EMPTY if drawn.blank else len(items)
    stretch = (width - MARGIN) / max(1, count) / 2
    shapes: list[Shape] = []
    y = 0.0
    if count and stretch >= NARROWEST and not sums_only and _fits(drawn, part, items, stretch):
        shapes += _line(drawn, part, items, stretch, count)
        y += 2 * LINE + UP + 8
    if drawn.blank:
        return Filled(y, ground=tuple(shapes))
    sums = [sum(_minutes(each, column) or 0 for each in items) for column in _both(part)]
    words = [show_minutes(round(each), drawn.language) for each in sums]
    said = max(drawn.measure.width(each, SMALL, bold=True) for each in words)
    long = width - MARGIN - said - 8
    for column, total, told, colour in zip(
        _both(part), sums, words, ("watch", "main"), strict=True
    ):
        shapes.append(_name(drawn, column, y))
        wide = long * total / max(*sums, 1)
        x = MARGIN
        if total > 0:
            bar = Frame(x, y + (LINE - THICK) / 2, max(wide, 0.8), THICK)
            shapes.append(Box(bar, colour, "", 0))
        place = Frame(x + wide + 5, y, said + 1, LINE)
        shapes.append(Words(place, (told,), SMALL, bold=True, colour=colour))
        y += LINE + 3
    return Filled(y - 3, ground=tuple(shapes))


def _both(part: Roles) -> tuple[SheetField, SheetField]:
    assert part.wait
    assert part.process
    return part.wait, part.process


def _minutes(item: Item, column: SheetField) -> float | None:
    return number_of(item.facts.get(column.key))


def _words(drawn: Drawn, item: Item, column: SheetField) -> str:
    number = _minutes(item, column)
    return "–" if number is None else show_minutes(round(number), drawn.language)


def _fits(drawn: Drawn, part: Roles, items: Sequence[Item], width: float) -> bool:
    """Whether the minutes of every step have room above and below their stretch."""
    return drawn.blank or all(
        drawn.measure.width(_words(drawn, each, column), SMALL, bold=True) <= width + 2
        for each in items
        for column in _both(part)
    )


def _name(drawn: Drawn, column: SheetField, y: float) -> Shape:
    lines, _whole = drawn.measure.lines(drawn.say(column.label), MARGIN - 6, SMALL, most=1)
    return Words(Frame(0, y, MARGIN - 6, LINE), lines, SMALL, colour="soft_ink")


def _line(
    drawn: Drawn, part: Roles, items: Sequence[Item], width: float, count: int
) -> list[Shape]:
    """Up for the waiting before a step, down for its work; the minutes above and below in words."""
    high, low = LINE + 2, LINE + 2 + UP
    wait, process = _both(part)
    found: list[Shape] = [
        _name(drawn, wait, high - LINE),
        _name(drawn, process, low),
    ]
    points: list[tuple[float, float]] = []
    for at in range(count):
        x = MARGIN + 2 * at * width
        points += [(x, high), (x + width, high), (x + width, low), (x + 2 * width, low)]
        if drawn.blank:
            continue
        for column, left, top, colour in (
            (wait, x, high - LINE - 1, "watch"),
            (process, x + width, low + 1, "main"),
        ):
            place = Frame(left - 1, top, width + 2, LINE)
            words = (_words(drawn, items[at], column),)
            found.append(Words(place, words, SMALL, bold=True, colour=colour, align="centre"))
    found.append(Stroke(tuple(points), "soft_ink", 1.1))
    return found
