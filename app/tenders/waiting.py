"""What waits in the room of tenders: deadlines of tenders, and of the notices that a watch finds."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.room import Matter
from app.core.text import _l
from app.tenders import matches, rules, states, wording
from app.tenders.records import Tender, TenderNotice
from app.tenders.watching import Found

MOST_MATTERS = 20
MOST_LOOKED_AT = 500
"""So many notices at most are held against the watches when the home page asks."""


def matters(session: Session, day: date) -> Iterator[Matter]:
    """Deadlines of tenders and of the notices that a watch finds."""
    yield from _tender_matters(session, day)
    yield from _notice_matters(session, day)


def _tender_matters(session: Session, day: date) -> Iterator[Matter]:
    open_ones = (
        select(Tender)
        .where(
            Tender.deleted_at.is_(None),
            Tender.outcome == states.PREPARED,
            Tender.decision != states.NO_GO,
            Tender.deadline >= day - timedelta(days=rules.LATE_DAYS),
        )
        .order_by(Tender.deadline, Tender.id)
    )
    told = 0
    for each in session.scalars(open_ones):
        assert each.deadline
        asked = each.questions_by
        if asked and day <= asked <= day + timedelta(days=rules.QUESTION_DAYS):
            yield Matter(
                kind="tender",
                record_id=each.id,
                title=_l("Last day for questions to the buyer: {name}", name=each.name),
                advice=_l("Ask what is unclear in the invitation; later nobody answers."),
                due=asked,
                tone="watch",
            )
        if each.deadline < day:
            yield Matter(
                kind="tender",
                record_id=each.id,
                title=_l("Was the tender handed in? {name}", name=each.name),
                advice=_l("Note that it was handed in, or that you didn’t tender."),
                due=each.deadline,
                tone="bad",
            )
        elif each.deadline <= day + timedelta(days=rules.SOON_DAYS):
            undecided = each.decision == states.UNDECIDED
            yield Matter(
                kind="tender",
                record_id=each.id,
                title=_l("Tender is due: {name}", name=each.name),
                advice=_l("Decide whether you tender.")
                if undecided
                else _l("Go through the checklist and hand it in a day early."),
                due=each.deadline,
                tone="bad" if rules.days_tone(each.deadline, day) == "bad" else "watch",
            )
        else:
            continue
        told += 1
        if told == MOST_MATTERS:
            return


def _notice_matters(session: Session, day: date) -> Iterator[Matter]:
    kept = matches.watches(session)
    most = max((each.days_before or 0 for each in kept), default=0)
    coming = (
        select(TenderNotice)
        .where(
            TenderNotice.deleted_at.is_(None),
            TenderNotice.state.in_(states.WAITING),
            TenderNotice.matched.is_(True),
            TenderNotice.deadline >= day,
            TenderNotice.deadline <= day + timedelta(days=most),
        )
        .order_by(TenderNotice.deadline, TenderNotice.id)
        .limit(MOST_LOOKED_AT)
    )
    told = 0
    for each in session.scalars(coming) if kept else ():
        assert each.deadline
        left = (each.deadline - day).days
        found = [
            hit
            for hit in matches.find(kept, matches.notice_of(each))
            if left <= (hit.days_before or 0)
        ]
        if not found:
            continue
        yield _notice_matter(each, found[0])
        told += 1
        if told == MOST_MATTERS:
            return


def _notice_matter(notice: TenderNotice, found: Found) -> Matter:
    why = wording.match_words(found.match)
    return Matter(
        kind="tender_notice",
        record_id=notice.id,
        title=_l("A procurement that you watch for is about to close: {name}", name=notice.name),
        advice=_l(
            "“{watch}” found it: {why}. Make a tender, or let it be.", watch=found.name, why=why
        ),
        due=notice.deadline,
        tone="watch",
    )
