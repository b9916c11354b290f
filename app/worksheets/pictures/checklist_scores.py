"""The scores of a checklist: a web of its scales, a bar for each of them, and what they come to."""

from collections.abc import Sequence
from dataclasses import replace

from app.worksheets.pictures import cells, notes, radar, scales
from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.shapes import (
    BIG,
    HEADING,
    LINE_HEIGHT,
    SMALL,
    Box,
    Frame,
    Picture,
    Placed,
    Shape,
    Slot,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import number
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of

GAP = 6.0
NARROW = 480.0
LEAST_WEB = 190.0
LEAST_ROW = 33.0
NUMBER_WIDTH = 44.0
FIGURE = 2.4 * BIG
STEP, LINE = HEADING * LINE_HEIGHT, SMALL * LINE_HEIGHT
FIGURE_ROOM = FIGURE * LINE_HEIGHT + 2 * STEP + 2 * cells.PAD


def _parts(
    figure: SheetField | None, frame: Frame, bars: float
) -> tuple[Frame, Frame, Frame | None]:
    """Where the web, the bars and the figure stand: side by side, or one under another."""
    if frame.width < NARROW:
        low = FIGURE_ROOM if figure else 0.0
        high = max(10.0, frame.height - bars - low - (2 if figure else 1) * GAP)
        web = replace(frame, height=high)
        rows = Frame(frame.x, web.bottom + GAP, frame.width, bars)
        last = Frame(frame.x, rows.bottom + GAP, frame.width, low) if figure else None
        return web, rows, last
    share = (0.36, 0.42) if figure else (0.42, 0.58)
    free = frame.width - (2 if figure else 1) * GAP
    web = replace(frame, width=free * share[0])
    rows = replace(frame, x=web.right + GAP, width=free * share[1])
    last = (
        replace(frame, x=rows.right + GAP, width=frame.right - rows.right - GAP) if figure else None
    )
    return web, rows, last


def needed(drawn: Drawn, fields: Sequence[SheetField], figure: SheetField | None) -> float:
    """How high the scores are."""
    bars = _bars_height(drawn, fields, _parts(figure, Frame(0, 0, drawn.width, 0), 0)[1].width)
    if drawn.width < NARROW:
        return LEAST_WEB + GAP + bars + (GAP + FIGURE_ROOM if figure else 0)
    return max(LEAST_WEB, bars, FIGURE_ROOM if figure else 0)


def add(
    drawn: Drawn,
    picture: Picture,
    fields: Sequence[SheetField],
    figure: SheetField | None,
    frame: Frame,
) -> Picture:
    """The picture with the scores in a frame below it."""
    width = _parts(figure, frame, 0)[1].width
    bars = _bars_height(drawn, fields, width)
    web, rows, last = _parts(figure, frame, min(bars, frame.height * 0.5))
    values = drawn.content.values
    numbers = [None if drawn.blank else number_of(values.get(each.key)) for each in fields]
    ground: list[Shape] = [cells.ground(web, "plain"), cells.ground(rows, "plain")]
    ground += radar.draw(drawn, fields, numbers, web.inside(cells.PAD))
    slots: list[Slot] = []
    items: list[Placed] = []
    inner = rows.inside(cells.PAD)
    high = inner.height / len(fields)
    for at, (each, found) in enumerate(zip(fields, numbers, strict=True)):
        place = Frame(inner.x, inner.y + at * high, inner.width, high)
        slots.append(Slot(each.key, place, each.key, each.label, single=True))
        made = _row(drawn, each, found, place)
        if drawn.blank:
            ground += made.ground
        else:
            items.append(Placed(each.key, each.key, place, made.ground))
    if figure and last:
        ground_shapes, placed = _figure(drawn, figure, last)
        ground += ground_shapes
        items += placed
        slots.append(Slot(figure.key, last, figure.key, figure.label, single=True))
    return replace(
        picture,
        height=frame.bottom,
        ground=(*picture.ground, *ground),
        slots=(*picture.slots, *slots),
        items=(*picture.items, *items),
    )


def _bars_height(drawn: Drawn, fields: Sequence[SheetField], width: float) -> float:
    frame = Frame(0, 0, width - 2 * cells.PAD, 0)
    rows = [_row(drawn, each, None, frame).height for each in fields]
    return max(LEAST_ROW, *rows) * len(fields) + 2 * cells.PAD


def _row(drawn: Drawn, of: SheetField, found: float | None, frame: Frame) -> Filled:
    """A scale: its name and number, its bar or its rings, its ends in words; in the middle of its place."""
    inner = frame.width - NUMBER_WIDTH
    head = cells.heading(drawn, of.label, "plain", Frame(0, 0, inner, 0), help_=of.help)
    body = Frame(0, head.height, frame.width, 0)
    shapes = list(head.ground)
    if drawn.blank:
        rings = scales.rings(of, replace(body, width=frame.width))
        shapes += rings.ground
        bottom = head.height + rings.height + 2
    else:
        said = "–" if found is None else f"{found:g} / {of.most}"
        place = Frame(frame.width - NUMBER_WIDTH, 0, NUMBER_WIDTH, STEP)
        shapes.append(Words(place, (said,), HEADING, bold=True, colour="main", align="right"))
        shapes += scales.bar(of, found, body)
        bottom = head.height + scales.BAR + 2
    ends = scales.ends(drawn, of, Frame(0, bottom, frame.width, 0))
    height = bottom + ends.height + 5
    if not frame.height or height <= frame.height + 1:
        shapes += ends.ground
    y = frame.y + max(0.0, (frame.height - height) / 2)
    return Filled(height, ground=tuple(notes.moved(each, frame.x, y) for each in shapes))


def _figure(drawn: Drawn, of: SheetField, frame: Frame) -> tuple[list[Shape], list[Placed]]:
    """What is computed, large, and how it is read."""
    found = None if drawn.blank else number(drawn.type, drawn.content, of.key)
    band = of.band(found)
    tone = band.tone if band else "plain"
    plain = tone == "plain"
    inner = frame.inside(cells.PAD)
    head = cells.heading(drawn, of.label, "plain", inner, help_=of.help)
    box = Box(frame, "card" if plain else f"{tone}_tint", "line" if plain else tone, 6)
    ground: list[Shape] = [box, *head.ground]
    high = FIGURE * LINE_HEIGHT
    legend = _bands(drawn, of, inner, band.least if band else None)
    if inner.height >= head.height + high + STEP + legend.height:
        ground += legend.ground
    else:
        legend = Filled(0)
    if drawn.blank:
        return [*ground, *_to_write(drawn, of, inner, head.height, legend.height)], []
    said = "–" if found is None else notes.number_words(drawn, of, found)
    size = FIGURE
    while size > HEADING and drawn.measure.width(said, size, bold=True) > inner.width:
        size *= 0.9
    words = drawn.say(band.label) if band else ""
    lines, _whole = drawn.measure.lines(words, inner.width, HEADING, bold=True, most=2)
    lines = lines if words else ()
    free = inner.height - head.height - legend.height - high - len(lines) * STEP
    y = inner.y + head.height + max(0.0, free / 2)
    colour = "main" if plain else tone
    shapes: list[Shape] = [
        Words(Frame(inner.x, y, inner.width, high), (said,), size, True, colour, "centre")
    ]
    if lines:
        place = Frame(inner.x, y + high, inner.width, len(lines) * STEP)
        shapes.append(Words(place, lines, HEADING, True, colour, "centre"))
    return ground, [Placed(of.key, of.key, frame, tuple(shapes))]


def _to_write(
    drawn: Drawn, of: SheetField, inner: Frame, above: float, below: float
) -> list[Shape]:
    """A frame in the middle for the figure, its unit beside it."""
    unit = drawn.say(of.unit)
    aside = drawn.measure.width(unit, BIG, bold=True) + 6 if unit else 0.0
    width = min(inner.width - aside, 2.2 * FIGURE)
    x = inner.x + (inner.width - width - aside) / 2
    y = inner.y + above + max(0.0, (inner.height - above - below - FIGURE) / 2)
    found: list[Shape] = [Box(Frame(x, y, width, FIGURE), "", "line", 4, dashed=True)]
    if unit:
        place = Frame(x + width + 6, y + FIGURE - BIG * LINE_HEIGHT, aside, BIG * LINE_HEIGHT)
        found.append(Words(place, (unit,), BIG, bold=True, colour="soft_ink"))
    return found


def _bands(drawn: Drawn, of: SheetField, inner: Frame, now: float | None) -> Filled:
    """From which number on it is read how, at the foot."""
    shapes: list[Shape] = []
    y = inner.bottom - len(of.bands) * LINE
    for each in of.bands:
        said = f"{each.least:g}– {drawn.say(each.label)}"
        bold = each.least == now
        lines, _whole = drawn.measure.lines(said, inner.width, SMALL, bold=bold, most=1)
        place = Frame(inner.x, y, inner.width, LINE)
        colour = "ink" if bold else "soft_ink"
        shapes.append(Words(place, lines, SMALL, bold=bold, colour=colour))
        y += LINE
    return Filled(len(of.bands) * LINE, ground=tuple(shapes))
