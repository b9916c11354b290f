"""How many items a picture has no room for: what they say is told after it."""

from app.core.text import _n
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Align, Frame, Shape, Words
from app.worksheets.pictures.sheet import Drawn

LINE = SMALL * LINE_HEIGHT


def told(
    drawn: Drawn, count: int, x: float, y: float, width: float, align: Align = "left"
) -> list[Shape]:
    """The number of items that aren't shown, in a line; nothing where all are."""
    if not count:
        return []
    words = _n("{count} more", "{count} more", count).say(drawn.language)
    lines, _whole = drawn.measure.lines(words, width, SMALL, bold=True, most=1)
    frame = Frame(x, y, width, LINE)
    return [Words(frame, lines, SMALL, bold=True, colour="soft_ink", align=align)]
