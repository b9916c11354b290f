"""Two contents of a sheet beside each other: what was added, removed, changed and moved. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.core.text import pick
from app.worksheets.sheets.content import Content, Item
from app.worksheets.types.rules import TEXTS, SheetField, WorksheetType
from app.worksheets.types.values import shown

Sort = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    Attributes:
        field: where it stands now, or stood last.
        before: how it was in words, ``""`` when it wasn't there; ``after`` how it is.
    """

    sort: Sort
    field: str
    before: str
    after: str


def differences(type_: WorksheetType, before: Content, after: Content) -> list[Difference]:
    """All that differs, field by field in the order of the type."""
    order = {each.key: place for place, each in enumerate(type_.fields)}
    found = [*_values(type_, before, after), *_items(type_, before, after)]
    return sorted(found, key=lambda each: order.get(each.field, len(order)))


def _values(type_: WorksheetType, before: Content, after: Content) -> Iterator[Difference]:
    for key in {**before.values, **after.values}:
        field = type_.field(key)
        old, new = (_said(field, each.values.get(key)) for each in (before, after))
        if old != new:
            sort: Sort = "added" if not old else "changed" if new else "removed"
            yield Difference(sort, key, old, new)


def _said(field: SheetField | None, stored: object) -> str:
    if stored in (None, ""):
        return ""
    if field is None or field.type in TEXTS:
        return str(stored)
    return shown(field, stored)


def _items(type_: WorksheetType, before: Content, after: Content) -> Iterator[Difference]:
    old = {item.id: (key, item) for key, items in before.items.items() for item in items}
    new = {item.id: (key, item) for key, items in after.items.items() for item in items}
    for item_id, (key, item) in {**old, **new}.items():
        if item_id not in new:
            yield Difference("removed", key, _told(type_, key, item), "")
        elif item_id not in old:
            yield Difference("added", key, "", _told(type_, key, item))
        else:
            was_in, was = old[item_id]
            then, now = _told(type_, was_in, was), _told(type_, key, item)
            if then != now:
                yield Difference("changed", key, then, now)
            elif was_in != key or was.parent != item.parent:
                field = type_.field(was_in)
                yield Difference("moved", key, _label(field, was_in), now)


def _label(field: SheetField | None, key: str) -> str:
    return pick(field.label) if field else key


def _told(type_: WorksheetType, key: str, item: Item) -> str:
    """An item in words: its text and the facts of its columns."""
    field = type_.field(key)
    facts = [
        f"{_label(column, column.key)}: {shown(column, item.facts[column.key])}"
        for column in (field.facts if field else ())
        if column.key in item.facts
    ]
    return " · ".join([item.text, *facts])
