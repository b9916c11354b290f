"""Types of the users' own: made from another one, changed, imported as a file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil, sqrt
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Missing, Refusal
from app.core.record import new_id
from app.core.text import Text, _l, languages, pick
from app.worksheets.types import library
from app.worksheets.types.reading import read
from app.worksheets.types.records import SORTS, OwnType
from app.worksheets.types.rules import SheetField, WorksheetType

PICTURE_ROWS = 2
"""How many units high a strip of fields is that the picture of the original had no place for."""
_SORTS = {code for code, _words in SORTS}


def all_types(session: Session) -> library.Library:
    """Every type there is."""
    own = session.scalars(select(OwnType).where(OwnType.deleted_at.is_(None)).order_by(OwnType.id))
    found, faults = [], []
    for each in own:
        try:
            found.append(built(each))
        except Refusal as fault:
            faults.append(fault.told)
    known = library.with_own(found)
    return replace(known, faults=(*known.faults, *faults))


def type_with(session: Session, key: str) -> WorksheetType:
    """The type with a key, also one whose own record is in the bin.

    Raises:
        Missing: there is none.
    """
    if found := library.built_in_type(key):
        return found
    own = session.scalar(select(OwnType).where(OwnType.key == key))
    if own is None:
        raise Missing
    return built(own)


def built(own: OwnType) -> WorksheetType:
    """The type that an own record describes: its base, with the fields as the users have put them.

    Raises:
        Refusal: what it was made from can't be read any more.
    """
    base = read(own.content, pick(own.name))
    fields = tuple(_field(base, row) for row in own.fields)
    made = replace(
        base,
        key=own.key,
        name=dict(own.name),
        summary=dict(own.summary),
        category=own.category or base.category,
        fields=fields,
        own=True,
    )
    return _laid_out(made, base)


def _field(base: WorksheetType, row: Mapping[str, Any]) -> SheetField:
    words = {"label": dict(row.get("label") or {}), "help": dict(row.get("help") or {})}
    sort = row.get("type") or "notes"
    known = base.field(row.get("key", ""))
    if known and sort in {"kept", known.type}:
        return replace(known, **words)
    key = row.get("key") or f"own_{row['id'].replace('-', '')[-12:]}"
    return SheetField(key=key, type=sort if sort in _SORTS - {"kept"} else "notes", **words)


def _laid_out(made: WorksheetType, base: WorksheetType) -> WorksheetType:
    """The same with a place for every field of a canvas or a form.

    What keeps the places of the original when nothing was added or taken away; otherwise the fields stand in
    order in as many columns as make a good page.
    """
    if base.layout not in {"canvas", "form"}:
        missing = bool(base.items) and made.main is None
        return replace(made, layout="form", items="", by="", x="", y="") if missing else made
    before = {each.key for each in base.placed()}
    now = [
        each for each in made.fields if each.place or each.key not in {f.key for f in base.fields}
    ]
    axes = {name: key for name, key in base.axes.items() if made.field(key)}
    if {each.key for each in now} == before:
        return replace(made, axes=axes)
    columns = max(1, ceil(sqrt(len(now))))
    rows = max(1, ceil(len(now) / columns))
    placed: dict[str, SheetField] = {}
    for number, each in enumerate(now):
        row, column = divmod(number, columns)
        last = number == len(now) - 1
        width = columns - column if last else 1
        placed[each.key] = replace(each, place=(column, row, width, 1))
    fields = tuple(placed.get(each.key, each) for each in made.fields)
    return replace(made, fields=fields, grid=(columns, rows), axes=axes)


def make_from(session: Session, key: str) -> Changes:
    """Begin a type of one's own from another one; ``result`` is the id of its record.

    Raises:
        Missing: there is no such type.
    """
    base = type_with(session, key)
    if base.own:
        content = session.scalars(select(OwnType.content).where(OwnType.key == key)).one()
    else:
        content = (library.folder() / f"{key}.yaml").read_text("utf-8")
    rows = [_row(each, kept=True) for each in base.fields]
    copy = _l("{name} (own)")
    name = {
        language: Text(copy.msgid, args={"name": words}).say(
            language if language in languages() else None
        )
        for language, words in base.name.items()
    }
    return _add(session, content, name, base, rows)


def _row(field: SheetField, *, kept: bool) -> dict[str, Any]:
    return {
        "id": new_id(),
        "label": dict(field.label),
        "help": dict(field.help),
        "type": "kept" if kept else field.type,
        "key": field.key,
    }


def _add(
    session: Session,
    content: str,
    name: Mapping[str, str],
    base: WorksheetType,
    rows: list[dict[str, Any]],
) -> Changes:
    values = {
        "name": dict(name),
        "summary": dict(base.summary),
        "category": base.category,
        "fields": rows,
        "key": f"own_{new_id().replace('-', '')[-12:]}",
        "based_on": base.key,
        "content": content,
    }
    made = editing.add(session, OwnType, values).result
    return Changes(_l("Made the worksheet type “{name}”", name=dict(name)), made)


def adding(path: Path) -> Callable[[Session], Changes]:
    """The write that adds the type in a YAML file; ``result`` is the id of its record.

    Raises:
        BadFile: something in it is wrong; each fault with its line.
        Refusal: it can't be read.
    """
    made = library.read_file(path)
    content = path.read_text("utf-8")

    def add(session: Session) -> Changes:
        rows = [_row(each, kept=True) for each in made.fields]
        return _add(session, content, made.name, made, rows)

    return add
