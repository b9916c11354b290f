"""A percentage as a bar from zero to the whole, with its number and how it is read."""

from dataclasses import replace

from app.worksheets.pictures.notes import PAD, Note, number_words
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Box, Frame, Shape, Words
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item, number_in
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import shown

WHOLE = 100.0
THICK = 5.0
STEP = SMALL * LINE_HEIGHT + 3
_LEAST = 24.0
"""A shorter bar says nothing."""


def is_percent(column: SheetField) -> bool:
    """Whether a column tells how much of a whole there is."""
    computed = column.type == "computed" and "%" in column.unit.values()
    return computed or column.type == "percent"


def keys(of: SheetField) -> frozenset[str]:
    """The columns of a collection that are shown as bars."""
    return frozenset(each.key for each in of.facts if is_percent(each))


def under(drawn: Drawn, of: SheetField, item: Item, made: Note, width: float) -> Note:
    """A note with a bar below its text for each percentage that is told of its item."""
    found: list[Shape] = []
    y = made.height - PAD + 1
    for column in of.facts:
        if is_percent(column) and _told(column, item):
            found += _bar(drawn, column, number_in(of, item, column.key), width, y)
            y += STEP
    if not found:
        return made
    ground, *others = made.shapes
    assert isinstance(ground, Box)
    height = y + PAD - 2
    taller = replace(ground, frame=replace(ground.frame, height=height))
    return Note((taller, *others, *found), height, made.whole)


def _told(column: SheetField, item: Item) -> bool:
    """Whether anything is known of it: its number, or something of which it is computed."""
    told = {key for key, value in item.facts.items() if value not in (None, "")}
    return column.key in told or any(key in column.formula for key in told)


def _bar(
    drawn: Drawn, column: SheetField, number: float | None, width: float, y: float
) -> list[Shape]:
    band = column.band(number)
    if number is None:
        words = f"{drawn.say(column.label)} –"
    elif column.type == "percent":
        words = f"{drawn.say(column.label)} {shown(column, str(number), drawn.language)}"
    else:
        words = number_words(drawn, column, number)
    if band and band.label:
        words = f"{words} · {drawn.say(band.label)}"
    colour = band.tone if band and band.tone != "plain" else "main"
    inner = width - 2 * PAD
    line, _whole = drawn.measure.lines(words, inner, SMALL, bold=True, most=1)
    taken = min(inner, drawn.measure.width(line[0], SMALL, bold=True))
    high = SMALL * LINE_HEIGHT
    said = Words(
        Frame(PAD + inner - taken, y, taken, high),
        line,
        SMALL,
        bold=True,
        colour=colour if number is not None else "soft_ink",
        align="right",
    )
    long = inner - taken - 6
    if long < _LEAST:
        return [said]
    at = y + (high - THICK) / 2
    part = min(max((number or 0) / WHOLE, 0), 1) * long
    bar: list[Shape] = [Box(Frame(PAD, at, long, THICK), "line", "", THICK / 2)]
    if part:
        bar.append(Box(Frame(PAD, at, max(part, THICK), THICK), colour, "", THICK / 2))
    return [*bar, said]
