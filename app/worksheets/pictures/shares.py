"""How height is divided among those who want it. Pure."""

from collections.abc import Sequence

NEAR = 0.25
"""So near to the lowest height is near enough, in points."""


def shared(wanted: Sequence[float], room: float, least: Sequence[float] = ()) -> list[float]:
    """What each gets when all have ``room`` together: who wants little gets it all, the rest share evenly.

    Nobody gets less than its ``least``, even where that is more than there is room for.
    """
    lowest = list(least) or [0.0] * len(wanted)
    more = [max(0.0, each - low) for each, low in zip(wanted, lowest, strict=True)]
    left = max(0.0, room - sum(lowest))
    found = list(lowest)
    order = sorted(range(len(more)), key=lambda at: more[at])
    for place, at in enumerate(order):
        given = min(more[at], left / (len(order) - place))
        found[at] += given
        left -= given
    return found


def spread(wanted: Sequence[float], room: float, weights: Sequence[float]) -> list[float]:
    """The heights made so much higher, by weight, that they fill the room."""
    left = max(0.0, room - sum(wanted))
    whole = sum(weights) or 1.0
    return [each + left * weight / whole for each, weight in zip(wanted, weights, strict=True)]


def packed(wanted: Sequence[float], columns: int, gap: float) -> list[int]:
    """How many go into each column, in order from the first, so that the highest column is as low as can be."""
    low, high = max(wanted, default=0.0), sum(wanted) + gap * len(wanted)
    while high - low > NEAR:
        middle = (low + high) / 2
        if len(_filled(wanted, middle, gap)) <= columns:
            high = middle
        else:
            low = middle
    found = _filled(wanted, high, gap)
    return found + [0] * (columns - len(found))


def _filled(wanted: Sequence[float], height: float, gap: float) -> list[int]:
    found: list[int] = []
    used = height + 1
    for each in wanted:
        if used + gap + each <= height + 0.01:
            used += gap + each
            found[-1] += 1
        else:
            used = each
            found.append(1)
    return found
