"""What stands in a cell of a picture: sticky notes in rows, or the value of a field as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.core.text import LanguageText
from app.worksheets.pictures import notes
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
from app.worksheets.sheets.content import Item, branches, number
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import shown

PAD, GAP = 7.0, 7.0
RULED = 17.0
"""Between the lines on which one writes by hand."""
INDENT = 11.0
_MARKS = {True: "☑ ", False: "☐ "}


@dataclass(frozen=True)
class Filled:
    """What stands in a cell: what it takes in height, and what it had no room for."""

    height: float
    items: tuple[Placed, ...] = ()
    ground: tuple[Shape, ...] = ()
    left_over: tuple[LeftOver, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A piece of text in a cell; ``item`` is whose text it is, ``""`` for the field's own."""

    text: str
    item: str = ""
    indent: float = 0
    size: float = TEXT
    bold: bool = False
    colour: str = "ink"
    source: str = field(default="", compare=False)


def heading(
    drawn: Drawn, label: LanguageText, tone: str, frame: Frame, *, help_: LanguageText | None = None
) -> Filled:
    """The heading of a cell, with its guiding question on a blank form."""
    colour = "ink" if tone == "plain" else tone
    lines, _whole = drawn.measure.lines(drawn.say(label), frame.width, HEADING, bold=True, most=3)
    height = len(lines) * HEADING * LINE_HEIGHT
    shapes: list[Shape] = [
        Words(
            Frame(frame.x, frame.y, frame.width, height), lines, HEADING, bold=True, colour=colour
        )
    ]
    if drawn.blank and help_:
        asked, _all = drawn.measure.lines(drawn.say(help_), frame.width, SMALL, most=4)
        more = len(asked) * SMALL * LINE_HEIGHT
        shapes.append(
            Words(
                Frame(frame.x, frame.y + height, frame.width, more), asked, SMALL, colour="soft_ink"
            )
        )
        height += more
    return Filled(height + 4, ground=tuple(shapes))


def ground(frame: Frame, tone: str) -> Shape:
    """The ground of a cell."""
    return Box(frame, "card", "line" if tone == "plain" else tone, 6)


def sticky(
    drawn: Drawn,
    of: SheetField,
    items: Sequence[Item],
    slot: str,
    frame: Frame,
    *,
    room: float | None = None,
    without: frozenset[str] = frozenset(),
    begin: int = 0,
) -> Filled:
    """Notes in rows from the upper left of ``frame``; at most ``room`` high, where that is given.

    With ``begin`` the notes are numbered from there.
    """
    columns = max(1, int((frame.width + notes.GAP) // (notes.NOTE_WIDTH * 0.86 + notes.GAP)))
    width = (frame.width - (columns - 1) * notes.GAP) / columns
    placed: list[Placed] = []
    left: list[LeftOver] = []
    y, at = 0.0, 0
    while at < len(items):
        row = items[at : at + columns]
        made = [
            notes.note(drawn, of, each, width, without=without, number=begin and begin + at + n)
            for n, each in enumerate(row)
        ]
        high = max(each.height for each in made)
        if room is not None and y + high > room:
            left += [LeftOver(of.label, notes.whole_words(drawn, of, each)) for each in items[at:]]
            break
        for n, (each, found) in enumerate(zip(row, made, strict=True)):
            x = frame.x + n * (width + notes.GAP)
            placed.append(notes.placed(found, each.id, slot, x, frame.y + y, width))
            if not found.whole:
                left.append(LeftOver(of.label, notes.whole_words(drawn, of, each)))
        y += high + notes.GAP
        at += len(row)
    return Filled(max(0, y - notes.GAP), tuple(placed), left_over=tuple(left))


def paragraphs(drawn: Drawn, of: SheetField) -> Iterator[Paragraph]:
    """What a field that isn't sticky notes says, piece by piece."""
    if of.type == "actions":
        for task in drawn.tasks:
            if task.item == of.key and not drawn.blank:
                said = " · ".join(part for part in (task.who, task.due, task.state) if part)
                yield Paragraph(_MARKS[task.done] + task.what)
                if said:
                    yield Paragraph(said, indent=INDENT, size=SMALL, colour="soft_ink")
        return
    if not of.collects:
        yield from _value(drawn, of)
        return
    items = drawn.of(of.key)
    if of.type == "tree":
        for top in branches(items):
            for branch in top.walk():
                yield from _item(drawn, of, branch.item, branch.level * INDENT)
        return
    for place, each in enumerate(items, start=1):
        mark = f"{place}. " if of.type == "steps" else ""
        yield from _item(drawn, of, each, 0, mark)


def _value(drawn: Drawn, of: SheetField) -> Iterator[Paragraph]:
    if drawn.blank:
        return
    if of.type == "computed":
        found = number(drawn.type, drawn.content, of.key)
        band = of.band(found)
        words = "–" if found is None else notes.number_words(drawn, of, found)
        label = f" · {drawn.say(band.label)}" if band and band.label else ""
        yield Paragraph(
            words + label, bold=True, colour=band.tone if band and band.tone != "plain" else "ink"
        )
        return
    stored = drawn.content.values.get(of.key)
    words = shown(of, stored, drawn.language)
    if of.type == "scale" and stored is not None:
        words = f"{words} / {of.most}"
    elif of.unit and words:
        words = f"{words} {drawn.say(of.unit)}"
    if words:
        yield Paragraph(words, source=str(stored))


def _item(
    drawn: Drawn, of: SheetField, item: Item, indent: float, mark: str = ""
) -> Iterator[Paragraph]:
    if of.type == "checks":
        mark = _MARKS[item.done]
    elif not mark:
        mark = "• "
    yield Paragraph(mark + (item.text or "–"), item.id, indent)
    if facts := notes.facts_line(drawn, of, item):
        yield Paragraph(facts, item.id, indent + INDENT, SMALL, colour="soft_ink")


def text(
    drawn: Drawn, of: SheetField, slot: str, frame: Frame, *, room: float | None = None
) -> Filled:
    """The value or items of a field as lines of text; on a blank form lines to write on."""
    if drawn.blank:
        return Filled(RULED * 2, ground=tuple(_ruled(frame, room)))
    y = 0.0
    groups: dict[str, list[Shape]] = {}
    tops: dict[str, float] = {}
    left: list[LeftOver] = []
    full = False
    for each in paragraphs(drawn, of):
        width = frame.width - each.indent
        step = each.size * LINE_HEIGHT
        fits = 0 if room is None else int((room - y) // step)
        if full or (room is not None and fits < 1):
            full = True
            left.append(LeftOver(of.label, each.text))
            continue
        lines, whole = drawn.measure.lines(each.text, width, each.size, bold=each.bold, most=fits)
        if not whole:
            left.append(LeftOver(of.label, each.text))
        owner = each.item or of.key
        tops.setdefault(owner, frame.y + y)
        high = len(lines) * step
        groups.setdefault(owner, []).append(
            Words(
                Frame(frame.x + each.indent, frame.y + y, width, high),
                lines,
                each.size,
                each.bold,
                each.colour,
            )
        )
        y += high + 1.5
    placed = [
        Placed(
            owner,
            slot,
            Frame(frame.x, tops[owner], frame.width, _bottom(shapes) - tops[owner]),
            tuple(shapes),
        )
        for owner, shapes in groups.items()
    ]
    return Filled(y, tuple(placed), left_over=tuple(left))


def _bottom(shapes: Sequence[Shape]) -> float:
    return max(each.frame.bottom for each in shapes if isinstance(each, Words))


def _ruled(frame: Frame, room: float | None) -> Iterator[Shape]:
    y = frame.y + RULED
    while y < frame.y + (room or 0):
        yield Stroke(((frame.x, y), (frame.right, y)), "line", 0.6)
        y += RULED


def content(
    drawn: Drawn, of: SheetField, slot: str, frame: Frame, *, room: float | None = None
) -> Filled:
    """What stands in the cell of a field: notes as notes, everything else as text."""
    if of.type == "notes":
        return sticky(drawn, of, drawn.of(of.key), slot, frame, room=room)
    return text(drawn, of, slot, frame, room=room)
