"""The cells of a checklist: ticks, single scales as bars, pictures as frames, and everything else as elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.text import _l
from app.worksheets.pictures import cells, scales, ticks
from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.shapes import (
    HEADING,
    LINE_HEIGHT,
    Box,
    Frame,
    LeftOver,
    Picture,
    Placed,
    Shape,
    Slot,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of

GAP = 6.0
PAIRED = {
    "date",
    "moment",
    "period",
    "year",
    "yesno",
    "number",
    "money",
    "minutes",
    "percent",
    "choice",
    "computed",
}
"""Fields whose value takes so little room that two stand side by side."""
LONG = {"text", "notes", "tree", "rows", "steps", "checks", "actions", "files"}
SHORT_BLANK, LONG_BLANK, FILES_BLANK = 20.0, 52.0, 70.0
NUMBER_WIDTH = 40.0
STEP = HEADING * LINE_HEIGHT


@dataclass(frozen=True)
class Unit:
    """A cell, or two small ones side by side."""

    fields: tuple[SheetField, ...]

    @property
    def weight(self) -> float:
        """How much it grows where there is room."""
        kind = self.fields[0].type
        return 1.0 if kind in LONG else 0.1 if kind == "scale" else 0.3


def units(fields: Sequence[SheetField]) -> list[Unit]:
    """The fields in order; two small ones that follow each other stand side by side."""
    found: list[Unit] = []
    for each in fields:
        last = found[-1].fields if found else ()
        if each.type in PAIRED and len(last) == 1 and last[0].type in PAIRED:
            found[-1] = Unit((*last, each))
        else:
            found.append(Unit((each,)))
    return found


def needed(drawn: Drawn, unit: Unit, width: float) -> float:
    """How high it must be for all that stands in it."""
    return max(
        _made(drawn, of, frame, None).height for of, frame in _split(unit, Frame(0, 0, width, 0))
    )


def least(drawn: Drawn, unit: Unit, width: float) -> float:
    """How high it is at least: its heading and one line."""
    return max(
        _heading(drawn, of, frame).height + 2 * cells.PAD + STEP
        for of, frame in _split(unit, Frame(0, 0, width, 0))
    )


def kept(drawn: Drawn, part: Sequence[Unit], width: float, room: float, gap: float) -> int:
    """How many of a column have room at all."""
    count, used = 0, 0.0
    for each in part:
        used += least(drawn, each, width) + (gap if count else 0)
        if used > room:
            break
        count += 1
    return count


def add(
    drawn: Drawn,
    picture: Picture,
    places: Sequence[tuple[Unit, Frame]],
    dropped: Sequence[Unit],
) -> Picture:
    """The picture with the cells at their places; what was dropped is left over in full."""
    ground: list[Shape] = []
    slots: list[Slot] = []
    items: list[Placed] = []
    left: list[LeftOver] = []
    for unit, frame in places:
        for of, cell in _split(unit, frame):
            made = _made(drawn, of, cell, cell.height if drawn.fixed or drawn.blank else None)
            ground += [cells.ground(cell, of.tone), *made.ground]
            slots.append(Slot(of.key, cell, of.key, of.label, single=not of.collects))
            items += made.items
            left += made.left_over
    for unit in dropped:
        for of, cell in _split(unit, Frame(0, 0, picture.width, 0)):
            left += _made(drawn, of, cell, 0.0).left_over
    return replace(
        picture,
        ground=(*picture.ground, *ground),
        slots=(*picture.slots, *slots),
        items=(*picture.items, *items),
        left_over=(*picture.left_over, *left),
    )


def _split(unit: Unit, frame: Frame) -> list[tuple[SheetField, Frame]]:
    width = (frame.width - (len(unit.fields) - 1) * GAP) / len(unit.fields)
    return [
        (of, Frame(frame.x + at * (width + GAP), frame.y, width, frame.height))
        for at, of in enumerate(unit.fields)
    ]


def _heading(drawn: Drawn, of: SheetField, frame: Frame) -> Filled:
    aside = {"checks": ticks.COUNT_WIDTH, "scale": NUMBER_WIDTH}.get(of.type, 0.0)
    inner = replace(frame, width=frame.width - 2 * cells.PAD - (0 if drawn.blank else aside))
    place = replace(inner, x=frame.x + cells.PAD, y=frame.y + cells.PAD)
    return cells.heading(drawn, of.label, of.tone, place, help_=of.help)


def _made(drawn: Drawn, of: SheetField, frame: Frame, high: float | None) -> Filled:
    """A cell with its heading; ``high`` limits it, where that is given."""
    head = _heading(drawn, of, frame)
    around = head.height + 2 * cells.PAD
    inner = Frame(
        frame.x + cells.PAD,
        frame.y + cells.PAD + head.height,
        frame.width - 2 * cells.PAD,
        0,
    )
    room = None if high is None else max(0.0, high - around + 0.5)
    filled = _content(drawn, of, inner, room)
    height = filled.height
    if drawn.blank:
        blank = SHORT_BLANK if of.type in PAIRED or of.type == "line" else LONG_BLANK
        height = max(height, FILES_BLANK if of.type == "files" else blank)
    ground = [*head.ground, *filled.ground]
    if of.type == "checks":
        ground += ticks.count(drawn, of, frame.inside(cells.PAD))
    return Filled(around + height, filled.items, tuple(ground), filled.left_over)


def _content(drawn: Drawn, of: SheetField, frame: Frame, room: float | None) -> Filled:
    if of.type == "checks":
        return ticks.content(drawn, of, of.key, frame, room=room)
    if of.type == "scale":
        return scale(drawn, of, frame, room)
    if drawn.blank and of.type == "files":
        box = Box(replace(frame, height=room or 0), "", "line", 4, dashed=True)
        return Filled(0, ground=(box,) if room else ())
    if drawn.blank and of.type == "yesno":
        said = (_l("Yes").say(drawn.language), _l("No").say(drawn.language))
        return ticks.choices(drawn, said, frame)
    if drawn.blank and of.type == "choice" and of.options:
        return ticks.choices(drawn, [drawn.say(each.label) for each in of.options], frame)
    return cells.content(drawn, of, of.key, frame, room=room)


def scale(drawn: Drawn, of: SheetField, frame: Frame, room: float | None) -> Filled:
    """A scale: a bar and its number beside the heading above it, or rings to mark by hand."""
    if drawn.blank:
        rings = scales.rings(
            of, replace(frame, width=min(frame.width, 34.0 * (of.most - of.least + 1)))
        )
        wide = min(frame.width, 34.0 * (of.most - of.least + 1))
        below = replace(frame, y=frame.y + rings.height + 3, width=max(wide, frame.width * 0.6))
        ends = scales.ends(drawn, of, below)
        return Filled(rings.height + 3 + ends.height, ground=(*rings.ground, *ends.ground))
    number = number_of(drawn.content.values.get(of.key))
    ends = scales.ends(drawn, of, replace(frame, y=frame.y + scales.BAR + 2))
    high = scales.BAR + 2 + ends.height
    said = "–" if number is None else f"{number:g} / {of.most}"
    words = Words(
        Frame(frame.right - NUMBER_WIDTH, frame.y - STEP - 4, NUMBER_WIDTH, STEP),
        (said,),
        HEADING,
        bold=True,
        colour="main",
        align="right",
    )
    shapes: list[Shape] = [words]
    if room is None or room >= scales.BAR:
        shapes += scales.bar(of, number, frame)
    if room is None or high <= room:
        shapes += ends.ground
    placed = Placed(
        of.key, of.key, Frame(frame.x, words.frame.y, frame.width, STEP + 4 + high), tuple(shapes)
    )
    return Filled(high, (placed,))
