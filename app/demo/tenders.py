"""The tenders of the demo organisation: what it watches for, notices, one tender at work and earlier ones."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing, sample
from app.core.text import current_language, pick
from app.organisation.actions import own
from app.tenders import actions, checklist
from app.tenders.records import Tender, TenderWatch
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets import notes

Known = Mapping[str, Mapping[str, str]]


def add_tenders(session: Session, content: Mapping[str, Any], today: date, known: Known) -> None:
    """Add watches, notices and tenders, their texts in the language of the program."""
    organisation = own(session)
    ids = {**known["$organisation"], "own": organisation.id if organisation else ""}
    known = {**known, "$organisation": ids}
    for stored in content["watches"]:
        editing.add(session, TenderWatch, _placed(stored, today, known))
    notices: dict[str, str] = {}
    for stored in content["notices"]:
        values = _placed(stored, today, known)
        key = values.pop("key")
        notices[key] = actions.take_in(session, values).result
    for stored in content["tenders"]:
        _tender(session, _placed(stored, today, known), notices)


def _tender(session: Session, values: dict[str, Any], notices: Mapping[str, str]) -> None:
    """A tender from its notice, as far as it has come."""
    notice, days, ticked = (values.pop(name, None) for name in ("notice", "days", "ticked"))
    if notice:
        made = actions.make_tender(session, notices[notice]).result
        editing.change(session, Tender, made, values)
    else:
        made = editing.add(session, Tender, values).result
    if days:
        actions.agree_days(session, made, days)
    if ticked:
        _tick(session, checklist.open_for(session, made).result, ticked)


def _tick(session: Session, sheet_id: str, points: int) -> None:
    """Tick the first so many points of a checklist."""
    content = sheets.content(session, sheet_id)
    type_ = sheets.type_of(session, sheet_id)
    every = [
        item for field in type_.fields if field.type == "checks" for item in content.of(field.key)
    ]
    for item in every[:points]:
        notes.tick(session, item.id, done=True)


def _placed(stored: Mapping[str, Any], today: date, known: Known) -> dict[str, Any]:
    return {name: _said(sample.placed(each, today, known)) for name, each in stored.items()}


def _said(value: Any) -> Any:
    """A value with its texts in the language of the program."""
    if isinstance(value, dict):
        if "fi" in value:
            return pick(value, current_language())
        return {name: _said(each) for name, each in value.items()}
    return [_said(each) for each in value] if isinstance(value, list) else value
