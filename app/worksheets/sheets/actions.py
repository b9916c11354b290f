"""What can be done with worksheets: begin one, fill in its fields, copy it, see what waits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue
from app.core.record import today
from app.core.room import Matter
from app.core.text import Text, _l, current_language, pick
from app.worksheets.sheets import filling
from app.worksheets.sheets.content import Content, Item
from app.worksheets.sheets.records import DONE, OPEN, Entry, Worksheet
from app.worksheets.types.own import type_with
from app.worksheets.types.rules import TEXTS, SheetField, WorksheetType
from app.worksheets.types.values import value_of

VALUE = "value"
"""What the fact of a single field is called that isn't a text."""
REMIND_DAYS = 14
MOST_MATTERS = 20
MOST_ITEMS = 5000
"""More than anyone can look at; what comes beyond is refused in words."""


# Reading


def entries(session: Session, sheet_id: str) -> list[Entry]:
    """All that stands on a sheet, in order."""
    statement = (
        select(Entry)
        .where(Entry.sheet_id == sheet_id, Entry.deleted_at.is_(None))
        .order_by(Entry.field, Entry.position, Entry.id)
    )
    return list(session.scalars(statement))


def type_of(session: Session, sheet_id: str) -> WorksheetType:
    """The type of a sheet.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    return type_with(session, editing.find(session, Worksheet, sheet_id).type_key)


def content(session: Session, sheet_id: str) -> Content:
    """What stands on a sheet, also in fields that its type no longer has."""
    return content_of(type_of(session, sheet_id), entries(session, sheet_id))


def content_of(type_: WorksheetType, found: Iterable[Entry]) -> Content:
    """The content that entries make.

    Where an own type asks otherwise than before, the notes of a field are together its text.
    """
    values: dict[str, Any] = {}
    items: dict[str, list[Item]] = {}
    for each in found:
        field = type_.field(each.field)
        if field and field.type in TEXTS:
            said = (values.get(each.field), each.text)
            values[each.field] = "\n".join(text for text in said if text)
        elif field and not field.collects:
            if values.get(each.field) is None:
                values[each.field] = each.facts.get(VALUE)
        else:
            items.setdefault(each.field, []).append(item_of(each))
    return Content(values, {key: tuple(each) for key, each in items.items()})


def item_of(entry: Entry) -> Item:
    """An entry as the rules read it."""
    return Item(
        entry.id,
        entry.text,
        dict(entry.facts),
        entry.colour,
        entry.votes or 0,
        entry.parent_id,
        entry.position or 0,
    )


# Writing


def begin(session: Session, values: Mapping[str, Any], *, with_example: bool = False) -> Changes:
    """Begin a sheet of the type ``type_key``; ``result`` is its id.

    Where no name is given it is called by its type and the day. ``with_example`` fills in the example of
    the type, its tasks in the agenda.

    Raises:
        Missing: there is no such type.
    """
    type_ = type_with(session, values["type_key"])
    language = current_language()
    day = values.get("held_on") or today()
    called = values.get("name") or f"{pick(type_.name, language)} {day.year}"
    made = editing.add(
        session,
        Worksheet,
        {**values, "name": called, "held_on": day, "type_name": dict(type_.name)},
    ).result
    fill = filling.example if with_example else filling.seeded
    put(session, made, type_, fill(type_, language, today()))
    if with_example:
        for key, task in filling.tasks(type_, language, today()):
            tasks.add_from(session, source_of(session, made, key), task)
    return Changes(_l("Began the worksheet “{name}”", name=called), made)


def source_of(session: Session, sheet_id: str, item: str = "") -> tasks.Source:
    """Where a task comes from that is agreed on a sheet; ``item`` is a note or a field of it."""
    sheet = editing.find(session, Worksheet, sheet_id)
    return tasks.Source("worksheet", sheet_id, item, dict(sheet.title()))


def put(session: Session, sheet_id: str, type_: WorksheetType, filled: Content) -> None:
    """Write a whole content on a sheet that has none."""
    for key, value in filled.values.items():
        field = type_.field(key)
        if field and value not in ("", None):
            text = field.type in TEXTS
            session.add(
                Entry(
                    sheet_id=sheet_id,
                    field=key,
                    text=value if text else "",
                    facts={} if text else {VALUE: value},
                )
            )
    for key, items in filled.items.items():
        for each in items:
            session.add(new_entry(sheet_id, key, each))
    session.flush()


def new_entry(sheet_id: str, key: str, item: Item) -> Entry:
    """An item as it is stored."""
    return Entry(
        id=item.id,
        sheet_id=sheet_id,
        field=key,
        text=item.text,
        facts=dict(item.facts),
        colour=item.colour,
        votes=item.votes or None,
        parent_id=item.parent,
        position=item.position,
    )


def set_value(session: Session, sheet_id: str, key: str, value: Any) -> Changes:
    """Fill in a single field of a sheet; ``value`` is as the field's kind of value has it.

    Raises:
        InvalidFields: it can't be accepted.
        Missing: there is no such sheet.
    """
    type_ = type_of(session, sheet_id)
    field = _single(type_, key)
    checked = _checked(field, value)
    text = field.type in TEXTS
    stored = {"text": checked} if text else {"facts": _fact(field, checked)}
    found = [each for each in entries(session, sheet_id) if each.field == key]
    if found:
        editing.change(session, Entry, found[0].id, stored)
        if text:  # of a type that asked for notes here before; all of them are in the text now
            editing.remove(session, Entry, [each.id for each in found[1:]])
    else:
        editing.add(session, Entry, {"sheet_id": sheet_id, "field": key, **stored})
    return Changes(_l("Wrote “{field}”", field=dict(field.label)), sheet_id)


def _single(type_: WorksheetType, key: str) -> SheetField:
    if type_.layout == "survey":  # answers of a survey go where nobody is known by them
        raise InvalidFields({key: _l("This is answered by each person for themselves.")})
    field = type_.field(key)
    if field is None or field.collects or field.type in {"computed", "actions", "files"}:
        raise InvalidFields({key: _l("There is no such field on this worksheet.")})
    return field


def _checked(field: SheetField, value: Any) -> Any:
    try:
        return value_of(field).check(value)
    except InvalidValue as fault:
        raise InvalidFields({field.key: fault.words}) from fault


def _fact(field: SheetField, checked: Any) -> dict[str, Any]:
    kind = value_of(field)
    return {} if kind.is_empty(checked) else {VALUE: kind.to_json(checked)}


def copy_as_next(session: Session, sheet_id: str) -> Changes:
    """Copy a sheet as the next one, such as next year's; ``result`` is its id.

    It begins with what stands on this one, votes taken away; points of checklists are undone again.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    type_ = type_with(session, sheet.type_key)
    year = (sheet.held_on or today()).year + 1
    called = sheet.name.replace(str(year - 1), str(year))
    if called == sheet.name:
        called = f"{sheet.name} {year}"
    values = {
        "name": called[:160],
        "type_key": sheet.type_key,
        "type_name": dict(sheet.type_name),
        "purpose": sheet.purpose,
        "owner": sheet.owner,
        "held_on": today(),
        "follows_id": sheet_id,
    }
    made = editing.add(session, Worksheet, values).result
    put(session, made, type_, filling.renewed(_fresh(content(session, sheet_id))))
    return Changes(_l("Copied “{name}” as the next one", name=sheet.name), made)


def _fresh(before: Content) -> Content:
    items = {
        key: tuple(
            replace(each, votes=0, facts={k: v for k, v in each.facts.items() if k != "done"})
            for each in items
        )
        for key, items in before.items.items()
    }
    return Content(before.values, items)


def finish(session: Session, sheet_id: str) -> Changes:
    """Mark a sheet finished: it waits for nothing any more."""
    return _state(session, sheet_id, DONE, _l("Finished “{name}”"))


def take_up_again(session: Session, sheet_id: str) -> Changes:
    """Take a finished sheet into use again."""
    return _state(session, sheet_id, OPEN, _l("Took “{name}” up again"))


def _state(session: Session, sheet_id: str, status: str, words: Text) -> Changes:
    editing.change(session, Worksheet, sheet_id, {"status": status})
    name = editing.find(session, Worksheet, sheet_id).name
    return Changes(Text(words.msgid, args={"name": name}), sheet_id)


# What waits


def matters(session: Session, day: date) -> Iterator[Matter]:
    """Sheets that are to be looked at again."""
    waiting = (
        select(Worksheet)
        .where(
            Worksheet.deleted_at.is_(None),
            Worksheet.status == OPEN,
            Worksheet.review_on <= day + timedelta(days=REMIND_DAYS),
        )
        .order_by(Worksheet.review_on, Worksheet.id)
        .limit(MOST_MATTERS)
    )
    for each in session.scalars(waiting):
        assert each.review_on
        yield Matter(
            kind="worksheet",
            record_id=each.id,
            title=_l("Look at the worksheet again: {name}", name=each.name),
            advice=_l("Go through what has changed, and copy it as the next one if much has."),
            due=each.review_on,
            tone="watch",
        )
