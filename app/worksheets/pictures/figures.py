"""The computed fields of a sheet as large figures, each with its unit and how it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.brand import Tone
from app.worksheets.pictures import cells, notes
from app.worksheets.pictures.shapes import (
    BIG,
    LINE_HEIGHT,
    SMALL,
    Frame,
    Placed,
    Shape,
    Slot,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import number
from app.worksheets.types.rules import SheetField

GAP, PAD = 6.0, 7.0
LEAST = 104.0
LARGE, LINE = BIG * LINE_HEIGHT, SMALL * LINE_HEIGHT


@dataclass(frozen=True)
class Figures:
    """Figures in rows."""

    height: float
    ground: tuple[Shape, ...] = ()
    slots: tuple[Slot, ...] = ()
    items: tuple[Placed, ...] = ()

    def moved(self, y: float) -> "Figures":
        """The same, farther down."""
        return Figures(
            self.height,
            tuple(notes.moved(each, 0, y) for each in self.ground),
            tuple(replace(each, frame=each.frame.moved(0, y)) for each in self.slots),
            tuple(
                replace(
                    each,
                    frame=each.frame.moved(0, y),
                    shapes=tuple(notes.moved(shape, 0, y) for shape in each.shapes),
                )
                for each in self.items
            ),
        )


def computed(drawn: Drawn) -> list[SheetField]:
    """The fields that are shown as figures."""
    return [each for each in drawn.type.fields if each.type == "computed" and not each.place]


def draw(drawn: Drawn, fields: Sequence[SheetField], width: float) -> Figures:
    """The figures side by side, in as few rows as can be read."""
    if not fields:
        return Figures(0.0)
    most = max(1, int((width + GAP) // (LEAST + GAP)))
    rows = -(-len(fields) // most)
    columns = -(-len(fields) // rows)
    wide = (width - (columns - 1) * GAP) / columns
    ground: list[Shape] = []
    slots: list[Slot] = []
    items: list[Placed] = []
    y = 0.0
    for at in range(0, len(fields), columns):
        row = fields[at : at + columns]
        made = [_figure(drawn, each, wide) for each in row]
        high = max(height for height, *_parts in made)
        for place, (each, (_height, tone, still, shapes)) in enumerate(zip(row, made, strict=True)):
            x = place * (wide + GAP)
            box = Frame(x, y, wide, high)
            ground += [cells.ground(box, tone), *(notes.moved(one, x, y) for one in still)]
            slots.append(Slot(each.key, box, each.key, each.label, single=True))
            if shapes:
                words = tuple(notes.moved(one, x, y) for one in shapes)
                items.append(Placed(each.key, each.key, box, words))
        y += high + GAP
    return Figures(y - GAP, tuple(ground), tuple(slots), tuple(items))


def _figure(
    drawn: Drawn, of: SheetField, width: float
) -> tuple[float, Tone, list[Shape], list[Shape]]:
    """A figure at the origin: its height, how it is read, what stands still, and its value."""
    inner = width - 2 * PAD
    lines, _whole = drawn.measure.lines(drawn.say(of.label), inner, SMALL, most=3)
    y = PAD + len(lines) * LINE
    still: list[Shape] = [
        Words(
            Frame(PAD, PAD - 1, inner, len(lines) * LINE),
            lines,
            SMALL,
            bold=drawn.blank,
            colour="ink" if drawn.blank else "soft_ink",
        )
    ]
    if drawn.blank:
        asked, _all = drawn.measure.lines(drawn.say(of.help), inner, SMALL, most=3)
        place = Frame(PAD, y + LARGE, inner, len(asked) * LINE)
        still.append(Words(place, asked, SMALL, colour="soft_ink"))
        return place.bottom + PAD, "plain", still, []
    value = number(drawn.type, drawn.content, of.key)
    words = "–" if value is None else notes.number_words(drawn, of, value)
    band = of.band(value)
    tone = band.tone if band else "plain"
    colour = "soft_ink" if value is None else "ink" if tone == "plain" else tone
    size = BIG
    while size > SMALL and drawn.measure.width(words, size, bold=True) > inner:
        size -= 1
    said, _all = drawn.measure.lines(words, inner, size, bold=True)
    high = max(LARGE, len(said) * size * LINE_HEIGHT)
    shapes: list[Shape] = [Words(Frame(PAD, y, inner, high), said, size, bold=True, colour=colour)]
    y += high
    if band and band.label:
        read, _all = drawn.measure.lines(drawn.say(band.label), inner, SMALL, bold=True, most=3)
        frame = Frame(PAD, y - 2, inner, len(read) * LINE)
        shapes.append(Words(frame, read, SMALL, bold=True, colour=colour))
        y += frame.height
    return y + PAD - 2, tone, still, shapes
