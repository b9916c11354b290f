"""The items of a matrix as a numbered list beside it: their scores, how those are read, and all they tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.worksheets.pictures import notes, shares
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    TEXT,
    Frame,
    LeftOver,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item, number_in
from app.worksheets.types.rules import SheetField

GAP = 12.0
BETWEEN = 5.0
NUMBER = 17.0
STEP, SMALL_STEP = TEXT * LINE_HEIGHT, SMALL * LINE_HEIGHT
MOST_TEXT, MOST_FACTS = 12, 8
LEAST = STEP + BETWEEN
"""No entry takes less than this."""
WRITING = 19.0
LETTERS = 60.0


@dataclass(frozen=True)
class Entry:
    """An item in the list, drawn at the origin."""

    item: Item
    shapes: tuple[Shape, ...]
    height: float
    whole: bool


def entries(
    drawn: Drawn, of: SheetField, items: Sequence[Item], score: SheetField | None, width: float
) -> list[Entry]:
    """The items in order as they are told in a list of a width."""
    aside = max(NUMBER, drawn.measure.width(str(len(items)), TEXT, bold=True) + 6)
    return [
        _entry(drawn, of, each, number, score, (width, aside))
        for number, each in enumerate(items, start=1)
    ]


def _entry(
    drawn: Drawn,
    of: SheetField,
    item: Item,
    number: int,
    score: SheetField | None,
    wide: tuple[float, float],
) -> Entry:
    width, aside = wide
    inner = width - aside
    y = 0.0
    lines, whole = drawn.measure.lines(item.text or "–", inner, TEXT, bold=True, most=MOST_TEXT)
    shapes: list[Shape] = [
        Words(Frame(0, 0, aside - 4, STEP), (str(number),), TEXT, bold=True, colour="main"),
        Words(Frame(aside, 0, inner, len(lines) * STEP), lines, TEXT, bold=True),
    ]
    y += len(lines) * STEP
    found = number_in(of, item, score.key) if score else None
    if score and found is not None:
        band = score.band(found)
        words = notes.number_words(drawn, score, found)
        said = f"{words} · {drawn.say(band.label)}" if band and band.label else words
        colour = band.tone if band and band.tone != "plain" else "soft_ink"
        told, _all = drawn.measure.lines(said, inner, SMALL, bold=True, most=2)
        high = len(told) * SMALL_STEP
        shapes.append(Words(Frame(aside, y, inner, high), told, SMALL, bold=True, colour=colour))
        y += high
    without = frozenset({drawn.type.x, drawn.type.y, score.key}) if score else frozenset[str]()
    if facts := notes.facts_line(drawn, of, item, without):
        told, all_facts = drawn.measure.lines(facts, inner, SMALL, most=MOST_FACTS)
        high = len(told) * SMALL_STEP
        shapes.append(Words(Frame(aside, y, inner, high), told, SMALL, colour="soft_ink"))
        whole = whole and all_facts
        y += high
    return Entry(item, tuple(shapes), y, whole)


def height(found: Sequence[Entry], columns: int) -> float:
    """How high a list is in so many columns."""
    at, highest = 0, 0.0
    for count in shares.packed([each.height for each in found], columns, BETWEEN):
        part = found[at : at + count]
        highest = max(highest, sum(each.height + BETWEEN for each in part) - BETWEEN)
        at += count
    return max(0.0, highest)


def laid(
    drawn: Drawn,
    of: SheetField,
    found: Sequence[Entry],
    frame: Frame,
    columns: int,
    *,
    limited: bool,
) -> tuple[list[Shape], list[tuple[Item, LeftOver]]]:
    """The list in its place; where it is limited, what has no room is left over."""
    wide = (frame.width - (columns - 1) * GAP) / columns
    shapes: list[Shape] = []
    left: list[tuple[Item, LeftOver]] = []
    counts = shares.packed([each.height for each in found], columns, BETWEEN)
    at = 0
    for column, count in enumerate(counts):
        y = 0.0
        for each in found[at : at + count]:
            if limited and y + each.height > frame.height + 0.5:
                left.append(
                    (each.item, LeftOver(of.label, notes.whole_words(drawn, of, each.item)))
                )
                continue
            x = frame.x + column * (wide + GAP)
            shapes += [notes.moved(shape, x, frame.y + y) for shape in each.shapes]
            if not each.whole:
                left.append(
                    (each.item, LeftOver(of.label, notes.whole_words(drawn, of, each.item)))
                )
            y += each.height + BETWEEN
        at += count
    return shapes, left


def blank(drawn: Drawn, of: SheetField, columns: Sequence[SheetField], frame: Frame) -> list[Shape]:
    """Numbered lines to write on, with a narrow place for each number."""
    wide = frame.width - NUMBER - len(columns) * LETTERS
    main = of.main
    heads = [(frame.x + NUMBER, wide, main.label if main else of.label)]
    heads += [
        (frame.x + NUMBER + wide + at * LETTERS, LETTERS, each.label)
        for at, each in enumerate(columns)
    ]
    shapes: list[Shape] = []
    for x, width, label in heads:
        lines, _whole = drawn.measure.lines(drawn.say(label), width - 4, SMALL, bold=True, most=2)
        place = Frame(x + 2, frame.y, width - 4, 2 * SMALL_STEP)
        shapes.append(Words(place, lines, SMALL, bold=True, colour="soft_ink"))
    y, number = frame.y + 2 * SMALL_STEP + WRITING, 1
    while y <= frame.bottom + 0.5:
        place = Frame(frame.x, y - STEP, NUMBER - 4, STEP)
        shapes.append(Words(place, (str(number),), TEXT, bold=True, colour="main"))
        for x, width, _label in heads:
            shapes.append(Stroke(((x + 2, y), (x + width - 2, y)), "line", 0.7))
        y, number = y + WRITING, number + 1
    return shapes
