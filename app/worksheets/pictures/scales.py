"""A scale as a bar with its number, or as numbers to ring by hand, with its ends in words."""

from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.shapes import (
    LINE_HEIGHT,
    SMALL,
    TEXT,
    Align,
    Box,
    Circle,
    Frame,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

BAR = 8.0
RING = 8.5
LINE = SMALL * LINE_HEIGHT
MOST_TICKS = 12


def share(of: SheetField, number: float) -> float:
    """How full a bar is: from nothing, where the scale begins at nothing or one, to the most there is."""
    least = 0 if of.least in {0, 1} else of.least
    return min(1.0, max(0.0, (number - least) / max(1, of.most - least)))


def bar(of: SheetField, number: float | None, frame: Frame, colour: str = "main") -> list[Shape]:
    """A bar along the upper edge of a frame."""
    track = Frame(frame.x, frame.y, frame.width, BAR)
    found: list[Shape] = [Box(track, "background", "line", BAR / 2)]
    filled = track.width * share(of, number) if number is not None else 0.0
    if filled:
        found.append(Box(Frame(track.x, track.y, max(BAR, filled), BAR), colour, colour, BAR / 2))
    steps = of.most - (0 if of.least in {0, 1} else of.least)
    if 1 < steps <= MOST_TICKS:
        for at in range(1, steps):
            x = track.x + track.width * at / steps
            if abs(x - track.x - filled) > 1:  # the end of the bar is its own mark
                found.append(Stroke(((x, track.y + 1), (x, track.bottom - 1)), "card", 1.0))
    return found


def ends(drawn: Drawn, of: SheetField, frame: Frame, *, most: bool = False) -> Filled:
    """What the two ends of a scale mean, at the two ends of a line; ``most`` adds its greatest number."""
    half = frame.width / 2 - 3
    shapes: list[Shape] = []
    height = 0.0
    aligns: tuple[Align, ...] = ("left", "right")
    for words, align in zip((of.low, of.high), aligns, strict=True):
        last = align == "right"
        text = f"{drawn.say(words)} {of.most}" if most and last else drawn.say(words)
        if not text.strip():
            continue
        lines, _whole = drawn.measure.lines(text, half, SMALL, most=3)
        high = len(lines) * LINE
        place = Frame(frame.right - half if last else frame.x, frame.y, half, high)
        shapes.append(Words(place, lines, SMALL, colour="soft_ink", align=align))
        height = max(height, high)
    return Filled(height, ground=tuple(shapes))


def rings(of: SheetField, frame: Frame) -> Filled:
    """The numbers of a scale in rings, to be marked by hand, at equal distances."""
    numbers = range(of.least, of.most + 1)
    if len(numbers) > frame.width / 9:
        y = frame.y + 2 * RING
        return Filled(y - frame.y, ground=(Stroke(((frame.x, y), (frame.right, y)), "line", 0.7),))
    step = frame.width / len(numbers)
    radius = min(RING, step * 0.42)
    size = min(TEXT, radius * 1.05)
    line = size * LINE_HEIGHT
    shapes: list[Shape] = []
    for place, each in enumerate(numbers):
        far = (frame.width - 2 * radius) / max(1, len(numbers) - 1)
        x, y = frame.x + radius + place * far, frame.y + radius
        where = Frame(x - radius, y - line / 2, 2 * radius, line)
        shapes += [
            Circle(x, y, radius, "card", "soft_ink"),
            Words(where, (str(each),), size, colour="ink", align="centre"),
        ]
    return Filled(2 * radius, ground=tuple(shapes))
