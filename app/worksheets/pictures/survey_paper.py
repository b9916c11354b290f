"""A survey on paper: each question with the numbers of its scale to be ringed, and lines for own words."""

from dataclasses import replace

from app.core.text import _l
from app.worksheets.pictures import cells, notes, scales, shares, ticks
from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    TEXT,
    Box,
    Frame,
    LeftOver,
    Picture,
    Shape,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

GAP = 6.0
ASKED_SHARE = 0.46
NARROW = 480.0
RING_STEP = 34.0
"""From a number to the next one, at most."""
WRITING = 54.0
WORDS = {"text", "line", "notes"}
STEP = TEXT * LINE_HEIGHT


def draw(drawn: Drawn) -> Picture:
    """The questionnaire, with the promise that nobody is known by it above it."""
    asked = [
        each for each in drawn.type.fields if each.type not in {"actions", "files", "computed"}
    ]
    promise = _promise(drawn)
    room = drawn.height - promise.height
    rows = [_row(drawn, each, Frame(0, 0, drawn.width, 0)) for each in asked]
    kept = len(rows)
    while drawn.fixed and kept and sum(each.height + GAP for each in rows[:kept]) - GAP > room:
        kept -= 1
    left = [LeftOver(of.label, drawn.say(of.help)) for of in asked[kept:]]
    wanted = [each.height for each in rows[:kept]]
    weights = [3.0 if each.type in WORDS else 1.0 for each in asked[:kept]]
    heights = shares.spread(wanted, room - max(0, kept - 1) * GAP, weights)
    ground: list[Shape] = list(promise.ground)
    top = promise.height
    for each, high in zip(asked[:kept], heights, strict=True):
        ground += _row(drawn, each, Frame(0, top, drawn.width, high)).ground
        top += high + GAP
    return Picture(
        drawn.width, max(promise.height, top - GAP), tuple(ground), left_over=tuple(left)
    )


def _promise(drawn: Drawn) -> Filled:
    said = _l(
        "You answer without your name, and answering is voluntary. Ring one number on each line. "
        "Results are shown only when there are at least five answers."
    )
    inner = drawn.width - 2 * cells.PAD
    lines, _whole = drawn.measure.lines(said.say(drawn.language), inner, TEXT, bold=True)
    high = len(lines) * STEP
    shapes = (
        Box(Frame(0, 0, drawn.width, high + 2 * cells.PAD), "main_tint", "", 6),
        Words(Frame(cells.PAD, cells.PAD, inner, high), lines, TEXT, bold=True, colour="main"),
    )
    return Filled(high + 2 * cells.PAD + GAP, ground=shapes)


def _row(drawn: Drawn, of: SheetField, frame: Frame) -> Filled:
    """A question and where it is answered: beside it, or below it where words are written."""
    inner = Frame(frame.x + cells.PAD, frame.y + cells.PAD, frame.width - 2 * cells.PAD, 0)
    stacked = frame.width < NARROW or of.type in WORDS
    left = inner.width if stacked else inner.width * ASKED_SHARE - 2 * cells.PAD
    head = cells.heading(drawn, of.label, "plain", replace(inner, width=left), help_=of.help)
    x = inner.x if stacked else inner.x + inner.width * ASKED_SHARE
    y = inner.y + head.height if stacked else inner.y
    body = Frame(x, y, inner.x + inner.width - x, 0)
    if of.type in WORDS:
        room = max(WRITING, frame.height - head.height - 2 * cells.PAD)
        answer = Filled(WRITING, ground=cells.text(drawn, of, of.key, body, room=room).ground)
    else:
        answer = _to_mark(drawn, of, body)
    height = (head.height + answer.height) if stacked else max(head.height, answer.height)
    height += 2 * cells.PAD
    high = max(height, frame.height)
    box = Box(replace(frame, height=high), "card", "line", 6)
    lower = 0.0 if of.type in WORDS else (high - height) / 2
    inside = tuple(notes.moved(each, 0, lower) for each in (*head.ground, *answer.ground))
    return Filled(height, ground=(box, *inside))


def _to_mark(drawn: Drawn, of: SheetField, frame: Frame) -> Filled:
    """The numbers of a scale in rings with what its ends mean, or boxes to tick."""
    if of.type == "yesno":
        return ticks.choices(
            drawn, (_l("Yes").say(drawn.language), _l("No").say(drawn.language)), frame
        )
    if of.type == "choice" and of.options:
        return ticks.choices(drawn, [drawn.say(each.label) for each in of.options], frame)
    if of.type != "scale":
        return cells.text(drawn, of, of.key, frame, room=cells.RULED + 2)
    wide = replace(frame, width=min(frame.width, RING_STEP * 11))
    rings = scales.rings(of, wide)
    ends = scales.ends(drawn, of, replace(wide, y=frame.y + rings.height + 3))
    return Filled(rings.height + 3 + ends.height, ground=(*rings.ground, *ends.ground))
