"""What can be done with contracts."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core import editing, signed, versions
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.field import fields_of, values_of
from app.core.record import today
from app.core.room import Matter
from app.core.text import Text, _l
from app.employment.contracts import checks, fixed_terms, readiness, rules, terms
from app.employment.contracts.checks import Finding
from app.employment.contracts.records import Contract, JobTemplate, others_of, row_of
from app.employment.contracts.term_fields import Terms
from app.employment.people.records import Person
from app.employment.periods import ONE_DAY, months_later

MOST_MATTERS = 50
SHORT_HASH = 16
"""So much of a fingerprint is shown and printed: enough to compare by eye."""
_TERMS = tuple(name for name in vars(Terms) if not name.startswith("_"))
"""The fields that a template fills in."""
_OF_THE_HOUSE = (
    "full_week", "agreement", "agreement_name", "pay_day", "leave", "notice", "occupational_health",
    "pension_insurer", "accident_insurer", "training",
)  # fmt: skip
"""Terms that are usually the same for everybody; a new contract begins with those of the latest one."""


def house_terms(session: Session) -> dict[str, Any]:
    """The usual terms of the house, as in the latest contract of employment that was signed."""
    latest = session.scalar(
        select(Contract)
        .where(
            Contract.deleted_at.is_(None),
            Contract.status.in_(signed.SIGNED),
            Contract.form == rules.EMPLOYMENT,
        )
        .order_by(Contract.signed_on.desc(), Contract.id.desc())
        .limit(1)
    )
    return {name: getattr(latest, name) for name in _OF_THE_HOUSE} if latest else {}


def template_terms(session: Session, template_id: str) -> dict[str, Any]:
    """The terms that a template fills in.

    Raises:
        Missing: there is no such template.
    """
    template = editing.find(session, JobTemplate, template_id)
    return {name: getattr(template, name) for name in _TERMS}


def draft(session: Session, whom: str | Mapping[str, Any], template_id: str = "") -> Changes:
    """Add a draft for a person, with the terms of a template or the usual ones; ``result`` is its id.

    ``whom`` is the id of somebody among the people, or the values of somebody new, who is added.

    Raises:
        Missing: there is no such person or template.
        InvalidFields: a value of the new person can't be accepted.
    """
    if isinstance(whom, str):
        person_id = whom
    else:
        person_id = editing.add(session, Person, {**Person.STARTS, **whom}).result
    person = editing.find(session, Person, person_id)
    filled = house_terms(session)
    if template_id:
        filled |= template_terms(session, template_id)
    forms = {"volunteer": "volunteer", "student": "training"}
    values = {**filled, "person_id": person.id, "form": forms.get(person.role, rules.EMPLOYMENT)}
    done = editing.add(session, Contract, values)
    return Changes(_l("Drafted a contract for {name}", name=dict(person.title())), done.result)


def as_template(session: Session, contract_id: str) -> Changes:
    """Keep the terms of a contract as a template under its job title; ``result`` is its id."""
    contract = editing.find(session, Contract, contract_id)
    name = next(iter(contract.job_title.values()), "") or contract.code
    taken = set(session.scalars(select(JobTemplate.name)))
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    values = {each: getattr(contract, each) for each in _TERMS}
    done = editing.add(session, JobTemplate, {**values, "name": free})
    return Changes(_l("Kept the terms as the template “{name}”", name=free), done.result)


def others(session: Session, contract: Contract) -> list[dict[str, Any]]:
    """The other signed contracts of the same person, as rows."""
    return others_of(session, contract.person_id, contract.id)


def findings(session: Session, contract: Contract) -> list[Finding]:
    """What is unlawful or doubtful about a contract that isn't signed yet."""
    if contract.status in signed.SIGNED:
        return []
    return checks.findings(row_of(contract), others(session, contract))


def offer(session: Session, contract_id: str) -> Changes:
    """Note that the contract has been given to be signed.

    Raises:
        Refusal: something is missing from it, or it isn't lawful.
    """
    contract = editing.find(session, Contract, contract_id)
    _refuse_unready(session, contract)
    contract.status = "offered"
    seal(session, contract_id)
    return Changes(_l("“{title}” waits for signatures", title=dict(contract.title())), contract_id)


def _refuse_unready(session: Session, contract: Contract) -> None:
    if contract.deleted_at or contract.person is None or contract.person.deleted_at:
        raise Refusal(_l("The contract or its person is in the bin. Restore it first."))
    lacks = {**readiness.missing(values_of(contract)), **checks.stops(findings(session, contract))}
    if lacks:
        raise Refusal(next(iter(lacks.values())))


def sign(session: Session, contract_id: str, signed_on: date | None = None) -> Changes:
    """Put a contract in force; what it amends or goes on from before its end is replaced.

    Raises:
        Refusal: something is missing, it isn't lawful, or what it rests on has changed meanwhile.
    """
    contract = editing.find(session, Contract, contract_id)
    if contract.status not in signed.OPEN:
        raise Refusal(_l("It has been signed already."))
    if contract.starts is None:
        raise Refusal(_l("Give the day on which the work begins."))
    for before_id in filter(None, (contract.amends_id, contract.follows_id)):
        before = session.get(Contract, before_id)
        amended = before_id == contract.amends_id
        if before and before.status not in ({"in_force"} if amended else {"in_force", "ended"}):
            raise Refusal(
                _l(
                    "{title} has changed meanwhile. Make this again from it.",
                    title=dict(before.title()),
                )
            )
        if before and before.status == "in_force":
            _replace(before, contract.starts, amended=amended)
    session.flush()
    _refuse_unready(session, contract)
    contract.status = "in_force"
    contract.signed_on = contract.signed_on or signed_on or today()
    seal(session, contract_id)
    return Changes(_l("“{title}” is in force", title=dict(contract.title())), contract_id)


def _replace(before: Contract, starts: date, *, amended: bool) -> None:
    last = starts - ONE_DAY
    if before.starts and last < before.starts:
        raise Refusal(
            _l(
                "The new contract has to begin after {day}, when the one before it began.",
                day=before.starts,
            )
        )
    if fixed_terms.last_day(row_of(before)) >= starts:
        before.status = "replaced"
        before.last_day = last
    elif amended:
        raise Refusal(
            _l("What this amends has ended before it begins. Make a new contract instead.")
        )
    else:
        before.status = "ended"
        before.last_day = fixed_terms.last_day(row_of(before))
        before.end_reason = before.end_reason or "term"


def seal(session: Session, contract_id: str) -> None:
    """Keep the fingerprint of what is given to be signed or was signed, so that a later change is seen."""
    contract = editing.find(session, Contract, contract_id)
    contract.content_hash = fingerprint(contract)


def fingerprint(contract: Contract) -> str:
    """The SHA-256 of what was agreed, so that a later change would be seen."""
    agreed = {
        name: field.value.to_json(getattr(contract, name))
        for name, field in fields_of(Contract).items()
        if name not in rules.FREE
    }
    content = json.dumps(agreed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(content.encode()).hexdigest()


def is_unchanged(contract: Contract) -> bool:
    """Whether a contract still is what was sealed; one that was signed elsewhere has no proof."""
    return not contract.content_hash or contract.content_hash == fingerprint(contract)


def amend(session: Session, contract_id: str) -> Changes:
    """Begin an amendment of a signed contract, as a draft; ``result`` is its id.

    Raises:
        Refusal: another amendment is being prepared, or the end of the work has been noted.
    """
    if editing.find(session, Contract, contract_id).last_day:
        raise Refusal(_l("The last day of work has been noted, so there is nothing to amend."))
    # It has no probation of its own, and what the first version went on from isn't its matter.
    fresh = {**rules.FRESH_LIFE, "probation_ends": None, "follows_id": None}
    return versions.amend(session, Contract, contract_id, fresh)


def renew(session: Session, contract_id: str) -> Changes:
    """Draft a new fixed term that goes on from this one; ``result`` is its id.

    Raises:
        Refusal: the ground allows no second term.
    """
    contract = editing.find(session, Contract, contract_id)
    if contract.ground == fixed_terms.NO_REASON:
        raise Refusal(
            _l(
                "A fixed term without a reason can't be renewed. Make it permanent, or make a new "
                "contract on another lawful ground."
            )
        )
    return _go_on(session, contract, rules.renewed)


def make_permanent(session: Session, contract_id: str) -> Changes:
    """Draft the permanent contract that a fixed term becomes; ``result`` is its id."""
    return _go_on(session, editing.find(session, Contract, contract_id), rules.permanent)


def _go_on(
    session: Session,
    contract: Contract,
    values: Callable[[Mapping[str, Any], str, date], dict[str, Any]],
) -> Changes:
    newer = session.scalar(
        select(Contract)
        .where(
            Contract.follows_id == contract.id,
            Contract.deleted_at.is_(None),
            Contract.status.in_(signed.OPEN),
        )
        .limit(1)
    )
    if newer:
        raise Refusal(_l("It already goes on in {title}.", title=dict(newer.title())))
    last = fixed_terms.last_day(row_of(contract))
    starts = last + ONE_DAY if last != date.max else today()
    done = editing.add(session, Contract, values(values_of(contract), contract.id, starts))
    return Changes(_l("Drafted how “{title}” goes on", title=dict(contract.title())), done.result)


def end(session: Session, contract_id: str, last_day: date, reason: str) -> Changes:
    """Note the last day of work; one that is past already makes the contract ended.

    Raises:
        InvalidFields: the day is before the work began.
    """
    status = "ended" if last_day < today() else "in_force"
    editing.change(
        session,
        Contract,
        contract_id,
        {"last_day": last_day, "end_reason": reason, "status": status},
    )
    contract = editing.find(session, Contract, contract_id)
    return Changes(
        _l("“{title}” ends on {day}", title=dict(contract.title()), day=last_day), contract_id
    )


def review_hours(session: Session, contract_id: str) -> Changes:
    """Note that variable hours were looked at today; the next time comes in a year."""
    editing.change(session, Contract, contract_id, {"hours_reviewed_on": today()})
    contract = editing.find(session, Contract, contract_id)
    return Changes(
        _l("Looked at the hours of “{title}”", title=dict(contract.title())), contract_id
    )


def of_person(session: Session, person_id: str) -> list[Contract]:
    """The contracts of a person in use, those in force first, then the latest."""
    order = {"in_force": 0, "offered": 1, "draft": 2}
    found = session.scalars(
        select(Contract)
        .where(Contract.person_id == person_id, Contract.deleted_at.is_(None))
        .order_by(Contract.starts.desc(), Contract.code.desc())
    )
    return sorted(found, key=lambda each: order.get(each.status, 3))


def story(session: Session, contract: Contract) -> list[Contract]:
    """The contract with its versions, what it goes on from and what goes on from it, by their beginning."""
    found = {each.id: each for each in versions.all_of(session, contract)}
    waiting = list(found.values())
    while waiting:
        one = waiting.pop()
        before = session.get(Contract, one.follows_id) if one.follows_id else None
        after = session.scalars(
            select(Contract).where(Contract.follows_id == one.id, Contract.deleted_at.is_(None))
        )
        for other in (*([before] if before else []), *after):
            if other.id not in found and other.deleted_at is None:
                found[other.id] = other
                waiting.append(other)
    return sorted(found.values(), key=lambda each: (each.starts or date.max, each.code))


def signed_rows(session: Session, person_id: str) -> list[dict[str, Any]]:
    """The signed contracts of employment of a person, as rows."""
    return [row for row in others_of(session, person_id, "") if row["form"] == rules.EMPLOYMENT]


def reader(session: Session, record_id: str) -> str:
    """The language of the person whose contract it is."""
    person = editing.find(session, Contract, record_id).person
    return person.language if person else ""


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Days of contracts that come, written terms that are due, and contracts nobody has signed."""
    yield from _coming(session, day)
    yield from _over(session, day)
    yield from _unsigned(session, day)


def _coming(session: Session, day: date) -> Iterable[Matter]:
    soon = day + timedelta(days=rules.REMIND_DAYS)
    a_year_ago = months_later(soon, -12)
    found = session.scalars(
        select(Contract)
        .where(
            Contract.deleted_at.is_(None),
            Contract.status == "in_force",
            Contract.last_day.is_(None),
            or_(
                Contract.ends <= soon,
                Contract.probation_ends.between(day, soon),
                Contract.increment_on <= soon,
                (Contract.hours_kind == "variable")
                & (func.coalesce(Contract.hours_reviewed_on, Contract.starts) <= a_year_ago),
            ),
        )
        .order_by(Contract.ends.is_(None), Contract.ends, Contract.id)
        .limit(MOST_MATTERS)
    )
    for contract in found:
        goes_on = session.scalar(
            select(Contract.id)
            .where(Contract.follows_id == contract.id, Contract.deleted_at.is_(None))
            .limit(1)
        )
        for each in rules.coming(row_of(contract), day):
            if not (each.what == "term" and goes_on):
                yield _coming_matter(contract, each, day)


def _over(session: Session, day: date) -> Iterable[Matter]:
    """Contracts whose noted last day has passed, and that still are in force."""
    found = session.scalars(
        select(Contract)
        .where(
            Contract.deleted_at.is_(None), Contract.status == "in_force", Contract.last_day < day
        )
        .order_by(Contract.last_day)
        .limit(MOST_MATTERS)
    )
    for contract in found:
        yield Matter(
            kind="contract",
            record_id=contract.id,
            title=_l("The work has ended: {name}", name=dict(contract.title())),
            advice=_l("Note the end once more, and give the certificate of employment."),
            due=contract.last_day,
            tone="watch",
        )


def _coming_matter(contract: Contract, coming: rules.Coming, day: date) -> Matter:
    name = dict(contract.title())
    titles: dict[str, Text] = {
        "probation": _l("Probation ends: {name}", name=name),
        "term": _l("Fixed term ends: {name}", name=name),
        "review": _l("Variable hours to be looked at: {name}", name=name),
        "increment": _l("Pay increment: {name}", name=name),
    }
    advice: dict[str, Text] = {
        "probation": _l("Talk about how it has gone while there is time."),
        "term": _l("Tell in time whether the work goes on. Renew it or make it permanent."),
        "review": _l(
            "Look at the hours of the last year, and offer more if they are really needed."
        ),
        "increment": _l("Change the pay by an amendment and tell the payroll."),
    }
    late = coming.day < day
    return Matter(
        kind="contract",
        record_id=contract.id,
        title=titles[coming.what],
        advice=advice[coming.what],
        due=coming.day,
        tone="bad" if late else "watch",
    )


def _unsigned(session: Session, day: date) -> Iterable[Matter]:
    """Written terms are due soon after the work begins; before that a contract may wait a while."""
    found = session.scalars(
        select(Contract)
        .where(
            Contract.deleted_at.is_(None),
            Contract.status.in_(signed.OPEN),
            Contract.form == rules.EMPLOYMENT,
            Contract.starts <= day + timedelta(days=rules.SIGNING_DAYS),
        )
        .order_by(Contract.starts, Contract.id)
        .limit(MOST_MATTERS)
    )
    for contract in found:
        due = terms.first_due(row_of(contract), given=False)
        yield Matter(
            kind="contract",
            record_id=contract.id,
            title=_l("Contract isn't signed: {name}", name=dict(contract.title())),
            advice=_l(
                "The main terms are due in writing within a week from the beginning of work."
            ),
            due=due or contract.starts,
            tone="bad" if due and due < day else "watch",
        )
