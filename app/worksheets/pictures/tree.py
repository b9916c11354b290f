"""A tree from left to right: a column a level, each node a note, joined to what stands under it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.text import _l, in_all
from app.worksheets.pictures import bars, blanks, hidden, notes, spread, strips
from app.worksheets.pictures.notes import Note
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    SMALL,
    Frame,
    LeftOver,
    Picture,
    Placed,
    Shape,
    Slot,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Branch, branches
from app.worksheets.types.rules import SheetField

COLOURS = ("green", "plain", "yellow", "blue")
"""The notes of a level, where nobody has coloured them."""
LABEL = 60
"""So much of its text tells which note a place belongs to."""


def draw(drawn: Drawn) -> Picture:
    """The tree with a heading for each level, and the other fields below it."""
    of = drawn.type.main
    assert of
    others = strips.rest(drawn)
    more = strips.height(drawn, drawn.width, others)
    tops = branches(drawn.of(of.key))
    depth = max((each.level for top in tops for each in top.walk()), default=0) + 1
    at = spread.columns(drawn.width, min(spread.MOST_COLUMNS, max(depth, len(of.levels), 1)))
    head, top = _headings(drawn, of, at)
    room = drawn.height - top - (more + strips.GAP if more else 0)
    if drawn.blank:
        tops = spread.empty(at.last + 1, room)
    every = [each for one in tops for each in one.walk()]
    cards = {each.item.id: _card(drawn, of, each, at) for each in every}
    kept, all_of_it = len(cards), tops
    if drawn.fixed or drawn.blank:
        kept = spread.fitting(tops, cards, at, room)
        tops = spread.kept(tops, kept)
    left = () if drawn.blank else _left(drawn, of, all_of_it, cards, kept)
    layout = spread.filling(tops, cards, at, room)
    made = _picture(drawn, of, tops, layout, top, max(room, layout.height))
    x, width = at.place(at.last)
    more_of_it = hidden.told(drawn, 0 if drawn.blank else len(cards) - kept, x, 2, width, "right")
    made = replace(made, ground=(*head, *more_of_it, *made.ground), left_over=left)
    return strips.below(drawn, made, others)


def _card(drawn: Drawn, of: SheetField, branch: Branch, at: spread.Columns) -> Note:
    _x, width = at.place(branch.level)
    if drawn.blank:
        return blanks.card(drawn, of, width)
    colour = branch.item.colour or COLOURS[min(branch.level, len(COLOURS) - 1)]
    item = replace(branch.item, colour=colour)
    made = notes.note(drawn, of, item, width, without=bars.keys(of))
    return bars.under(drawn, of, item, made, width)


def _headings(drawn: Drawn, of: SheetField, at: spread.Columns) -> tuple[list[Shape], float]:
    """What the levels are called; on a blank form with the guiding question. And where the tree begins."""
    found: list[Shape] = []
    size, high = HEADING, 0.0
    for level, (x, width) in enumerate(zip(at.lefts, at.widths, strict=True)):
        words = drawn.say(of.levels[level]) if level < len(of.levels) else ""
        if not words:
            words = _l("Level {number}", number=level + 1).say(drawn.language)
        lines, _whole = drawn.measure.lines(words, width, size, bold=True, most=3)
        tall = len(lines) * size * LINE_HEIGHT
        found.append(Words(Frame(x, 0, width, tall), lines, size, bold=True, colour="main"))
        if drawn.blank and level == 0:
            asked, _all = drawn.measure.lines(drawn.say(of.help), width, SMALL, most=4)
            more = len(asked) * SMALL * LINE_HEIGHT
            found.append(Words(Frame(x, tall, width, more), asked, SMALL, colour="soft_ink"))
            tall += more
        high = max(high, tall)
    for x, width in zip(at.lefts, at.widths, strict=True):
        found.append(Stroke(((x, high + 2), (x + width, high + 2)), "main", 0.8))
    return found, high + 10


def _picture(
    drawn: Drawn,
    of: SheetField,
    tops: Sequence[Branch],
    layout: spread.Layout,
    top: float,
    high: float,
) -> Picture:
    """The notes at their places and the lines between them; on a blank form they belong to the ground."""
    joins: list[Shape] = []
    slots = [Slot(of.key, Frame(0, 0, drawn.width, top + high), of.key, of.label)]
    items: list[Placed] = []
    for one in tops:
        for each in one.walk():
            item, made = each.item, layout.cards[each.item.id]
            x, width = layout.at.place(each.level)
            y, (begin, tall) = top + layout.ys[item.id], layout.blocks[item.id]
            inside = f"{of.key}/{item.parent}" if each.level else of.key
            items.append(notes.placed(made, item.id, inside, x, y, width))
            frame = Frame(x, top + begin, drawn.width - x, tall)
            label = in_all(item.text[:LABEL])
            slots.append(Slot(f"{of.key}/{item.id}", frame, of.key, label, parent=item.id))
            joins += _joins(layout, each, top)
    if not drawn.blank:
        return Picture(drawn.width, top + high, tuple(joins), tuple(slots), tuple(items))
    shapes = [shape for each in items for shape in each.shapes]
    return Picture(drawn.width, top + high, (*joins, *shapes), tuple(slots[:1]))


def _joins(layout: spread.Layout, branch: Branch, top: float) -> list[Shape]:
    """Lines from a note to those under it."""
    x, width = layout.at.place(branch.level)
    own = layout.cards[branch.item.id].height
    y = top + layout.ys[branch.item.id]
    found: list[Shape] = []
    for each in branch.under:
        left, _width = layout.at.place(each.level)
        middle = top + layout.ys[each.item.id] + layout.cards[each.item.id].height / 2
        if left > x + width:
            half, at = (x + width + left) / 2, y + own / 2
            points = ((x + width, at), (half, at), (half, middle), (left, middle))
        else:
            at = x + 3
            points = ((at, y + own), (at, middle), (left, middle))
        found.append(Stroke(points, "soft_ink", 0.8))
    return found


def _left(
    drawn: Drawn, of: SheetField, tops: Sequence[Branch], cards: Mapping[str, Note], kept: int
) -> tuple[LeftOver, ...]:
    """What of the notes isn't shown, or not all of it."""
    every = (each.item for one in tops for each in one.walk())
    return tuple(
        LeftOver(of.label, notes.whole_words(drawn, of, each))
        for at, each in enumerate(every)
        if at >= kept or not cards[each.id].whole
    )
