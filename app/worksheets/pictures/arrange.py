"""Which engine draws which layout, and how a picture is fitted to a page."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.worksheets.pictures import (
    board,
    canvas,
    checklist,
    flow,
    lanes,
    matrix,
    rings,
    survey,
    tree,
    year,
)
from app.worksheets.pictures.shapes import Picture
from app.worksheets.pictures.sheet import Drawn

Engine = Callable[[Drawn], Picture]
ENGINES: Mapping[str, Engine] = {
    "canvas": canvas.draw,
    "form": canvas.draw,
    "flow": flow.draw,
    "year": year.draw,
    "rings": rings.draw,
    "tree": tree.draw,
    "board": board.draw,
    "matrix": matrix.draw,
    "lanes": lanes.draw,
    "checklist": checklist.draw,
    "survey": survey.draw,
}
WIDEST, CROWDED = 1.7, 1.5
"""How much wider than the page a picture may be drawn at most, its text as much smaller, to hold everything;
and how much it is when it can't."""
HALVINGS = 4
"""So often is what is needed at least looked for between the page and the widest."""
SLACK = 0.5


def draw(drawn: Drawn) -> Picture:
    """The picture of a sheet, as high as it needs to be."""
    return ENGINES[drawn.type.layout](drawn)


def fitted(drawn: Drawn) -> Picture:
    """The picture of a sheet that fits a page of the drawn width and height.

    The text gets smaller until all fits, but never too small to be read; what then has no room is in
    ``left_over``.
    """

    def at(factor: float, *, fixed: bool = False) -> tuple[Picture, bool]:
        wide = replace(drawn, width=drawn.width * factor, height=drawn.height * factor, fixed=fixed)
        found = draw(wide)
        return found, found.width <= wide.width + SLACK and found.height <= wide.height + SLACK

    first, first_fits = at(1.0)
    if first_fits and not first.left_over:
        return first
    best, fits = at(WIDEST)
    if not fits:
        return at(CROWDED, fixed=True)[0]
    shortened = bool(best.left_over)  # a note is too long for any picture: the rest stays large
    if first_fits and shortened:
        return first
    low, high = 1.0, WIDEST
    for _time in range(HALVINGS):
        middle = (low + high) / 2
        found, fits = at(middle)
        if fits and (shortened or not found.left_over):
            best, high = found, middle
        else:
            low = middle
    return best
