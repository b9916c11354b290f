"""What a picture is made of: plain shapes with colours named as in the brand, and where things can be put.

Lengths are points on an A4 page that lies on its side; the window, larger papers and slides scale them.
``y`` goes downwards. A picture is drawn by the window (``page/scene.py``), on paper (``papers/drawing.py``) and
as SVG (``svg.py``): what differs between the three is only the pen.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.core.text import LanguageText

Align = Literal["left", "centre", "right"]
LINE_HEIGHT = 1.28
"""From a line of text to the next, in its size."""
TEXT, SMALL, HEADING, BIG = 8.5, 7.2, 9.5, 16.0
"""Sizes of text on an A4 page."""


@dataclass(frozen=True)
class Frame:
    """A place: its left and upper edge, its width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def inside(self, by: float) -> "Frame":
        """The same, smaller on each side."""
        return Frame(
            self.x + by, self.y + by, max(0, self.width - 2 * by), max(0, self.height - 2 * by)
        )

    def moved(self, x: float, y: float) -> "Frame":
        """The same, elsewhere."""
        return Frame(self.x + x, self.y + y, self.width, self.height)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True)
class Box:
    """A rectangle with round corners; ``""`` is no colour."""

    frame: Frame
    fill: str = "card"
    line: str = "line"
    radius: float = 5
    width: float = 0.8
    dashed: bool = False


@dataclass(frozen=True)
class Words:
    """Lines of text that fit their place; ``turned`` reads from below upwards."""

    frame: Frame
    lines: tuple[str, ...]
    size: float = TEXT
    bold: bool = False
    colour: str = "ink"
    align: Align = "left"
    turned: bool = False


@dataclass(frozen=True)
class Stroke:
    """Straight lines from point to point; ``arrow`` ends in a head."""

    points: tuple[tuple[float, float], ...]
    colour: str = "soft_ink"
    width: float = 0.9
    arrow: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Area:
    """A closed shape; ``clear`` lets what is behind it be seen through."""

    points: tuple[tuple[float, float], ...]
    fill: str = "main_tint"
    line: str = "main"
    width: float = 1.2
    clear: bool = False


@dataclass(frozen=True)
class Circle:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = "card"
    line: str = "line"
    width: float = 0.8


@dataclass(frozen=True)
class Wedge:
    """A part of a ring; angles are degrees from twelve o'clock, clockwise."""

    x: float
    y: float
    inner: float
    outer: float
    begin: float
    end: float
    fill: str = "card"
    line: str = "line"
    width: float = 0.8


Shape = Box | Words | Stroke | Area | Circle | Wedge


@dataclass(frozen=True)
class Slot:
    """A place where an item can be put.

    Attributes:
        name: tells it from the others: ``strengths``, ``ideas/doing``, ``tasks/3``.
        field: the field whose items are put there.
        facts: what the place itself tells of an item, such as its lane or month, as stored.
        parent: the item under which it would stand.
        label: what it is called.
        single: it holds the value of a field and no items.
    """

    name: str
    frame: Frame
    field: str
    label: LanguageText
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    parent: str = ""
    single: bool = False


@dataclass(frozen=True)
class Placed:
    """An item or the value of a field where it stands.

    Attributes:
        id: the item's, or the field's key where it is a value (then ``slot.single``).
        slot: the name of the slot it is in.
        shapes: what it looks like, at its place.
        whole: whether all of its text is shown.
    """

    id: str
    slot: str
    frame: Frame
    shapes: tuple[Shape, ...]
    whole: bool = True


@dataclass(frozen=True)
class LeftOver:
    """A text that the picture has no room for: it is told in full after it."""

    label: LanguageText
    text: str


@dataclass(frozen=True)
class Picture:
    """A sheet as a picture.

    Attributes:
        ground: what stands still: cells, headings, arrows.
        slots: where items can be put; ``items`` are those that are there, in reading order.
        left_over: what it couldn't hold, when its height was limited.
    """

    width: float
    height: float
    ground: tuple[Shape, ...] = ()
    slots: tuple[Slot, ...] = ()
    items: tuple[Placed, ...] = ()
    left_over: tuple[LeftOver, ...] = ()

    def slot(self, name: str) -> Slot | None:
        """The slot with a name."""
        return next((each for each in self.slots if each.name == name), None)

    def slot_at(self, x: float, y: float) -> Slot | None:
        """The slot at a point; of several the smallest."""
        found = [each for each in self.slots if each.frame.holds(x, y)]
        return min(found, key=lambda each: each.frame.width * each.frame.height, default=None)
