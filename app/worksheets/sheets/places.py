"""Where items stand in order: places with room between them, so that a move changes one item only. Pure."""

from collections.abc import Sequence

from app.worksheets.sheets.filling import STEP


def place_at(places: Sequence[int], index: int) -> int | None:
    """A place before the one at ``index`` and after the one before it; ``None`` when there is no room left."""
    index = min(max(index, 0), len(places))
    if not places:
        return STEP
    if index == len(places):
        return places[-1] + STEP
    if index == 0:
        return places[0] - STEP
    before, after = places[index - 1], places[index]
    return (before + after) // 2 if after - before > 1 else None


def spread(count: int) -> list[int]:
    """Places for so many items with room between them."""
    return [(number + 1) * STEP for number in range(count)]
