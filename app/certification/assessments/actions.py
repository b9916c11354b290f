"""What can be done with assessments: begin, answer, show evidence, go to a new version, freeze."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from app.certification.assessments import freezing, rules
from app.certification.assessments.records import Answer, Assessment, Evidence
from app.certification.schemes import actions as schemes
from app.certification.schemes import rules as scheme_rules
from app.certification.schemes.records import Scheme
from app.certification.schemes.rules import SchemeContent
from app.core import attachment, editing
from app.core.change import Changes
from app.core.fault import Missing, Refusal
from app.core.record import Record, new_id, record_kinds, today
from app.core.room import Matter
from app.core.store import WHO
from app.core.text import LanguageText, Text, _l, _n, pick

REMIND_DAYS = 14
EVIDENCE_DAYS = 30
MOST_MATTERS = 20
KEPT_WHEN_CHANGED = ("comment", "evidence", "responsible")
"""What of an answer is kept when its criterion has changed: the answer itself is asked anew."""


def begin(session: Session, values: Mapping[str, Any]) -> Changes:
    """Begin an assessment; ``result`` is its id.

    ``values`` are those of the record; ``scheme_key`` may name the scheme instead of ``scheme_id``, also
    one of the program's that isn't in use yet. Without a target level it is the lowest one.

    Raises:
        InvalidFields: something is missing or doesn't fit.
    """
    given = dict(values)
    key = given.pop("scheme_key", "")
    if key and not given.get("scheme_id"):
        given["scheme_id"] = _scheme_id(session, key)
    scheme_id = given.get("scheme_id")
    scheme = session.get(Scheme, scheme_id) if scheme_id else None
    levels = [each.key for each in scheme.content.levels] if scheme else []
    if levels and given.get("target") not in levels:
        given["target"] = levels[0]
    given.setdefault("started_on", today())
    done = editing.add(session, Assessment, given)
    made = editing.find(session, Assessment, done.result)
    return Changes(_l("Began “{title}”", title=made.title()), made.id)


def _scheme_id(session: Session, key: str) -> str | None:
    """The id of the newest version of a scheme; taken into use when it is one of the program's."""
    waiting = next((each for each in schemes.waiting(session) if each.key == key), None)
    if waiting:
        return schemes.add(session, waiting).result
    newest = schemes.newest(session, key)
    return newest.id if newest else None


def answer(
    session: Session, assessment_id: str, criterion: str, values: Mapping[str, Any]
) -> Changes:
    """Answer a criterion, or change what was answered; ``result`` is the answer's id.

    Raises:
        InvalidFields: the assessment is frozen, or a value can't be accepted.
        Refusal: the scheme has no such criterion.
    """
    assessment = _in_use(session, assessment_id)
    asked = assessment.scheme.content.criterion(criterion) if assessment.scheme else None
    if asked is None:
        raise Refusal(_l("This criterion isn't in the scheme any more."))
    given = dict(values)
    if values.get("answer"):  # a comment or evidence alone doesn't confirm last time's answer
        by = session.info.get(WHO, "")
        given |= {"answered_by": by, "answered_on": today(), "carried": False}
    found = answer_to(session, assessment_id, criterion)
    if found is None:
        new = {"assessment_id": assessment_id, "criterion": criterion, "asked": asked.text, **given}
        made = editing.add(session, Answer, new).result
    else:
        made = editing.change(session, Answer, found.id, given).result
    session.expire(assessment, ["answers"])
    label = dict(rules.ANSWERS).get(str(values.get("answer", "")))
    words = (
        _l("Answered “{answer}”: {criterion}", answer=label, criterion=asked.text)
        if label
        else _l("Changed the answer: {criterion}", criterion=asked.text)
    )
    return Changes(words, made)


def _in_use(session: Session, assessment_id: str) -> Assessment:
    """An assessment that isn't in the bin.

    Raises:
        Missing: it is, or there is none.
    """
    found = editing.find(session, Assessment, assessment_id)
    if found.deleted_at:
        raise Missing
    return found


def answer_to(session: Session, assessment_id: str, criterion: str) -> Answer | None:
    """What was answered to a criterion."""
    return session.scalar(
        select(Answer)
        .where(
            Answer.assessment_id == assessment_id,
            Answer.criterion == criterion,
            Answer.deleted_at.is_(None),
        )
        .limit(1)
    )


def answer_id(session: Session, assessment_id: str, criterion: str) -> str:
    """The id of the answer to a criterion; a blank one is made where nothing was answered yet."""
    found = answer_to(session, assessment_id, criterion)
    return found.id if found else answer(session, assessment_id, criterion, {}).result


# Evidence


def show_evidence(
    session: Session, assessment_id: str, criterion: str, evidence_id: str, place: str = ""
) -> Changes:
    """Let a piece of evidence serve a criterion; the answer itself stays as it is."""
    evidence = editing.find(session, Evidence, evidence_id)
    found = answer_to(session, assessment_id, criterion)
    rows = list(found.evidence) if found else []
    if any(row["evidence_id"] == evidence_id for row in rows):
        raise Refusal(_l("“{name}” is evidence of this already.", name=evidence.name))
    rows.append({"id": new_id(), "evidence_id": evidence_id, "place": place})
    done = answer(session, assessment_id, criterion, {"evidence": rows})
    return Changes(_l("Evidence added: {name}", name=evidence.name), done.result)


def take_evidence_away(
    session: Session, assessment_id: str, criterion: str, evidence_id: str
) -> Changes:
    """A piece of evidence serves a criterion no longer; it stays among the evidence."""
    evidence = editing.find(session, Evidence, evidence_id)
    found = answer_to(session, assessment_id, criterion)
    if found is None:
        raise Missing
    rows = [row for row in found.evidence if row["evidence_id"] != evidence_id]
    done = answer(session, assessment_id, criterion, {"evidence": rows})
    return Changes(_l("Evidence taken away: {name}", name=evidence.name), done.result)


def add_evidence(
    session: Session,
    assessment_id: str,
    criterion: str,
    values: Mapping[str, Any],
    path: Path | None = None,
) -> Changes:
    """Add a piece of evidence, with its file if it has one, and let it serve a criterion.

    Raises:
        InvalidFields: a value can't be accepted, or the assessment is frozen.
        Refusal: the file can't be kept.
    """
    place = str(values.get("place", ""))
    kept = {name: value for name, value in values.items() if name != "place"}
    made = editing.add(session, Evidence, kept).result
    if path:
        attachment.attach(session, made, path)
    return show_evidence(session, assessment_id, criterion, made, place)


def record_evidence(record: Record) -> dict[str, Any]:
    """The values of evidence that is a page of Kumppani.

    It is named by its kind and number where it has one, not by its title: the name of a client or an
    employee doesn't belong in a report that others read.
    """
    kind = record.kind
    number = getattr(record, kind.key, "") if kind.key else ""
    name = f"{kind.label.say()} {number or pick(record.title())}"
    return {
        "name": name[:160],
        "sort": "record",
        "record_kind": kind.name,
        "record_id": record.id,
        "speaks_of": today(),
    }


@dataclass(frozen=True)
class Served:
    """A piece of evidence of an answer, ready to be shown.

    Attributes:
        place: where in it; ``files`` are its attachments.
        gone: it, or the page it points to, is in the bin.
    """

    evidence: Evidence
    place: str
    files: tuple[attachment.Attachment, ...] = ()
    gone: bool = False


def evidence_of(session: Session, found: Answer | None) -> list[Served]:
    """The evidence of an answer, in the order in which it was added."""
    served = []
    for row in found.evidence if found else ():
        evidence = session.get(Evidence, row["evidence_id"])
        if evidence is None:
            continue
        files = tuple(attachment.attachments(session, evidence.id))
        gone = evidence.deleted_at is not None or _page_gone(session, evidence)
        served.append(Served(evidence, row.get("place", ""), files, gone))
    return served


def _page_gone(session: Session, evidence: Evidence) -> bool:
    record = record_kinds().get(evidence.record_kind)
    if not evidence.record_id or record is None:
        return False
    page = session.get(record, evidence.record_id)
    return page is None or page.deleted_at is not None


def serving(session: Session, evidence_id: str) -> list[Answer]:
    """The answers that a piece of evidence serves."""
    return list(
        session.scalars(
            select(Answer).where(
                type_coerce(Answer.evidence, String).contains(evidence_id, autoescape=True),
                Answer.deleted_at.is_(None),
            )
        )
    )


# Versions and rounds


def newer_scheme(session: Session, assessment: Assessment) -> SchemeContent | None:
    """A later version of an open assessment's scheme, in the store or in the program."""
    if assessment.scheme is None or assessment.status == rules.FROZEN:
        return None
    key = assessment.scheme.key
    for each in schemes.waiting(session):
        if each.key == key:
            return each
    newest = schemes.newest(session, key)
    return newest.content if newest and newest.id != assessment.scheme_id else None


def take_new_version(session: Session, assessment_id: str) -> Changes:
    """Go on by the newest version of the scheme: answers to unchanged criteria stay.

    A changed criterion keeps its comment and evidence, and is asked anew; answers to what has been left
    out go to the bin.

    Raises:
        Refusal: there is no newer version, or the assessment is frozen.
    """
    assessment = _in_use(session, assessment_id)
    if assessment.status == rules.FROZEN:
        raise Refusal(rules.frozen_words())
    newer = newer_scheme(session, assessment)
    if newer is None or assessment.scheme is None:
        raise Refusal(_l("This is the newest version of the scheme."))
    found = scheme_rules.difference(assessment.scheme.content, newer)
    scheme_id = _scheme_id(session, newer.key)
    by_key = {each.criterion: each for each in assessment.answers}
    for key in found.changed:
        if key in by_key:
            asked = newer.criterion(key)
            fresh = {"answer": "", "carried": False, "asked": asked.text if asked else {}}
            editing.change(session, Answer, by_key[key].id, fresh)
    gone = [by_key[key].id for key in found.gone if key in by_key]
    if gone:
        editing.remove(session, Answer, gone)
    # Set here and not by editing.change, which rightly refuses another scheme to all others.
    assessment.scheme_id = scheme_id
    if assessment.target not in {each.key for each in newer.levels}:
        assessment.target = newer.levels[0].key
    return Changes(scheme_rules.difference_words(found), assessment_id)


def begin_next(session: Session, assessment_id: str, values: Mapping[str, Any]) -> Changes:
    """Begin the next round of the same, by the newest version of the scheme; ``result`` is its id.

    With ``carry`` among the values the answers to unchanged criteria come along, to be confirmed.
    """
    before = editing.find(session, Assessment, assessment_id)
    if before.scheme is None:
        raise Missing
    given = dict(values)
    carry = bool(given.pop("carry", False))
    done = begin(
        session,
        {
            "service_id": before.service_id,
            "target": before.target,
            "follows_id": before.id,
            **given,
            "scheme_key": before.scheme.key,
        },
    )
    made = editing.find(session, Assessment, done.result)
    if carry and made.scheme:
        _carry(session, before, made, before.scheme.content, made.scheme.content)
    return Changes(_l("Began “{title}”", title=made.title()), made.id)


def _carry(
    session: Session,
    before: Assessment,
    made: Assessment,
    old: SchemeContent,
    new: SchemeContent,
) -> None:
    found = scheme_rules.difference(old, new)
    for each in before.answers:
        same = each.criterion in found.same
        if not same and each.criterion not in found.changed:
            continue
        asked = new.criterion(each.criterion)
        values = {name: getattr(each, name) for name in KEPT_WHEN_CHANGED}
        if same:
            values |= {"answer": each.answer, "due": each.due, "carried": True}
            values |= {"answered_by": each.answered_by, "answered_on": each.answered_on}
        ids = {"assessment_id": made.id, "criterion": each.criterion}
        editing.add(session, Answer, {**values, **ids, "asked": asked.text if asked else {}})


def aim(session: Session, assessment_id: str, level: str) -> Changes:
    """Aim at another target level; answers stay."""
    assessment = _in_use(session, assessment_id)
    if assessment.scheme and level not in {e.key for e in assessment.scheme.content.levels}:
        raise Refusal(_l("There is no target level “{key}”.", key=level))
    editing.change(session, Assessment, assessment_id, {"target": level})
    return Changes(_l("Target level: {level}", level=level_name(assessment, level)), assessment_id)


def level_name(assessment: Assessment, level: str | None = None) -> LanguageText:
    """What the target level of an assessment is called."""
    wanted = assessment.target if level is None else level
    levels = assessment.scheme.content.levels if assessment.scheme else ()
    return next((each.name for each in levels if each.key == wanted), {})


def freeze(session: Session, assessment_id: str) -> Changes:
    """Freeze an assessment: from now on it stays as it is.

    Raises:
        Refusal: it is frozen already, or a criterion isn't answered.
    """
    assessment = _in_use(session, assessment_id)
    if assessment.status == rules.FROZEN:
        raise Refusal(rules.frozen_words())
    result = assessment.result
    if assessment.scheme is None or result is None:
        raise Missing
    problem = rules.freeze_problem(assessment.scheme.content, assessment.target, assessment.given)
    if problem:
        raise Refusal(problem)
    by, day = session.info.get(WHO, ""), today()
    written = freezing.canonical(freezing.content(session, assessment, result, by, day))
    editing.change(
        session,
        Assessment,
        assessment_id,
        {
            "status": rules.FROZEN,
            "frozen_on": day,
            "frozen_by": by,
            "score": result.total.percent,
            "content": written,
            "content_hash": freezing.fingerprint(written),
        },
    )
    return Changes(_l("Froze “{title}”", title=assessment.title()), assessment_id)


def rounds(session: Session, assessment: Assessment) -> list[Assessment]:
    """The frozen rounds of the same subject by the same scheme, the earliest first, and this one."""
    if assessment.scheme is None:
        return [assessment]
    same = (
        select(Assessment)
        .join(Scheme, Scheme.id == Assessment.scheme_id)
        .where(
            Scheme.key == assessment.scheme.key,
            Assessment.service_id == assessment.service_id
            if assessment.service_id
            else Assessment.service_id.is_(None),
            Assessment.deleted_at.is_(None),
            (Assessment.status == rules.FROZEN) | (Assessment.id == assessment.id),
        )
    )
    found = session.scalars(same).all()
    return sorted(found, key=lambda e: (e.frozen_on or date.max, e.started_on or date.max, e.id))


def before(session: Session, assessment: Assessment) -> Assessment | None:
    """The round before this one, ``None`` when it is the first."""
    found = rounds(session, assessment)
    at = next((n for n, each in enumerate(found) if each.id == assessment.id), 0)
    return found[at - 1] if at else None


def last_peer(session: Session, assessment: Assessment, level: str = "") -> date | None:
    """The day of the latest frozen peer or external assessment of the same, at a level or higher."""
    days = [
        each.frozen_on
        for each in rounds(session, assessment)
        if each.manner in {rules.PEER, rules.EXTERNAL}
        and each.frozen_on
        and (not level or _reaches(each, level))
    ]
    return max(days, default=None)


def _reaches(assessment: Assessment, level: str) -> bool:
    scheme = assessment.scheme.content if assessment.scheme else None
    return scheme is not None and scheme.rank(assessment.target) >= scheme.rank(level)


def last_of_service(session: Session, service_id: str) -> Assessment | None:
    """The assessment of a service that was frozen last."""
    return session.scalar(
        select(Assessment)
        .where(
            Assessment.service_id == service_id,
            Assessment.status == rules.FROZEN,
            Assessment.deleted_at.is_(None),
        )
        .order_by(Assessment.frozen_on.desc())
        .limit(1)
    )


# What waits


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Assessments to be ready, actions of answers to be done, evidence that expires."""
    soon = day + timedelta(days=REMIND_DAYS)
    due = select(Assessment).where(
        Assessment.deleted_at.is_(None),
        Assessment.status == rules.OPEN,
        Assessment.due <= soon,
    )
    for each in session.scalars(due.order_by(Assessment.due).limit(MOST_MATTERS)):
        result = each.result
        left = result.total.asked - result.total.answered if result else 0
        yield Matter(
            kind="assessment",
            record_id=each.id,
            title=_l("Assessment to be ready: {name}", name=each.title()),
            advice=_left(left),
            due=each.due,
            tone="bad" if each.due and each.due < day else "watch",
        )
    ending = select(Evidence).where(
        Evidence.deleted_at.is_(None), Evidence.valid_to <= day + timedelta(days=EVIDENCE_DAYS)
    )
    for each in session.scalars(ending.order_by(Evidence.valid_to).limit(MOST_MATTERS)):
        late = each.valid_to is not None and each.valid_to < day
        yield Matter(
            kind="evidence",
            record_id=each.id,
            title=_l("Evidence has expired: {name}", name=each.name)
            if late
            else _l("Evidence expires: {name}", name=each.name),
            advice=_l("Replace it with a newer one."),
            due=each.valid_to,
            tone="bad" if late else "watch",
        )


def _left(count: int) -> Text:
    if not count:
        return _l("All is answered. Look through it and freeze it.")
    return _n("{count} criterion left to answer.", "{count} criteria left to answer.", count)
