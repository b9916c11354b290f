"""A matrix: items as numbered notes in the cells of two scales, with a list of them and of who isn't rated yet."""

from collections.abc import Sequence

from app.core.text import _l
from app.worksheets.pictures import cells, matrix_grid, matrix_list, notes, strips
from app.worksheets.pictures.matrix_grid import Matrix, Parts
from app.worksheets.pictures.shapes import LINE_HEIGHT, SMALL, Box, Frame, LeftOver, Picture, Slot
from app.worksheets.pictures.sheet import Drawn, in_each

ASIDE = 16.0
"""Between the matrix and its list."""
SHARE = 0.56
"""How much of the width the matrix takes where its list stands beside it."""
UNDER_SHARE, UNRATED_SHARE = 0.45, 0.3
"""So much of a fixed height is for a list under the matrix, and for those who aren't rated."""
NARROW = 600.0
LIST_COLUMN = 250.0
LINE = SMALL * LINE_HEIGHT


def draw(drawn: Drawn) -> Picture:
    """The matrix, its numbered list, who isn't rated, and the other fields of the sheet."""
    others = strips.rest(drawn)
    found = matrix_grid.gathered(drawn)
    if found is None:
        return strips.below(drawn, Picture(drawn.width, 0), others)
    more = strips.height(drawn, drawn.width, others)
    room = drawn.height - more - (strips.GAP if more else 0)
    parts = Parts()
    aside = _unrated(drawn, found, room, None).height
    high = _matrix_and_list(drawn, found, room - aside, parts)
    waiting = _unrated(drawn, found, room, high)
    if waiting.height:
        frame = Frame(0, high + strips.GAP, drawn.width, waiting.height - strips.GAP)
        facts = {found.x.key: None, found.y.key: None}
        label = in_each(_l("Not rated yet"))
        parts.slots.append(Slot(f"{found.of.key}/", frame, found.of.key, label, facts))
    made = Picture(
        drawn.width,
        high + waiting.height,
        (*parts.ground, *waiting.ground),
        tuple(parts.slots),
        (*parts.items, *waiting.items),
        (*parts.left_over.values(), *waiting.left_over),
    )
    return strips.below(drawn, made, others)


def _matrix_and_list(drawn: Drawn, found: Matrix, room: float, parts: Parts) -> float:
    """The matrix with its list beside it, or under it where that is too long; tells how high they are."""
    most = int(room / matrix_list.LEAST) + 1
    """So many at most have room in a column."""
    beside = drawn.width * (1 - SHARE) - ASIDE
    if drawn.width >= NARROW and (drawn.blank or drawn.fixed or len(found.rated) <= most):
        listed = _entries(drawn, found, beside, most, parts)
        head = _head(drawn, found, beside)
        long = head.height + matrix_list.height(listed, 1)
        if drawn.blank or drawn.fixed or long <= room:
            frame = Frame(0, 0, drawn.width * SHARE, room)
            high = max(matrix_grid.laid(drawn, found, frame, parts), 0.0 if drawn.fixed else long)
            left = frame.width + ASIDE
            parts.ground += [notes.moved(each, left, 0) for each in head.ground]
            body = Frame(left, head.height, beside, high - head.height)
            _list(drawn, found, listed, body, 1, parts)
            return high
    return _matrix_over_list(drawn, found, room, most, parts)


def _matrix_over_list(drawn: Drawn, found: Matrix, room: float, most: int, parts: Parts) -> float:
    columns = max(1, int(drawn.width // LIST_COLUMN))
    wide = (drawn.width - (columns - 1) * matrix_list.GAP) / columns
    listed = _entries(drawn, found, wide, most * columns, parts)
    head = _head(drawn, found, drawn.width)
    long = head.height + matrix_list.height(listed, columns) if listed else 0.0
    if drawn.blank:
        long = room * UNDER_SHARE
    elif drawn.fixed:
        long = min(long, room * UNDER_SHARE)
    frame = Frame(0, 0, drawn.width, room - long - (ASIDE if long else 0))
    high = matrix_grid.laid(drawn, found, frame, parts)
    if not long:
        return high
    parts.ground += [notes.moved(each, 0, high + ASIDE) for each in head.ground]
    body = Frame(0, high + ASIDE + head.height, drawn.width, long - head.height)
    _list(drawn, found, listed, body, columns, parts)
    return high + ASIDE + long


def _head(drawn: Drawn, found: Matrix, width: float) -> cells.Filled:
    frame = Frame(0, 0, width, 0)
    return cells.heading(drawn, found.of.label, "main", frame, help_=found.of.help)


def _entries(
    drawn: Drawn, found: Matrix, width: float, most: int, parts: Parts
) -> list[matrix_list.Entry]:
    """The entries of the list; on a page only so many as could have room, the rest is left over."""
    kept = found.rated[:most] if drawn.fixed else found.rated
    for each in found.rated[len(kept) :]:
        parts.left_over[each.id] = LeftOver(
            found.of.label, notes.whole_words(drawn, found.of, each)
        )
    return matrix_list.entries(drawn, found.of, kept, found.score, width)


def _list(
    drawn: Drawn,
    found: Matrix,
    listed: Sequence[matrix_list.Entry],
    frame: Frame,
    columns: int,
    parts: Parts,
) -> None:
    if drawn.blank:
        numbers = [each for each in (found.x, found.y, found.score) if each]
        parts.ground += matrix_list.blank(drawn, found.of, numbers, frame)
        return
    shapes, left = matrix_list.laid(drawn, found.of, listed, frame, columns, limited=drawn.fixed)
    parts.ground += shapes
    for each, words in left:
        parts.left_over[each.id] = words


def _unrated(drawn: Drawn, found: Matrix, room: float, top: float | None) -> cells.Filled:
    """Those that have no place on the scales, in a strip; drawn where ``top`` tells."""
    if not found.unrated:
        return cells.Filled(0)
    label = in_each(_l("Not rated yet"))
    inner = Frame(cells.PAD, (top or 0) + strips.GAP + cells.PAD, drawn.width - 2 * cells.PAD, 0)
    head = cells.heading(drawn, label, "plain", inner)
    body = Frame(inner.x, inner.y + head.height, inner.width, 0)
    most = max(0.0, room * UNRATED_SHARE - head.height - 2 * cells.PAD) if drawn.fixed else None
    slot = f"{found.of.key}/"
    filled = cells.sticky(drawn, found.of, found.unrated, slot, body, room=most)
    high = head.height + max(filled.height, LINE) + 2 * cells.PAD
    box = Frame(0, inner.y - cells.PAD, drawn.width, high)
    ground = (Box(box, "card", "line", 6, dashed=True), *head.ground)
    return cells.Filled(strips.GAP + high, filled.items, ground, filled.left_over)
