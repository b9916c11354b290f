"""The year as a wheel of twelve wedges, a mark in each for every task of its month."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.format import show_month_short
from app.core.text import _n
from app.worksheets.pictures import compact
from app.worksheets.pictures.months import Month
from app.worksheets.pictures.shapes import (
    BIG,
    LINE_HEIGHT,
    SMALL,
    Circle,
    Frame,
    Shape,
    Slot,
    Wedge,
    Words,
)
from app.worksheets.pictures.sheet import Drawn

PART = 30.0
"""Degrees of a month."""
INNER, NAMES, EDGE = 0.34, 0.85, 4.0
"""Where, of the whole radius, the wedges begin and the names stand, and what is kept free at the edge."""
WITHIN = 0.85
"""How much of a wedge's width its name takes at most: the wedge stands aslant."""
STEP = 8.2
"""From mark to mark."""
SLOT = 0.66
"""How much of the way from wedge to wedge a slot takes, so that none touches the next."""


@dataclass
class Clock:
    """What the wheel is made of, the names that stand on it, and where each wedge points outwards."""

    ground: list[Shape] = field(default_factory=list)
    names: list[Words] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    ends: dict[int, tuple[float, float]] = field(default_factory=dict)


def at(x: float, y: float, radius: float, angle: float) -> tuple[float, float]:
    """A point in the direction of an angle, in degrees from twelve o'clock."""
    turn = math.radians(angle)
    return x + radius * math.sin(turn), y - radius * math.cos(turn)


def draw(
    drawn: Drawn, how: compact.Look, months: Mapping[int, Month], x: float, y: float, radius: float
) -> Clock:
    """The wheel around a point."""
    found = Clock()
    ordered = sorted(months.items(), key=lambda each: each[1].now)
    names = _names(drawn, months, radius)
    for number, month in ordered:  # the one that it is now comes last, so that its edge is whole
        _wedge(drawn, how, (number, names[number]), month, (x, y, radius), found)
    found.ground += found.names  # on all wedges, so that none hides a part of another one's name
    total = sum(len(each.items) for each in months.values())
    found.ground.append(Circle(x, y, radius * INNER, "card", "line"))
    if not drawn.blank:
        found.ground += _total(drawn, total, x, y)
    return found


def _names(drawn: Drawn, months: Mapping[int, Month], radius: float) -> dict[int, str]:
    """What the months are called: all of them in short where one has no room for its name."""
    whole = {number: drawn.say(month.slot.label) for number, month in months.items()}
    widest = max(drawn.measure.width(name, SMALL, bold=True) for name in whole.values())
    if widest <= _room(radius):
        return whole
    return {number: show_month_short(date(2000, number, 1), drawn.language) for number in whole}


def _room(radius: float) -> float:
    """How long a name may be on a wheel."""
    return 2 * radius * NAMES * math.sin(math.radians(PART / 2)) * WITHIN


def _wedge(
    drawn: Drawn,
    how: compact.Look,
    called: tuple[int, str],
    month: Month,
    wheel: tuple[float, float, float],
    found: Clock,
) -> None:
    """A month, ``called`` by its number and name, with its tasks."""
    number, name = called
    x, y, radius = wheel
    begin = (number - 1) * PART
    middle = begin + PART / 2
    fill = "main_tint" if month.now else ("card", "background")[number % 2]
    line, width = ("main", 1.4) if month.now else ("line", 0.8)
    found.ground.append(Wedge(x, y, radius * INNER, radius, begin, begin + PART, fill, line, width))
    high = SMALL * LINE_HEIGHT
    lines, _whole = drawn.measure.lines(name, _room(radius), SMALL, bold=month.now, most=1)
    long = drawn.measure.width(lines[0], SMALL, bold=month.now)
    turn = math.radians(middle)
    half = (long * abs(math.sin(turn)) + high * abs(math.cos(turn))) / 2
    a, b = at(x, y, radius - half - EDGE, middle)
    found.names.append(
        Words(
            Frame(a - long / 2, b - high / 2, long, high),
            lines,
            SMALL,
            bold=month.now,
            colour="main" if month.now else "ink",
            align="centre",
        )
    )
    found.ground += _dots(how, month, (x, y, radius), middle, radius - 2 * half - EDGE - STEP * 0.7)
    a, b = at(x, y, radius * (1 + INNER) / 2, middle)
    half = radius * (1 + INNER) / 2 * math.sin(math.radians(PART / 2)) * SLOT
    frame = Frame(a - half, b - half, 2 * half, 2 * half)
    found.slots.append(replace(month.slot, name=f"{month.slot.name}/wheel", frame=frame))
    found.ends[number] = at(x, y, radius, middle)


def _dots(
    how: compact.Look, month: Month, wheel: tuple[float, float, float], middle: float, first: float
) -> list[Shape]:
    """A mark for each task, from the name inwards; where they have no room, how many there are."""
    x, y, radius = wheel
    rows: list[tuple[float, int]] = []
    away = first
    while away > radius * INNER + STEP / 2:
        rows.append((away, int(away * math.radians(PART - 5) // STEP)))
        away -= STEP
    if len(month.items) > sum(count for _away, count in rows):
        a, b = at(x, y, (radius * INNER + first) / 2, middle)
        high = SMALL * LINE_HEIGHT * 1.3
        frame = Frame(a - radius / 4, b - high / 2, radius / 2, high)
        words = (str(len(month.items)),)
        return [Words(frame, words, SMALL * 1.3, bold=True, align="centre")]
    found: list[Shape] = []
    left: Sequence = month.items
    for away, count in rows:
        row, left = left[:count], left[count:]
        turn = math.degrees(STEP / away)
        for place, each in enumerate(row):
            a, b = at(x, y, away, middle + (place - (len(row) - 1) / 2) * turn)
            found += how.marks.draw(how.key(each), a, b)
    return found


def _total(drawn: Drawn, total: int, x: float, y: float) -> list[Shape]:
    """How many tasks there are in all."""
    high, small = BIG * LINE_HEIGHT, SMALL * LINE_HEIGHT
    words = _n("task", "tasks", total).say(drawn.language)
    top = y - (high + small) / 2 + 1
    return [
        Words(
            Frame(x - 40, top, 80, high),
            (str(total),),
            BIG,
            bold=True,
            colour="main",
            align="centre",
        ),
        Words(
            Frame(x - 40, top + high - 3, 80, small),
            (words,),
            SMALL,
            colour="soft_ink",
            align="centre",
        ),
    ]
