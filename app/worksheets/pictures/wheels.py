"""The wheel of a tree: which of its nodes have room, and where on their rings they stand."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from app.worksheets.pictures import blanks, notes, orbits
from app.worksheets.pictures.notes import Note
from app.worksheets.pictures.orbits import Orbits, Spot
from app.worksheets.pictures.shapes import LeftOver
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.content import Branch, Item
from app.worksheets.types.rules import SheetField

WIDEST, NARROWEST, AIR = 104.0, 62.0, 8.0
MOST_LINES = 8
COLOURS = ("yellow", "green", "blue", "pink")
"""The notes of a ring, where nobody has coloured them."""
TALLER = (1.0, 1.35, 1.8, 2.6)
"""How much higher than the page a wheel may get before it gets wider too."""
TURNS = (0.0, 0.25, 0.5, 0.75)
FEW = 40
"""So many ends a wheel may have for every way of turning it to be tried."""
EMPTY = (
    *((2, (5, 2, 1)), (2, (4, 2, 1)), (1, (5, 2, 1)), (1, (4, 2, 1)), (2, (6, 1, 1))),
    *((2, (5, 1, 1)), (2, (4, 1, 1)), (2, (3, 1, 1))),
)
"""Lines of a box of a blank wheel, and how many boxes follow from each, the best first."""

Size = tuple[float, float]


@dataclass(frozen=True)
class Wheel:
    """The nodes with their notes, and where they stand."""

    nodes: Sequence[Branch]
    cards: Mapping[str, Note]
    width: float
    at: Orbits


def colour(level: int) -> str:
    """What colour the notes of a ring have."""
    return COLOURS[min(level, len(COLOURS) - 1)]


def made(
    drawn: Drawn, of: SheetField, tops: Sequence[Branch], room: Size, middle: Size
) -> tuple[Wheel, tuple[LeftOver, ...]]:
    """The wheel in a room, and what it doesn't tell."""
    if drawn.blank:
        return _blank(drawn, of, room, middle), ()
    nodes = sorted((each for top in tops for each in top.walk()), key=lambda each: each.level)
    levels = max(nodes[-1].level + 1 if nodes else 1, len(of.levels))
    width = min(max((room[0] - middle[0]) / 2 / levels - AIR, NARROWEST), WIDEST)
    if not nodes:
        return Wheel((), {}, width, _bare(room, middle, levels)), ()
    cards = {each.item.id: _card(drawn, of, each, width) for each in nodes}
    begun = _Begun(tops, nodes, cards, width, room, middle)
    shown, at = begun.within() if drawn.fixed else (nodes, begun.whole())
    left = tuple(
        LeftOver(of.label, notes.whole_words(drawn, of, each.item))
        for number, each in enumerate(nodes)
        if number >= len(shown) or not cards[each.item.id].whole
    )
    return Wheel(shown, cards, width, at), left


def _card(drawn: Drawn, of: SheetField, branch: Branch, width: float) -> Note:
    item = replace(branch.item, colour=branch.item.colour or colour(branch.level))
    return notes.note(drawn, of, item, width, most=MOST_LINES)


@dataclass(frozen=True)
class _Begun:
    """A wheel that looks for the places of its nodes, which are in order from ring to ring."""

    tops: Sequence[Branch]
    nodes: Sequence[Branch]
    cards: Mapping[str, Note]
    width: float
    room: Size
    middle: Size

    def aspect(self, taller: float = 1.0) -> float:
        """How much wider than high the rings are."""
        high = max(60.0, self.room[1] * taller - 40)
        return max(0.3, (self.room[0] - self.width) / high)

    def fits(self, at: Orbits | None, taller: float = 1.0) -> bool:
        """Whether its boxes and its rings are within the room."""
        if at is None:
            return False
        far, up = at.radii[-1] if at.radii else (0.0, 0.0)
        wide, high = max(at.half_width, far), max(at.half_height, up)
        return wide * 2 <= self.room[0] and high * 2 <= self.room[1] * taller

    def orbits(
        self, count: int, aspect: float, turned: float = 0.0, most: float = orbits.HUGE
    ) -> Orbits | None:
        """The places of the first nodes."""
        shown = self.nodes[:count]
        tops = self.tops if count == len(self.nodes) else _pruned(self.tops, _ids(shown))
        angles = orbits.angles(tops, turned)
        spots = [
            Spot(each.level, angles[each.item.id], self.cards[each.item.id].height)
            for each in shown
        ]
        return orbits.found(spots, self.width, self.middle, aspect, most=most)

    def turned(self, taller: float) -> Orbits | None:
        """The places of all nodes in a room so much higher, turned so that the wheel is small."""
        ends = sum(each.leaves() for each in self.tops)
        best: Orbits | None = None
        for turn in TURNS if ends <= FEW else TURNS[:1]:
            at = self.orbits(len(self.nodes), self.aspect(taller), turn, self.room[1] * taller)
            if self.fits(at, taller) and (best is None or _size(at) < _size(best)):
                best = at
        return best

    def whole(self) -> Orbits:
        """The places of all nodes: in the room, else in a higher one, else as wide as they need."""
        for taller in TALLER:
            if best := self.turned(taller):
                return best
        found = self.orbits(len(self.nodes), self.aspect())
        assert found
        return found

    def within(self) -> tuple[Sequence[Branch], Orbits]:
        """As many nodes as the room holds, and their places."""
        if best := self.turned(1.0):
            return self.nodes, best
        low, high = 0, max(0, len(self.nodes) - 1)
        found = self.orbits(0, self.aspect())
        while low < high:
            middle = (low + high + 1) // 2
            at = self.orbits(middle, self.aspect(), most=self.room[1])
            if self.fits(at):
                low, found = middle, at
            else:
                high = middle - 1
        assert found
        return self.nodes[:low], found


def _size(at: Orbits | None) -> float:
    return at.half_width * at.half_height if at else math.inf


def _ids(nodes: Sequence[Branch]) -> set[str]:
    return {each.item.id for each in nodes}


def _pruned(tops: Sequence[Branch], ids: Collection[str]) -> tuple[Branch, ...]:
    """The tree without the nodes that aren't among those with ``ids``."""
    return tuple(
        replace(each, under=_pruned(each.under, ids)) for each in tops if each.item.id in ids
    )


def _blank(drawn: Drawn, of: SheetField, room: Size, middle: Size) -> Wheel:
    """Empty boxes on each ring, as many as there is room for."""
    levels = max(1, len(of.levels))
    width = min(max((room[0] - middle[0]) / 2 / levels - AIR, NARROWEST), WIDEST)
    begun: _Begun | None = None
    at: Orbits | None = None
    for lines, split in EMPTY:
        card = blanks.card(drawn, of, width, lines=lines)
        tops = _empty(split, levels)
        nodes = sorted((each for top in tops for each in top.walk()), key=lambda each: each.level)
        cards = {each.item.id: card for each in nodes}
        begun = _Begun(tops, nodes, cards, width, room, middle)
        if at := begun.turned(1.0):
            break
    assert begun
    if at:
        return Wheel(begun.nodes, begun.cards, width, at)
    return Wheel((), {}, width, _bare(room, middle, levels))


def _bare(room: Size, middle: Size, levels: int) -> Orbits:
    """Rings on which nothing stands yet, even from the middle to the edge of the room."""
    steps = [(each + 0.6) / (levels + 0.2) for each in range(levels)]
    radii = tuple(
        (
            (middle[0] + max(0.0, room[0] - middle[0]) * step) / 2,
            (middle[1] + max(0.0, room[1] - middle[1]) * step) / 2,
        )
        for step in steps
    )
    return Orbits(radii, (), middle[0] / 2, middle[1] / 2)


def _empty(split: Sequence[int], levels: int) -> tuple[Branch, ...]:
    names = count()

    def grown(level: int) -> tuple[Branch, ...]:
        if level == levels:
            return ()
        many = split[level] if level < len(split) else 1
        return tuple(
            Branch(Item(str(next(names))), level, grown(level + 1)) for _each in range(many)
        )

    return grown(0)
