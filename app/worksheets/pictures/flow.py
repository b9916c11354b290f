"""A flow: its steps with arrows between them, waiting against work, and what is computed as large figures."""

from dataclasses import replace

from app.core.text import LanguageText
from app.worksheets.pictures import (
    cells,
    figures,
    hidden,
    notes,
    stepcards,
    stepping,
    strips,
    swimlanes,
    timeline,
)
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Frame, Picture, Slot, Words
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

GAP, LINE_GAP = 10.0, 3.0
LEAST = 90.0
"""Where steps would have less room than this, only the sums of their times are shown."""


def draw(drawn: Drawn) -> Picture:
    """The steps from the top, their times and figures below them, then the other fields."""
    of = drawn.type.main
    assert of
    part = stepcards.roles(of)
    computed = figures.computed(drawn)
    others = strips.rest(drawn, [each.key for each in computed])
    more = strips.height(drawn, drawn.width, others)
    items = drawn.of(of.key)
    counted = figures.draw(drawn, computed, drawn.width)
    room = drawn.height - sum(
        each + GAP for each in (counted.height, more - GAP + strips.GAP) if each > 0
    )
    times = timeline.draw(drawn, part, items, drawn.width)
    if drawn.fixed and room - times.height - GAP < LEAST:
        times = timeline.draw(drawn, part, items, drawn.width, sums_only=True)
    room -= times.height + GAP if times.height else 0
    head = _asked(drawn, of.label, of)
    top = Frame(0, head.height, drawn.width, 0)
    room -= head.height
    made = _lanes(drawn, of, top, room) if drawn.type.by else _rows(drawn, of, top, room)
    ground = [*head.ground, *made.ground]
    height = made.height
    if times.height:
        ground += [notes.moved(each, 0, height + GAP) for each in times.ground]
        height += GAP + times.height
    if counted.height:
        counted = counted.moved(height + GAP)
        ground += counted.ground
        height += GAP + counted.height
    made = replace(
        made,
        height=height,
        ground=tuple(ground),
        slots=(*made.slots, *counted.slots),
        items=(*made.items, *counted.items),
    )
    return strips.below(drawn, made, others)


def _asked(drawn: Drawn, label: LanguageText, of: SheetField) -> cells.Filled:
    """On a blank form the guiding question, above the steps."""
    if not drawn.blank:
        return cells.Filled(0.0)
    frame = Frame(0, 0, drawn.width, 0)
    head = cells.heading(drawn, label, "main", frame, help_=of.help)
    if not drawn.type.by:
        return head
    told = " · ".join(drawn.say(each.label) for each in of.facts if each.type != "computed")
    lines, _whole = drawn.measure.lines(told, drawn.width, SMALL, most=2)
    high = len(lines) * SMALL * LINE_HEIGHT
    words = Words(Frame(0, head.height - 3, drawn.width, high), lines, SMALL, colour="soft_ink")
    return cells.Filled(head.height + high + 2, ground=(*head.ground, words))


def _rows(drawn: Drawn, of: SheetField, frame: Frame, room: float) -> Picture:
    limited = drawn.fixed or drawn.blank
    fill = 0 if drawn.blank else room
    filled = stepping.steps_in(drawn, of, frame, room=room if limited else None, fill=fill)
    missing = len(drawn.of(of.key)) - len(filled.items)
    if missing:
        room -= hidden.LINE + LINE_GAP
        filled = stepping.steps_in(drawn, of, frame, room=room)
        missing = len(drawn.of(of.key)) - len(filled.items)
    high = max(filled.height, 0 if drawn.fixed else stepping.ARROW * 2)
    slot = Slot(of.key, replace(frame, height=high), of.key, of.label)
    made = Picture(
        drawn.width, frame.y + high, filled.ground, (slot,), filled.items, filled.left_over
    )
    return _telling(drawn, made, missing)


def _lanes(drawn: Drawn, of: SheetField, frame: Frame, room: float) -> Picture:
    made = swimlanes.draw(drawn, of, frame, room=room if drawn.fixed else None)
    missing = len(drawn.of(of.key)) - len(made.items)
    if missing:
        room -= hidden.LINE + LINE_GAP
        made = swimlanes.draw(drawn, of, frame, room=room)
        missing = len(drawn.of(of.key)) - len(made.items)
    picture = Picture(
        drawn.width,
        frame.y + made.height,
        tuple(made.ground),
        tuple(made.slots),
        tuple(made.items),
        tuple(made.left_over),
    )
    return _telling(drawn, picture, missing)


def _telling(drawn: Drawn, made: Picture, missing: int) -> Picture:
    """The picture with a line below it that tells how many steps it doesn't show."""
    if not missing:
        return made
    y = made.height + LINE_GAP
    line = hidden.told(drawn, missing, 0, y, drawn.width)
    return replace(made, ground=(*made.ground, *line), height=y + hidden.LINE)
