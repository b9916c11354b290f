"""A task in as little room as it needs: its mark, its text, and below it what else is told of it."""

from dataclasses import dataclass

from app.core.text import _n
from app.worksheets.pictures import marks, notes
from app.worksheets.pictures.notes import FILLS, Note
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, TEXT, Box, Frame, Shape, Words
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import SheetField

PAD, INDENT = 3.0, 10.0
MOST_LINES, MOST_FACTS = 6, 3
STEP = TEXT * LINE_HEIGHT
"""So many lines of text and of facts has a task in short."""
BETWEEN = " · "


@dataclass(frozen=True)
class Look:
    """How the items of a collection are shown: which choice tells their mark, what their place already tells."""

    of: SheetField
    choice: SheetField | None
    marks: marks.Marks
    without: frozenset[str]

    def key(self, item: Item) -> str:
        """The option of an item that is told by its mark."""
        return str(item.facts.get(self.choice.key) or "") if self.choice else ""


def look(of: SheetField, by: str) -> Look:
    """How the items of a collection are shown where their place tells what stands in ``by``."""
    choice = marks.column(of, by)
    hidden = {by, choice.key} if choice else {by}
    return Look(of, choice, marks.Marks(choice), frozenset(hidden))


def task(drawn: Drawn, how: Look, item: Item, width: float) -> Note:
    """A task of a width, drawn at the origin."""
    inner, left = width - 2 * PAD - INDENT, PAD + INDENT
    small = SMALL * LINE_HEIGHT
    lines, whole = drawn.measure.lines(item.text or "–", inner, TEXT, most=MOST_LINES)
    y = PAD - 1 + len(lines) * STEP
    shapes: list[Shape] = [Words(Frame(left, PAD - 1, inner, y - PAD + 1), lines, TEXT)]
    word, colour = _category(drawn, how, item)
    facts = BETWEEN.join(_facts(drawn, how, item))
    x = left
    if word:
        said, _all = drawn.measure.lines(word, inner, SMALL, bold=True, most=1)
        wide = drawn.measure.width(said[0], SMALL, bold=True)
        shapes.append(Words(Frame(x, y, wide, small), said, SMALL, bold=True, colour=colour))
        space = drawn.measure.width(" ", SMALL)
        beside = BETWEEN.lstrip() + facts
        if facts and wide + space + drawn.measure.width(beside, SMALL) <= inner:
            facts, x = beside, x + wide + space
        else:
            y += small
    if facts:
        room = left + inner - x + 0.2
        more, all_of_it = drawn.measure.lines(facts, room, SMALL, most=MOST_FACTS)
        whole = whole and all_of_it
        frame = Frame(x, y, room, len(more) * small)
        shapes.append(Words(frame, more, SMALL, colour="soft_ink"))
        y += frame.height
    return _note(how, item, width, y + PAD - 1, shapes, whole=whole)


def line(drawn: Drawn, how: Look, item: Item, width: float) -> Note:
    """A task in one line, where there is little room: its mark, its text, the word of its mark."""
    word, colour = _category(drawn, how, item)
    inner, left = width - 2 * PAD - INDENT, PAD + INDENT
    said, all_said = drawn.measure.lines(word, inner / 3, SMALL, bold=True, most=1)
    wide = drawn.measure.width(said[0], SMALL, bold=True) if word else 0.0
    room = inner - wide - (PAD if word else 0)
    lines, whole = drawn.measure.lines(item.text or "–", room, TEXT, most=1)
    shapes: list[Shape] = [Words(Frame(left, PAD - 1, room, STEP), lines, TEXT)]
    if word:
        frame = Frame(left + inner - wide, PAD, wide, SMALL * LINE_HEIGHT)
        shapes.append(Words(frame, said, SMALL, bold=True, colour=colour, align="right"))
    whole = whole and all_said and not _facts(drawn, how, item)
    return _note(how, item, width, STEP + 2 * PAD - 2, shapes, whole=whole)


def _note(
    how: Look, item: Item, width: float, height: float, shapes: list[Shape], *, whole: bool
) -> Note:
    fill = FILLS.get(item.colour, "background")
    mark = how.marks.draw(how.key(item), PAD + marks.RADIUS, PAD - 1 + STEP / 2)
    return Note((Box(Frame(0, 0, width, height), fill, "", 3), *mark, *shapes), height, whole)


def _category(drawn: Drawn, how: Look, item: Item) -> tuple[str, str]:
    """The word of the option that the mark tells, and its colour."""
    key = how.key(item)
    option = how.marks.option(key)
    if option is None:
        return key, "soft_ink"
    return drawn.say(option.label), marks.ink(option.tone)


def _facts(drawn: Drawn, how: Look, item: Item) -> list[str]:
    found = [notes.facts_line(drawn, how.of, item, how.without)]
    tasks = drawn.marks.get(item.id, 0)
    if item.votes:
        found.append(_n("{count} vote", "{count} votes", item.votes).say(drawn.language))
    if tasks:
        found.append(_n("{count} task", "{count} tasks", tasks).say(drawn.language))
    return [each for each in found if each]
