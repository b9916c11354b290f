"""The fields of a sheet that have no place of their own in its picture: cells in rows below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.worksheets.pictures import cells, shares
from app.worksheets.pictures.shapes import Frame, LeftOver, Picture, Placed, Shape, Slot
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.types.rules import SheetField

GAP = 6.0
MOST_IN_ROW = 4
SHORT = {
    *(
        "line",
        "person",
        "number",
        "money",
        "minutes",
        "percent",
        "date",
        "period",
        "moment",
        "year",
    ),
    *("yesno", "scale", "choice", "computed"),
}
"""Fields whose value takes little room: several stand in a row."""
BLANK_ROOM, LEAST_ROOM = 46.0, 10.0
MOST_OF_PAGE = 0.4
"""So much of a fixed height may be taken by what stands below a picture."""


def rest(drawn: Drawn, shown: Sequence[str] = ()) -> list[SheetField]:
    """The fields that stand nowhere else; ``shown`` are those that do."""
    elsewhere = {*shown, drawn.type.items, *drawn.type.axes.values()}
    return [
        each
        for each in drawn.type.fields
        if each.key not in elsewhere and not each.place and each.type != "files"
    ]


def below(drawn: Drawn, picture: Picture, fields: Sequence[SheetField]) -> Picture:
    """The picture with cells for fields below it, at its whole width.

    Where the height of the picture is fixed, they take no more than what is left of it.
    """
    top = picture.height + GAP if picture.height else 0.0
    ground: list[Shape] = []
    slots: list[Slot] = []
    items: list[Placed] = []
    left: list[LeftOver] = []
    for row, high in _heights(drawn, picture.width, _rows(fields), drawn.height - top):
        for made in _made(drawn, picture.width, row, top, high):
            box = replace(made.frame, height=max(high, made.height))
            if not high:
                left += made.filled.left_over
                continue
            ground += [cells.ground(box, made.of.tone), *made.head.ground, *made.filled.ground]
            slots.append(
                Slot(made.of.key, box, made.of.key, made.of.label, single=not made.of.collects)
            )
            items += made.filled.items
            left += made.filled.left_over
        top += high + GAP if high else 0
    return replace(
        picture,
        height=max(picture.height, top - GAP),
        ground=(*picture.ground, *ground),
        slots=(*picture.slots, *slots),
        items=(*picture.items, *items),
        left_over=(*picture.left_over, *left),
    )


def height(drawn: Drawn, width: float, fields: Sequence[SheetField]) -> float:
    """How high the cells for fields would be; of a fixed height they leave the most to the picture."""
    if not fields:
        return 0.0
    room = drawn.height * MOST_OF_PAGE
    kept = [high for _row, high in _heights(drawn, width, _rows(fields), room) if high]
    return sum(kept) + max(0, len(kept) - 1) * GAP


def _heights(
    drawn: Drawn, width: float, rows: list[list[SheetField]], room: float
) -> list[tuple[list[SheetField], float]]:
    """How high each row is: as it needs, or its share of the room; none for what has no room at all."""
    made = [_made(drawn, width, row, 0, None) for row in rows]
    wanted = [max(each.height for each in row) for row in made]
    if not drawn.fixed:
        return list(zip(rows, wanted, strict=True))
    least = [max(each.least for each in row) for row in made]
    kept = len(rows)
    while kept and sum(least[:kept]) + (kept - 1) * GAP > room:
        kept -= 1
    found = shares.shared(wanted[:kept], room - (kept - 1) * GAP, least[:kept])
    return list(zip(rows, [*found, *[0.0] * (len(rows) - kept)], strict=True))


def _rows(fields: Sequence[SheetField]) -> list[list[SheetField]]:
    """Short fields side by side, long ones two in a row."""
    found: list[list[SheetField]] = []
    for each in fields:
        short = each.type in SHORT
        last = found[-1] if found else []
        most = MOST_IN_ROW if short else 2
        if last and (last[0].type in SHORT) == short and len(last) < most:
            last.append(each)
        else:
            found.append([each])
    return found


@dataclass(frozen=True)
class _Made:
    """A cell: how high it is, and how high at least."""

    of: SheetField
    frame: Frame
    height: float
    least: float
    head: cells.Filled
    filled: cells.Filled


def _made(
    drawn: Drawn, width: float, row: Sequence[SheetField], top: float, high: float | None
) -> list[_Made]:
    """The cells of a row; ``high`` limits them, where that is given."""
    each_wide = (width - (len(row) - 1) * GAP) / len(row)
    return [
        _cell(drawn, of, Frame(at * (each_wide + GAP), top, each_wide, 0), high)
        for at, of in enumerate(row)
    ]


def _cell(drawn: Drawn, of: SheetField, frame: Frame, high: float | None) -> _Made:
    inner = Frame(frame.x + cells.PAD, frame.y + cells.PAD, frame.width - 2 * cells.PAD, 0)
    head = cells.heading(drawn, of.label, of.tone, inner, help_=of.help)
    body = Frame(inner.x, inner.y + head.height, inner.width, 0)
    around = head.height + 2 * cells.PAD
    room = BLANK_ROOM if drawn.blank else None
    if high is not None and drawn.fixed:
        room = max(0.0, high - around + 0.5)
    filled = cells.content(drawn, of, of.key, body, room=room)
    used = max(filled.height, BLANK_ROOM if drawn.blank else LEAST_ROOM)
    if high is not None:
        used = min(used, max(0.0, high - around))
    return _Made(of, frame, around + used, around + LEAST_ROOM, head, filled)
