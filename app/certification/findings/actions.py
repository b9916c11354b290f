"""What can be done with findings: write one from an answer, move it on, see that it helped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.certification.assessments.records import Answer
from app.certification.findings import rules
from app.certification.findings.records import Finding
from app.core import editing
from app.core.change import Changes
from app.core.room import Matter
from app.core.text import _l

EFFECT_DAYS = 30
"""How long after an action somebody should have seen whether it helped."""
MOST_MATTERS = 20
MOST_VERIFIED = 20
"""How many of those that have helped stand on the board."""
NOBODY = "(nobody)"
"""What asks for findings that nobody is responsible for, in place of an owner's name."""
SHORT = 80
_SEVERE_FIRST = {code: place for place, (code, _words) in enumerate(rules.SEVERITIES)}
_AT_WORK = (rules.OPEN, rules.DOING)


def short(what: str) -> str:
    """The beginning of what was found, for a line that names it."""
    return shorten(what, SHORT, placeholder=" …")


def state(finding: Finding) -> str:
    """The state of a finding; one that has none is still to be done."""
    return finding.status if finding.status in rules.ORDER else rules.OPEN


def from_answer(session: Session, answer_id: str, values: Mapping[str, Any]) -> Changes:
    """Write down what an answer to a criterion brought up; ``result`` is the finding's id.

    Raises:
        InvalidFields: something is missing or can't be accepted.
        Missing: there is no such answer.
    """
    answer = editing.find(session, Answer, answer_id)
    source = {
        "assessment_id": answer.assessment_id,
        "criterion": answer.criterion,
        "asked": dict(answer.asked),
    }
    made = editing.add(session, Finding, {**values, **source}).result
    found = editing.find(session, Finding, made)
    return Changes(_l("Wrote down the finding “{name}”", name=short(found.what)), made)


def move(session: Session, finding_id: str, status: str) -> Changes:
    """Take a finding to another state.

    What goes back to work is no longer done, and what was seen to help has to be seen again.

    Raises:
        InvalidFields: the state asks for something that nobody has written yet.
    """
    found = editing.find(session, Finding, finding_id)
    values: dict[str, Any] = {"status": status}
    if status in _AT_WORK:
        values["done_on"] = None
    if found.status == rules.VERIFIED != status:
        values |= {"verified_by": "", "verified_on": None}
    editing.change(session, Finding, finding_id, values)
    words = _l(
        "Moved “{name}” to “{status}”", name=short(found.what), status=dict(rules.STATES)[status]
    )
    return Changes(words, finding_id)


def finish(session: Session, finding_id: str, values: Mapping[str, Any]) -> Changes:
    """Mark the action of a finding done, with what was done.

    Raises:
        InvalidFields: nobody has written what was done.
    """
    editing.change(session, Finding, finding_id, values)
    return move(session, finding_id, rules.DONE)


def verify(session: Session, finding_id: str, values: Mapping[str, Any]) -> Changes:
    """Note who saw that an action helped, and how (``effect``, ``verified_by``, ``verified_on``).

    Raises:
        InvalidFields: something is missing, or the one who did it can't see it alone.
    """
    editing.change(session, Finding, finding_id, {**values, "status": rules.VERIFIED})
    found = editing.find(session, Finding, finding_id)
    return Changes(_l("Seen to have helped: {name}", name=short(found.what)), finding_id)


def of_assessment(session: Session, assessment_id: str) -> list[Finding]:
    """What was found in an assessment: what is open first, then by day."""
    found = session.scalars(_kept().where(Finding.assessment_id == assessment_id))
    return sorted(found, key=lambda each: (rules.ORDER.index(state(each)), *_in_order(each)))


# The board


@dataclass(frozen=True)
class Overview:
    """What stands on the board.

    Attributes:
        lanes: the findings by state, in order; of those that have helped only the newest.
        totals: how many there are of each.
        owners: who is responsible for something that isn't seen to have helped.
    """

    lanes: Mapping[str, Sequence[Finding]]
    totals: Mapping[str, int]
    owners: tuple[str, ...] = ()


def board(session: Session) -> dict[str, list[Finding]]:
    """All findings by state: the earliest day first, no day last, the newest of what has helped."""
    return {status: list(lane) for status, lane in overview(session).lanes.items()}


def overview(session: Session, words: str = "", owner: str = "") -> Overview:
    """The board, narrowed to what holds all the ``words`` and to an ``owner`` (or :data:`NOBODY`)."""
    lanes: dict[str, list[Finding]] = {status: [] for status in rules.ORDER}
    owners: set[str] = set()
    wanted = words.casefold().split()
    for each in session.scalars(_kept()):
        if each.owner and state(each) != rules.VERIFIED:
            owners.add(each.owner)
        if _fits(each, wanted, owner):
            lanes[state(each)].append(each)
    totals = {status: len(lane) for status, lane in lanes.items()}
    for status, lane in lanes.items():
        lane.sort(key=_newest if status == rules.VERIFIED else _in_order)
    lanes[rules.VERIFIED] = lanes[rules.VERIFIED][:MOST_VERIFIED]
    return Overview(lanes, totals, tuple(sorted(owners, key=str.casefold)))


def _kept() -> Select[Finding]:
    return select(Finding).where(Finding.deleted_at.is_(None))


def _in_order(finding: Finding) -> tuple[Any, ...]:
    return (
        finding.due or date.max,
        _SEVERE_FIRST.get(finding.severity, len(_SEVERE_FIRST)),
        finding.id,
    )


def _newest(finding: Finding) -> tuple[Any, ...]:
    return -(finding.verified_on or date.min).toordinal(), finding.id


def _fits(finding: Finding, wanted: Sequence[str], owner: str) -> bool:
    if owner and finding.owner != ("" if owner == NOBODY else owner):
        return False
    if not wanted:
        return True
    said = (finding.what, finding.action, finding.owner, finding.code, *finding.asked.values())
    text = "\n".join(said).casefold()
    return all(word in text for word in wanted)


# What waits


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Actions to be done or late, and actions of which nobody has seen whether they helped."""
    yield from _actions(session, day)
    yield from _effects(session, day)


def _actions(session: Session, day: date) -> Iterator[Matter]:
    waiting = _kept().where(
        Finding.status.in_(_AT_WORK), Finding.due <= day + timedelta(days=rules.REMIND_DAYS)
    )
    for each in session.scalars(waiting.order_by(Finding.due, Finding.id).limit(MOST_MATTERS)):
        late = rules.late(each.status, each.due, day)
        name = short(each.what)
        yield Matter(
            kind="finding",
            record_id=each.id,
            title=_l("Corrective action is late: {name}", name=name)
            if late
            else _l("Corrective action to be done: {name}", name=name),
            advice=_l("Do it and mark it done, or agree on another day.")
            if each.action
            else _l("Decide what is done about it, and who does it."),
            due=each.due,
            tone="bad" if late else "watch",
        )


def _effects(session: Session, day: date) -> Iterator[Matter]:
    unseen = _kept().where(
        Finding.status == rules.DONE, Finding.done_on <= day - timedelta(days=EFFECT_DAYS)
    )
    for each in session.scalars(unseen.order_by(Finding.done_on, Finding.id).limit(MOST_MATTERS)):
        assert each.done_on
        yield Matter(
            kind="finding",
            record_id=each.id,
            title=_l("Has it helped? {name}", name=short(each.what)),
            advice=_l("Ask somebody else than the one who did it to see whether it helped."),
            due=each.done_on + timedelta(days=EFFECT_DAYS),
            tone="watch",
        )
