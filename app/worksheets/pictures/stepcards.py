"""The box of a step: whether it brings value, what is done, and what else is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.format import show_minutes
from app.core.text import _n
from app.worksheets.pictures import blanks, notes
from app.worksheets.pictures.notes import FILLS, PAD, Note
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, TEXT, Box, Frame, Shape, Words
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item, number_in
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of, shown

STRIPE = 4.5
MOST_LINES, MOST_MORE = 6, 5
STEP, LINE = TEXT * LINE_HEIGHT, SMALL * LINE_HEIGHT
LONG = ("line", "text")
"""Columns that are written out below the others."""


@dataclass(frozen=True)
class Roles:
    """Which columns of a flow tell how long a step is waited for, how long it takes, and if it brings value."""

    wait: SheetField | None = None
    process: SheetField | None = None
    value: SheetField | None = None

    @property
    def shown(self) -> frozenset[str]:
        """The columns that are shown otherwise than in words."""
        return frozenset(each.key for each in (self.wait, self.value) if each)


def roles(of: SheetField) -> Roles:
    """The columns of a flow that have a part in its picture, found by their kind and key."""
    times = [each for each in of.facts if each.type == "minutes"]
    wait = next((each for each in times if "wait" in each.key), None)
    process = next((each for each in times if each is not wait), None)
    value = next((each for each in of.facts if each.type == "yesno" and "value" in each.key), None)
    return Roles(wait, process, value)


def card(
    drawn: Drawn,
    of: SheetField,
    item: Item,
    number: int,
    width: float,
    *,
    without: frozenset[str] = frozenset(),
) -> Note:
    """The box of a step of a width, drawn at the origin."""
    part = roles(of)
    inner = width - 2 * PAD
    adds = bool(part.value and item.facts.get(part.value.key))
    fill = FILLS.get(item.colour, "card")
    shapes: list[Shape] = [Box(Frame(0, 0, width, 0), fill, "good" if adds else "line", 3)]
    y = PAD
    if part.value:
        shapes.append(Box(Frame(0, 0, width, STRIPE), "good" if adds else "line", "", 2))
        y += STRIPE
    lines, whole = drawn.measure.lines(
        f"{number}. {item.text or '–'}", inner, TEXT, bold=True, most=MOST_LINES
    )
    shapes.append(Words(Frame(PAD, y, inner, len(lines) * STEP), lines, TEXT, bold=True))
    y += len(lines) * STEP + 2
    if adds and part.value:
        said, _all = drawn.measure.lines(drawn.say(part.value.label), inner, SMALL, bold=True)
        place = Frame(PAD, y, inner, len(said) * LINE)
        shapes.append(Words(place, said, SMALL, bold=True, colour="good"))
        y += place.height + 1
    for label, words, long in _facts(drawn, of, item, without):
        more, high, all_of_it = _fact(drawn, label, words, Frame(PAD, y, inner, 0), long=long)
        shapes += more
        y += high
        whole = whole and all_of_it
    return resized(Note(tuple(shapes), 0, whole), y + PAD - 1)


def resized(made: Note, height: float) -> Note:
    """A box as high as the others in its row."""
    ground, *others = made.shapes
    assert isinstance(ground, Box)
    box = replace(ground, frame=replace(ground.frame, height=height))
    return Note((box, *others), height, made.whole)


def blank(drawn: Drawn, of: SheetField, width: float, without: frozenset[str]) -> Note:
    """An empty box, with a line for each column."""
    return blanks.card(drawn, of, width, lines=2, without=without)


def told(drawn: Drawn, column: SheetField, item: Item) -> str:
    """What a column of a step says; no minutes at all are also told."""
    stored = item.facts.get(column.key)
    if column.type == "minutes" and number_of(stored) == 0:
        return show_minutes(0, drawn.language)
    return shown(column, stored, drawn.language)


def _facts(
    drawn: Drawn, of: SheetField, item: Item, without: frozenset[str]
) -> Iterator[tuple[str, str, bool]]:
    """Label and value of each column that has one, the long ones last."""
    for column in sorted(of.facts, key=lambda each: each.type in LONG):
        if column.key in without:
            continue
        if column.type == "computed":
            number = number_in(of, item, column.key)
            words = "" if number is None else notes.number_words(drawn, column, number)
        else:
            words = told(drawn, column, item)
            unit = drawn.say(column.unit)
            words = f"{words} {unit}" if words and unit else words
        if words:
            yield drawn.say(column.label), words, column.type in LONG
    tasks = drawn.marks.get(item.id, 0)
    if item.votes:
        yield _n("{count} vote", "{count} votes", item.votes).say(drawn.language), "", True
    if tasks:
        yield _n("{count} task", "{count} tasks", tasks).say(drawn.language), "", True


def _fact(
    drawn: Drawn, label: str, words: str, frame: Frame, *, long: bool
) -> tuple[list[Shape], float, bool]:
    """A column in words: its label on the left and its value on the right, or one after the other."""
    wide = drawn.measure.width(words, SMALL, bold=True)
    named = drawn.measure.width(label, SMALL)
    if not long and named + wide + 6 <= frame.width:
        line = replace(frame, height=LINE)
        return (
            [
                Words(line, (label,), SMALL, colour="soft_ink"),
                Words(line, (words,), SMALL, bold=True, align="right"),
            ],
            LINE,
            True,
        )
    said = f"{label}: {words}" if words else label
    lines, whole = drawn.measure.lines(said, frame.width, SMALL, most=MOST_MORE)
    high = len(lines) * LINE
    place = Frame(frame.x, frame.y + 1, frame.width, high)
    return [Words(place, lines, SMALL, colour="soft_ink")], high + 1, whole
