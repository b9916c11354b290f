"""What stands on a sheet: values and items. Immutable and pure; every change gives a new content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.worksheets.types import formulas
from app.worksheets.types.rules import DONE, MAIN, SheetField, WorksheetType
from app.worksheets.types.values import number_of

COLOURS = ("yellow", "green", "blue", "pink", "plain")
DEEPEST = 30
"""So deep do items go under items; what goes deeper or in a circle stands at the top."""


@dataclass(frozen=True)
class Item:
    """A note, a row, a step, a node of a tree or a point of a checklist.

    Attributes:
        text: its main text.
        facts: what its other columns hold, by key, as stored.
        parent: the item under which it stands in a tree.
    """

    id: str
    text: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    colour: str = ""
    votes: int = 0
    parent: str = ""
    position: int = 0

    @property
    def done(self) -> bool:
        """Whether a point of a checklist is done."""
        return bool(self.facts.get(DONE))


@dataclass(frozen=True)
class Content:
    """What stands on a sheet: the values of its fields as stored, and the items in order, by field."""

    values: Mapping[str, Any] = field(default_factory=dict)
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    def of(self, key: str) -> tuple[Item, ...]:
        """The items of a field."""
        return self.items.get(key, ())

    def item(self, item_id: str) -> tuple[str, Item] | None:
        """An item, and the field where it stands."""
        for key, items in self.items.items():
            for each in items:
                if each.id == item_id:
                    return key, each
        return None

    def __bool__(self) -> bool:
        return any(value not in (None, "", False) for value in self.values.values()) or any(
            self.items.values()
        )

    def to_json(self) -> dict[str, Any]:
        """What a version keeps."""
        return {
            "values": dict(self.values),
            "items": {
                key: [_item_json(each) for each in items] for key, items in self.items.items()
            },
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Content":
        """What :meth:`to_json` wrote."""
        return cls(
            dict(stored["values"]),
            {key: tuple(Item(**each) for each in items) for key, items in stored["items"].items()},
        )


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "text": item.text,
        "facts": dict(item.facts),
        "colour": item.colour,
        "votes": item.votes,
        "parent": item.parent,
        "position": item.position,
    }


# Trees


@dataclass(frozen=True)
class Branch:
    """An item of a tree with what stands under it; ``level`` is 0 at the top."""

    item: Item
    level: int
    under: "tuple[Branch, ...]" = ()

    def leaves(self) -> int:
        """How many ends it has, at least one."""
        return sum(each.leaves() for each in self.under) or 1

    def walk(self) -> "Iterator[Branch]":
        """It and all that stands under it, in order."""
        yield self
        for each in self.under:
            yield from each.walk()


def branches(items: Sequence[Item]) -> tuple[Branch, ...]:
    """The tree of items; what hangs on nothing known, or on itself in a circle, stands at the top."""
    parents = {each.id: each.parent for each in items}
    under: dict[str, list[Item]] = {}
    for each in items:
        top = each.parent not in parents or _loose(parents, each.id)
        under.setdefault("" if top else each.parent, []).append(each)

    def grown(item: Item, level: int) -> Branch:
        return Branch(item, level, tuple(grown(each, level + 1) for each in under.get(item.id, ())))

    return tuple(grown(each, 0) for each in under.get("", ()))


def _loose(parents: Mapping[str, str], item_id: str) -> bool:
    """Whether an item stands under itself, or deeper than anything is drawn."""
    at, seen = parents[item_id], set[str]()
    while at in parents and at not in seen:
        if at == item_id or len(seen) > DEEPEST:
            return True
        seen.add(at)
        at = parents[at]
    return False


def stands_under(items: Sequence[Item], item_id: str, parent_id: str) -> bool:
    """Whether ``parent_id`` is the item itself or stands somewhere under it."""
    parents = {each.id: each.parent for each in items}
    at, seen = parent_id, set[str]()
    while at and at not in seen:
        if at == item_id:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False


# What is computed


Known = dict[str, float | None]
"""Numbers that were computed already; one that is just being computed counts as unknown, also for itself."""


def number_in(field: SheetField, item: Item, key: str, known: Known | None = None) -> float | None:
    """The number of a column of an item, computed where it is computed; ``None`` where it rests on itself."""
    main = field.main
    if key == MAIN or (main and key == main.key):
        return 1.0 if item.text.strip() else None
    column = field.column(key)
    if column is None:
        return None
    if column.type != "computed":
        return number_of(item.facts.get(key))
    found: Known = {} if known is None else known
    if key not in found:
        found[key] = None
        found[key] = formulas.compute(
            column.formula, lambda name: number_in(field, item, name, found)
        )
    return found[key]


def number(
    type_: WorksheetType, content: Content, key: str, known: Known | None = None
) -> float | None:
    """The number of a field of a sheet, computed where it is computed; ``None`` where it rests on itself."""
    field = type_.field(key)
    if field is None:
        return None
    if field.type != "computed":
        return number_of(content.values.get(key))
    found: Known = {} if known is None else known

    def column(collection: str, name: str) -> list[float | None]:
        of = type_.field(collection)
        return [number_in(of, each, name) for each in content.of(collection)] if of else []

    if key not in found:
        found[key] = None
        found[key] = formulas.compute(
            field.formula, lambda name: number(type_, content, name, found), column
        )
    return found[key]


def without(content: Content, item_id: str) -> Content:
    """The content without an item."""
    return replace(
        content,
        items={
            key: tuple(each for each in items if each.id != item_id)
            for key, items in content.items.items()
        },
    )
