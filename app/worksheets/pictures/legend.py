"""What the marks of a picture mean: each mark with its words, in rows."""

from collections.abc import Callable, Sequence

from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Frame, Shape, Words
from app.worksheets.pictures.sheet import Drawn

Mark = Callable[[float, float], Sequence[Shape]]
"""Draws a mark around a point."""
STEP = SMALL * LINE_HEIGHT + 3
WIDE = 10.0
"""What a mark takes with the space after it."""
BETWEEN = 14.0


def rows(
    drawn: Drawn, entries: Sequence[tuple[Mark, str]], frame: Frame, *, centred: bool = False
) -> Filled:
    """Marks and words side by side from the upper left of a frame, as high as they need."""
    lines: list[list[tuple[Mark, tuple[str, ...], float]]] = []
    used = 0.0
    for mark, words in entries:
        said, _whole = drawn.measure.lines(words, frame.width - WIDE, SMALL)
        wide = WIDE + max(drawn.measure.width(each, SMALL) for each in said)
        if not lines or used + BETWEEN + wide > frame.width:
            lines.append([])
            used = -BETWEEN
        lines[-1].append((mark, said, wide))
        used += BETWEEN + wide
    y = frame.y
    shapes: list[Shape] = []
    for line in lines:
        long = sum(wide for _mark, _said, wide in line) + BETWEEN * (len(line) - 1)
        x = frame.x + ((frame.width - long) / 2 if centred else 0)
        for mark, said, wide in line:
            high = len(said) * SMALL * LINE_HEIGHT
            shapes += mark(x + 3.5, y + SMALL * LINE_HEIGHT / 2)
            shapes.append(Words(Frame(x + WIDE, y, wide - WIDE, high), said, SMALL))
            x += wide + BETWEEN
        y += max(len(said) for _mark, said, _wide in line) * SMALL * LINE_HEIGHT + 3
    return Filled(y - frame.y, ground=tuple(shapes))
