"""What can be done with self-monitoring plans: draft, publish, follow up, begin a new version."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.assessments.records import Assessment
from app.certification.plans import comparing, drafting, rules
from app.certification.plans.facts import facts
from app.certification.plans.records import ROUND_FIELDS, SelfMonitoringPlan
from app.certification.schemes.records import Scheme
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.field import fields_of, values_of
from app.core.record import new_id, today
from app.core.room import Matter
from app.core.text import LanguageText, Text, _l, _n, languages
from app.core.value import Rows
from app.organisation.actions import own

MOST_MATTERS = 20
_ASKED = ("approved_by", "published_on", "link")
"""What is asked when a plan is published."""


def begin(session: Session) -> Changes:
    """Draft a plan from the profile and the newest assessment of self-monitoring; ``result`` is its id."""
    assessment = newest_assessment(session)
    answers: dict[str, tuple[str, str]] = {}
    criteria: dict[str, LanguageText] = {}
    if assessment and assessment.scheme:
        answers = {each.criterion: (each.answer, each.comment) for each in assessment.answers}
        criteria = {each.key: each.text for each in assessment.scheme.content.criteria}
    drafted = drafting.draft(facts(session), answers, criteria)
    organisation = own(session)
    unit = {language: _l("Our service unit").say(language) for language in languages()}
    values = {
        "name": dict(organisation.name) if organisation and organisation.name else unit,
        "responsible": organisation.person_in_charge if organisation else "",
        "chapters": [{"id": new_id(), **chapter} for chapter in drafted],
    }
    made = editing.add(session, SelfMonitoringPlan, values)
    return Changes(_l("Drafted a self-monitoring plan"), made.result)


def newest_assessment(session: Session) -> Assessment | None:
    """The assessment of self-monitoring that was begun last."""
    return session.scalar(
        select(Assessment)
        .join(Scheme, Scheme.id == Assessment.scheme_id)
        .where(Scheme.key == drafting.SCHEME, Assessment.deleted_at.is_(None))
        .order_by(Assessment.id.desc())
        .limit(1)
    )


def publish(session: Session, plan_id: str, values: Mapping[str, Any]) -> Changes:
    """Publish a draft: the version before it is replaced, and its next follow-up is set.

    ``values`` are ``approved_by``, ``published_on`` and ``link``. One undo takes all back.

    Raises:
        InvalidFields: a value is missing or can't be.
        Refusal: it is published already, or a chapter still has something to fill in.
    """
    plan = editing.find(session, SelfMonitoringPlan, plan_id)
    if plan.status != rules.DRAFT:
        raise Refusal(_l("This version has been published already."))
    if lacks := rules.unwritten(plan.chapters):
        raise Refusal(lacks["chapters"])
    given = {name: values.get(name) for name in _ASKED}
    earlier = before(session, plan)
    day = given["published_on"]
    if day and earlier and earlier.published_on and day < earlier.published_on:
        raise InvalidFields(
            {
                "published_on": _l(
                    "The version before this was published on {day}.", day=earlier.published_on
                )
            }
        )
    if earlier and earlier.status == rules.PUBLISHED:
        editing.change(session, SelfMonitoringPlan, earlier.id, {"status": rules.REPLACED})
    editing.change(
        session,
        SelfMonitoringPlan,
        plan_id,
        {
            **given,
            "status": rules.PUBLISHED,
            "follow_up_on": rules.next_follow_up(day, plan.follow_up_months) if day else None,
            "rounds": rules.all_rounds(earlier.rounds if earlier else (), plan.rounds),
        },
    )
    return Changes(_l("Published “{title}”", title=dict(plan.title())), plan_id)


def new_version(session: Session, plan_id: str) -> Changes:
    """Begin a new version of a published plan, as a draft; ``result`` is its id.

    The follow-up rounds come along, so that the newest version tells the whole story.

    Raises:
        Refusal: it isn't published, or a newer version is there already.
    """
    plan = editing.find(session, SelfMonitoringPlan, plan_id)
    if plan.status == rules.DRAFT:
        raise Refusal(_l("This version is still a draft. Change it as it is."))
    if newer := after(session, plan):
        raise Refusal(_newer_words(newer))
    values = {
        **values_of(plan),
        **rules.FRESH,
        "version": (plan.version or 1) + 1,
        "amends_id": plan.id,
        "rounds": rules.all_rounds(plan.rounds, ()),
        "link": plan.link,
    }
    made = editing.add(session, SelfMonitoringPlan, values)
    return Changes(_l("Began a new version of “{title}”", title=dict(plan.title())), made.result)


def _newer_words(newer: SelfMonitoringPlan) -> Text:
    if newer.status == rules.DRAFT:
        return _l(
            "There is a draft of version {number} already. Go on with it.", number=newer.version
        )
    return _l("There is a newer version {number}. Begin from it.", number=newer.version)


def before(session: Session, plan: SelfMonitoringPlan) -> SelfMonitoringPlan | None:
    """The version before this one, while it isn't in the bin."""
    found = session.get(SelfMonitoringPlan, plan.amends_id) if plan.amends_id else None
    return found if found and found.deleted_at is None else None


def after(session: Session, plan: SelfMonitoringPlan) -> SelfMonitoringPlan | None:
    """The version that was begun from this one."""
    return session.scalar(
        select(SelfMonitoringPlan)
        .where(SelfMonitoringPlan.amends_id == plan.id, SelfMonitoringPlan.deleted_at.is_(None))
        .limit(1)
    )


def rounds_of(plan: SelfMonitoringPlan) -> list[dict[str, Any]]:
    """The follow-up rounds as values, the latest first."""
    value = fields_of(SelfMonitoringPlan)["rounds"].value
    assert isinstance(value, Rows)
    rows = [value.row(stored) for stored in plan.rounds]
    return sorted(rows, key=lambda row: row["day"] or date.min, reverse=True)


def follow_up(session: Session, plan_id: str, values: Mapping[str, Any]) -> Changes:
    """Note a round of follow-up: ``day``, ``by`` and ``findings``; the next one is set from its day.

    Raises:
        InvalidFields: the day is still to come or before the publication, or nothing is told.
        Refusal: the plan isn't published.
    """
    plan = editing.find(session, SelfMonitoringPlan, plan_id)
    if plan.status != rules.PUBLISHED:
        raise Refusal(_l("Only a published plan is followed up."))
    row = _round(values)
    day = values["day"]
    if plan.published_on and day < plan.published_on:
        raise InvalidFields(
            {"day": _l("This version was published on {day}.", day=plan.published_on)}
        )
    following = rules.next_follow_up(day, plan.follow_up_months)
    if plan.follow_up_on and any((each.get("day") or "") > row["day"] for each in plan.rounds):
        following = max(following, plan.follow_up_on)  # a round that was noted late
    editing.change(
        session,
        SelfMonitoringPlan,
        plan_id,
        {"rounds": [*plan.rounds, row], "follow_up_on": following},
    )
    words = _l(
        "Noted a follow-up of “{title}”; the next is on {day}",
        title=dict(plan.title()),
        day=following,
    )
    return Changes(words, plan_id)


def _round(values: Mapping[str, Any]) -> dict[str, Any]:
    """A row of follow-up, its values checked and in JSON."""
    row: dict[str, Any] = {"id": new_id()}
    problems: dict[str, Text] = {}
    for field in ROUND_FIELDS:
        try:
            checked = field.check(values.get(field.name))
        except InvalidValue as fault:
            problems[field.name] = fault.words
            continue
        row[field.name] = field.value.to_json(checked)
    if (values.get("day") or date.min) > today():
        problems["day"] = _l("This day is still to come.")
    if not row.get("findings"):
        problems.setdefault("findings", _l("Write what was found, even if it is that all is well."))
    if problems:
        raise InvalidFields(problems)
    return row


def compared(
    session: Session, plan: SelfMonitoringPlan, language: str
) -> list[comparing.ChapterChange]:
    """How the chapters differ from those of the version before, in the bin or not; empty for a first one."""
    earlier = session.get(SelfMonitoringPlan, plan.amends_id) if plan.amends_id else None
    return comparing.changes(earlier.chapters, plan.chapters, language) if earlier else []


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Follow-ups that are near or late, and drafts that wait to be published."""
    in_use = select(SelfMonitoringPlan).where(SelfMonitoringPlan.deleted_at.is_(None))
    due = in_use.where(
        SelfMonitoringPlan.status == rules.PUBLISHED,
        SelfMonitoringPlan.follow_up_on <= day + timedelta(days=rules.REMIND_DAYS),
    )
    for plan in session.scalars(due.order_by(SelfMonitoringPlan.follow_up_on).limit(MOST_MATTERS)):
        assert plan.follow_up_on
        yield Matter(
            kind="self_monitoring_plan",
            record_id=plan.id,
            title=_l("Follow-up of the self-monitoring plan: {name}", name=dict(plan.title())),
            advice=_l("Note what was found and changed, and publish it."),
            due=plan.follow_up_on,
            tone="bad" if plan.follow_up_on < day else "watch",
        )
    drafts = in_use.where(SelfMonitoringPlan.status == rules.DRAFT)
    for plan in session.scalars(drafts.order_by(SelfMonitoringPlan.id).limit(MOST_MATTERS)):
        yield Matter(
            kind="self_monitoring_plan",
            record_id=plan.id,
            title=_l("Self-monitoring plan to be published: {name}", name=dict(plan.title())),
            advice=draft_words(plan),
        )


def draft_words(plan: SelfMonitoringPlan) -> Text:
    """What a draft still lacks."""
    waiting = len(rules.chapters_open(plan.chapters))
    if waiting:
        return _n(
            "{count} chapter still has something to fill in.",
            "{count} chapters still have something to fill in.",
            waiting,
        )
    if not plan.chapters:
        return _l("It has no chapters yet.")
    return _l("Everything is written. Approve and publish it.")
