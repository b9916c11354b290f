"""The checklist of a tender: a worksheet of its own, begun from the tender and counted for its page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing
from app.core.text import _l
from app.tenders.records import Tender, TenderNotice
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.records import Worksheet

TYPE = "tender_checklist"
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Progress:
    """How many points of a checklist are done."""

    sheet_id: str
    done: int
    total: int


def open_for(session: Session, tender_id: str) -> Changes:
    """Begin the checklist of a tender with what is known; ``result`` is the sheet's id.

    Where there is one already nothing changes.
    """
    tender = editing.find(session, Tender, tender_id)
    if kept := sheet_of(session, tender):
        return Changes(_l("Opened the checklist"), kept.id)
    name = f"{_l('Checklist').say()}: {tender.name[:_LONGEST_NAME]}"
    values = {"type_key": TYPE, "name": name, "owner": tender.responsible}
    made = sheets.begin(session, values).result
    for key, value in _known(session, tender).items():
        try:
            sheets.set_value(session, made, key, value)
        except InvalidFields:  # its type no longer asks this
            continue
    editing.change(session, Tender, tender_id, {"sheet_id": made})
    return Changes(_l("Made the checklist of “{name}”", name=tender.name), made)


def _known(session: Session, tender: Tender) -> dict[str, Any]:
    notice = session.get(TenderNotice, tender.notice_id) if tender.notice_id else None
    about = " · ".join(part for part in (tender.name, notice.number if notice else "") if part)
    found: dict[str, Any] = {"notice": about}
    if tender.questions_by:
        found["question_deadline"] = _moment(tender.questions_by, None)
    if tender.deadline:
        found["deadline"] = _moment(tender.deadline, tender.deadline_at)
    return found


def _moment(day: date, minutes: int | None) -> str:
    return (datetime.combine(day, time()) + timedelta(minutes=minutes or 0)).isoformat()


def sheet_of(session: Session, tender: Tender) -> Worksheet | None:
    """The checklist of a tender, unless it is in the bin."""
    found = session.get(Worksheet, tender.sheet_id) if tender.sheet_id else None
    return found if found and found.deleted_at is None else None


def progress(session: Session, tender: Tender) -> Progress | None:
    """How many points of the checklist are done, ``None`` where there is none."""
    sheet = sheet_of(session, tender)
    if sheet is None:
        return None
    try:
        type_, content = sheets.type_of(session, sheet.id), sheets.content(session, sheet.id)
    except Missing:  # its type has gone
        return None
    points = [
        item for field in type_.fields if field.type == "checks" for item in content.of(field.key)
    ]
    return Progress(sheet.id, sum(item.done for item in points), len(points))
