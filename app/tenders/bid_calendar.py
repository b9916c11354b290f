"""The bid calendar: the coming days of all tenders and of the notices that are thought over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agenda.tasks import rules as task_rules
from app.agenda.tasks.records import Task
from app.core.text import Text, _, _l, literal
from app.exchange.calendar import Event
from app.tenders import states
from app.tenders.records import Tender, TenderNotice

MOST = 500
DEADLINE, QUESTIONS, OWN, NOTICE = "deadline", "questions", "own", "notice"
SORTS: dict[str, Text] = {
    DEADLINE: _l("Tenders by"),
    QUESTIONS: _l("Questions by"),
    OWN: _l("Own day"),
    NOTICE: _l("To be thought over"),
}
_ALARMS = {DEADLINE: 3, QUESTIONS: 1, NOTICE: 3}


@dataclass(frozen=True)
class Due:
    """One day of the calendar.

    Attributes:
        kind, record_id: what is opened from it.
        sort: one of :data:`SORTS`; ``what`` is done by then, ``about`` which procurement.
        at: minutes from midnight, where the time is told.
    """

    kind: str
    record_id: str
    day: date
    at: int | None
    sort: str
    what: str
    about: str

    @property
    def id(self) -> str:
        """Stays the same from one export to the next; a task's own, as it may go out with the tasks too."""
        if self.sort == OWN:
            return self.record_id
        return f"{self.record_id}-{self.sort}"


def coming(session: Session, day: date) -> list[Due]:
    """What is due from a day on, in order; tenders that were decided against are left out."""
    tenders = session.scalars(
        select(Tender).where(
            Tender.deleted_at.is_(None),
            Tender.outcome == states.PREPARED,
            Tender.decision != states.NO_GO,
        )
    ).all()
    found = [due for tender in tenders for due in _of_tender(tender)]
    names = {tender.id: tender.name for tender in tenders}
    notices = session.scalars(
        select(TenderNotice)
        .where(
            TenderNotice.deleted_at.is_(None),
            TenderNotice.state == states.LOOKED_AT,
            TenderNotice.deadline >= day,
        )
        .order_by(TenderNotice.deadline)
        .limit(MOST)
    )
    for notice in notices:
        assert notice.deadline
        found.append(
            Due(
                "tender_notice", notice.id, notice.deadline, notice.deadline_at,
                NOTICE, notice.name, notice.buyer,
            )
        )  # fmt: skip
    own = session.scalars(
        select(Task)
        .where(
            Task.deleted_at.is_(None),
            Task.source_kind == Tender.kind.name,
            Task.status != task_rules.DONE,
            Task.due >= day,
        )
        .limit(MOST)
    )
    for task in own:
        if task.due and task.source_id in names:
            found.append(
                Due("task", task.id, task.due, None, OWN, task.what, names[task.source_id])
            )
    late = 24 * 60
    kept = sorted(
        (due for due in found if due.day >= day),
        key=lambda due: (due.day, late if due.at is None else due.at, due.what, due.id),
    )
    return kept[:MOST]


def _of_tender(tender: Tender) -> Iterable[Due]:
    if tender.questions_by:
        yield Due(
            "tender", tender.id, tender.questions_by, None, QUESTIONS, tender.name, tender.buyer
        )
    if tender.deadline:
        yield Due(
            "tender", tender.id, tender.deadline, tender.deadline_at,
            DEADLINE, tender.name, tender.buyer,
        )  # fmt: skip


def events(dues: Iterable[Due]) -> list[Event]:
    """The days as events of another calendar, brought up some days before."""
    return [
        Event(
            id=due.id,
            day=due.day,
            start=due.at,
            minutes=0,
            words=_("{what}: {name}", what=SORTS[due.sort], name=literal(due.what)),
            details=due.about,
            alarm_days=_ALARMS.get(due.sort, 1),
        )
        for due in dues
    ]
