"""What a type of worksheet is: its fields, its layout, its guidance. Pure descriptions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.core.brand import Tone
from app.core.text import LanguageText, Text, _l

LAYOUTS = (
    *("canvas", "board", "matrix", "tree", "flow", "lanes", "year", "rings"),
    *("form", "checklist", "survey"),
)
CATEGORIES: tuple[tuple[str, Text], ...] = (
    ("strategy", _l("Strategy")),
    ("service", _l("Services")),
    ("foresight", _l("Foresight")),
    ("lean", _l("Lean")),
    ("development", _l("Experiments")),
    ("management", _l("Management")),
    ("people", _l("People and work")),
    ("network", _l("Network")),
)

TEXTS = ("text", "line", "person")
NUMBERS = ("number", "money", "minutes", "percent", "scale", "year")
DAYS = ("date", "period", "moment")
SINGLE = (*TEXTS, *NUMBERS, *DAYS, "yesno", "choice", "computed")
"""What holds one value, in a sheet or in a column of its items."""
COLLECTIONS = ("notes", "rows", "tree", "steps", "checks")
TYPES = (*SINGLE, "files", "actions", *COLLECTIONS)
NAMED_COLUMN = ("rows", "steps")
"""Collections whose first column has a key of its own for the main text of an item."""
MAIN = "text"
"""What formulas call the main text of an item where its column has no key of its own."""
DONE, NOTE = "done", "note"
"""What an item of a checklist has beside its text."""

Place = tuple[int, int, int, int]
"""Column, row, width and height in the units of a type's grid."""


@dataclass(frozen=True)
class Option:
    """One of the values of a choice."""

    key: str
    label: LanguageText
    tone: Tone = "plain"


@dataclass(frozen=True)
class Band:
    """From a number on, how a computed value is to be read."""

    least: float
    tone: Tone
    label: LanguageText = field(default_factory=dict)


@dataclass(frozen=True)
class SheetField:
    """One field of a type, or one column of the items of a field.

    Attributes:
        key: its stored name; contents hang on it.
        type: one of :data:`TYPES`.
        place: where its cell stands in the picture.
        least, most: the ends of a scale; ``low`` and ``high`` are those ends in words.
        source: where the options of a choice come from, when they aren't given here.
        formula: how a computed value is computed; ``bands`` tell how it is read, the highest first.
        columns: what is told of each item of a collection.
        levels: what the levels of a tree are called.
        seed: the items that a new sheet begins with.
    """

    key: str
    type: str
    label: LanguageText
    help: LanguageText = field(default_factory=dict)
    tone: Tone = "plain"
    place: Place | None = None
    least: int = 1
    most: int = 5
    low: LanguageText = field(default_factory=dict)
    high: LanguageText = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    source: str = ""
    unit: LanguageText = field(default_factory=dict)
    places: int = 0
    formula: str = ""
    bands: tuple[Band, ...] = ()
    columns: "tuple[SheetField, ...]" = ()
    levels: tuple[LanguageText, ...] = ()
    seed: tuple[Any, ...] = ()

    @property
    def collects(self) -> bool:
        """Whether it holds items and not one value."""
        return self.type in COLLECTIONS

    @property
    def main(self) -> "SheetField | None":
        """The column that is the main text of its items, where that has a key of its own."""
        return self.columns[0] if self.type in NAMED_COLUMN and self.columns else None

    @property
    def facts(self) -> "tuple[SheetField, ...]":
        """The columns beside the main text of its items."""
        return self.columns[1:] if self.main else self.columns

    def column(self, key: str) -> "SheetField | None":
        """The column with a key."""
        return next((each for each in self.columns if each.key == key), None)

    def option(self, key: str) -> Option | None:
        """The option with a key."""
        return next((each for each in self.options if each.key == key), None)

    def band(self, number: float | None) -> Band | None:
        """How a computed number is read; what is below all bands is read as the lowest."""
        if number is None or not self.bands:
            return None
        return next((each for each in self.bands if number >= each.least), self.bands[-1])


@dataclass(frozen=True)
class Step:
    """A step of a guided workshop."""

    minutes: int
    title: LanguageText
    words: LanguageText


@dataclass(frozen=True)
class WorksheetType:
    """A type of worksheet.

    Attributes:
        grid: columns and rows of the picture of a canvas or a form.
        axes: the text fields that are written along the edges of a canvas, by ``x`` and ``y``.
        items: the collection that the picture shows; ``by`` is the column that divides it in lanes or months,
            ``x`` and ``y`` are the columns of the axes of a matrix.
        example: a filled example by field key, as it stands in the file.
        own: whether the users have made it.
    """

    key: str
    version: str
    category: str
    icon: str
    name: LanguageText
    summary: LanguageText
    layout: str
    fields: tuple[SheetField, ...]
    grid: tuple[int, int] = (1, 1)
    axes: Mapping[str, str] = field(default_factory=dict)
    items: str = ""
    by: str = ""
    x: str = ""
    y: str = ""
    steps: tuple[Step, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    own: bool = False

    @cached_property
    def _by_key(self) -> dict[str, SheetField]:
        return {each.key: each for each in self.fields}

    def field(self, key: str) -> SheetField | None:
        """The field with a key."""
        return self._by_key.get(key)

    @property
    def main(self) -> SheetField | None:
        """The collection that the picture shows."""
        return self.field(self.items)

    @property
    def minutes(self) -> int:
        """How long the guided workshop takes."""
        return sum(each.minutes for each in self.steps)

    def placed(self) -> Iterator[SheetField]:
        """The fields that have a cell in the picture."""
        return (each for each in self.fields if each.place)
