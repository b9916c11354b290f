"""Versions of a sheet: kept by name, compared, taken back."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.record import now, today
from app.core.text import _l
from app.worksheets.sheets import actions
from app.worksheets.sheets.content import Content
from app.worksheets.sheets.records import Entry, SheetVersion, Worksheet
from app.worksheets.types.rules import TEXTS

WHO = "who"


def keep(session: Session, sheet_id: str, name: str = "") -> Changes:
    """Keep a sheet as it is now; ``result`` is the version's id.

    Raises:
        Missing: there is no such sheet.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    called = name.strip() or _l("Version of {day}", day=today()).say()
    values = {
        "sheet_id": sheet_id,
        "name": called,
        "made_on": today(),
        "made_by": str(session.info.get(WHO, "")),
        "content": json.dumps(actions.content(session, sheet_id).to_json(), ensure_ascii=False),
    }
    made = editing.add(session, SheetVersion, values).result
    return Changes(_l("Saved a version of “{name}”", name=sheet.name), made)


def all_of(session: Session, sheet_id: str) -> Sequence[SheetVersion]:
    """The versions of a sheet, the newest first."""
    statement = (
        select(SheetVersion)
        .where(SheetVersion.sheet_id == sheet_id, SheetVersion.deleted_at.is_(None))
        .order_by(SheetVersion.id.desc())
    )
    return session.scalars(statement).all()


def content_of(version: SheetVersion) -> Content:
    """What stood on the sheet then."""
    return Content.from_json(json.loads(version.content))


def take_back(session: Session, version_id: str) -> Changes:
    """Let a sheet be again as it was in a version; as it is now is kept as a version first.

    Items that have stayed are changed in place, so that their tasks and links still hang on them.
    """
    version = editing.find(session, SheetVersion, version_id)
    sheet_id = version.sheet_id or ""
    keep(session, sheet_id, _l("Before “{name}” was restored", name=version.name).say())
    type_, wanted = actions.type_of(session, sheet_id), content_of(version)
    for key in {*actions.content(session, sheet_id).values, *wanted.values}:
        field = type_.field(key)
        if field is None or field.collects:
            continue
        value = wanted.values.get(key)
        _put_value(session, sheet_id, key, value, text=field.type in TEXTS)
    known = {item.id: (key, item) for key, items in wanted.items.items() for item in items}
    for entry in actions.entries(session, sheet_id):
        field = type_.field(entry.field)
        if field and not field.collects:
            continue
        if entry.id not in known:
            entry.deleted_at = now()
    for item_id, (key, item) in known.items():
        entry = session.get(Entry, item_id)
        if entry is None:
            session.add(actions.new_entry(sheet_id, key, item))
            continue
        fresh = actions.new_entry(sheet_id, key, item)
        entry.deleted_at = None
        for name in ("field", "text", "facts", "colour", "votes", "parent_id", "position"):
            if getattr(entry, name) != getattr(fresh, name):
                setattr(entry, name, getattr(fresh, name))
    session.flush()
    return Changes(_l("Restored the version “{name}”", name=version.name), sheet_id)


def _put_value(session: Session, sheet_id: str, key: str, value: object, *, text: bool) -> None:
    statement = select(Entry).where(
        Entry.sheet_id == sheet_id, Entry.field == key, Entry.deleted_at.is_(None)
    )
    entry = session.scalar(statement.limit(1))
    if entry is None:
        entry = Entry(sheet_id=sheet_id, field=key, text="", facts={})
        session.add(entry)
    entry.text = str(value or "") if text else ""
    entry.facts = {} if text or value is None else {actions.VALUE: value}
