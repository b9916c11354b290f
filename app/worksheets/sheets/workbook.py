"""A sheet as an Excel file: its values on the first tab, and a tab for each collection and for its tasks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks import rules as task_rules
from app.agenda.tasks.records import Task
from app.core import editing
from app.core.field import fields_of
from app.core.text import Text, _l, pick
from app.exchange.looks import MOST_IN_CELL
from app.exchange.sheets import Tab, write_book
from app.worksheets.sheets import actions
from app.worksheets.sheets.content import Branch, Content, Item, branches, number, number_in
from app.worksheets.sheets.records import STATES, Worksheet
from app.worksheets.types.own import type_with
from app.worksheets.types.rules import NOTE, SheetField, WorksheetType
from app.worksheets.types.values import number_of, shown

COLOURS: dict[str, Text] = {
    "yellow": _l("Yellow"),
    "green": _l("Green"),
    "blue": _l("Blue"),
    "pink": _l("Pink"),
    "plain": _l("White"),
}
_WIDE, _NARROW = 60, 18
_UNITS = {"minutes": "min", "percent": "%", "money": "€"}
_MONEY = Decimal("0.01")
Row = Sequence[Any]


def write(path: Path, session: Session, sheet_id: str) -> Path:
    """Write a sheet as .xlsx in the language of the reader, whole or not at all.

    Raises:
        Missing: there is no such sheet, or its type is gone.
        Refusal: the name ends otherwise, or the file can't be written.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    type_ = type_with(session, sheet.type_key)
    content = actions.content_of(type_, actions.entries(session, sheet_id))
    if type_.layout == "survey":
        from app.worksheets.pulse import actions as pulse  # noqa: PLC0415 - it reads sheets itself

        content = Content(pulse.values_for_picture(session, sheet_id))
    agreed = tasks.of_source(session, "worksheet", sheet_id)
    return write_book(path, tabs(sheet, type_, content, agreed))


def tabs(
    sheet: Worksheet, type_: WorksheetType, content: Content, agreed: Sequence[Task]
) -> Iterator[Tab]:
    """The tabs of the file, in the order of the type."""
    yield Tab(
        _l("Worksheet").say(),
        [_l("Field").say(), _l("Value").say()],
        whole(_values(sheet, type_, content)),
        (36, 80),
    )
    for field in type_.fields:
        if field.collects:
            yield _collection(field, content.of(field.key))
    known = {field.key for field in type_.fields}
    others = [
        [key, item.text, " · ".join(str(each) for each in item.facts.values())]
        for key, items in content.items.items()
        if key not in known
        for item in items
    ]
    if others:
        heads = (_l("Field"), _l("Text"), _l("Facts"))
        name = _l("Other fields").say()
        yield Tab(name, [each.say() for each in heads], whole(others), (24, _WIDE, _WIDE))
    if agreed:
        yield _tasks(agreed)


def _values(sheet: Worksheet, type_: WorksheetType, content: Content) -> Iterator[Row]:
    labels = {key: field.label.say() for key, field in fields_of(Worksheet).items()}
    yield labels["name"], sheet.name
    yield labels["type_key"], pick(type_.name)
    for key in ("purpose", "owner", "held_on", "review_on"):
        yield labels[key], getattr(sheet, key)
    yield labels["status"], dict(STATES)[sheet.status].say() if sheet.status else ""
    for field in type_.fields:
        if field.collects or field.type in {"actions", "files"}:
            continue
        if type_.layout == "survey":
            yield from _result(field, content)
        elif field.type == "computed":
            yield _headed(field), _number(field, number(type_, content, field.key))
        else:
            yield _headed(field), _cell(field, content.values.get(field.key))


def _result(field: SheetField, content: Content) -> Iterator[Row]:
    """The mean of the answers to a question of a survey; never what anyone has answered."""
    if measured := content.values.get(f"result/{field.key}"):
        yield pick(field.label), round(measured["mean"], 2)


def _collection(field: SheetField, items: Sequence[Item]) -> Tab:
    """The items of a field, a row each; those of a tree tell on which level and under what they stand."""
    columns = list(field.facts)
    main = pick(field.main.label) if field.main else _l("Text").say()
    heads = [main, *(_headed(each) for each in columns)]
    widths = [_WIDE, *(_NARROW if each.type != "text" else _WIDE for each in columns)]
    before: list[Text] = []
    if field.type == "tree":
        before = [_l("On which level"), _l("Stands under")]
    elif field.type == "steps":
        before = [_l("Step number")]
    more = [_l("Ticked off"), _l("Note")] if field.type == "checks" else []
    coloured = field.type == "notes" or any(each.colour or each.votes for each in items)
    more += [_l("Colour"), _l("Votes")] if coloured else []
    headers = [*(each.say() for each in before), *heads, *(each.say() for each in more)]
    widths = [*([_NARROW] * len(before)), *widths, *([_NARROW] * len(more))]
    return Tab(
        pick(field.label), headers, whole(_items(field, items, columns, coloured=coloured)), widths
    )


def _items(
    field: SheetField, items: Sequence[Item], columns: Sequence[SheetField], *, coloured: bool
) -> Iterator[Row]:
    for before, item in _ordered(field, items):
        cells = [_fact(field, item, column) for column in columns]
        more: list[Any] = []
        if field.type == "checks":
            words = _l("Yes") if item.done else _l("No")
            more = [words.say(), str(item.facts.get(NOTE, ""))]
        if coloured:
            colour = COLOURS[item.colour].say() if item.colour in COLOURS else item.colour
            more += [colour, item.votes or None]
        yield [*before, item.text, *cells, *more]


def _ordered(field: SheetField, items: Sequence[Item]) -> Iterator[tuple[list[Any], Item]]:
    """The items with what stands before their text."""
    if field.type != "tree":
        for place, item in enumerate(items, start=1):
            yield ([place] if field.type == "steps" else []), item
        return
    for top in branches(items):
        for branch, under in _walk(top, ""):
            yield [_level(field, branch.level), under], branch.item


def _walk(branch: Branch, under: str) -> Iterator[tuple[Branch, str]]:
    yield branch, under
    for each in branch.under:
        yield from _walk(each, branch.item.text)


def _level(field: SheetField, level: int) -> Any:
    return pick(field.levels[level]) if level < len(field.levels) else level + 1


def _fact(field: SheetField, item: Item, column: SheetField) -> Any:
    if column.type == "computed":
        return _number(column, number_in(field, item, column.key))
    return _cell(column, item.facts.get(column.key))


def _cell(field: SheetField, stored: Any) -> Any:
    """A stored value as a cell: numbers and days as such, all else as a person reads it."""
    if stored is None or stored == "":
        return None
    if field.type in {"number", "money", "minutes", "percent", "scale", "year"}:
        found = number_of(stored)
        return _number(field, found) if found is not None else str(stored)
    if field.type == "date":
        try:
            return date.fromisoformat(stored)
        except (TypeError, ValueError):  # of an earlier version of the type
            return str(stored)
    return shown(field, stored)


def _number(field: SheetField, found: float | None) -> Any:
    if found is None:
        return None
    if field.type == "money":
        try:
            return Decimal(str(found)).quantize(_MONEY)
        except InvalidOperation:
            return found
    return int(found) if found == int(found) else round(found, 6)


def _headed(field: SheetField) -> str:
    unit = pick(field.unit) or _UNITS.get(field.type, "")
    return f"{pick(field.label)} ({unit})" if unit else pick(field.label)


def _tasks(agreed: Sequence[Task]) -> Tab:
    heads = (_l("What"), _l("Who"), _l("By when"), _l("Status"))
    states = dict(task_rules.STATES)
    rows = [(each.what, each.who, each.due, states[tasks.state(each)].say()) for each in agreed]
    headers = [each.say() for each in heads]
    return Tab(_l("Tasks").say(), headers, whole(rows), (_WIDE, 24, _NARROW, _NARROW))


def whole(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; a text too long for a cell goes on in the rows below it."""
    for row in rows:
        longest = max((len(cell) for cell in row if isinstance(cell, str)), default=0)
        yield [cell[:MOST_IN_CELL] if isinstance(cell, str) else cell for cell in row]
        for begin in range(MOST_IN_CELL, longest, MOST_IN_CELL):
            yield [
                cell[begin : begin + MOST_IN_CELL] if isinstance(cell, str) else None
                for cell in row
            ]
