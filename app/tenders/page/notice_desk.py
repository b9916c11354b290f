"""How notices of procurements are worked with on the page of the room."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import Date, bindparam
from sqlalchemy.orm import Session

from app.core.format import show_date
from app.core.record import today
from app.core.text import Text, _l
from app.tenders import actions, matches, rules, states, wording
from app.tenders.page.parts import days_part, tender_rows, value_part
from app.tenders.records import TenderNotice
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Part, RowItem, RowList, small


def notice_desk() -> Desk:
    """Notices, whatever way they came in."""
    state, deadline = TenderNotice.state, TenderNotice.deadline
    day = bindparam(None, callable_=today, type_=Date)
    soon = bindparam(None, callable_=_soon, type_=Date)
    wanted = state != states.PASSED
    return Desk(
        TenderNotice,
        sentence=_l(
            "Procurements that may concern you. Paste the text of a notice or of a message from Hilma, open "
            "a file, import a spreadsheet, or write it yourself."
        ),
        new_words=_l("New notice"),
        chips=(
            Chip("matched", _l("Our watches find"), TenderNotice.matched.is_(True) & wanted),
            Chip("soon", _l("Deadline soon"), (deadline >= day) & (deadline <= soon) & wanted),
            Chip(states.NEW, _l("New"), state == states.NEW),
            Chip(states.LOOKED_AT, _l("To be thought over"), state == states.LOOKED_AT),
            Chip("closed", _l("Deadline passed"), deadline < day),
            Chip(states.PASSED, _l("Not for us"), state == states.PASSED),
        ),
        cells={"deadline": _deadline, "state": _state},
        actions=(
            RecordAction(
                _l("Make a tender"),
                "envelope-simple-open",
                work=actions.make_tender,
                when=_open_to_tender,
                prominent=True,
                leads_to="tender",
            ),
            RecordAction(
                _l("Think it over"), "hourglass", work=actions.think_over, when=_in(states.NEW)
            ),
            RecordAction(
                _l("Not for us"), "hand-palm", work=actions.pass_over, when=_in(*states.WAITING)
            ),
        ),
        extra=_extra,
        hidden=frozenset({"state", "value", "questions_by", "deadline", "deadline_at"}),
        order=("deadline", True),
    )


def _soon() -> Any:
    return today() + timedelta(days=rules.SOON_DAYS)


def _in(*wanted: str) -> Any:
    return lambda notice: notice.state in wanted


def _open_to_tender(notice: Any) -> bool:
    return notice.state != states.TENDERED


def _state(notice: TenderNotice) -> Cell:
    return Cell(dict(states.NOTICE_STATES)[notice.state].say(), states.NOTICE_TONES[notice.state])


def _deadline(notice: TenderNotice) -> Cell:
    if notice.deadline is None:
        return Cell("")
    waits = notice.state in states.WAITING and notice.deadline >= today()
    tone = rules.days_tone(notice.deadline, today()) if waits else "plain"
    return Cell(show_date(notice.deadline), None if tone == "plain" else tone)


def _extra(office: Office, session: Session, notice: TenderNotice) -> Extra:
    tags: list[tuple[Text, Any]] = [
        (dict(states.NOTICE_STATES)[notice.state], states.NOTICE_TONES[notice.state])
    ]
    found = matches.found_by(session, notice)
    if found:
        tags.append((_l("Our watches find"), "main"))
    above: list[QWidget] = (
        [days_part(notice, open_still=notice.state in states.WAITING)]
        if notice.deadline
        else [_no_deadline()]
    )
    above.append(value_part(notice.value, actions.day_of(notice), notice.cpv, notice.procedure))
    below: list[QWidget] = []
    if found:
        rows = RowList(
            [
                RowItem(hit.watch_id, hit.name, lambda match=hit.match: wording.match_words(match))
                for hit in found
            ]
        )
        rows.chosen.connect(lambda watch_id: office.wanted.emit("tender_watch", watch_id))
        above.append(Part(_l("Why it was found"), rows))
    else:
        above.append(small(_l("None of your watches finds this.")))
    if made := actions.tenders_of(session, notice.id):
        below.append(Part(_l("Our tender"), tender_rows(office, made)))
    return Extra(tags=tags, above=above, below=below)


def _no_deadline() -> QWidget:
    return Banner(_l("The deadline isn’t known. Look for it in the notice."), "watch")
