"""What can be done with the items of a sheet: add, write, move, merge, split, colour, vote, remove.

Each is one action with words of its own, so that history tells it and Ctrl+Z takes it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue, Missing, Refusal
from app.core.text import _l, _n
from app.worksheets.sheets import places
from app.worksheets.sheets.actions import MOST_ITEMS, item_of, type_of
from app.worksheets.sheets.content import COLOURS, stands_under
from app.worksheets.sheets.records import Entry
from app.worksheets.types.rules import DONE, NOTE, SheetField
from app.worksheets.types.values import LONGEST_TEXT, value_of

SHORT = 60


@dataclass(frozen=True)
class Spot:
    """Where an item is put.

    Attributes:
        field: the field whose items it joins.
        before: the id of the item before which it comes, ``""`` for last.
        facts: what the place itself tells of it, such as the lane of a board or a month.
        parent: the item under which it comes in a tree.
    """

    field: str
    before: str = ""
    facts: Mapping[str, Any] | None = None
    parent: str = ""


def short(text: str) -> str:
    """The beginning of a note, for a line that names it."""
    return shorten(" ".join(text.split()), SHORT, placeholder=" …") or "–"


def add(
    session: Session,
    sheet_id: str,
    spot: Spot,
    text: str = "",
    facts: Mapping[str, Any] | None = None,
    colour: str = "",
) -> Changes:
    """Add an item; ``result`` is its id. ``facts`` are values of its columns as those have them.

    Raises:
        InvalidFields: something can't be accepted.
        Refusal: the sheet is full.
    """
    field = _collection(session, sheet_id, spot.field)
    _refuse_full(session, sheet_id, 1)
    values = {
        "sheet_id": sheet_id,
        "field": spot.field,
        "text": text,
        "facts": {**_stored(field, facts or {}), **dict(spot.facts or {})},
        "colour": colour,
        "parent_id": spot.parent,
        "position": _position(session, sheet_id, spot),
    }
    made = editing.add(session, Entry, values).result
    words = _l("Added “{name}”", name=short(text)) if text.strip() else _l("Added an empty note")
    return Changes(words, made)


def _refuse_full(session: Session, sheet_id: str, more: int) -> None:
    count = session.scalar(
        select(func.count()).where(Entry.sheet_id == sheet_id, Entry.deleted_at.is_(None))
    )
    if (count or 0) + more > MOST_ITEMS:
        raise Refusal(
            _n(
                "A worksheet holds at most {count} item. Begin another one.",
                "A worksheet holds at most {count} items. Begin another one.",
                MOST_ITEMS,
            )
        )


def add_many(
    session: Session, sheet_id: str, spot: Spot, texts: Sequence[str], colour: str = ""
) -> Changes:
    """Add an item for each text, such as the lines of what was pasted; ``result`` is the last one's id.

    Raises:
        InvalidFields: one is too long.
        Refusal: the sheet would be too full.
    """
    written = [text for text in texts if text.strip()]
    _collection(session, sheet_id, spot.field)
    _refuse_full(session, sheet_id, len(written))
    position = _position(session, sheet_id, spot, room=len(written)) if written else 0
    made = []
    for at, text in enumerate(written):
        values = {
            "sheet_id": sheet_id,
            "field": spot.field,
            "text": text,
            "facts": dict(spot.facts or {}),
            "colour": colour,
            "parent_id": spot.parent,
            "position": position + at,
        }
        made.append(Entry(**editing.checked_new(Entry, values)))
    session.add_all(made)
    session.flush()
    words = _n("Added {count} note", "Added {count} notes", len(made))
    return Changes(words, made[-1].id if made else None)


def write(session: Session, item_id: str, text: str) -> Changes:
    """Write the main text of an item; one that was removed meanwhile comes back, so that no words are lost.

    Raises:
        InvalidFields: it is too long.
    """
    _bring_back(session, item_id)
    editing.change(session, Entry, item_id, {"text": text})
    return Changes(_l("Wrote “{name}”", name=short(text)), item_id)


def _bring_back(session: Session, item_id: str) -> Entry:
    entry = editing.find(session, Entry, item_id)
    if entry.deleted_at:
        editing.restore(session, Entry, [item_id])
    return entry


def tell(session: Session, item_id: str, facts: Mapping[str, Any]) -> Changes:
    """Fill in columns of an item, given as their kinds of value have them.

    Raises:
        InvalidFields: something can't be accepted.
    """
    entry = _bring_back(session, item_id)
    field = _collection(session, entry.sheet_id or "", entry.field)
    told = _stored(field, facts)
    kept = {key: value for key, value in entry.facts.items() if key not in facts}
    editing.change(session, Entry, item_id, {"facts": {**kept, **told}})
    return Changes(_l("Changed “{name}”", name=short(entry.text)), item_id)


def move(session: Session, item_id: str, spot: Spot) -> Changes:
    """Move an item to another place, field, lane or parent.

    Raises:
        Refusal: it would stand under itself.
    """
    entry = editing.find(session, Entry, item_id)
    sheet_id = entry.sheet_id or ""
    field = _collection(session, sheet_id, spot.field)
    if spot.parent:
        items = [item_of(each) for each in _siblings(session, sheet_id, spot.field)]
        if stands_under(items, item_id, spot.parent):
            raise Refusal(_l("It can't stand under itself. Choose another place."))
    facts = dict(entry.facts)
    if entry.field != spot.field:
        known = {each.key for each in field.facts} | {DONE, NOTE}
        facts = {key: value for key, value in facts.items() if key in known}
        _leave_children(session, entry)
    facts |= dict(spot.facts or {})
    values = {
        "field": spot.field,
        "facts": facts,
        "parent_id": spot.parent,
        "position": _position(session, sheet_id, spot, item_id),
    }
    editing.change(session, Entry, item_id, values)
    return Changes(_l("Moved “{name}”", name=short(entry.text)), item_id)


def _leave_children(session: Session, entry: Entry) -> None:
    """What stood under an item that leaves its tree comes where the item was."""
    for each in session.scalars(
        select(Entry).where(Entry.parent_id == entry.id, Entry.deleted_at.is_(None))
    ):
        each.parent_id = entry.parent_id


def merge(session: Session, ids: Sequence[str]) -> Changes:
    """Make one item of several: the first one with the texts and votes of all.

    Raises:
        Refusal: there is only one, or the text would be too long.
    """
    found = [editing.find(session, Entry, item_id) for item_id in dict.fromkeys(ids)]
    if len(found) < 2:  # noqa: PLR2004
        raise Refusal(_l("Choose at least two notes to be made one."))
    first, rest = found[0], found[1:]
    items = [item_of(each) for each in _siblings(session, first.sheet_id or "", first.field)]
    if any(stands_under(items, each.id, first.id) for each in rest):
        raise Refusal(_l("One of these stands under the other. Move it first."))
    text = "\n".join(each.text for each in found if each.text.strip())
    if len(text) > LONGEST_TEXT:
        raise Refusal(_l("Together these are too long for one note."))
    facts = dict(first.facts)
    for each in rest:
        facts = {**each.facts, **facts}
        for child in session.scalars(
            select(Entry).where(Entry.parent_id == each.id, Entry.deleted_at.is_(None))
        ):
            child.parent_id = first.id
    votes = sum(each.votes or 0 for each in found) or None
    editing.change(session, Entry, first.id, {"text": text, "facts": facts, "votes": votes})
    editing.remove(session, Entry, [each.id for each in rest])
    return Changes(_n("Merged {count} note", "Merged {count} notes", len(found)), first.id)


def split(session: Session, item_id: str, parts: Sequence[str] | None = None) -> Changes:
    """Make an item of each line of an item, or of the ``parts`` given; ``result`` is the first one's id.

    Raises:
        Refusal: it has only one line.
    """
    entry = editing.find(session, Entry, item_id)
    lines = [each.strip() for each in (parts or entry.text.split("\n")) if each.strip()]
    if len(lines) < 2:  # noqa: PLR2004
        raise Refusal(_l("Put each thing on a line of its own first, then split."))
    editing.change(session, Entry, item_id, {"text": lines[0]})
    spot = _after(session, entry)
    add_many(session, entry.sheet_id or "", spot, lines[1:], entry.colour)
    return Changes(_n("Split into {count} note", "Split into {count} notes", len(lines)), item_id)


def colour(session: Session, ids: Sequence[str], name: str) -> Changes:
    """Give items a colour."""
    if name not in COLOURS:
        raise InvalidFields({"colour": _l("Choose one of these.")})
    for item_id in ids:
        editing.change(session, Entry, item_id, {"colour": name})
    return Changes(_n("Coloured {count} note", "Coloured {count} notes", len(ids)))


def vote(session: Session, item_id: str, by: int = 1) -> Changes:
    """Give an item a vote, or take one back."""
    entry = editing.find(session, Entry, item_id)
    editing.change(session, Entry, item_id, {"votes": max(0, (entry.votes or 0) + by) or None})
    words = _l("Voted for “{name}”") if by > 0 else _l("Took a vote back from “{name}”")
    return Changes(type(words)(words.msgid, args={"name": short(entry.text)}), item_id)


def clear_votes(session: Session, sheet_id: str) -> Changes:
    """Take all votes of a sheet away, to vote anew."""
    voted = select(Entry).where(
        Entry.sheet_id == sheet_id, Entry.deleted_at.is_(None), Entry.votes.is_not(None)
    )
    for each in session.scalars(voted):
        each.votes = None
    return Changes(_l("Took the votes away"), sheet_id)


def remove(session: Session, ids: Sequence[str]) -> Changes:
    """Take items away; what stood under them comes where they were."""
    found = [editing.find(session, Entry, item_id) for item_id in ids]
    for each in found:
        _leave_children(session, each)
    editing.remove(session, Entry, list(ids))
    if len(found) == 1:
        return Changes(_l("Removed “{name}”", name=short(found[0].text)))
    return Changes(_n("Removed {count} note", "Removed {count} notes", len(found)))


def tick(session: Session, item_id: str, *, done: bool) -> Changes:
    """Mark a point of a checklist done, or undone."""
    entry = editing.find(session, Entry, item_id)
    facts = {key: value for key, value in entry.facts.items() if key != DONE}
    editing.change(session, Entry, item_id, {"facts": {**facts, **({DONE: True} if done else {})}})
    return Changes(_l("Changed “{name}”", name=short(entry.text)), item_id)


def duplicate(session: Session, item_id: str) -> Changes:
    """Add the same item once more after it; ``result`` is the new one's id."""
    entry = editing.find(session, Entry, item_id)
    spot = _after(session, entry)
    return add(session, entry.sheet_id or "", spot, entry.text, colour=entry.colour)


# Where things stand


def _after(session: Session, entry: Entry) -> Spot:
    """The spot right after an item, in the same lane and under the same parent."""
    order = [each.id for each in _siblings(session, entry.sheet_id or "", entry.field)]
    later = order[order.index(entry.id) + 1 :]
    return Spot(entry.field, later[0] if later else "", dict(entry.facts), entry.parent_id)


def _collection(session: Session, sheet_id: str, key: str) -> SheetField:
    field = type_of(session, sheet_id).field(key)
    if field is None or not field.collects:
        raise Missing
    return field


def _siblings(session: Session, sheet_id: str, key: str) -> list[Entry]:
    statement = (
        select(Entry)
        .where(Entry.sheet_id == sheet_id, Entry.field == key, Entry.deleted_at.is_(None))
        .order_by(Entry.position, Entry.id)
    )
    return list(session.scalars(statement))


def _position(session: Session, sheet_id: str, spot: Spot, moving: str = "", room: int = 1) -> int:
    """The place of a spot with ``room`` for so many; those around it are moved apart where there is too little."""
    rest = [each for each in _siblings(session, sheet_id, spot.field) if each.id != moving]
    order = [each.id for each in rest]
    index = order.index(spot.before) if spot.before in order else len(rest)
    there = [each.position or 0 for each in rest]
    found = places.place_at(there, index)
    if index == 0 and found is not None:
        found -= room - 1
    if found is not None and (index == len(rest) or found + room <= there[index]):
        return found
    fresh = places.spread(len(rest) + 1)
    own = fresh.pop(min(max(index, 0), len(rest)))
    for each, place in zip(rest, fresh, strict=True):
        each.position = place
    return own


def _stored(field: SheetField, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Values of columns as they are stored.

    Raises:
        InvalidFields: one or more can't be accepted.
    """
    found: dict[str, Any] = {}
    problems = {}
    for key, value in facts.items():
        column = next((each for each in field.facts if each.key == key), None)
        if column is None and field.type == "checks" and key == NOTE:
            found[key] = str(value or "")
            continue
        if column is None or column.type == "computed":
            continue
        kind = value_of(column)
        try:
            checked = kind.check(value)
        except InvalidValue as fault:
            problems[key] = fault.words
            continue
        if not kind.is_empty(checked):
            found[key] = kind.to_json(checked)
    if problems:
        raise InvalidFields(problems)
    return found
