"""What can be done with notices and tenders: take a notice in, make a tender, weigh it, look back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks import rules as task_rules
from app.agenda.tasks.actions import Source
from app.agenda.tasks.records import Task
from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.field import fields_of
from app.core.record import new_id, today
from app.core.text import Text, _l, _n, current_language, pick
from app.core.value import Rows
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.tenders import consortium, rules, states
from app.tenders.records import Tender, TenderNotice

MOST_LESSONS = 100


# Notices


def known(session: Session, number: str) -> TenderNotice | None:
    """The notice in use that has a number already."""
    clean = number.strip()
    if not clean:
        return None
    return session.scalar(
        select(TenderNotice)
        .where(func.lower(TenderNotice.number) == clean.lower(), TenderNotice.deleted_at.is_(None))
        .limit(1)
    )


def take_in(session: Session, values: Mapping[str, Any]) -> Changes:
    """Add a notice, or bring the one that has its number up to date; ``result`` is its id.

    What the new text doesn't tell stays as it was, and so does what was decided about it.

    Raises:
        InvalidFields: a value can't be accepted.
    """
    before = known(session, values.get("number") or "")
    if before is None:
        return editing.add(session, TenderNotice, values)
    fields = fields_of(TenderNotice)
    told = {name: value for name, value in values.items() if not fields[name].value.is_empty(value)}
    told.pop("state", None)
    editing.change(session, TenderNotice, before.id, told)
    return Changes(_l("Brought “{name}” up to date", name=before.name), before.id)


def sort_notice(session: Session, notice_id: str, state: str) -> Changes:
    """Say what is thought of a notice (``NOTICE_STATES``)."""
    editing.change(session, TenderNotice, notice_id, {"state": state})
    name = editing.find(session, TenderNotice, notice_id).name
    label = dict(states.NOTICE_STATES)[state]
    return Changes(_l("“{name}”: {state}", name=name, state=label), notice_id)


def think_over(session: Session, notice_id: str) -> Changes:
    """Keep a notice to be thought over."""
    return sort_notice(session, notice_id, states.LOOKED_AT)


def pass_over(session: Session, notice_id: str) -> Changes:
    """Let a notice be: it isn't for us."""
    return sort_notice(session, notice_id, states.PASSED)


def make_tender(session: Session, notice_id: str) -> Changes:
    """Begin a tender from a notice, its facts copied; ``result`` is its id.

    Raises:
        Refusal: there is one from it already.
    """
    notice = editing.find(session, TenderNotice, notice_id)
    if tenders_of(session, notice_id):
        raise Refusal(_l("You have a tender from this notice already. Open it below."))
    values = {
        "name": notice.name,
        "notice_id": notice.id,
        "buyer": notice.buyer,
        "value": notice.value,
        "questions_by": notice.questions_by,
        "deadline": notice.deadline,
        "deadline_at": notice.deadline_at,
    }
    made = editing.add(session, Tender, values).result
    editing.change(session, TenderNotice, notice_id, {"state": states.TENDERED})
    return Changes(_l("Began a tender: {name}", name=notice.name), made)


def tenders_of(session: Session, notice_id: str) -> list[Tender]:
    """The tenders that were made from a notice."""
    return list(
        session.scalars(
            select(Tender)
            .where(Tender.notice_id == notice_id, Tender.deleted_at.is_(None))
            .order_by(Tender.id)
        )
    )


# Tenders


def rows_of(tender: Tender, name: str) -> list[dict[str, Any]]:
    """The rows of a field as values."""
    value = fields_of(Tender)[name].value
    assert isinstance(value, Rows)
    return [value.row(row) for row in getattr(tender, name)]


def member_names(
    session: Session, rows: Sequence[Mapping[str, Any]], language: str | None = None
) -> list[str]:
    """What each row of a consortium is called: the organisation's name, else the one that was written."""
    names: list[str] = []
    for row in rows:
        found = (
            session.get(Organisation, row["organisation_id"]) if row["organisation_id"] else None
        )
        name = pick(found.name, language or current_language()) if found else ""
        names.append(name or row["name"] or "–")
    return names


def has_consortium(session: Session, tender_id: str) -> bool:
    """Whether at least two tender together as members, so that there is something to agree on."""
    rows = rows_of(editing.find(session, Tender, tender_id), "consortium")
    return consortium.together([row for row in rows if row["role"] in {states.LEAD, states.MEMBER}])


def lacks(session: Session, tender: Tender) -> list[Text]:
    """What is still to be put right in the consortium of a tender that isn't decided yet."""
    if tender.outcome != states.PREPARED:
        return []
    rows = rows_of(tender, "consortium")
    return consortium.lacks(rows, member_names(session, rows), tender.deadline)


def begin_consortium(session: Session, tender_id: str) -> Changes:
    """Put the own organisation into the consortium, as the one that leads it.

    Raises:
        Refusal: the own organisation isn't known, or is there already.
    """
    tender, organisation = editing.find(session, Tender, tender_id), own(session)
    if organisation is None:
        raise Refusal(_l("Write down your own organisation first."))
    rows = [dict(row) for row in tender.consortium]
    if any(row.get("organisation_id") == organisation.id for row in rows):
        raise Refusal(_l("Your organisation is in the consortium already."))
    led = any(row.get("role") == states.LEAD for row in rows)
    role = states.MEMBER if led else states.LEAD
    first = {"id": new_id(), "organisation_id": organisation.id, "name": "", "role": role}
    editing.change(session, Tender, tender_id, {"consortium": [first, *rows]})
    return Changes(_l("Began the consortium of “{name}”", name=tender.name), tender_id)


MOVED = ("questions_by", "deadline", "deadline_at")
"""What a correction of a notice usually moves."""


def moved(tender: Tender, notice: TenderNotice) -> bool:
    """Whether the notice now gives other days than the tender goes by; what it doesn't tell moves nothing."""
    told = {name: getattr(notice, name) for name in MOVED}
    return any(value is not None and value != getattr(tender, name) for name, value in told.items())


def take_days(session: Session, tender_id: str) -> Changes:
    """Let a tender go by the days that its notice gives now."""
    tender = editing.find(session, Tender, tender_id)
    notice = editing.find(session, TenderNotice, tender.notice_id or "")
    days = {name: value for name in MOVED if (value := getattr(notice, name)) is not None}
    editing.change(session, Tender, tender_id, days)
    return Changes(_l("Took the days of the notice over: {name}", name=tender.name), tender_id)


def decide(session: Session, tender_id: str, values: Mapping[str, Any]) -> Changes:
    """Keep the scores and the decision whether to tender: ``weighed``, ``decision`` and ``reason``."""
    given = {name: values[name] for name in ("weighed", "decision", "reason")}
    before = editing.find(session, Tender, tender_id)
    if given["decision"] != before.decision:
        given["decided_on"] = None  # the day follows from the new decision
    editing.change(session, Tender, tender_id, given)
    words = dict(states.DECISIONS)[given["decision"] or states.UNDECIDED]
    return Changes(_l("“{name}”: {state}", name=before.name, state=words), tender_id)


def hand_in(session: Session, tender_id: str, values: Mapping[str, Any]) -> Changes:
    """Note that a tender was handed in: ``submitted_on`` and ``price``."""
    editing.change(session, Tender, tender_id, {**values, "outcome": states.SUBMITTED})
    name = editing.find(session, Tender, tender_id).name
    return Changes(_l("Handed in: {name}", name=name), tender_id)


def conclude(session: Session, tender_id: str, values: Mapping[str, Any]) -> Changes:
    """Note what became of a tender: ``outcome``, ``decided_by_buyer_on``, ``comparison``, ``lessons``."""
    editing.change(session, Tender, tender_id, values)
    found = editing.find(session, Tender, tender_id)
    words = dict(states.OUTCOMES)[found.outcome]
    return Changes(_l("“{name}”: {state}", name=found.name, state=words), tender_id)


def source_of(tender: Tender) -> Source:
    """Where the tasks of a tender come from."""
    return Source("tender", tender.id, "", dict(tender.title()))


def agreed_days(session: Session, tender_id: str) -> dict[str, Task]:
    """The tasks still to be done that own days have become, by the keys of ``OWN_DAYS``."""
    query = select(Task).where(
        Task.source_kind == Tender.kind.name,
        Task.source_id == tender_id,
        Task.source_item != "",
        Task.status != task_rules.DONE,
        Task.deleted_at.is_(None),
    )
    return {each.source_item: each for each in session.scalars(query)}


def agree_days(session: Session, tender_id: str, days: Mapping[str, date | None]) -> Changes:
    """Make tasks of the days before the deadline that are agreed on, by the keys of ``OWN_DAYS``.

    What is a task still to be done already gets its new day and doesn't become another one.

    Raises:
        Refusal: none is given.
    """
    tender = editing.find(session, Tender, tender_id)
    wanted = [(key, words) for key, words in rules.OWN_DAYS if days.get(key)]
    if not wanted:
        raise Refusal(_l("Give at least one day."))
    agreed = agreed_days(session, tender_id)
    for key, words in wanted:
        if key in agreed:
            editing.change(session, Task, agreed[key].id, {"due": days[key]})
            continue
        task = {"what": words.say(), "who": tender.responsible, "due": days[key], "remind_days": 1}
        tasks.add_from(session, replace(source_of(tender), item=key), task)
    return Changes(_n("Added {count} task", "Added {count} tasks", len(wanted)), tender_id)


# Looking back


def track_record(session: Session) -> rules.Record:
    """How often tenders were won."""
    counted = session.execute(
        select(Tender.outcome, func.count())
        .where(Tender.deleted_at.is_(None))
        .group_by(Tender.outcome)
    )
    return rules.track_record({row[0]: row[1] for row in counted})


def with_lessons(session: Session) -> list[Tender]:
    """The tenders from which something was learned, the latest first."""
    return list(
        session.scalars(
            select(Tender)
            .where(Tender.deleted_at.is_(None), Tender.lessons != "")
            .order_by(
                func.coalesce(Tender.decided_by_buyer_on, Tender.deadline).desc(), Tender.id.desc()
            )
            .limit(MOST_LESSONS)
        )
    )


def day_of(notice: TenderNotice | None) -> date:
    """The day by which thresholds are told: when the notice was published, else today."""
    return (notice.published_on if notice else None) or today()
