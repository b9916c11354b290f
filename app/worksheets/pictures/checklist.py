"""A sheet that is gone through point by point: scales as a web with bars, ticks, and other fields in columns."""

from collections.abc import Sequence
from dataclasses import replace

from app.worksheets.pictures import checklist_cells, checklist_scores, shares, strips
from app.worksheets.pictures.checklist_cells import Unit
from app.worksheets.pictures.shapes import Frame, Picture
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

GAP = 6.0
COLUMN = 330.0
"""So wide is a column at least."""
WEB = 3
"""From so many scales on they are drawn as a web."""
FIRST_SHARE, SCORES_SHARE = 0.3, 0.55
"""So much of a fixed height is for what comes before the scores, and for them."""


def draw(drawn: Drawn) -> Picture:
    """The scores on top where there are some, then the other fields in the order of the type.

    Pictures and documents aren't drawn; a blank form has a frame for them.
    """
    fields = [each for each in drawn.type.fields if drawn.blank or each.type != "files"]
    scales = [each for each in fields if each.type == "scale"]
    if len(scales) < WEB:
        return _columns(drawn, Picture(drawn.width, 0), fields)
    figure = next((each for each in fields if each.type == "computed" and each.bands), None)
    begin = fields.index(scales[0])
    first = [each for each in fields[:begin] if each != figure]
    rest = [each for each in fields[begin:] if each.type != "scale" and each != figure]
    made = Picture(drawn.width, 0)
    if first:
        limited = replace(drawn, height=drawn.height * FIRST_SHARE)
        made = strips.below(limited, made, first)
    top = made.height + GAP if made.height else 0.0
    wanted = checklist_scores.needed(drawn, scales, figure)
    if drawn.fixed:
        wanted = min(wanted, drawn.height * SCORES_SHARE)
    elif not rest:
        wanted = max(wanted, drawn.height - top)
    made = checklist_scores.add(drawn, made, scales, figure, Frame(0, top, drawn.width, wanted))
    return _columns(drawn, made, rest)


def _columns(drawn: Drawn, picture: Picture, fields: Sequence[SheetField]) -> Picture:
    """The picture with fields below it in columns, each as high as the highest."""
    units = checklist_cells.units(fields)
    if not units:
        return picture
    count = max(1, min(len(units), int(drawn.width // COLUMN)))
    width = (drawn.width - (count - 1) * GAP) / count
    top = picture.height + GAP if picture.height else 0.0
    wanted = [checklist_cells.needed(drawn, each, width) for each in units]
    room = drawn.height - top
    at, highest = 0, room
    places: list[tuple[Unit, Frame]] = []
    dropped: list[Unit] = []
    counts = shares.packed(wanted, count, GAP)
    if not drawn.fixed:
        highest = max(highest, *_column_heights(wanted, counts))
    for column, many in enumerate(counts):
        part, heights = units[at : at + many], wanted[at : at + many]
        at += many
        if drawn.fixed:
            kept = checklist_cells.kept(drawn, part, width, highest, GAP)
            dropped += part[kept:]
            part = part[:kept]
            least = [checklist_cells.least(drawn, each, width) for each in part]
            heights = shares.shared(heights[:kept], highest - (kept - 1) * GAP, least)
        free = highest - (len(part) - 1) * GAP
        heights = shares.spread(heights, free, [each.weight for each in part])
        y = top
        for each, high in zip(part, heights, strict=True):
            places.append((each, Frame(column * (width + GAP), y, width, high)))
            y += high + GAP
    made = replace(picture, height=top + highest)
    return checklist_cells.add(drawn, made, places, dropped)


def _column_heights(wanted: Sequence[float], counts: Sequence[int]) -> list[float]:
    found: list[float] = []
    at = 0
    for many in counts:
        found.append(sum(wanted[at : at + many]) + max(0, many - 1) * GAP)
        at += many
    return found
