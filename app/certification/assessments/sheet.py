"""An assessment as it is answered: every criterion with its answer, evidence, findings and last time's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.certification.assessments import actions, rules
from app.certification.assessments.actions import Served
from app.certification.assessments.records import Answer, Assessment
from app.certification.assessments.rules import Result
from app.certification.findings.records import Finding
from app.certification.schemes.rules import Criterion
from app.core import editing
from app.core.fault import Missing
from app.core.text import LanguageText

ANSWERED = ("answer", "comment", "responsible", "due", "carried", "answered_by", "answered_on")


@dataclass(frozen=True)
class Line:
    """One criterion on the sheet.

    Attributes:
        values: what was answered, by field of the answer.
        last: the answer of the round before and its comment, ``("", "")`` when there is none.
        findings: how many findings there are about it.
    """

    criterion: Criterion
    values: Mapping[str, Any]
    last: tuple[str, str] = ("", "")
    evidence: Sequence[Served] = ()
    findings: int = 0

    @property
    def answer(self) -> str:
        """What was answered, ``""`` when nothing was."""
        return self.values["answer"]


@dataclass(frozen=True)
class Sheet:
    """An assessment ready to be answered."""

    assessment_id: str
    title: LanguageText
    frozen: bool
    level: LanguageText
    result: Result
    lines: Mapping[str, Line] = field(default_factory=dict)

    def next_open(self, after: str) -> str:
        """The next criterion without an answer after one, from the beginning when need be; or ``""``."""
        keys = list(self.lines)
        start = keys.index(after) + 1 if after in self.lines else 0
        order = keys[start:] + keys[:start]
        return next((key for key in order if not self.lines[key].answer), "")


def sheet(session: Session, assessment_id: str) -> Sheet:
    """An assessment with everything about its criteria.

    Raises:
        Missing: there is no such assessment, or it is in the bin.
    """
    assessment = editing.find(session, Assessment, assessment_id)
    if assessment.deleted_at:
        raise Missing
    result = assessment.result or Result((), rules.Score(), ())
    given = {each.criterion: each for each in assessment.answers}
    before = actions.before(session, assessment)
    earlier = {each.criterion: each for each in before.answers} if before else {}
    findings = _findings(session, assessment_id)
    lines = {}
    for each in result.criteria:
        found, last = given.get(each.key), earlier.get(each.key)
        lines[each.key] = Line(
            each,
            _values(found),
            (last.answer, last.comment) if last else ("", ""),
            actions.evidence_of(session, found),
            findings.get(each.key, 0),
        )
    return Sheet(
        assessment.id,
        assessment.title(),
        assessment.status == rules.FROZEN,
        actions.level_name(assessment),
        result,
        lines,
    )


def _values(found: Answer | None) -> dict[str, Any]:
    blank = dict.fromkeys(ANSWERED, "") | {"due": None, "answered_on": None, "carried": False}
    return {name: getattr(found, name) for name in ANSWERED} if found else blank


def _findings(session: Session, assessment_id: str) -> dict[str, int]:
    rows = session.execute(
        select(Finding.criterion, func.count())
        .where(Finding.assessment_id == assessment_id, Finding.deleted_at.is_(None))
        .group_by(Finding.criterion)
    )
    return dict(rows.all())


def latest_open(session: Session) -> str:
    """The open assessment that was worked on last, ``""`` when there is none."""
    return (
        session.scalar(
            select(Assessment.id)
            .where(Assessment.status == rules.OPEN, Assessment.deleted_at.is_(None))
            .order_by(Assessment.updated_at.desc())
            .limit(1)
        )
        or ""
    )
