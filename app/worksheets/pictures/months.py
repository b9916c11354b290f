"""The card of a month: its name, and its tasks one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.text import LanguageText, _l, in_all
from app.worksheets.pictures import blanks, cells, compact, hidden, notes
from app.worksheets.pictures.notes import Note
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    Box,
    Frame,
    LeftOver,
    Placed,
    Shape,
    Slot,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn, in_each
from app.worksheets.sheets.content import Item
from app.worksheets.types.rules import SheetField

PAD, GAP = 5.0, 2.5
HEAD = HEADING * LINE_HEIGHT + 2
LEAST = HEAD + 2 * PAD
EMPTY = 40.0
"""So high is the card of a month in which nothing is to be done, where there is room."""
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Month:
    """A month, or what has none: its slot, and its tasks; ``now`` is the month that it is."""

    slot: Slot
    items: tuple[Item, ...]
    now: bool = False


def grouped(drawn: Drawn, of: SheetField, now: int) -> tuple[dict[int, Month], Month]:
    """The twelve months with their tasks, and what stands in none of them."""
    by = drawn.type.by
    column = of.column(by)
    found: dict[str, list[Item]] = {str(month): [] for month in MONTHS}
    loose: list[Item] = []
    for each in drawn.of(of.key):
        found.get(_month(each.facts.get(by)), loose).append(each)
    nowhere = Frame(0, 0, 0, 0)

    def label(month: int) -> LanguageText:
        option = column.option(str(month)) if column else None
        return option.label if option else in_all(str(month))

    made = {
        month: Month(
            Slot(f"{of.key}/{month}", nowhere, of.key, label(month), {by: str(month)}),
            tuple(found[str(month)]),
            month == now and not drawn.blank,
        )
        for month in MONTHS
    }
    stray = Slot(f"{of.key}/", nowhere, of.key, in_each(_l("No month")), {by: ""})
    return made, Month(stray, tuple(loose))


def _month(stored: object) -> str:
    """A stored month as the options are called: ``3``, however it was written."""
    said = str(stored or "").strip()
    return said.lstrip("0") or said


def tasks(
    drawn: Drawn, how: compact.Look, month: Month, width: float, *, short: bool = False
) -> list[Note]:
    """The tasks of a month as they stand on its card; in one line each where they have little room."""
    draw = compact.line if short else compact.task
    return [draw(drawn, how, each, width - 2 * PAD) for each in month.items]


def needed(made: Sequence[Note]) -> float:
    """How high the card of a month is with its tasks."""
    return max(EMPTY, LEAST + sum(each.height + GAP for each in made))


def card(
    drawn: Drawn, how: compact.Look, month: Month, made: Sequence[Note], frame: Frame
) -> tuple[Slot, cells.Filled]:
    """The card of a month in a frame; what has no room in it is left over."""
    slot = replace(month.slot, frame=frame)
    x, width = frame.x + PAD, frame.width - 2 * PAD
    bottom = frame.bottom - PAD + 0.5
    total = sum(each.height + GAP for each in made) - GAP
    if frame.y + PAD + HEAD + total > bottom:
        bottom -= hidden.LINE
    y = frame.y + PAD + HEAD
    items: list[Placed] = []
    left: list[LeftOver] = []
    fits = True
    for item, note in zip(month.items, made, strict=True):
        fits = fits and y + note.height <= bottom
        if fits:
            items.append(notes.placed(note, item.id, slot.name, x, y, width))
            y += note.height + GAP
        if not (fits and note.whole):
            left.append(LeftOver(slot.label, notes.whole_words(drawn, how.of, item)))
    missing = len(month.items) - len(items)
    ground: list[Shape] = [_ground(frame, now=month.now), *_head(drawn, month, x, frame.y, width)]
    ground += hidden.told(drawn, missing, x, frame.bottom - PAD - hidden.LINE, width)
    if drawn.blank:
        y = frame.y + PAD + HEAD + blanks.RULE - 3
        while y < frame.bottom - PAD / 2:
            ground.append(Stroke(((x, y), (x + width, y)), "line", 0.6))
            y += blanks.RULE
    return slot, cells.Filled(frame.height, tuple(items), tuple(ground), tuple(left))


def _ground(frame: Frame, *, now: bool) -> Shape:
    return Box(frame, "card", "main", 6, 1.4) if now else cells.ground(frame, "plain")


def _head(drawn: Drawn, month: Month, x: float, y: float, width: float) -> list[Shape]:
    """The name of a month; of the one that it is now, this in words; how many tasks on the right."""
    name = drawn.say(month.slot.label)
    if month.now:
        name = _l("{month} – now", month=name).say(drawn.language)
    count = str(len(month.items) or "")
    lines, _whole = drawn.measure.lines(
        name[:1].upper() + name[1:], width - 24, HEADING, bold=True, most=1
    )
    step = HEADING * LINE_HEIGHT
    frame = Frame(x, y + PAD - 1, width, step)
    colour = "main" if month.now else "ink"
    return [
        Words(frame, lines, HEADING, bold=True, colour=colour),
        Words(frame, (count,), HEADING, colour="soft_ink", align="right"),
    ]
