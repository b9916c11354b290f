"""Where the notes of a tree stand: in a column a level, one over the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.worksheets.pictures.notes import Note
from app.worksheets.sheets.content import Branch, Item

BETWEEN, GAP, APART = 30.0, 6.0, 13.0
"""Between columns, between the notes under one note, and between the notes at the top."""
MOST_COLUMNS = 6
"""What stands deeper goes on downwards in the last column, a little farther in."""
INDENT, DEEPEST_INDENT = 7.0, 42.0
LOOSEST = 3.0
"""So many times wider may the gaps get to fill a page."""
BLANK_LEAST = 54.0


@dataclass(frozen=True)
class Columns:
    """Where the columns of the levels stand."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]

    @property
    def last(self) -> int:
        """The number of the last column."""
        return len(self.lefts) - 1

    def place(self, level: int) -> tuple[float, float]:
        """The left edge and the width of a note of a level."""
        column = min(level, self.last)
        indent = min((level - column) * INDENT, DEEPEST_INDENT)
        return self.lefts[column] + indent, self.widths[column] - indent


def columns(width: float, count: int) -> Columns:
    """Columns for levels; the first is narrower, for what stands there says it in few words."""
    room = width - (count - 1) * BETWEEN
    shares = [0.62 if count > 1 and at == 0 else 1.0 for at in range(count)]
    widths = [room * share / sum(shares) for share in shares]
    lefts = [sum(widths[:at]) + at * BETWEEN for at in range(count)]
    return Columns(tuple(lefts), tuple(widths))


class Layout:
    """Where the notes of a tree stand, one over the other; gaps are ``loose`` times as wide as they need."""

    def __init__(
        self, tops: Sequence[Branch], cards: Mapping[str, Note], at: Columns, loose: float = 1
    ) -> None:
        self.cards = cards
        self.at = at
        self.gap, self.apart = GAP * loose, APART * loose
        self.blocks: dict[str, tuple[float, float]] = {}
        """Upper edge and height of a note with all that stands under it."""
        self.ys: dict[str, float] = {}
        self._high: dict[str, float] = {}
        y = 0.0
        for each in tops:
            self._place(each, y)
            y += self._height(each) + self.apart
        self.height = max(0.0, y - self.apart)

    def _below(self, branch: Branch) -> bool:
        return branch.level >= self.at.last

    def _under(self, branch: Branch) -> float:
        return sum(self._height(each) + self.gap for each in branch.under) - self.gap

    def _height(self, branch: Branch) -> float:
        found = self._high.get(branch.item.id)
        if found is None:
            found = self.cards[branch.item.id].height
            if branch.under:
                under = self._under(branch)
                found = found + self.gap + under if self._below(branch) else max(found, under)
            self._high[branch.item.id] = found
        return found

    def _place(self, branch: Branch, y: float) -> None:
        high, own = self._height(branch), self.cards[branch.item.id].height
        self.blocks[branch.item.id] = (y, high)
        if self._below(branch):
            self.ys[branch.item.id] = y
            y += own + self.gap
        else:
            self.ys[branch.item.id] = y + (high - own) / 2
            y += (high - self._under(branch)) / 2 if branch.under else 0
        for each in branch.under:
            self._place(each, y)
            y += self._height(each) + self.gap


def empty(levels: int, room: float) -> tuple[Branch, ...]:
    """The nodes of a blank form: a few at each level, as many as there is room for."""
    ends = max(2, int(room // BLANK_LEAST))
    tops = 1 if levels == 1 else max(1, round(ends / 3))

    def grown(name: str, level: int, count: int) -> Branch:
        under: tuple[Branch, ...] = ()
        if level + 1 < levels:
            split = min(count, 3 if level == 0 else 2)
            shares = [count // split + (at < count % split) for at in range(split)]
            under = tuple(grown(f"{name}.{at}", level + 1, n) for at, n in enumerate(shares))
        return Branch(Item(name), level, under)

    if levels == 1:
        return tuple(grown(str(at), 0, 1) for at in range(ends))
    shares = [ends // tops + (at < ends % tops) for at in range(tops)]
    return tuple(grown(str(at), 0, count) for at, count in enumerate(shares))


def fitting(tops: Sequence[Branch], cards: Mapping[str, Note], at: Columns, room: float) -> int:
    """How many nodes, in reading order, have room."""
    low, high = 0, len(cards)
    while low < high:
        middle = (low + high + 1) // 2
        if Layout(kept(tops, middle), cards, at).height <= room:
            low = middle
        else:
            high = middle - 1
    return low


def kept(tops: Sequence[Branch], count: int) -> tuple[Branch, ...]:
    """The first nodes of a tree in reading order."""
    seen = 0

    def part(branch: Branch) -> Branch:
        nonlocal seen
        seen += 1
        under: list[Branch] = []
        for each in branch.under:
            if seen >= count:
                break
            under.append(part(each))
        return replace(branch, under=tuple(under))

    found: list[Branch] = []
    for each in tops:
        if seen >= count:
            break
        found.append(part(each))
    return tuple(found)


def filling(tops: Sequence[Branch], cards: Mapping[str, Note], at: Columns, room: float) -> Layout:
    """The notes with gaps so wide that they fill the room, where there is some to spare."""
    found = Layout(tops, cards, at)
    tight, loose = 1.0, LOOSEST
    if found.height >= room:
        return found
    for _try in range(8):
        middle = (tight + loose) / 2
        made = Layout(tops, cards, at, middle)
        if made.height <= room:
            found, tight = made, middle
        else:
            loose = middle
    return found
