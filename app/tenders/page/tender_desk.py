"""How tenders are worked with on the page of the room."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import Date, bindparam
from sqlalchemy.orm import Session

from app.agenda.page.task_list import TaskList
from app.core.format import show_date
from app.core.record import today
from app.core.text import Text, _l
from app.tenders import actions, checklist, rules, states
from app.tenders.page.case_parts import checklist_part, choice_part, consortium_part
from app.tenders.page.dialogs import HandInDialog, OutcomeDialog, OwnDaysDialog
from app.tenders.page.go_dialog import GoDialog
from app.tenders.page.parts import days_part, value_part
from app.tenders.records import Tender, TenderNotice
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Part, RowItem, RowList

_SAID_ABOVE = frozenset(
    {
        "questions_by", "deadline", "deadline_at", "value", "weighed", "decision", "decided_on", "reason",
        "consortium", "outcome", "notice_id",
    }
)  # fmt: skip


def tender_desk() -> Desk:
    """Tenders from the first thought to what was learned."""
    outcome, deadline = Tender.outcome, Tender.deadline
    day = bindparam(None, callable_=today, type_=Date)
    soon = bindparam(None, callable_=_soon, type_=Date)
    working = (outcome == states.PREPARED) & (Tender.decision != states.NO_GO)
    return Desk(
        Tender,
        sentence=_l(
            "From a notice to the decision: whether it is worthwhile, who tenders together, what is still "
            "missing and by when. Begin from a notice, or write a tender of its own."
        ),
        new_words=_l("New tender"),
        chips=(
            Chip("soon", _l("Deadline soon"), working & (deadline >= day) & (deadline <= soon)),
            Chip(states.PREPARED, _l("Being prepared"), working),
            *(
                Chip(code, words, outcome == code)
                for code, words in states.OUTCOMES
                if code != states.PREPARED
            ),
            Chip(
                states.NO_GO,
                _l("We don’t tender"),
                (outcome == states.PREPARED) & (Tender.decision == states.NO_GO),
            ),
        ),
        cells={"deadline": _deadline, "decision": _decision, "outcome": _outcome},
        actions=(
            RecordAction(
                _l("Is it worthwhile?"),
                "scales",
                dialog=GoDialog,
                when=_is(states.PREPARED),
                prominent=True,
            ),
            RecordAction(
                _l("Mark handed in"),
                "paper-plane-tilt",
                dialog=HandInDialog,
                when=_can_be_handed_in,
                prominent=True,
            ),
            RecordAction(
                _l("Note the outcome"),
                "flag",
                dialog=OutcomeDialog,
                when=_is(states.SUBMITTED, states.WON, states.LOST, states.CANCELLED),
                prominent=True,
            ),
            RecordAction(
                _l("Open the checklist"),
                "check-square",
                work=checklist.open_for,
                leads_to="worksheet",
            ),
            RecordAction(
                _l("Suggest own days"), "calendar-plus", dialog=OwnDaysDialog, when=_has_time
            ),
            RecordAction(
                _l("We tender together with others"),
                "handshake",
                work=actions.begin_consortium,
                when=_is(states.PREPARED),
            ),
        ),
        extra=_extra,
        hidden=_SAID_ABOVE,
        order=("deadline", True),
    )


def _soon() -> Any:
    return today() + timedelta(days=rules.SOON_DAYS)


def _is(*outcomes: str) -> Callable[[Any], bool]:
    return lambda tender: tender.outcome in outcomes


def _can_be_handed_in(tender: Any) -> bool:
    return tender.outcome == states.PREPARED and tender.decision != states.NO_GO


def _has_time(tender: Any) -> bool:
    return bool(
        tender.outcome == states.PREPARED and tender.deadline and tender.deadline >= today()
    )


def _deadline(tender: Tender) -> Cell:
    if tender.deadline is None:
        return Cell("")
    tone = rules.days_tone(tender.deadline, today()) if _can_be_handed_in(tender) else "plain"
    return Cell(show_date(tender.deadline), None if tone == "plain" else tone)


def _decision(tender: Tender) -> Cell:
    words = dict(states.DECISIONS)[tender.decision].say()
    return Cell(words, states.DECISION_TONES[tender.decision])


def _outcome(tender: Tender) -> Cell:
    if tender.outcome == states.PREPARED and tender.decision == states.NO_GO:
        return Cell("")  # nothing is being prepared
    return Cell(dict(states.OUTCOMES)[tender.outcome].say(), states.OUTCOME_TONES[tender.outcome])


def _extra(office: Office, session: Session, tender: Tender) -> Extra:
    notice = session.get(TenderNotice, tender.notice_id) if tender.notice_id else None
    working = _can_be_handed_in(tender)
    tags: list[tuple[Text, Any]] = []
    if working or tender.outcome != states.PREPARED:
        outcome = tender.outcome
        tags.append((dict(states.OUTCOMES)[outcome], states.OUTCOME_TONES[outcome]))
    if tender.outcome == states.PREPARED:
        decision = tender.decision
        tags.append((dict(states.DECISIONS)[decision], states.DECISION_TONES[decision]))
    above: list[QWidget] = []
    if working and tender.deadline and tender.deadline < today():
        above.append(Banner(_l("The deadline has passed. Was the tender handed in?"), "bad"))
    if working and notice and actions.moved(tender, notice):
        above.append(_moved(office, tender.id))
    if tender.questions_by or tender.deadline:
        above.append(days_part(tender, open_still=working))
    cpv, procedure = (notice.cpv, notice.procedure) if notice else ((), "")
    above.append(value_part(tender.value, actions.day_of(notice), cpv, procedure))
    above.append(choice_part(tender))
    above.append(checklist_part(office, session, tender))
    if tender.consortium:
        above.append(consortium_part(session, tender))
    below: list[QWidget] = [
        Part(_l("Tasks of this tender"), TaskList(office, actions.source_of(tender)))
    ]
    if notice:
        below.append(Part(_l("Procurement notice"), _notice_row(office, notice)))
    return Extra(tags=tags, above=above, below=below)


def _moved(office: Office, tender_id: str) -> Banner:
    def take_over() -> None:
        office.write(lambda session: actions.take_days(session, tender_id))

    return Banner(
        _l("The notice gives other days now than this tender goes by."),
        "watch",
        action=(_l("Take them over"), take_over),
    )


def _notice_row(office: Office, notice: TenderNotice) -> RowList:
    about = " · ".join(part for part in (notice.buyer, notice.number) if part)
    rows = RowList([RowItem(notice.id, notice.name, about)])
    rows.chosen.connect(lambda notice_id: office.wanted.emit("tender_notice", notice_id))
    return rows
